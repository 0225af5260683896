"""Train, dev and test: which part of a corpus a document belongs to, and the file it goes to."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from annotator.formats.compression import compression_ending, without_compression
from annotator.formats.format import Format
from annotator.model.errors import SplitWrong

SPLIT_RULE = (
    "the first 8 bytes of the SHA-256 of the document id in UTF-8, as a big-endian integer,"
    " modulo 100; the first share of numbers is the first part, and so on"
)
_PARTS = {2: ("train", "test"), 3: ("train", "dev", "test")}


@dataclass(frozen=True, slots=True)
class Split:
    """Which part of a corpus a document belongs to, by its id alone."""

    shares: tuple[int, ...]
    """In per cent, in the order of `parts`."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts."""
        return _PARTS[len(self.shares)]

    def part_of(self, document: str) -> str:
        """Return the part that a document (id) belongs to; all its lines go there."""
        digest = hashlib.sha256(document.encode()).digest()
        number = int.from_bytes(digest[:8], "big") % 100
        for part, share in zip(self.parts, self.shares, strict=True):
            if number < share:
                return part
            number -= share
        return self.parts[-1]

    def plain(self) -> dict[str, Any]:
        """Return it as the manifest has it."""
        return {"rule": SPLIT_RULE, "shares": dict(zip(self.parts, self.shares, strict=True))}


def split_of(shares: tuple[int, ...]) -> Split | None:
    """Return the split into these shares in per cent, None for no shares. SplitWrong."""
    if not shares:
        return None
    if len(shares) not in _PARTS or sum(shares) != 100 or min(shares) < 0:
        raise SplitWrong("/".join(map(str, shares)))
    return Split(shares)


def part_path(target: Path, format: Format, part: str) -> Path:
    """Return where a part goes: corpus.jsonl.gz -> corpus.train.jsonl.gz."""
    packed = compression_ending(target)
    plain = without_compression(target)
    stem = plain.with_suffix("") if plain.suffix.lower() in format.endings else plain
    ending = plain.suffix if plain != stem else format.endings[0]
    return target.with_name(f"{PurePath(stem).name}.{part}{ending}{packed}")
