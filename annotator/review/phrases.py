"""By phrase: where some words stand, what people say of them there, and what was decided.

Two questions. Of one phrase: every occurrence, labelled or not (`see_occurrences`). Of a whole
project: which phrases are not labelled alike everywhere, the worst first (`PhraseCounts`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.review.cases import find_place_cases
from annotator.review.decisions import decided_spans
from annotator.review.settling import Ruled, rule_for, rule_for_silence, rule_otherwise
from annotator.review.votes import Place, count_votes
from annotator.text.finding import Range
from annotator.text.tokens import is_word_like, words

_MOST_WORDS = 8
"""Longer ones are sentences, and stand only once."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of a text where a phrase stands."""

    document: str
    covered: Range
    place: Place | None = None
    """What is said of exactly these characters; None: nobody has labelled them."""
    around: tuple[Span, ...] = ()
    """What somebody has labelled over some of them, and more or less than them."""
    decided: tuple[Span, ...] | None = None
    """What a reviewer says is right here; nothing at all where it is empty; None: nobody has
    decided."""
    added: tuple[str, ...] = ()
    """Ids of the verdicts by which a reviewer added something exactly here."""
    is_stale: bool = False
    """It was decided, but what people say has changed since."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels (ids) that it wears: as decided, else as people say, most voices first."""
        if self.decided is not None:
            return tuple(dict.fromkeys(one.label for one in self.decided))
        votes = self.place.votes if self.place else ()
        return tuple(dict.fromkeys(vote.annotations[0].label for vote in votes))

    @property
    def is_open(self) -> bool:
        """Whether people differ here and nobody has decided."""
        differs = self.place is not None and not self.place.is_agreed and self.place.voices > 1
        return differs and self.decided is None

    def is_settled_as(self, label: str | None) -> bool:
        """Tell whether nothing is to be done for a label (id; None: nothing here) to be right."""
        if self.decided is not None:
            return [one.label for one in self.decided] == ([label] if label else [])
        if label is None:
            return self.place is None
        is_agreed = self.place is not None and self.place.is_agreed and self.place.voices > 1
        return is_agreed and self.labels == (label,)


def see_occurrences(
    document: str,
    ranges: Iterable[Range],
    sets: Sequence[AnnotationSet],
    verdicts: Sequence[Verdict],
    label_set: LabelSet,
) -> list[Occurrence]:
    """Return what is said on a document (id) at ranges of its text, in their order."""
    spans_only = [_with_spans_alone(one) for one in sets]
    places = count_votes(spans_only, label_set)
    exact: dict[Range, list[Place]] = defaultdict(list)
    for place in places:
        for covered in _ranges_of(place):
            exact[covered].append(place)
    added = [one for one in verdicts if one.choice == "added"]
    spans = [span for one in sets for span in one.spans.values()]
    return [
        _see(document, covered, exact.get(covered, ()), added, verdicts, spans)
        for covered in ranges
    ]


def _see(
    document: str,
    covered: Range,
    places: Sequence[Place],
    added: Sequence[Verdict],
    verdicts: Sequence[Verdict],
    spans: Sequence[Span],
) -> Occurrence:
    place = max(places, key=_count_labelled, default=None)
    additions = [
        one for one in added if any(_is_over(span, covered) for span in decided_spans(one))
    ]
    decided: tuple[Span, ...] | None = None
    is_stale = False
    if place is not None:
        (case,) = find_place_cases([place], verdicts)
        is_stale = case.is_stale
        if case.verdict and not case.is_stale:
            decided = tuple(one for one in decided_spans(case.verdict) if _is_over(one, covered))
    for one in additions:
        made = (span for span in decided_spans(one) if _is_over(span, covered))
        decided = (*(decided or ()), *made)
    around = tuple(one for one in spans if _is_amid(one, covered))
    ids = tuple(one.id for one in additions)
    return Occurrence(document, covered, place, around, decided, ids, is_stale)


def rule_on_occurrence(occurrence: Occurrence, made: Span | None) -> list[Ruled]:
    """Return what makes a span over the occurrence right (made anew; None: nothing at all), and
    whatever else people say exactly there wrong."""
    place = occurrence.place
    if place is None:
        return [Ruled(None, None, None, "added", (made,))] if made else []
    if made is None:
        return rule_for_silence(place)
    for number, vote in enumerate(place.votes):
        said = vote.annotations[0]
        if isinstance(said, Span) and (said.fragments, said.label) == (made.fragments, made.label):
            return rule_for(place, number)
    return rule_otherwise(place, (made,))


def _with_spans_alone(one: AnnotationSet) -> AnnotationSet:
    return AnnotationSet(one.id, one.document, one.annotator, one.status, spans=one.spans)


def _ranges_of(place: Place) -> set[Range]:
    """Return what somebody has labelled in one piece."""
    said = [vote.annotations[0] for vote in place.votes]
    return {one.fragments[0] for one in said if isinstance(one, Span) and not one.is_discontinuous}


def _count_labelled(place: Place) -> int:
    return place.voices - len(place.silent)


def _is_over(span: Span, covered: Range) -> bool:
    return span.fragments == (covered,)


