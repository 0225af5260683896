"""The second round: what wears another label or has other ends than the same words mostly do, and
what is labelled elsewhere and is not here."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from annotator.model.annotation_set import AnnotationSet
from annotator.model.oddity import Oddity, OddKind
from annotator.model.span import tidy_fragments
from annotator.project.consistency.found import Found, Labelled
from annotator.review.consistency.census import Census, state_of
from annotator.review.consistency.counting import (
    Counted,
    as_counted,
    counted_words,
    may_hold_more,
)
from annotator.review.consistency.ranking import UNFINISHED
from annotator.review.consistency.repeats import Phrases, Repeat
from annotator.review.consistency.variation import (
    Compared,
    Context,
    find_minorities,
    odd_end,
)

_TOGETHER = 200
"""Words whose odd labels are told at once."""


class _Around:
    """The words that stand beside spans with the usual label, by number."""

    def __init__(self) -> None:
        self.before: set[int] = set()
        self.after: set[int] = set()


class Comparing:
    """Holds what each article says against the census of all."""

    def __init__(self, census: Census, kinds: Collection[OddKind], usable: Collection[str]) -> None:
        """`usable`: span labels (ids) that can be given."""
        self._kinds = kinds
        self._usable = usable
        self._names = list(census.labels)
        self._numbers = census.labels
        self._annotators = census.annotators
        self._varied = census.varied() if "labels" in kinds else {}
        self._ends = census.varied_ends() if "variants" in kinds else {}
        self._cores = {core for core, _ in self._ends}
        regular = {one.words: one for one in census.regular(usable)} if "repeats" in kinds else {}
        self._regular = regular
        self._phrases = Phrases(regular.values())
        self.given_up: Collection[str] = self._phrases.given_up
        """Words that stand without a label too often for that to be odd."""
        self._others: defaultdict[str, list[tuple[Compared, Found]]] = defaultdict(list)
        self._around: defaultdict[str, _Around] = defaultdict(_Around)
        self._beside: dict[str, int] = {}

    def look(self, one: Labelled) -> Iterator[Found]:
        """Yield what has other ends, and what is not labelled, in an article; what wears other
        labels is kept until all articles have been looked at."""
        for held in one.sets if self._varied or self._ends else ():
            yield from self._compare(one, held)
        if self._regular:
            yield from self._repeats(one)

    def minorities(self) -> Iterator[list[Found]]:
        """Yield what wears other labels than the same words mostly do, some at a time."""
        page: list[Found] = []
        for number, words in enumerate(list(self._others), start=1):
            page += self._minorities(words)
            if number % _TOGETHER == 0:
                yield page
                page = []
        yield page

    # ---- labels and ends ------------------------------------------------------------------------

    def _compare(self, one: Labelled, held: AnnotationSet) -> Iterator[Found]:
        wanted = list(self._wanted(one.document.text, held))
        if not wanted:
            return
        stacked = Counter(
            span.fragments[0] for span in held.spans.values() if len(span.fragments) == 1
        )
        relations: Counter[str] = Counter()
        for tie in held.relations.values():
            relations.update((tie.head, tie.tail))
        for counted in wanted:
            is_stacked = stacked[counted.start, counted.end] > 1
            compared = self._compared(counted, held.annotator or "", relations, is_stacked)
            self._note_label(one, held, counted, compared)
            yield from self._odd_ends(one, held, counted, compared)

    def _wanted(self, text: str, held: AnnotationSet) -> Iterator[Counted]:
        """Yield the spans over words that are labelled otherwise too, or end otherwise."""
        for span in held.spans.values():
            words = counted_words(text, span)
            is_varied = words in self._varied
            if is_varied or words.casefold() in self._cores or may_hold_more(words):
                counted = as_counted(text, span)
                if counted is not None and (
                    is_varied or (counted.core, counted.label) in self._ends
                ):
                    yield counted

    def _compared(
        self, one: Counted, annotator: str, relations: Counter[str], is_stacked: bool
    ) -> Compared:
        beside = self._beside
        return Compared(
            0,
            self._annotators.get(annotator, -1),
            one.span,
            self._numbers.get(one.label, -1),
            one.start,
            one.end,
            beside.setdefault(one.before, len(beside)),
            beside.setdefault(one.after, len(beside)),
            relations[one.span],
            is_stacked,
        )

    def _note_label(
        self, one: Labelled, held: AnnotationSet, counted: Counted, compared: Compared
    ) -> None:
        usage = self._varied.get(counted.words)
        if usage is None or compared.label not in usage.counts:
            return
        if compared.label == usage.usual:
            around = self._around[counted.words]
            around.before.add(compared.before)
            around.after.add(compared.after)
        elif not compared.is_stacked:
            place = ((counted.start, counted.end),)
            odd = Oddity("labels", "minority", place, counted.label, (counted.span,))
            self._others[counted.words].append((compared, one.found(held.annotator or "", odd)))

    def _minorities(self, words: str) -> Iterator[Found]:
        others = self._others.pop(words)
        around = self._around.pop(words, None)
        context = Context(around.before, around.after) if around else Context()
        suspects = find_minorities(
            self._varied[words], (one for one, _ in others), context, self._names
        )
        for (_, found), suspect in zip(others, suspects, strict=True):
            odd = suspect.oddity
            if odd.mend and odd.better_label not in self._usable:
                odd = replace(odd, mend="")
            yield found._replace(
                place=found.place._replace(oddity=odd), likelihood=suspect.likelihood
            )

    def _odd_ends(
        self, one: Labelled, held: AnnotationSet, counted: Counted, compared: Compared
    ) -> Iterator[Found]:
        for end, ends in self._ends.get((counted.core, counted.label), {}).items():
            if state_of(counted, end) == ends.odd_state:
                suspect = odd_end(ends, compared, one.document.text, self._names)
                if suspect.oddity.better_place != suspect.oddity.place:
                    yield one.found(held.annotator or "", suspect.oddity, suspect.likelihood)

    # ---- repeats --------------------------------------------------------------------------------

    def _repeats(self, one: Labelled) -> Iterator[Found]:
        covered = [_covered(held) for held in one.sets]
        for repeat in self._phrases.find(one.document.text, covered):
            yield from self._bare(one, repeat)

    def _bare(self, one: Labelled, repeat: Repeat) -> Iterator[Found]:
        regular = self._regular[repeat.words]
        for number in repeat.bare:
            held = one.sets[number]
            odd = Oddity(
                "repeats",
                "unlabelled",
                (repeat.place,),
                regular.label,
                mend="label",
                better_label=regular.label,
                counts=(regular.labelled, 0),
                weight=1.0 if held.status == "finished" else UNFINISHED,
            )
            yield one.found(held.annotator or "", odd)


def _covered(held: AnnotationSet) -> Sequence[tuple[int, int]]:
    return tidy_fragments([part for span in held.spans.values() for part in span.fragments])
