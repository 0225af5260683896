"""Lines that quote a text: as examples in guidelines do."""

import re
from collections.abc import Iterable

_RUN = 5
"""So many words in a row that stand in a text too are quoted from it."""
_WORD = re.compile(r"\w+")
_ESCAPE = re.compile(r"\\([\\`*_\[\]<>&|~$^#!])")


class Quotable:
    """Texts and their titles, to hold lines against."""

    def __init__(self, texts: Iterable[str], titles: Iterable[str] = ()) -> None:
        self._runs: set[tuple[str, ...]] = set()
        for text in texts:
            words = _words(text)
            self._runs.update(_runs(words))
        self._titles = {tuple(words) for one in titles if (words := _words(one))}

    def is_quoted_in(self, line: str) -> bool:
        """Tell whether a line quotes a text, or names a title as the place where an example is
        from (after a dash, at its end)."""
        plain = _ESCAPE.sub(r"\1", line).replace("*", "")
        if any(run in self._runs for run in _runs(_words(plain))):
            return True
        _, dash, source = plain.rpartition(" — ")
        return bool(dash) and tuple(_words(source)) in self._titles

    def without_quotations(self, words: str) -> str:
        """Return what somebody wrote without the lines that quote."""
        lines = words.split("\n")
        kept = [one for one in lines if not self.is_quoted_in(one)]
        return words if len(kept) == len(lines) else "\n".join(kept)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    """Yield all runs of so many words; of fewer words all of them."""
    if 2 < len(words) < _RUN:
        yield tuple(words)
    for start in range(len(words) - _RUN + 1):
        yield tuple(words[start : start + _RUN])
