"""What a format is: a name, what it can carry, and how it is recognised, read and written."""

import importlib.util
from abc import ABC
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import PurePath
from typing import BinaryIO, ClassVar, Literal, NamedTuple, Protocol, TypeAlias

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.losses import Lost
from annotator.formats.source import Source
from annotator.model.errors import ExtraMissing, FormatUnknown
from annotator.model.format_errors import SettingUnknown, SettingWrong
from annotator.model.labels import LabelSet
from annotator.text.offsets import Unit

Item: TypeAlias = CorpusLine | Problem | LabelsFound
Misfit: TypeAlias = Literal["strict", "flatten", "drop"]
"""What becomes of what a format cannot carry: the export is refused; it is bent until it fits
(outermost ends, the longest of overlapping spans, ends moved to the next token); it stays out."""

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
    far_relations: bool = False
    """Relations whose ends lie in two sentences."""
    attributes: bool = False
    notes: bool = False
    document_labels: bool = False
    sections: bool = False
    meta: bool = False
    """What is known about the article: title, date, source and the like."""
    annotators: bool = False
    """Several annotators' sets on one document."""
    statuses: bool = False
    negatives: bool = False
    """What was judged to be nothing."""
    entities: bool = False
    """Which spans are mentions of one and the same."""


class Setting(NamedTuple):
    """What can be chosen when a format is read or written; dialogs and help are drawn from it."""

    name: str
    """The word for it in `--set NAME=VALUE`, as in `scheme`."""
    title: str
    """The words for it on screen."""
    default: str
    values: tuple[str, ...] = ()
    """Those to choose from; empty: any text."""
    description: str = ""


class Offered(NamedTuple):
    """A value that a file offers for a setting, as the name of one of its columns."""

    value: str
    example: str = ""
    """What stands there in the file, as it is."""


class Offer(NamedTuple):
    """What a file offers for a setting that is a free text."""

    taken: str
    """What is taken where nothing is chosen."""
    values: tuple[Offered, ...] = ()
    nothing: str = ""
    """The value that says that it is not there; empty: nothing says so."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is to be read."""

    offset_unit: Unit | None = None
    """The unit the user named: it is obeyed. None: what the file says, and else by trying."""
    report_bytes: Callable[[int], None] | None = None
    """Told, now and then, how many bytes of the file are read."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What was chosen of the format's `read_settings`, by name; what is not there is default."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a file is to be written."""

    offsets: Unit = "codepoint"
    misfit: Misfit = "flatten"
    label_set: LabelSet = field(default_factory=LabelSet)
    """The project's: for formats that have a file of labels beside the text."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What was chosen of the format's `write_settings`, by name; what is not there is default."""
    report_loss: Callable[[Lost], None] | None = None
    """Told of everything that the writer could not put in as it is."""
    has_text: bool = True
    """Whether the articles' texts go out; False only where the format `can_omit_text`."""


