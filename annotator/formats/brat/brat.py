"""The format `brat`: reads an .ann file with its text, writes folders that brat can open."""

import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TypeAlias

import regex

from annotator.formats.articles.decoding import decode_article
from annotator.formats.articles.plain_text import ARTICLE_LIMIT, article_from_text
from annotator.formats.brat.configuration import Declared, read_declared, with_labels
from annotator.formats.brat.declaring import annotation_conf, visual_conf
from annotator.formats.brat.events import EVENT, NORMALISATION
from annotator.formats.brat.placing import Placing, place_all
from annotator.formats.brat.reading import Read, Remark, read_records
from annotator.formats.brat.standoff import Standoff, TextBound, parse_standoff
from annotator.formats.brat.writing import Seen, annotation_lines
from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.file_names import file_name_of
from annotator.formats.format import (
    Carries,
    Format,
    Item,
    OutFolder,
    ReadOptions,
    Setting,
    Sureness,
    WriteOptions,
    setting,
)
from annotator.formats.lines import bounded_lines
from annotator.formats.source import Source
from annotator.model.attribute import Attribute
from annotator.model.document import Document
from annotator.model.errors import (
    AnnotatorError,
    ByteOrderMarkDropped,
    CharactersReplaced,
    FileEmpty,
    FileNotText,
    FileTooLarge,
    FileUnreadable,
    LineWrong,
    OffsetUnitFound,
)
from annotator.model.format_errors import FileNoted, FileWrong
from annotator.model.ids import new_id
from annotator.text.offsets import Unit

_FIRST_LINE = regex.compile(rb"\s*(?:(?:[TERAMN]|#[A-Za-z]*)[0-9]+\S*|\*)\t\S")
_MARK = b"\xef\xbb\xbf"
_CONFIGURATION_LIMIT = 1 << 20
_LEVELS = 8
"""How many folders up an annotation.conf is looked for."""
_CONFIGURATIONS = ("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf")
"""The first has labels, the second says how they look; the others are brat's own business."""
_CURATED = "_curated"
"""The folder of the curated set; no name of an annotator gives this one."""
Problems: TypeAlias = Iterator[Problem]


class Brat(Format):
    """A text with an .ann file of the same name, and annotation.conf for their folder."""

    name = "brat"
    title = "brat standoff"
    endings = (".ann",)
    carries = Carries(
        spans=True,
        overlap=True,
        discontinuous=True,
        relations=True,
        far_relations=True,
        attributes=True,
        notes=True,
        annotators=True,
        entities=True,
    )
    write_settings = (
        Setting(
            "folders",
            "Folders",
            "annotators",
            ("annotators", "none"),
            "a folder for each annotator; or none for the first that is met",
        ),
    )

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by the ending with a first line of brat; other tools use the ending too.

        A configuration is its own too, above folders of articles or alone: it has labels.
        """
        if path.name in _CONFIGURATIONS:
            return Sureness.SURE
        likely = super().recognises(path, head)
        is_ours = _FIRST_LINE.match(head.removeprefix(_MARK)) is not None
        return Sureness.SURE if likely and is_ours else likely

    def companions(self, source: Source) -> tuple[str, ...]:
        """The text, and what brat is configured by."""
        return (f"{source.plain_path.stem}.txt", *_CONFIGURATIONS)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield what the folder declares and the article with its annotations, raw."""
        if source.path.name in _CONFIGURATIONS:
            yield from _alone(source)
            return
        beside = source.beside(f"{source.plain_path.stem}.txt")
        if beside is None:
            reason = f"has no text beside it ({source.plain_path.stem}.txt)"
            yield Problem(source.name, None, FileWrong(source.path, reason), is_whole=True)
            return
        try:
            text, has_mark, remarks = _read_text(beside)
            with source.open() as stream:
                lines = bounded_lines(stream, report_bytes=options.report_bytes)
                standoff = parse_standoff(lines, source.path)
        except (FileUnreadable, FileEmpty, FileNotText, FileTooLarge) as error:
            yield Problem(source.name, None, error, is_whole=True)
            return
        for remark in remarks:
            yield Problem(beside.name, None, remark, is_skipped=False)
        declared = yield from _declared(source)
        yield from _line(source, text, has_mark, standoff, declared, options)

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        """Write DOC.txt and DOC.ann of each line, and what they use when all are written."""
        is_deep = setting(options.settings, self.write_settings, "folders") == "annotators"
        seen: dict[str, tuple[Seen, str | None, bool]] = {}
        first: str | None = None
        for line in lines:
            own = _folder_of(line)
            if not is_deep and own:
                first = first or own
            where = "" if own == first else own
            used, _, _ = seen.setdefault(where, (Seen(), line.annotator, own == _CURATED))
            name = f"{where}/" * bool(where) + file_name_of(line.document.id)
            with folder.open(f"{name}.txt") as stream:
                stream.write(line.document.text.encode())
            with folder.open(f"{name}.ann") as stream:
                for one in annotation_lines(line, options, used):
                    stream.write(f"{one}\n".encode())
        for where, (used, annotator, is_curated) in (seen or {"": (Seen(), None, False)}).items():
            labels = options.label_set
            lines_of = {
                "annotation.conf": annotation_conf(labels, used, annotator, is_curated=is_curated),
                "visual.conf": visual_conf(labels, used),
            }
            for name, conf in lines_of.items():
                with folder.open(f"{where}/{name}" if where else name) as stream:
                    stream.write("".join(f"{one}\n" for one in conf).encode())


