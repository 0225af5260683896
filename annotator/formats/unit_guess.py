"""What the offsets of a file count, where it does not say: told by how well they fit the words.

Spans of people begin and end with words. Read in the wrong unit, those behind the first emoji or
accent are shifted and begin or end inside a word, or on white space (measured: FORMATS.md 0.4; of
114 spans behind emoji the right unit fitted all, a wrong one 26 to 30). Where the file gives the
covered text too, that is the better witness, unless it was cut out of the article at the wrong
place itself, as brat's browser does behind an emoji: then it fits a unit in which it is no whole
word, and the words are believed, not the text.

A reader that streams gathers evidence over its first records (`UnitEvidence`) and then places its
spans with `units.place_claims(text, claims, guess.unit, is_certain=True)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from annotator.formats.units import UNITS, Claim
from annotator.model.span import Fragment
from annotator.text.offsets import Unit, from_unit
from annotator.text.tokens import is_amid_letters

Sureness: TypeAlias = Literal["same", "sure", "likely", "unsure"]
"""same: no unit differs here, so that it does not matter; sure: many spans fit and other units do
not; likely: more fit than in any other; unsure: nothing tells the units apart."""

ENOUGH = 2000
"""Spans that tell units apart, after which more of them would change nothing."""
_TRUSTED = 1.0
_TEXT_AGAINST_WORDS = 0.25
"""What a covered text counts that is cut out of words, where another unit gives whole words."""
_SURE_SHARE = 0.8
_SURE_LEAD = 0.3
_SURE_COUNT = 3

_Slices: TypeAlias = dict[Unit, "tuple[Fragment, ...] | None"]


class UnitExample(NamedTuple):
    """A span that tells the units apart: the words that it would cover in each."""

    words: tuple[tuple[Unit, str], ...]
    """In the order of `UNITS`; "" where the offsets lie inside a character or outside the text."""
    said: str | None = None
    """The covered text that the file gives."""


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """The unit that explains the spans best, and what speaks for it."""

    unit: Unit
    sureness: Sureness
    spans: int = 0
    """How many spans were looked at."""
    telling: int = 0
    """How many of them cover other words in another unit."""
    fitting: tuple[tuple[Unit, float], ...] = ()
    """Of the telling ones, the share that each unit explains, in the order of `UNITS`."""
    shifted_texts: int = 0
    """How many covered texts were cut out at the wrong place themselves: do not trust them."""
    example: UnitExample | None = None


@dataclass(slots=True)
class UnitEvidence:
    """Gathers over several texts what their spans tell about the unit."""

    likely: Unit = "codepoint"
    """The unit that stands where nothing tells."""
    spans: int = 0
    telling: int = 0
    _scores: dict[Unit, float] = field(default_factory=lambda: dict.fromkeys(UNITS, 0.0))
    _apart: set[frozenset[Unit]] = field(default_factory=set)
    """Pairs of units between which a span was different."""
    _shifted: dict[Unit, int] = field(default_factory=lambda: dict.fromkeys(UNITS, 0))
    _examples: list[tuple[frozenset[frozenset[Unit]], UnitExample]] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        """Whether more spans would change nothing."""
        return self.telling >= ENOUGH

    def add(self, text: str, claims: Sequence[Claim]) -> None:
        """Take note of the spans of one text, in whatever unit they are."""
        self.spans += len(claims)
        if _is_plain(text) or self.is_enough:
            return
        for claim, slices in zip(claims, _sliced(text, claims), strict=True):
            if len(set(slices.values())) > 1:
                self._weigh(text, claim, slices)

    def guess(self) -> UnitGuess:
        """Return the unit that explains most."""
        order = (self.likely, *(one for one in UNITS if one != self.likely))
        unit = max(order, key=lambda one: self._scores[one])  # of equals the first
        rivals = [one for one in UNITS if frozenset((one, unit)) in self._apart]
        best = self._scores[unit]
        second = max((self._scores[one] for one in rivals), default=0.0)
        count = max(self.telling, 1)
        return UnitGuess(
            unit,
            self._sureness(best, second, bool(rivals)),
            self.spans,
            self.telling,
            tuple((one, self._scores[one] / count) for one in UNITS) if self.telling else (),
            self._shifted[unit],
            self._example(unit, rivals),
        )

    def _sureness(self, best: float, second: float, has_rivals: bool) -> Sureness:
        if not has_rivals:
            return "same"
        if best <= second:
            return "unsure"
        is_many = self.telling >= _SURE_COUNT and best >= _SURE_SHARE * self.telling
        return "sure" if is_many and best - second >= _SURE_LEAD * self.telling else "likely"

    def _example(self, unit: Unit, rivals: Sequence[Unit]) -> UnitExample | None:
        """The first span that differs between the best and the one that comes next to it."""
        rival = max(rivals, key=lambda one: self._scores[one], default=None)
        pair = frozenset((unit, rival)) if rival else None
        fitting = (example for pairs, example in self._examples if pair in pairs)
        return next(fitting, None)

    def _weigh(self, text: str, claim: Claim, slices: _Slices) -> None:
        self.telling += 1
        pairs = frozenset(frozenset((a, b)) for a in UNITS for b in UNITS if slices[a] != slices[b])
        if not pairs <= self._apart:
            self._apart |= pairs
            words = tuple((unit, _covered(text, slices[unit])) for unit in UNITS)
            self._examples.append((pairs, UnitExample(words, claim.text)))
        whole = {unit for unit in UNITS if _is_whole(text, slices[unit])}
        said = {
            unit
            for unit in UNITS
            if claim.text and slices[unit] and _covered(text, slices[unit]) == claim.text
        }
        for unit in (whole & said) or whole or said:
            self._scores[unit] += _TRUSTED
        if not whole & said and whole:
            for unit in said:
                self._scores[unit] += _TEXT_AGAINST_WORDS
        if said:
            for unit in whole - said:
                self._shifted[unit] += 1


def guess_unit(text: str, claims: Sequence[Claim], likely: Unit = "codepoint") -> UnitGuess:
    """Return which unit explains the spans of a text best; `likely` stands where nothing tells.

    The claims hold positions as the file has them.
    """
    evidence = UnitEvidence(likely)
    evidence.add(text, claims)
    return evidence.guess()


def _is_plain(text: str) -> bool:
    """Whether every unit counts this text alike: only a CRLF is two code points of one grapheme."""
    return text.isascii() and "\r\n" not in text


def _sliced(text: str, claims: Sequence[Claim]) -> list[_Slices]:
    """Return for each claim where it lies in each unit, None where it lies in no such place."""
    flat = [offset for claim in claims for fragment in claim.fragments for offset in fragment]
    slices: list[_Slices] = [{} for _ in claims]
    for unit in UNITS:
        offsets = iter(from_unit(text, flat, unit))
        for claim, found in zip(claims, slices, strict=True):
            pairs = [(next(offsets), next(offsets)) for _ in claim.fragments]
            fragments = tuple(
                (start, end)
                for start, end in pairs
                if start is not None and end is not None and start < end
            )
            found[unit] = fragments if len(fragments) == len(pairs) else None
    return slices


def _covered(text: str, fragments: tuple[Fragment, ...] | None) -> str:
    return " ".join(text[start:end] for start, end in fragments or ())


def _is_whole(text: str, fragments: tuple[Fragment, ...] | None) -> bool:
    """Whether all ends are at the border of a word and none is on white space."""
    return bool(fragments) and all(
        not text[start].isspace()
        and not text[end - 1].isspace()
        and not is_amid_letters(text, start)
        and not is_amid_letters(text, end)
        for start, end in fragments or ()
    )
