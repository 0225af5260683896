"""Suggestions of words that were labelled before: in the same article, then in others."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from annotator.model.span import Span
from annotator.suggest.folding import fold
from annotator.suggest.matching import Matcher
from annotator.suggest.phrases import Phrases, Shape, phrases_of
from annotator.suggest.suggestion import (
    IN_ARTICLE,
    IN_PROJECT,
    REPETITION,
    Place,
    Suggestion,
    in_text_order,
)

LEAST = 0.5
"""How sure it must be that words are labelled so wherever they stand."""
_HERE = 2
"""By how many places one in the same article counts for more: who is named once is meant again."""
MOST = 5_000
"""Suggestions of one article: nobody looks at more."""


class Taken:
    """Where spans stand, for asking whether a place is free."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._outer = sorted((place[0][0], place[-1][1]) for place in places)
        self._starts = [start for start, _ in self._outer]
        self._longest = max((end - start for start, end in self._outer), default=0)

    def add(self, place: Place) -> None:
        """Take a place."""
        outer = (place[0][0], place[-1][1])
        at = bisect_right(self._outer, outer)
        self._outer.insert(at, outer)
        self._starts.insert(at, outer[0])
        self._longest = max(self._longest, outer[1] - outer[0])

    def is_free(self, start: int, end: int, *, is_nested: bool) -> bool:
        """Tell whether nothing stands at a range; what was nested before may stand within a
        larger span."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        for one, other in self._outer[first:last]:
            if other <= start:
                continue
            is_within = one <= start and end <= other and (one, other) != (start, end)
            if not (is_nested and is_within):
                return False
        return True


def repeat_in_article(
    text: str, spans: Collection[Span], known: Phrases, labels: Collection[str]
) -> list[Suggestion]:
    """Return where words that one has labelled in an article stand in it again, for some labels
    (ids)."""
    here: dict[str, Counter[Shape]] = {}
    for phrase, shape in phrases_of(text, spans, is_case_exact=known.is_case_exact):
        here.setdefault(phrase, Counter())[shape] += 1
    if not here:
        return []
    taken = Taken(span.fragments for span in spans)
    matcher = Matcher(here)

    def confidence(phrase: str, shape: Shape) -> float:
        return known.confidence(phrase, shape, _HERE + sum(here[phrase].values()))

    found = _candidates(text, matcher, known.is_case_exact, here.get, confidence)
    return _chosen(found, taken, labels, IN_ARTICLE)


def repeat_in_project(
    document: str,
    text: str,
    taken: Taken,
    known: Phrases,
    matcher: Matcher,
    labels: Collection[str],
    read_by_model: Iterable[tuple[int, int, str]] = (),
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[Suggestion]:
    """Return where words stand that one has labelled in other articles than this (id); `matcher`
    is of the phrases known. Nothing is suggested where something stands (`taken`), nor across what
    a model takes for something else (`read_by_model`: start, end, label of all that it finds): it
    has learned from the words around too."""
    shapes = known.shapes_besides(document)
    found = _candidates(text, matcher, known.is_case_exact, shapes, known.confidence, is_cancelled)
    said = {(start, end, label) for start, end, label in read_by_model}
    against = Taken(((start, end),) for start, end, _ in said)
    meant = (
        (shape, one)
        for shape, one in found
        if (one.start, one.end, one.label) in said
        or against.is_free(one.start, one.end, is_nested=shape.is_nested)
    )
    return _chosen(meant, taken, labels, IN_PROJECT)


Shapes = Callable[[str], Counter[Shape] | None]
Confidence = Callable[[str, Shape], float]
Candidate = tuple[Shape, Suggestion]


def _candidates(
    text: str,
    matcher: Matcher,
    is_case_exact: bool,
    shapes_of: Shapes,
    confidence: Confidence,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Candidate]:
    folded = fold(text, is_case_exact=is_case_exact)
    for start, _, phrase in matcher.find(folded, text, is_cancelled):
        shapes = shapes_of(phrase)
        for shape in _usual(shapes) if shapes else ():
            place = tuple((start + one, start + other) for one, other in shape.parts)
            sure = confidence(phrase, shape)
            yield shape, Suggestion(place, shape.label, REPETITION, "", round(sure, 3))


def _usual(shapes: Counter[Shape]) -> list[Shape]:
    """Return how a phrase is labelled most often, and how it is at the same time: a shape of
    another label stands beside it only where it was put on the same words as often."""
    usual, often = max(shapes.items(), key=lambda one: (one[1], one[0]))
    beside = [one for one, count in shapes.items() if one != usual and count == often]
    return [usual, *sorted(one for one in beside if one.is_nested != usual.is_nested)]


def _chosen(
    found: Iterable[Candidate], taken: Taken, labels: Collection[str], version: str
) -> list[Suggestion]:
    """Return those that are likely and free, the longest where several cross."""
    likely = [one for one in found if (one[1].confidence or 0) >= LEAST and one[1].label in labels]
    likely.sort(key=lambda one: in_text_order(one[1]))
    chosen: list[Suggestion] = []
    for shape, one in likely:
        if taken.is_free(one.start, one.end, is_nested=shape.is_nested):
            taken.add(one.place)
            chosen.append(one._replace(version=version))
            if len(chosen) == MOST:
                break
    return chosen