# ---- reading ------------------------------------------------------------------------------------


def _read_text(source: Source) -> tuple[str, bool, list[AnnotatorError]]:
    """Return the text verbatim, whether a byte order mark was dropped, and remarks.

    UTF-8 as brat has it; what is not is read as an article in another encoding is.
    """
    with source.open() as stream:
        raw = stream.read(ARTICLE_LIMIT + 1)
    if len(raw) > ARTICLE_LIMIT:
        raise FileTooLarge(source.path, max(source.size, len(raw)), ARTICLE_LIMIT)
    try:
        text = raw.removeprefix(_MARK).decode()
    except UnicodeDecodeError:
        decoded = decode_article(raw, source.path)
        return decoded.text, False, list(decoded.remarks)
    remarks: list[AnnotatorError] = []
    has_mark = raw.startswith(_MARK)
    if has_mark:
        remarks.append(ByteOrderMarkDropped("utf-8"))
    text, count, at = replace_unfit(text)
    if count:
        remarks.append(CharactersReplaced(count, at))
    if not text.strip():
        raise FileEmpty(source.path)
    return text, has_mark, remarks


def _alone(source: Source) -> Iterator[Item]:
    """A configuration that no article lies beside: the labels that it declares."""
    if source.path.name == _CONFIGURATIONS[0]:
        declared = yield from _declared(source)
        labels = declared.label_set
        if labels.span_labels or labels.relation_labels or labels.attributes:
            yield LabelsFound(labels)


def _declared(source: Source) -> Generator[Problem, None, Declared]:
    texts = []
    for name in _CONFIGURATIONS[:2]:
        beside = _nearest(source, name)
        texts.append(_configuration(beside) if beside else "")
    declared = read_declared(texts[0], texts[1])
    # What lies above is told once for all, by itself.
    is_here = source.beside(_CONFIGURATIONS[0]) is not None
    if declared.wrong and is_here and _is_first(source):
        for name, line, reason in declared.wrong:
            conf = _nearest(source, name)
            path = conf.path if conf else source.path.with_name(name)
            shown = conf.name if conf else name
            yield Problem(shown, line, LineWrong(path, line, reason))
    return declared


def _nearest(source: Source, name: str) -> Source | None:
    """Return a file of this name beside the source or above it, in the folder that was named."""
    found = source.beside(name)
    if found or source.root is None:
        return found
    root = Path(os.path.realpath(source.root))
    folder = Path(os.path.realpath(source.path.parent))
    for _ in range(_LEVELS):
        if folder == root or not folder.is_relative_to(root):
            break
        # `beside` asks for the name of a file in the folder; any will do.
        folder = folder.parent
        found = replace(source, path=folder / source.path.name).beside(name)
        if found:
            break
    return found