class OutFolder(Protocol):
    """Where a format writes that makes several files."""

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Open a new file by a safe name (`file_name_of`), which may begin with a folder's and /.

        One may be open while others are. A name is used once.
        """


class Format(ABC):
    """A kind of file. A format that cannot read or cannot write leaves that method alone.

    What writes one file has `write`, what writes several has `write_folder`.
    """

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
    can_count_otherwise: ClassVar[bool] = False
    """Whether it writes offsets in another unit than its own."""
    can_omit_text: ClassVar[bool] = False
    """Whether it can be written with hashes in place of the articles' texts."""
    is_annotated: ClassVar[bool] = True
    """Whether it is read for its annotations; a reader of raw articles has False."""
    has_proof: ClassVar[bool] = True
    """Whether a reader or writer that is not ours has been held against it in the tests."""
    read_settings: ClassVar[tuple[Setting, ...]] = ()
    write_settings: ClassVar[tuple[Setting, ...]] = ()
    extra: ClassVar[str] = ""
    """The extra of the package that it needs, as in `pip install annotator[web]`."""
    modules: ClassVar[tuple[str, ...]] = ()
    """What that extra brings, as it is imported; imported late."""

    @property
    def can_read(self) -> bool:
        """Whether this format has a reader."""
        return type(self).read is not Format.read

    @property
    def can_write(self) -> bool:
        """Whether this format has a writer."""
        return type(self).write is not Format.write or self.is_folder

    @property
    def is_folder(self) -> bool:
        """Whether it writes a folder of files."""
        return type(self).write_folder is not Format.write_folder

    @property
    def has_parts(self) -> bool:
        """Whether the parts of a split go into one folder, and the format says which is which."""
        return type(self).write_parts is not Format.write_parts

    @property
    def is_installed(self) -> bool:
        """Whether what it needs is there."""
        return all(importlib.util.find_spec(one) is not None for one in self.modules)

    def check_installed(self) -> None:
        """Refuse to go on without what is needed. ExtraMissing."""
        for module in self.modules:
            if importlib.util.find_spec(module) is None:
                raise ExtraMissing(self.title, module, self.extra)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Say how sure it is that a file is of this format.

        `path` comes without a compression ending, `head` is the beginning (at most HEAD_SIZE
        bytes), decompressed.
        """
        return Sureness.LIKELY if path.suffix.lower() in self.endings else Sureness.NO

    def companions(self, source: Source) -> tuple[str, ...]:
        """Return the names of files that may lie beside one of this format and belong to it.

        They are read with it (`Source.beside`) and are no sources of their own.
        """
        return ()

    def offers(self, source: Source, settings: Mapping[str, str]) -> Mapping[str, Offer]:
        """Return by name what a file offers for the settings, as things are chosen now.

        Looks at its beginning only; FileUnreadable.
        """
        return {}

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the lines of a file in order, streamed, and the problems met on the way.

        Labels that the file declares, with their colours and allowed ends, may come before.

        Raises nothing for what is in the file; `FileUnreadable` where it cannot be opened.
        """
        raise FormatUnknown(self.name, ())

    def relations_told_otherwise(self, settings: Mapping[str, str]) -> Collection[str]:
        """Return the labels of relations that are something else in a file that is written with
        these settings, and do not come back as relations: those that tie mentions of one entity."""
        return ()

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write lines, given in the order of INTERFACES, to a stream, one at a time.

        Raises `OSError` of the stream. The same lines always give the same bytes.
        """
        raise FormatUnknown(self.name, ())

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        """Write lines, given in the order of INTERFACES, into the files of a folder.

        As with `write`, the same lines always give the same files.
        """
        raise FormatUnknown(self.name, ())

    def write_parts(
        self,
        parts: Iterable[tuple[str, Iterable[CorpusLine]]],
        folder: OutFolder,
        options: WriteOptions,
    ) -> None:
        """Write the parts of a split, named "train" and so on, one after another into one folder.

        Only for formats that have a place of their own for parts (`has_parts`); of others each part
        goes into a folder of its name by `write_folder`. A part's files are closed before the lines
        of the next are asked for.
        """
        raise FormatUnknown(self.name, ())


def setting(chosen: Mapping[str, str], settings: Iterable[Setting], name: str) -> str:
    """Return what was chosen of a setting, or its default."""
    defaults = {one.name: one.default for one in settings}
    return chosen.get(name, defaults[name])


def all_settings(chosen: Mapping[str, str], settings: Iterable[Setting]) -> dict[str, str]:
    """Return of every setting what was chosen, or its default."""
    return {one.name: chosen.get(one.name, one.default) for one in settings}


def check_settings(chosen: Mapping[str, str], settings: Iterable[Setting]) -> None:
    """Refuse a name that none of the settings has, and a value that none of that name takes.

    Settings of several formats may share a name. SettingUnknown, SettingWrong.
    """
    by_name: dict[str, list[Setting]] = {}
    for one in settings:
        by_name.setdefault(one.name, []).append(one)
    for name, value in chosen.items():
        if name not in by_name:
            raise SettingUnknown(name, tuple(sorted(by_name)))
        if not any(_takes(one, value) for one in by_name[name]):
            values = dict.fromkeys(value for one in by_name[name] for value in one.values)
            raise SettingWrong(name, value, tuple(values))


def settings_of(chosen: Mapping[str, str], settings: Iterable[Setting]) -> dict[str, str]:
    """Return what was chosen of these settings; the rest is for other formats."""
    return {
        one.name: chosen[one.name]
        for one in settings
        if one.name in chosen and _takes(one, chosen[one.name])
    }


def _takes(setting: Setting, value: str) -> bool:
    return not setting.values or value in setting.values
