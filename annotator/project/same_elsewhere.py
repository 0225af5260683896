"""The same text elsewhere: every place of a phrase in all articles, what is said of it there, and
all of it labelled, relabelled or unlabelled in one act. A door beside `Project`:
`project.elsewhere`."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.span import Span
from annotator.project.corpus_search import AROUND, CorpusQuery, CorpusSearch
from annotator.project.everywhere import Everywhere, label_everywhere
from annotator.project.listing import shown_title
from annotator.project.pages import Said
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.text.finding import Range
from annotator.text.tokens import snap_to_words

Fit = Literal["exact", "longer", "shorter", "overlapping"]
"""How a span lies to the phrase: over exactly its characters, over more, over less, across an
end."""
VARIANTS: tuple[Fit, ...] = ("longer", "shorter", "overlapping")
Verb = Literal["label", "relabel", "delete"]
"""label: what I have not labelled gets a span · relabel: my span there wears another label ·
delete: mine go, with their relations."""
_LONGEST = 80
"""Characters of what a span covers that are kept."""


class Marked(NamedTuple):
    """A span at a place, and whose it is; label and annotator are ids."""

    label: str
    annotator: str
    is_mine: bool
    fit: Fit
    covered: str
    """The beginning of what it covers."""
    relations: int
    """How many it is an end of."""


class Place(NamedTuple):
    """Where the phrase stands, with what is around it and what is said of it."""

    document: str
    title: str
    start: int
    end: int
    left: str
    text: str
    right: str
    is_same: bool
    """Whether it is written alike, upper and lower case too, and no part of a longer word, as of
    one with a hyphen."""
    marked: tuple[Marked, ...]
    """By annotator's name, those that I may see."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that somebody has put on exactly these characters."""
        return tuple(dict.fromkeys(one.label for one in self.marked if one.fit == "exact"))

    @property
    def mine(self) -> tuple[Marked, ...]:
        """My spans on exactly these characters."""
        return tuple(one for one in self.marked if one.is_mine and one.fit == "exact")


class Outcome(NamedTuple):
    """What an act would do."""

    places: int = 0
    articles: int = 0
    relations: int = 0
    """That go with the spans."""


def groups_of(place: Place, annotator: str = "") -> tuple[str, ...]:
    """Return the groups that a place counts in: labels (ids) on exactly the phrase, kinds of
    variants (`VARIANTS`); "" alone where nothing is said. With an annotator: what they say."""
    marked = [one for one in place.marked if annotator in ("", one.annotator)]
    found = [one.label if one.fit == "exact" else one.fit for one in marked]
    return tuple(dict.fromkeys(found)) or ("",)


def count_groups(places: Iterable[Place], annotator: str = "") -> Counter[str]:
    """Return how many places each group has."""
    return Counter(group for one in places for group in groups_of(one, annotator))


def can_change(place: Place, verb: Verb, label: str) -> bool:
    """Tell whether an act changes anything at a place.

    Where several labels of mine stand, none of them is exchanged: which, nobody has said.
    """
    mine = place.mine
    if verb == "label":
        return not mine
    if verb == "relabel":
        return len(mine) == 1 and mine[0].label != label
    return bool(mine)


def is_meant(place: Place, verb: Verb, label: str) -> bool:
    """Tell whether an act is meant for a place unless somebody says otherwise: labelling is for
    what is written alike and of which nobody has labelled more, less, or across an end."""
    if not can_change(place, verb, label):
        return False
    has_variants = any(one.fit != "exact" for one in place.marked)
    return verb != "label" or (place.is_same and not has_variants)


def preview(places: Iterable[Place], verb: Verb, label: str) -> Outcome:
    """Return what an act would do to these places."""
    changed = [one for one in places if can_change(one, verb, label)]
    relations = sum(mine.relations for one in changed for mine in one.mine)
    return Outcome(
        len(changed),
        len({one.document for one in changed}),
        relations if verb == "delete" else 0,
    )


