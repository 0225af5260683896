"""The words that somebody has labelled, how they were labelled, and how often they were not."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from annotator.model.span import Span
from annotator.suggest.folding import fold, is_whole
from annotator.suggest.matching import Matcher
from annotator.suggest.suggestion import Place

LONGEST = 200
"""Code points of a phrase: what is longer is a passage, and is not said again."""


class Shape(NamedTuple):
    """How a phrase was labelled."""

    label: str
    parts: Place
    """Fragments, from the start of the phrase."""
    is_nested: bool
    """Whether it stood within a larger span."""


class Phrases:
    """What is known of the phrases of some articles, each of which can be taken out again."""

    def __init__(self, *, is_case_exact: bool = True) -> None:
        self.is_case_exact = is_case_exact
        self.shapes: defaultdict[str, Counter[Shape]] = defaultdict(Counter)
        """Folded phrase -> how it was labelled, and how often."""
        self.bare: Counter[str] = Counter()
        """Folded phrase -> how often it stood without a label where somebody had finished, or the
        label was rejected."""
        self._by_document: dict[str, list[tuple[str, Shape]]] = {}

    def __len__(self) -> int:
        return len(self.shapes)

    def documents(self) -> set[str]:
        """Return the articles (ids) that something was learned of."""
        return set(self._by_document)

    def put(self, document: str, text: str, spans: Iterable[Span]) -> None:
        """Learn what is labelled in an article, in the place of what was known of it."""
        self.take_out(document)
        found = list(phrases_of(text, spans, is_case_exact=self.is_case_exact))
        if found:
            self._by_document[document] = found
        for phrase, shape in found:
            self.shapes[phrase][shape] += 1

    def take_out(self, document: str) -> None:
        """Forget what was learned of an article."""
        for phrase, shape in self._by_document.pop(document, ()):
            shapes = self.shapes[phrase]
            shapes[shape] -= 1
            if not shapes[shape]:
                del shapes[shape]
            if not shapes:
                del self.shapes[phrase]

    def shapes_besides(self, document: str) -> Callable[[str], Counter[Shape]]:
        """Return what tells how a phrase is labelled in all articles but one (id)."""
        own: defaultdict[str, Counter[Shape]] = defaultdict(Counter)
        for phrase, shape in self._by_document.get(document, ()):
            own[phrase][shape] += 1

        def shapes(phrase: str) -> Counter[Shape]:
            found = self.shapes.get(phrase) or Counter()
            return found - own[phrase] if phrase in own else found

        return shapes

    def confidence(self, phrase: str, shape: Shape, weight: int = 0) -> float:
        """Return how likely a phrase (folded) is labelled so where it stands: the share of the
        places in which it was, with one more for and one against; `weight` adds to those for."""
        shapes: Mapping[Shape, int] = self.shapes.get(phrase) or {}
        so = sum(count for one, count in shapes.items() if one.label == shape.label) + weight
        labelled = sum(shapes.values()) + weight
        return (so + 1) / (labelled + self.bare[phrase] + 2)


def phrases_of(
    text: str, spans: Iterable[Span], *, is_case_exact: bool
) -> Iterator[tuple[str, Shape]]:
    """Yield the phrases (folded) that spans cover, with how they are labelled. What cuts words, is
    too long or has no letter or digit cannot be found again."""
    every = list(spans)
    outermost = _outermost(every)
    for span in every:
        start, end = span.start, span.end
        covered = text[start:end]
        if end - start > LONGEST or not any(map(str.isalnum, covered)):
            continue
        if not is_whole(text, start, end):
            continue
        parts = tuple((one - start, other - start) for one, other in span.fragments)
        shape = Shape(span.label, parts, (start, end) not in outermost)
        yield fold(covered, is_case_exact=is_case_exact), shape


def count_bare(
    text: str, spans: Iterable[Span], matcher: Matcher, *, is_case_exact: bool
) -> Counter[str]:
    """Return how often phrases stand in an article where no span shares a character with
    them."""
    taken = sorted(fragment for span in spans for fragment in span.fragments)
    bare: Counter[str] = Counter()
    first = 0
    for start, end, phrase in matcher.find(fold(text, is_case_exact=is_case_exact), text):
        # Phrases come by their ends, and none is longer than LONGEST.
        while first < len(taken) and taken[first][1] <= start - LONGEST:
            first += 1
        at = first
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        bare[phrase] += at == len(taken) or taken[at][0] >= end
    return +bare


def _outermost(spans: Iterable[Span]) -> set[tuple[int, int]]:
    """Return the ranges that lie in no larger one."""
    found: set[tuple[int, int]] = set()
    reach = -1
    for start, end in sorted({(one.start, one.end) for one in spans}, key=lambda r: (r[0], -r[1])):
        if end > reach:
            found.add((start, end))
            reach = end
    return found
