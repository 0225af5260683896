"""Train, dev and test: which part of a corpus a document belongs to, and the file it goes to.

Decision: a document's part is reckoned from the document and its group alone, never from how many
others there are, so that a corpus that grows keeps its parts. A group are documents that are the
same or nearly; it goes, whole, where its first document (in project order) would go alone, so that
no part is asked for what another was taught. What moves a document is only that it turns out to
belong to a group that began elsewhere.
"""

import hashlib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import Any, TypeAlias

from annotator.formats.compression import compression_ending, without_compression
from annotator.formats.format import Format
from annotator.model.document import Document
from annotator.model.errors import SplitWrong
from annotator.project.rows import ExportChoice
from annotator.storage.documents import Origin

SPLIT_RULE = (
    "the first 8 bytes of the SHA-256 of {what} in UTF-8, as a big-endian integer,"
    " modulo 100; the first share of numbers is the first part, and so on"
)
GROUP_RULE = (
    "documents that are the same or nearly stay together: all of a group go where its first"
    " document in project order goes"
)
_PARTS = {2: ("train", "test"), 3: ("train", "dev", "test")}


GroupOf: TypeAlias = Callable[[str], Sequence[Origin]]
"""Document (id) -> the origins of all in its group, in project order; empty where it is alone."""


def alone(_document: str) -> Sequence[Origin]:
    """Every document is a group of its own."""
    return ()


def groups_by_document(groups: Iterable[Sequence[Origin]]) -> GroupOf:
    """Return which group a document (id) belongs to, of groups that share no document."""
    by_document = {one.document: tuple(group) for group in groups for one in group}
    return lambda document: by_document.get(document, ())


class Split(ABC):
    """Which part of a corpus a document belongs to; all its lines go there."""

    parts: tuple[str, ...]
    """The names of the parts, in order."""
    group_of: GroupOf

    def part_of(self, document: Document) -> str:
        """Return the part of a document."""
        group = self.group_of(document.id)
        meta = document.meta
        return self.part_of_group(group or (Origin(document.id, meta.source, meta.published),))

    @abstractmethod
    def part_of_group(self, group: Sequence[Origin]) -> str:
        """Return the part of a group, or of one document that is alone."""

    @abstractmethod
    def plain(self) -> dict[str, Any]:
        """Return it as the manifest has it."""


@dataclass(frozen=True, slots=True)
class SharesSplit(Split):
    """By the hash of the first document's id, or of its source."""

    parts: tuple[str, ...]
    shares: tuple[int, ...]
    """In per cent, in the order of `parts`."""
    seed: int | None = None
    is_by_source: bool = False
    group_of: GroupOf = alone

    def part_of_group(self, group: Sequence[Origin]) -> str:
        """A document without a source is drawn by its id."""
        first = group[0]
        drawn = first.document
        if self.is_by_source and first.source:
            drawn = f"source {first.source}"
        if self.seed is not None:
            drawn = f"{self.seed} {drawn}"
        number = int.from_bytes(hashlib.sha256(drawn.encode()).digest()[:8], "big") % 100
        for part, share in zip(self.parts, self.shares, strict=True):
            if number < share:
                return part
            number -= share
        return self.parts[-1]

    def plain(self) -> dict[str, Any]:
        """The rule says what is hashed."""
        what = "the document id"
        if self.is_by_source:
            what = "“source ” and the source, or where there is none the document id,"
        if self.seed is not None:
            what = f"“{self.seed} ” and {what}"
        body = {
            "rule": SPLIT_RULE.format(what=what),
            "groups": GROUP_RULE,
            "by": "source" if self.is_by_source else "article",
            "shares": dict(zip(self.parts, self.shares, strict=True)),
        }
        return body | ({} if self.seed is None else {"seed": self.seed})


@dataclass(frozen=True, slots=True)
class DateSplit(Split):
    """By when the earliest of a group was published; without a date it is train."""

    parts: tuple[str, ...]
    dates: tuple[str, ...]
    """ISO dates at which the second part, and the third, begins."""
    group_of: GroupOf = alone

    def part_of_group(self, group: Sequence[Origin]) -> str:
        """Of a group the earliest date counts: what is in test, nobody has read before."""
        known = [one.published for one in group if one.published]
        if not known:
            return self.parts[0]
        earliest = min(known)
        return self.parts[sum(earliest >= one for one in self.dates)]

    def plain(self) -> dict[str, Any]:
        """The dates begin the second part, and the third."""
        return {
            "rule": "by the date of publication: before the first date, from it on (before the"
            " second), and so on; a document without a date is in the first part",
            "groups": GROUP_RULE.replace("its first document in project order", "the earliest"),
            "by": "date",
            "dates": dict(zip(self.parts[1:], self.dates, strict=True)),
        }


def split_of(choice: ExportChoice, group_of: GroupOf = alone) -> Split | None:
    """Return the split that is asked for, None for none. SplitWrong."""
    if choice.split_at:
        if choice.split or choice.is_split_by_source or choice.seed is not None:
            raise SplitWrong(",".join(choice.split_at))
        return DateSplit(_parts(len(choice.split_at) + 1), _dates(choice.split_at), group_of)
    shares = choice.split
    if not shares:
        if choice.is_split_by_source or choice.seed is not None:
            raise SplitWrong("")
        return None
    if len(shares) not in _PARTS or sum(shares) != 100 or min(shares) < 0:
        raise SplitWrong("/".join(map(str, shares)))
    return SharesSplit(
        _parts(len(shares)), shares, choice.seed, choice.is_split_by_source, group_of
    )


def _parts(count: int) -> tuple[str, ...]:
    if count not in _PARTS:
        raise SplitWrong(f"into {count} parts")
    return _PARTS[count]


def _dates(said: tuple[str, ...]) -> tuple[str, ...]:
    try:
        dates = tuple(date.fromisoformat(one).isoformat() for one in said)
    except ValueError as error:
        raise SplitWrong(",".join(said)) from error
    if sorted(set(dates)) != list(dates):
        raise SplitWrong(",".join(said))
    return dates


@dataclass(slots=True)
class PartsCounted:
    """How many documents and lines went into each part."""

    documents: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    _last: str | None = None

    def add(self, document: str, part: str) -> None:
        """Count a line; those of one document (id) come one after another."""
        self.lines[part] += 1
        if document != self._last:
            self._last = document
            self.documents[part] += 1

    def plain(self, parts: Iterable[str]) -> Mapping[str, dict[str, int]]:
        """Return the counts of these parts as the manifest has them."""
        return {
            part: {"documents": self.documents[part], "lines": self.lines[part]} for part in parts
        }


def part_path(target: Path, format: Format, part: str) -> Path:
    """Return where a part goes: corpus.jsonl.gz -> corpus.train.jsonl.gz."""
    packed = compression_ending(target)
    plain = without_compression(target)
    stem = plain.with_suffix("") if plain.suffix.lower() in format.endings else plain
    ending = plain.suffix if plain != stem else format.endings[0]
    return target.with_name(f"{PurePath(stem).name}.{part}{ending}{packed}")
