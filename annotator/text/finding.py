"""Finding words or patterns in a text: one engine for the window and for the whole project.

Plain words are found as a reader takes them:

- Case is ignored unless asked for, by Unicode's full folding (`FULLCASE` of `regex`): "strasse"
  finds "Straße" and "STRASSE", "i" finds "I" and "İ", "I" finds "ı". Offsets are those of the
  text as it is, for nothing is folded beforehand.
- "é" is found however it is written, as one character or as a letter and its accent. A letter
  without the accent that the text has is not found: a hit never cuts a grapheme.
- Straight and typographic apostrophes and quotes are alike, and so are hyphens and dashes, and
  all spaces of one line.

A pattern is a regular expression of `regex`, version 0, in which `^` and `$` stand at every line
and every line end is seen as `\\n`. A hit of a pattern that cuts a grapheme is made whole.
"""

import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from annotator.text.graphemes import is_boundary, snap_to_graphemes
from annotator.text.tokens import is_amid_letters

Range = tuple[int, int]
"""start, end: code points, half open."""

LENGTH_AT_MOST = 1000
"""Code points of a query: longer ones take long to understand, and nobody reads them."""
SECONDS = 0.4
"""How long a pattern may work on one text, waiting for other programs not counted."""
STEPS_AT_MOST = 20_000
"""Of a pattern with its counted repeats written out, as `regex` does: "(a{1000}){1000}" would
take seconds and much memory before any search begins."""
_BREATH = 256
"""Hits after which other threads get their turn."""
_SIMPLE = "\u0300"
"""No character before this one continues a grapheme, but for the second half of a CRLF."""

_ALIKE = ("'’‘‛ʼ＇`´′‹›", '"“”„‟«»″＂', "-‐‑‒–—―−﹣－")
_CLASSES = {one: f"[{regex.escape(alike)}]" for alike in _ALIKE for one in alike}
_SPACE = r"[\p{Zs}\t]"
_STEP = regex.compile(r"\\.|[()]|\{(?<count>[\d\s]*\d)|.", regex.DOTALL)


