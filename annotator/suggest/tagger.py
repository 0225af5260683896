"""A trained model at work: what it takes the words of an article for, and how sure it is."""

import threading
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from typing import Any, NamedTuple

from annotator.suggest.matching import Matcher
from annotator.suggest.suggestion import Suggestion
from annotator.suggest.tagging import ShapesOf, features_of, runs_of, sentences_of

CRF = "crf"
"""The model's name."""
LONGEST = 200_000
"""Code points of an article that it is asked about."""


def can_learn() -> bool:
    """Tell whether the library is installed."""
    return find_spec("pycrfsuite") is not None


class Found(NamedTuple):
    """What a model takes for a span."""

    start: int
    end: int
    label: str
    confidence: float
    """That of its least sure word."""


class Tagger:
    """A model that was trained here. Any thread may ask, one at a time."""

    def __init__(self, model: bytes) -> None:
        """ValueError where these are no model."""
        import pycrfsuite  # here: an extra

        self._model = model  # the library reads in it for as long as it lives
        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)
        self._lock = threading.Lock()

    def find(
        self,
        text: str,
        matcher: Matcher,
        shapes_of: ShapesOf,
        *,
        is_exact: bool,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Found]:
        """Yield what it finds, in text order. Ends early once cancelled."""
        read = sentences_of(text)
        every = features_of(text, read, matcher, shapes_of, is_exact=is_exact)
        for sentence, features in zip(read, every, strict=True):
            if is_cancelled():
                return
            with self._lock:
                self._tagger.set(features)
                tags = self._tagger.tag()
                found = [
                    (first, last, label, self._least(tags, first, last))
                    for first, last, label in runs_of(tags)
                ]
            for first, last, label, sure in found:
                yield Found(sentence[first][0], sentence[last][1], label, sure)

    def _least(self, tags: list[str], first: int, last: int) -> float:
        return float(min(self._tagger.marginal(tags[at], at) for at in range(first, last + 1)))


def suggestions_of(
    found: Iterator[Found], gates: Mapping[str, float], version: str
) -> Iterator[Suggestion]:
    """Yield what may be shown: labels (ids) that are good enough, where the model is sure
    enough."""
    for start, end, label, sure in found:
        if sure >= gates.get(label, 2.0):
            yield Suggestion(((start, end),), label, CRF, version, round(sure, 3))
