"""What a format is: a name, what it can carry, and how it is recognised, read and written."""

from abc import ABC
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePath
from typing import BinaryIO, ClassVar, TypeAlias

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.source import Source
from annotator.model.errors import FormatUnknown
from annotator.text.offsets import Unit

Item: TypeAlias = CorpusLine | Problem

HEAD_SIZE = 1 << 16
"""How many bytes of a file a format may look at to recognise it."""


class Sureness(IntEnum):
    """How sure a format is that a file is its own; the surest reads it."""

    NO = 0
    PERHAPS = 1
    """It can be read so, if nobody knows better."""
    LIKELY = 2
    """By its ending."""
    SURE = 3
    """By what is in it."""


@dataclass(frozen=True, slots=True)
class Carries:
    """What survives a journey through a format; what does not is told before an export."""

    text: bool = True
    """The article's text, verbatim."""
    spans: bool = False
    overlap: bool = False
    """Spans that overlap, contain each other or stack."""
    discontinuous: bool = False
    relations: bool = False
    attributes: bool = False
    notes: bool = False
    annotators: bool = False
    """Several annotators' sets on one document."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is to be read."""

    offset_unit: Unit | None = None
    """The unit the user named: it is obeyed. None: what the file says, and else by trying."""
    report_bytes: Callable[[int], None] | None = None
    """Told, now and then, how many bytes of the file are read."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a file is to be written."""

    offsets: Unit = "codepoint"


class Format(ABC):
    """A kind of file. A format that cannot read or cannot write leaves that method alone."""

    name: ClassVar[str]
    """The word for it on the command line."""
    title: ClassVar[str]
    """The words for it on screen."""
    endings: ClassVar[tuple[str, ...]]
    """Lower case, with the dot, the usual one first; compression endings come on top."""
    carries: ClassVar[Carries]
    version: ClassVar[int] = 1
    """Of what this program writes."""
    is_piecewise: ClassVar[bool] = False
    """Whether writing lines one by one gives the same bytes as writing them together."""

    @property
    def can_read(self) -> bool:
        """Whether this format has a reader."""
        return type(self).read is not Format.read

    @property
    def can_write(self) -> bool:
        """Whether this format has a writer."""
        return type(self).write is not Format.write

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Say how sure it is that a file is of this format.

        `path` comes without a compression ending, `head` is the beginning (at most HEAD_SIZE
        bytes), decompressed.
        """
        return Sureness.LIKELY if path.suffix.lower() in self.endings else Sureness.NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the lines of a file in order, streamed, and the problems met on the way.

        Raises nothing for what is in the file; `FileUnreadable` where it cannot be opened.
        """
        raise FormatUnknown(self.name, ())

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write lines, given in the order of INTERFACES, to a stream, one at a time.

        Raises `OSError` of the stream. The same lines always give the same bytes.
        """
        raise FormatUnknown(self.name, ())