def _configuration(source: Source) -> str:
    try:
        with source.open() as stream:
            raw = stream.read(_CONFIGURATION_LIMIT)
    except FileUnreadable:
        return ""
    return replace_unfit(raw.removeprefix(_MARK).decode(errors="replace"))[0]


def _is_first(source: Source) -> bool:
    """Whether no other .ann file of the folder comes before: what is wrong is told once."""
    try:
        with os.scandir(source.path.parent) as entries:
            return not any(
                one.name.endswith(".ann") and one.name < source.path.name for one in entries
            )
    except OSError:
        return True


def _line(
    source: Source,
    text: str,
    has_mark: bool,
    standoff: Standoff,
    declared: Declared,
    options: ReadOptions,
) -> Iterator[Item]:
    found = [one for one in standoff.records if isinstance(one, TextBound)]
    unit = options.offset_unit or ("codepoint" if declared.counts_code_points else None)
    placing = place_all(text, found, unit, has_mark=has_mark)
    kinds = dict(declared.kinds)
    named = (source.path, kinds, declared.roles)
    read = read_records(standoff, placing, text, *named, has_equiv=declared.has_equiv)
    yield from _problems(source, standoff, placing, read, unit or "codepoint", declared)
    labels = with_labels(declared.label_set, read.alike, _our_attributes(read))
    if labels.span_labels or labels.relation_labels or labels.attributes:
        yield LabelsFound(labels)
    document = article_from_text(text, replace_unfit(source.plain_path.stem)[0])
    has_read = bool(standoff.records)
    yield CorpusLine(
        _with_roles(document, read),
        None if declared.is_curated else declared.annotator,
        "curated" if declared.is_curated else "in_progress" if has_read else "new",
        spans=read.spans,
        relations=read.relations,
        entities=read.entities,
        is_raw=True,
        has_raw_entities=True,
    )


def _problems(
    source: Source,
    standoff: Standoff,
    placing: Placing,
    read: Read,
    said: Unit,
    declared: Declared,
) -> Problems:
    if not standoff.line_count and declared.counts_code_points:
        return  # what we write ourselves: an article on which nobody has marked anything
    if not standoff.line_count:
        empty = FileNoted(
            source.path, "has no annotations; its article came in with nothing marked"
        )
        yield Problem(source.name, None, empty, is_skipped=False)
    elif not standoff.records:
        wrong = FileWrong(source.path, "is no file of brat's; only the text beside it came in")
        yield Problem(source.name, None, wrong)
        return
    if placing.unit != said:
        found = OffsetUnitFound(placing.unit, said)
        yield Problem(source.name, None, found, is_skipped=False)
    if placing.counts_mark:
        marked = FileNoted(source.path, "counts the byte order mark of its text; that was undone")
        yield Problem(source.name, None, marked, is_skipped=False)
    broken: list[Remark] = [(one.line, one, True) for one in standoff.wrong]
    for line, error, is_skipped in sorted([*broken, *read.remarks], key=lambda one: one[0]):
        yield Problem(source.name, line, error, is_skipped=is_skipped)


def _our_attributes(read: Read) -> Iterator[Attribute]:
    """Attributes that hold what only brat knows, where there is some."""
    for name in (EVENT, NORMALISATION):
        if any(name in one.attributes for one in read.spans):
            yield Attribute(new_id(), name, "text", "span")
        if any(name in one.attributes for one in read.relations):
            yield Attribute(new_id(), name, "text", "relation")


def _with_roles(document: Document, read: Read) -> Document:
    if not read.roles:
        return document
    roles = {label: list(pair) for label, pair in read.roles.items()}
    meta = replace(document.meta, extra={**document.meta.extra, "brat": {"roles": roles}})
    return replace(document, meta=meta)


def _folder_of(line: CorpusLine) -> str:
    if line.status == "curated":
        return _CURATED
    return file_name_of(line.annotator) if line.annotator else ""