class QueryWrong(ValueError):
    """A pattern cannot be understood; `reason` in short, `position` in code points or None."""

    def __init__(self, reason: str, position: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.position = reason, position


class QueryTooHeavy(ValueError):
    """A query is too long or too deeply nested, or takes longer than it may."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, and how."""

    words: str
    is_pattern: bool = False
    """Whether `words` are a regular expression."""
    is_case_exact: bool = False
    is_whole_word: bool = False
    """Whether a hit may not begin or end amid the letters of a word."""


def escape_words(words: str) -> str:
    """Return the pattern that finds exactly these words."""
    return regex.escape(words)


class Finder:
    """A query understood, ready for any number of texts.

    QueryWrong and QueryTooHeavy are raised where it cannot be understood.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self._expression = _understand(query) if query.words else None

    def find(
        self, text: str, is_cancelled: Callable[[], bool] = lambda: False, seconds: float = SECONDS
    ) -> Iterator[Range]:
        """Yield the hits in order: none empty, none overlapping, none cutting a grapheme.

        Ends early once cancelled. QueryTooHeavy where a pattern takes longer than `seconds`.
        """
        if self._expression is None:
            return
        # A pattern sees one kind of line end; each stays where it is.
        seen = text.replace("\r", "\n") if self.query.is_pattern else text
        matches = _Matches(self._expression, seen, seconds if self.query.is_pattern else None)
        while (match := matches.next()) is not None:
            hit = self._fit(text, *match.span())
            if hit is not None:
                yield hit
            if hit != match.span():
                matches.go_on_from(hit[1] if hit is not None else match.start() + 1)
            if matches.count % _BREATH == 0:
                if is_cancelled():
                    return
                time.sleep(0)

    def _fit(self, text: str, start: int, end: int) -> Range | None:
        """Return a match as a hit; None where it is none."""
        if start >= end:
            return None
        if not (_is_whole(text, start) and _is_whole(text, end)):
            if not self.query.is_pattern:
                return None
            start, end = snap_to_graphemes(text, start, end)
        if self.query.is_whole_word and (
            is_amid_letters(text, start) or is_amid_letters(text, end)
        ):
            return None
        return (start, end)


class _Matches:
    """The matches of an expression that are not empty, from any place on.

    With `seconds` it works no longer than that, and other threads run meanwhile. Without, it is
    for plain words, which a million characters are searched for in milliseconds.
    """

    def __init__(self, expression: "regex.Pattern[str]", text: str, seconds: float | None) -> None:
        self._expression, self._text, self._seconds = expression, text, seconds
        self._begun = time.thread_time()
        self.count = 0
        self.go_on_from(0)

    def go_on_from(self, place: int) -> None:
        is_limited = self._seconds is not None
        self._found = self._expression.finditer(
            self._text, place, concurrent=is_limited, timeout=self._left() if is_limited else None
        )

    def next(self) -> "regex.Match[str] | None":
        """Return the next match; None after the last. QueryTooHeavy when time is up."""
        try:
            for match in self._found:
                self.count += 1
                if self.count % _BREATH == 0:
                    self._left()
                if match.end() > match.start():
                    return match
        except (TimeoutError, MemoryError) as error:
            raise QueryTooHeavy from error
        return None

    def _left(self) -> float:
        """Return how many seconds are left. QueryTooHeavy where none are."""
        if self._seconds is None:
            return 0.0
        left = self._seconds - (time.thread_time() - self._begun)
        if left <= 0:
            raise QueryTooHeavy
        return left


def _is_whole(text: str, offset: int) -> bool:
    """Tell whether no grapheme lies across an offset: quickly for most, exactly for all."""
    if 0 < offset < len(text) and max(text[offset - 1], text[offset]) < _SIMPLE:
        return text[offset] != "\n" or text[offset - 1] != "\r"
    return is_boundary(text, offset)


def _understand(query: Query) -> "regex.Pattern[str]":
    if len(query.words) > LENGTH_AT_MOST:
        raise QueryTooHeavy
    flags = regex.VERSION0 | regex.MULTILINE
    if not query.is_case_exact:
        flags |= regex.IGNORECASE | regex.FULLCASE
    written = query.words if query.is_pattern else _as_pattern(query.words)
    if query.is_pattern and _count_steps(written) > STEPS_AT_MOST:
        raise QueryTooHeavy
    try:
        expression = regex.compile(written, flags, cache_pattern=False)
    except regex.error as error:
        raise QueryWrong(*_why(error)) from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise QueryTooHeavy from error
    except ValueError as error:  # flags in the pattern that do not go together, as in (?V1)
        raise QueryWrong(str(error)) from error
    if expression.flags & regex.REVERSE:
        raise QueryWrong("a search goes forward only")
    return expression


def _why(error: regex.error) -> tuple[str, int | None]:
    """Return reason and position: the stubs of `regex` do not know of them."""
    return getattr(error, "msg", str(error)), getattr(error, "pos", None)


def _count_steps(pattern: str) -> int:
    """Return about how many steps a pattern has, rather too many than too few.

    A count is taken to repeat the largest part before it in the same brackets.
    """
    sums, largest = [0], [0]
    for match in _STEP.finditer(pattern):
        step, size = match[0], 1
        if step == "(":
            sums.append(0)
            largest.append(0)
            continue
        if step == ")" and len(sums) > 1:
            size += sums.pop()
            largest.pop()
        if match["count"]:
            # What has been repeated is not repeated again without brackets of its own.
            sums[-1] += largest[-1] * int("".join(match["count"].split()))
            continue
        sums[-1] += size
        largest[-1] = max(largest[-1], size)
    return sum(sums)


def _as_pattern(words: str) -> str:
    """Return the pattern for plain words: each grapheme in all the ways it can be written."""
    return "".join(_as_written(grapheme) for grapheme in regex.findall(r"\X", words))


def _as_written(grapheme: str) -> str:
    if grapheme in _CLASSES:
        return _CLASSES[grapheme]
    if grapheme == "\t" or (len(grapheme) == 1 and unicodedata.category(grapheme) == "Zs"):
        return _SPACE
    forms = [grapheme, *(unicodedata.normalize(form, grapheme) for form in ("NFC", "NFD"))]
    ways = [regex.escape(form) for form in dict.fromkeys(forms)]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
