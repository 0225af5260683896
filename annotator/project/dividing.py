"""Dividing articles among people: evenly, and the same each time the same is asked."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple


class Division(NamedTuple):
    """Who gets which documents. Of those asked for, `given` is what is new."""

    documents: int
    """How many were divided."""
    given: tuple[tuple[str, str], ...]
    """Document and annotator (ids), documents in the order in which they were named."""
    loads: Mapping[str, int]
    """Annotator -> how many of the documents they have, those they had before included."""
    shared: int
    """How many documents more than one of them has."""


def divide(
    documents: Sequence[str],
    people: Sequence[str],
    held: Mapping[str, Collection[str]],
    *,
    per_article: int = 1,
    share: int = 100,
) -> Division:
    """Divide documents (ids) among people (annotator ids), so that each has as many as another.

    held: document -> who has it already; they keep it, and it counts.
    per_article: how many people label one document, at most all of them.
    share: of how many documents in a hundred so many do; one labels the others. Which they are is
        drawn by the hashes of the ids.

    Each document goes to those who have the fewest so far, among equals to those who have shared
    the fewest documents: every pair meets as often as another.
    """
    people = list(dict.fromkeys(people))
    per_article = min(per_article, len(people))
    several = set(drawn(documents, share)) if per_article > 1 else set()
    whose = {one: [who for who in people if who in held.get(one, ())] for one in documents}
    loads = Counter(dict.fromkeys(people, 0))
    loads.update(who for having in whose.values() for who in having)
    together: Counter[frozenset[str]] = Counter()
    # What several share first: what one has alone then makes up for what was uneven.
    for document in sorted(documents, key=lambda one: one not in several):
        wanted = per_article if document in several else 1
        having = whose[document]
        while len(having) < wanted:
            who = _next(people, having, loads, together)
            together.update(frozenset((who, other)) for other in having)
            loads[who] += 1
            having.append(who)
    given = tuple(
        (document, who)
        for document, having in whose.items()
        for who in having
        if who not in held.get(document, ())
    )
    shared = sum(len(having) > 1 for having in whose.values())
    return Division(len(whose), given, dict(loads), shared)


def _next(
    people: Sequence[str],
    having: Collection[str],
    loads: Mapping[str, int],
    together: Mapping[frozenset[str], int],
) -> str:
    def order(who: str) -> tuple[int, int]:
        return loads[who], sum(together[frozenset((who, other))] for other in having)

    return min((who for who in people if who not in having), key=order)


def drawn(documents: Iterable[str], share: int, purpose: str = "") -> list[str]:
    """Return so many in a hundred of the documents (ids), at least one where there are any, in
    their order: those with the lowest hashes of purpose and id."""
    known = list(dict.fromkeys(documents))
    if not known or share <= 0:
        return []
    count = max(1, (len(known) * share + 50) // 100)
    lowest = sorted(known, key=lambda one: hashlib.sha256(f"{purpose}\0{one}".encode()).digest())
    chosen = set(lowest[:count])
    return [one for one in known if one in chosen]