class SameElsewhere:
    """What can be asked and done about one phrase in all articles. It belongs off the GUI
    thread."""

    def __init__(self, road: Road) -> None:
        self._road = road

    def places(
        self,
        words: str,
        *,
        is_case_exact: bool = False,
        first: str = "",
        is_for_me: bool = True,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Iterator[list[Place]]:
        """Yield the places of whole words, labelled or not, in project order, some at a time, those
        of one article (`first`, an id) before all others.

        `is_for_me`: without labels that I may not see yet. PatternTooHeavy where there are too many
        words; Cancelled.
        """
        query = CorpusQuery(words, is_case_exact=is_case_exact, is_whole_word=True)
        found = CorpusSearch(self._road).places(
            query, first=first, progress=progress, is_cancelled=is_cancelled
        )
        for page in found:
            yield [
                place
                for said, ranges in page
                for place in self._places_in(said, ranges or [], words, is_for_me=is_for_me)
            ]

    def change(
        self,
        places: Iterable[Place],
        verb: Verb,
        label: str,
        words: str,
        *,
        origin: object = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> tuple[Everywhere, Changes]:
        """Label, relabel or unlabel these places in my sets, as one act of mine; what `can_change`
        leaves out stays as it is.

        `words` are for the history. LabelUnknown, AnnotatorUnknown (nobody has signed in),
        SavingFailed, ProjectReadOnly, ProjectLocked; Cancelled.
        """
        meant = [
            (one.document, (one.start, one.end)) for one in places if can_change(one, verb, label)
        ]
        done, changes = label_everywhere(
            self._road,
            meant,
            None if verb == "delete" else label,
            words,
            progress=progress,
            is_cancelled=is_cancelled,
        )
        return done, self._road.tell(changes, origin)

    def _places_in(
        self, said: Said, ranges: Sequence[Range], words: str, *, is_for_me: bool
    ) -> Iterator[Place]:
        road, id, text = self._road, said.document.id, said.document.text
        with road.lock:
            mine = road.set_owner(id, road.my_id)
        sets = CorpusSearch(road).seen(said, is_for_me=is_for_me)
        marked = _marked_at(ranges, sets, mine, text)
        title = shown_title(said.document.meta.title, text, id)
        for start, end in ranges:
            here = text[start:end]
            left, right = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            yield Place(
                id,
                title,
                start,
                end,
                left,
                here,
                right,
                here == words and snap_to_words(text, start, end) == (start, end),
                tuple(marked.get((start, end), ())),
            )


def _marked_at(
    ranges: Sequence[Range], sets: Iterable[AnnotationSet], mine: str | None, text: str
) -> dict[Range, list[Marked]]:
    """Return what is said at ranges that are in order and do not overlap."""
    starts, ends = [one[0] for one in ranges], [one[1] for one in ranges]
    found: dict[Range, list[Marked]] = defaultdict(list)
    for one in sets:
        relations = Counter(
            end for relation in one.relations.values() for end in {relation.head, relation.tail}
        )
        for span in one.spans.values():
            numbers = {
                number
                for start, end in span.fragments
                for number in range(bisect_right(ends, start), bisect_left(starts, end))
            }
            for number in sorted(numbers):
                place = ranges[number]
                found[place].append(
                    Marked(
                        span.label,
                        one.annotator or "",
                        one.annotator is not None and one.annotator == mine,
                        _fit(span, place),
                        _beginning(span, text),
                        relations[span.id],
                    )
                )
    return found


def _beginning(span: Span, text: str) -> str:
    parts = (text[start : min(end, start + _LONGEST)] for start, end in span.fragments[:_LONGEST])
    return " ".join(parts)[:_LONGEST]


def _fit(span: Span, place: Range) -> Fit:
    if span.fragments == (place,):
        return "exact"
    if any(start <= place[0] and place[1] <= end for start, end in span.fragments):
        return "longer"
    if place[0] <= span.start and span.end <= place[1]:
        return "shorter"
    return "overlapping"
