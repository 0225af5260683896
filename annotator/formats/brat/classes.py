"""Classes without an id (`*` lines): groups of spans that a symmetric, transitive relation joins.

Members of `Equiv` are mentions of one entity. Those of any other class become a chain in the order
of the text, first to second, second to third: few arrows that say the same, since such a relation
is transitive. Two classes of one type that share a member are one class. Where relations are called
Equiv in the project that wrote a folder, the folder says so (`#: relation Equiv`), and Equiv is a
relation like any other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from annotator.formats.brat.drafts import DraftRelation, DraftSpan
from annotator.model.relation import Relation
from annotator.model.span import Span

EQUIV = "Equiv"


# ---- reading ------------------------------------------------------------------------------------


def united(classes: Iterable[dict[str, DraftSpan]]) -> list[list[DraftSpan]]:
    """Return classes of one type, each id -> member, put together where they share a member."""
    groups: dict[str, dict[str, DraftSpan]] = {}
    for members in classes:
        _unite(groups, members)
    distinct = {id(group): group for group in groups.values()}
    return [list(group.values()) for group in distinct.values()]


def _unite(groups: dict[str, dict[str, DraftSpan]], members: dict[str, DraftSpan]) -> None:
    """Put members into one group with all that share one; groups are held by their members."""
    joined = members
    for id in list(members):
        other = groups.get(id)
        if other is None or other is joined:
            continue
        small, joined = sorted((other, joined), key=len)
        joined.update(small)
        groups.update(dict.fromkeys(small, joined))
    groups.update(dict.fromkeys(members, joined))


def chain(type: str, members: list[DraftSpan]) -> Iterator[DraftRelation]:
    """Yield the relations that tie members one to the next."""
    ordered = sorted(
        members, key=lambda one: (one.fragments[0][0], -one.fragments[-1][1], one.label)
    )
    for head, tail in pairwise(ordered):
        yield DraftRelation(type, head, tail)


# ---- writing ------------------------------------------------------------------------------------


class Chains:
    """Finds, among the relations of a line, the plain chains that can go out as classes."""

    def __init__(self, spans: Mapping[str, Span], rank: Mapping[str, int]) -> None:
        self._by_id = spans
        self._rank = rank
        """The place of each span (id) in the file."""

    def split(
        self, relations: list[Relation], alike: set[str]
    ) -> tuple[list[tuple[str, list[Span]]], list[Relation]]:
        """Return the chains (label, members) of labels that are `alike`, and the relations left."""
        groups: dict[str, list[Relation]] = defaultdict(list)
        for one in relations:
            if one.label in alike:
                groups[one.label].append(one)
        chained: list[tuple[str, list[Span]]] = []
        used: set[str] = set()
        for label in sorted(groups):
            for found in self._chains(groups[label]):
                used.update(one.id for one in found)
                members = [found[0].head, *(one.tail for one in found)]
                chained.append((label, [self._by_id[one] for one in members]))
        return chained, [one for one in relations if one.id not in used]

    def _chains(self, relations: list[Relation]) -> Iterator[list[Relation]]:
        ahead: dict[str, list[Relation]] = defaultdict(list)
        behind: dict[str, list[Relation]] = defaultdict(list)
        for one in relations:
            ahead[one.head].append(one)
            behind[one.tail].append(one)
        for start in relations:
            if behind.get(start.head):
                continue
            found = [start]
            while len(after := ahead.get(found[-1].tail, [])) == 1 and len(found) <= len(relations):
                found.append(after[0])
            if all(self._is_plain(one, ahead, behind) for one in found) and not after:
                yield found

    def _is_plain(
        self,
        one: Relation,
        ahead: dict[str, list[Relation]],
        behind: dict[str, list[Relation]],
    ) -> bool:
        is_alone = len(ahead[one.head]) == 1 and len(behind[one.tail]) == 1
        is_forward = _chain_order(self._by_id[one.head]) <= _chain_order(self._by_id[one.tail])
        is_bare = not one.attributes and one.note is None
        return is_alone and is_forward and is_bare and self._rank[one.head] < self._rank[one.tail]


def _chain_order(span: Span) -> tuple[int, int, str]:
    return (span.start, -span.end, span.label)
