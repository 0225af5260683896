"""The unit of a file's offsets, found while it is read: its first records wait for it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from annotator.formats.corpus import Problem
from annotator.formats.format import ReadOptions
from annotator.formats.source import Source
from annotator.formats.unit_guess import UnitEvidence, UnitGuess
from annotator.formats.units import Claim, Placed, place_claims
from annotator.model.format_errors import FileNoted
from annotator.text.offsets import Unit

T = TypeVar("T")
_RECORDS = 1000
_CHARACTERS = 4_000_000
"""What may wait: so many records, and so many characters of text in them."""
_UNIT_WORDS = {
    "codepoint": "code points",
    "utf16": "UTF-16 units",
    "utf8": "UTF-8 bytes",
    "grapheme": "graphemes",
}


class UnitFinder:
    """Finds the unit of one file. Each change of mind is a remark."""

    def __init__(
        self,
        source: Source,
        options: ReadOptions,
        likely: Unit,
        tool: str,
        *,
        is_documented: bool = False,
    ) -> None:
        """`likely` is the unit that the tool counts where nothing tells; where that
        `is_documented`, only another is worth a word."""
        self._source = source
        self._said = options.offset_unit
        self._evidence = UnitEvidence(likely)
        self._tool = tool
        self.unit: Unit = options.offset_unit or likely
        self._told: Unit | None = likely if is_documented else None

    def each(
        self, records: Iterable[T], claims_of: Callable[[T], tuple[str, Sequence[Claim]] | None]
    ) -> Iterator[T | Problem]:
        """Yield the records in order, each when `unit` is as well known as it can be by then.

        `claims_of` gives the text of a record and its spans, None for what has none.
        """
        waiting: deque[T] = deque()
        room = _CHARACTERS
        for record in records:
            seen = claims_of(record)
            if self._said is None and seen is not None and not self._evidence.is_enough:
                self._evidence.add(*seen)
                room -= len(seen[0])
            waiting.append(record)
            if self._said or self._evidence.is_enough or room < 0 or len(waiting) > _RECORDS:
                yield from self._decide()
                while waiting:
                    yield waiting.popleft()
        yield from self._decide()
        yield from waiting

    def place(self, text: str, claims: Sequence[Claim]) -> tuple[Unit, list[Placed]]:
        """Return claims in code points, and the unit that was taken for them.

        Where the covered texts of one record all fit another unit, it is another than the file's.
        What lies at no border of a character in the unit that was found stands as if code points
        were counted, marked as doubtful: it is told, and not lost.
        """
        _, placed = place_claims(text, claims, self.unit, is_certain=True)
        if self._said is not None:
            return self.unit, placed
        if any(one.is_doubtful for one in placed):
            unit, others = place_claims(text, claims, self.unit)
            if not any(one.is_doubtful for one in others):
                return unit, others
        return self.unit, [
            one if one.fragments is not None else Placed(claim.fragments, True)
            for one, claim in zip(placed, claims, strict=True)
        ]

    def _decide(self) -> Iterator[Problem]:
        if self._said is not None:
            return
        guess = self._evidence.guess()
        self.unit = guess.unit
        if guess.sureness != "same" and guess.unit != self._told:
            self._told = guess.unit
            noted = FileNoted(self._source.path, self._words(guess))
            yield Problem(self._source.name, None, noted, is_skipped=False)

    def _words(self, guess: UnitGuess) -> str:
        unit = _UNIT_WORDS[guess.unit]
        share = dict(guess.fitting).get(guess.unit, 0.0)
        fitting = round(share * guess.telling)
        if guess.sureness == "unsure":
            return (
                f"whether its offsets count {unit} cannot be told from its spans; "
                f"they were taken so, as {self._tool} counts; look at them"
            )
        return (
            f"its offsets were taken to count {unit}: "
            f"{fitting} of {guess.telling} spans that tell fit the words so"
        )
