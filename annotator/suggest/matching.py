"""Very many phrases looked for in a text at once."""

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import Any

from annotator.suggest.folding import is_whole

_BREATH = 4096
"""Hits after which is asked whether anybody still wants them."""


def can_match() -> bool:
    """Tell whether the library that looks for them is installed."""
    return find_spec("ahocorasick") is not None


class Matcher:
    """Phrases, ready for any number of texts. Both are folded alike (`annotator.suggest.folding`).

    The library takes code points, so that its offsets are ours.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        import ahocorasick  # here: an extra, and whoever suggests nothing does without

        self._automaton: Any = ahocorasick.Automaton()
        for phrase in phrases:
            self._automaton.add_word(phrase, phrase)
        self._is_empty = not len(self._automaton)
        if not self._is_empty:
            self._automaton.make_automaton()

    def find(
        self, folded: str, text: str, is_cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and phrase where one stands as whole words, by where it ends; `text` is
        the text as it is. Ends early once cancelled."""
        if self._is_empty:
            return
        for number, (last, phrase) in enumerate(self._automaton.iter(folded), start=1):
            end = last + 1
            start = end - len(phrase)
            if is_whole(text, start, end):
                yield start, end, phrase
            if number % _BREATH == 0 and is_cancelled():
                return