def _is_amid(span: Span, covered: Range) -> bool:
    start, end = covered
    return not _is_over(span, covered) and any(
        first < end and start < last for first, last in span.fragments
    )


# ---- which phrases ------------------------------------------------------------------------------


class Phrase(NamedTuple):
    """Some words, and how they are labelled all over a project."""

    words: str
    """As they are written most often."""
    labels: tuple[tuple[str, int], ...]
    """Label (id) -> how many voices, most first: each annotator has one at each occurrence, and
    what a reviewer decided counts for all of them."""
    unlabelled: int
    """Voices that label nothing there."""
    documents: int

    @property
    def odd(self) -> int:
        """How many voices do not say what most do."""
        counts = [count for _, count in self.labels] + [self.unlabelled]
        return sum(counts) - max(counts)


@dataclass(slots=True)
class _Counted:
    spellings: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    unlabelled: int = 0
    documents: set[str] = field(default_factory=set)


class PhraseCounts:
    """Counts phrases as documents come: first what is labelled (`count`), then, once all of that
    is known, where the same words stand and nobody has labelled them (`count_unlabelled`)."""

    def __init__(self) -> None:
        self._counted: dict[str, _Counted] = defaultdict(_Counted)
        self._lengths: dict[str, set[int]] = {}
        """First word of a phrase -> of how many words there are phrases that begin so."""

    def count(
        self,
        text: str,
        sets: Sequence[AnnotationSet],
        verdicts: Sequence[Verdict],
        label_set: LabelSet,
    ) -> None:
        """Count what is labelled on one document."""
        places = count_votes([_with_spans_alone(one) for one in sets], label_set)
        for place, case in zip(places, find_place_cases(places, verdicts), strict=True):
            is_settled = case.verdict is not None and not case.is_stale
            right = decided_spans(case.verdict) if case.verdict and is_settled else None
            self._count_place(text, place, right)
        for one in verdicts:
            if one.choice == "added":
                for span in decided_spans(one):
                    self._add(text, one.document, span, span.label, len(sets))

    def count_unlabelled(
        self, text: str, sets: Sequence[AnnotationSet], verdicts: Sequence[Verdict]
    ) -> None:
        """Count where phrases stand on one document that nobody has labelled there, not even as a
        part of something else."""
        self._lengths = self._lengths or self._find_lengths()
        taken = [span for one in sets for span in one.spans.values()]
        taken += [span for one in verdicts for span in decided_spans(one)]
        covered = _covered(text, taken)
        found = [one for one in words(text) if is_word_like(text, one)]
        for at, (start, first_end) in enumerate(found):
            for length in self._lengths.get(fold(text[start:first_end]), ()):
                if at + length > len(found):
                    continue
                end = found[at + length - 1][1]
                counted = self._counted.get(fold(text[start:end]))
                if counted is not None and not any(covered[start:end]):
                    counted.unlabelled += len(sets)
                    counted.documents.add(sets[0].document)

    def phrases(self) -> list[Phrase]:
        """Return the phrases that are not labelled alike everywhere, those with most odd voices
        first."""
        found = (_phrase(one) for one in self._counted.values())
        unlike = [one for one in found if one.odd]
        return sorted(unlike, key=lambda one: (-one.odd, one.words.casefold()))

    def _count_place(self, text: str, place: Place, right: tuple[Span, ...] | None) -> None:
        said = [
            one for vote in place.votes for one in vote.annotations[:1] if isinstance(one, Span)
        ]
        document = place.document
        if right is None:
            for span, vote in zip(said, place.votes, strict=True):
                self._add(text, document, span, span.label, len(vote.annotators))
            self._add(text, document, said[0], None, len(place.silent))
        elif right:
            for span in right:
                self._add(text, document, span, span.label, place.voices)
        else:
            self._add(text, document, said[0], None, place.voices)

    def _add(self, text: str, document: str, span: Span, label: str | None, voices: int) -> None:
        shown = one_spaced(span.covered_text(text))
        if span.is_discontinuous or not voices or shown.count(" ") >= _MOST_WORDS:
            return
        counted = self._counted[fold(shown)]
        counted.spellings[shown] += voices
        counted.documents.add(document)
        if label is None:
            counted.unlabelled += voices
        else:
            counted.labels[label] += voices

    def _find_lengths(self) -> dict[str, set[int]]:
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in self._counted:
            found = [one for one in words(phrase) if is_word_like(phrase, one)]
            if found:
                lengths[phrase[slice(*found[0])]].add(len(found))
        return lengths


def one_spaced(text: str) -> str:
    """Return a text with every run of white space as one space, none around it."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return what a text is apart from white space and case."""
    return one_spaced(text).casefold()


def _phrase(counted: _Counted) -> Phrase:
    (words, _), *_ = counted.spellings.most_common(1)
    labels = sorted(counted.labels.items(), key=lambda one: (-one[1], one[0]))
    return Phrase(words, tuple(labels), counted.unlabelled, len(counted.documents))


def _covered(text: str, spans: Iterable[Span]) -> bytearray:
    """Return a byte for each character, 1 where a span covers it."""
    covered = bytearray(len(text))
    for span in spans:
        for start, end in span.fragments:
            covered[start:end] = b"\1" * (end - start)
    return covered
