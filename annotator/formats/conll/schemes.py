"""What the letters before a label mean: from tags to spans of tokens and back.

Decision: reading needs no guess. B, S, U and W begin a span, E and L end one, I and M go on with
the one before if it wears the same label and begin one otherwise. So IOB1 and IOB2, and BIOES and
BILOU, are read by one rule, and whatever is irregular in a file is counted and told. Which scheme
it was is only named from what was met (`SchemeTally.scheme`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

import regex

Scheme: TypeAlias = Literal["iob1", "iob2", "bioes", "bilou", "bmes", "ioe", "io"]
SCHEMES: tuple[Scheme, ...] = ("iob1", "iob2", "bioes", "bilou", "bmes", "ioe", "io")
WRITTEN_SCHEMES = ("iob2", "iob1", "bioes", "bilou", "bmes")
_LETTERS: dict[Scheme, str] = {
    "iob1": "BI",
    "iob2": "BI",
    "bioes": "BIES",
    "bilou": "BILU",
    "bmes": "BMESW",
    "ioe": "IE",
    "io": "",
}
ALL_LETTERS = "BIESLUMW"
OUTSIDE = frozenset({"O", "_", "-", ""})
"""Tags of a token that is in no span."""
_SINGLE, _END = frozenset("SUW"), frozenset("EL")
_CODE = regex.compile(r"([BIESLUMW])(?:[-_](.+))?", regex.DOTALL)


def letters_of(scheme: str) -> str:
    """Return the letters that begin a tag of a scheme; of "auto" all there are."""
    return next((_LETTERS[one] for one in SCHEMES if one == scheme), ALL_LETTERS)


class Code(NamedTuple):
    """A tag taken apart: a letter, "O" outside, and a label ("" where the tag has none)."""

    letter: str
    label: str


def read_code(cell: str, letters: str) -> Code | None:
    """Return what a tag says; None where it is none with these letters.

    Without letters every tag that is not outside is a label.
    """
    if cell in OUTSIDE:
        return Code("O", "")
    if not letters:
        return Code("I", cell)
    match = _CODE.fullmatch(cell)
    if match is None or match[1] not in letters:
        return None
    return Code(match[1], match[2] or "")


class TokenSpan(NamedTuple):
    """A span over tokens of a sentence, by their numbers."""

    label: str
    first: int
    behind: int


@dataclass(slots=True)
class SchemeTally:
    """What was met in the tags of a file, and where the irregular was met first."""

    letters: Counter[str] = field(default_factory=Counter)
    bare_starts: int = 0
    """Spans that begin with I, M, E or L."""
    bare_line: int = 0
    free_b: int = 0
    """B where no span of the same label ends just before: IOB1 has none of these."""
    unclosed: int = 0
    """Spans of several letters that no E or L ended."""
    unclosed_line: int = 0

    @property
    def scheme(self) -> Scheme | None:
        """The scheme that fits best; None where no tag was met."""
        met = set(self.letters)
        if met & set("LU"):
            return "bilou"
        if met & set("MW"):
            return "bmes"
        if "S" in met or ("E" in met and "B" in met and self.free_b):
            return "bioes"
        if "E" in met:
            return "ioe"
        if not met:
            return None
        return "iob1" if self.bare_starts > self.free_b else "iob2"

    def note_bare(self, line: int) -> None:
        """Count a span that begins without a letter for it."""
        self.bare_line = self.bare_line or line
        self.bare_starts += 1

    def note_unclosed(self, line: int) -> None:
        """Count a span that stops without a letter for it."""
        self.unclosed_line = self.unclosed_line or line
        self.unclosed += 1


def spans_of(codes: Sequence[Code], lines: Sequence[int], tally: SchemeTally) -> list[TokenSpan]:
    """Return the spans that the tags of a sentence make; `lines` says where each tag stands."""
    found: list[TokenSpan] = []
    label, first = "", -1
    """The span that is open, if `first` is not negative."""
    for at, (letter, wears) in enumerate(codes):
        goes_on = first >= 0 and wears == label and letter not in "BSUWO"
        if first >= 0 and not goes_on:
            found.append(TokenSpan(label, first, at))
            tally.note_unclosed(lines[at - 1])
        follows_same = bool(found) and found[-1][0] == wears and found[-1][2] == at
        if letter != "O":
            tally.letters[letter] += 1
        if not goes_on:
            first = -1 if letter == "O" else at
            label = wears
            if letter in "IMEL":
                tally.note_bare(lines[at])
            elif letter == "B" and not follows_same:
                tally.free_b += 1
        if letter in _SINGLE or letter in _END:
            found.append(TokenSpan(label, first, at + 1))
            first = -1
    if first >= 0:
        found.append(TokenSpan(label, first, len(codes)))
        tally.note_unclosed(lines[-1])
    return found


def codes_of(spans: Iterable[TokenSpan], count: int, scheme: str) -> list[str]:
    """Return the tags of `count` tokens in one of `WRITTEN_SCHEMES`.

    `spans` are in order and do not overlap.
    """
    codes = ["O"] * count
    begin, inside, end, single = _WRITTEN[scheme]
    before = TokenSpan("", 0, 0)
    for span in spans:
        label, first, behind = span
        is_next = before.label == label and before.behind == first
        starts = begin if scheme != "iob1" or is_next else inside
        codes[first] = f"{single if behind - first == 1 and scheme != 'iob1' else starts}-{label}"
        for at in range(first + 1, behind):
            codes[at] = f"{end if at == behind - 1 else inside}-{label}"
        before = span
    return codes


_WRITTEN: dict[str, tuple[str, str, str, str]] = {
    "iob1": ("B", "I", "I", "I"),
    "iob2": ("B", "I", "I", "B"),
    "bioes": ("B", "I", "E", "S"),
    "bilou": ("B", "I", "L", "U"),
    "bmes": ("B", "M", "E", "S"),
}
"""The letters of what begins, goes on, ends, and is a span alone."""
