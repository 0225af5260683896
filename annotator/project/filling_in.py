"""Texts put back into a corpus that went out without them, for those who have them: what
`Project.fill_in` does, and the same with a folder of articles."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import fastjsonschema

from annotator.formats.corpus import CorpusLine
from annotator.formats.folders import check_named, find_sources
from annotator.formats.format import ReadOptions
from annotator.formats.jsonl import Jsonl, encode_body
from annotator.formats.jsonl_verify import line_schema
from annotator.formats.lines import bounded_lines
from annotator.formats.manifest import (
    ListedFile,
    encode_manifest,
    manifest_path,
    read_manifest,
)
from annotator.formats.registry import format_of, without_companions
from annotator.formats.source import Source, file_source
from annotator.formats.strict_json import JsonWrong, parse_strict
from annotator.formats.targets import ZIP_ENDING, FilesBeside
from annotator.formats.without_text import TextWrong, show_text
from annotator.formats.writing import StagedFiles
from annotator.model.document import text_sha256
from annotator.model.errors import (
    ExtraMissing,
    FileUnreadable,
    FormatUnknown,
    LineWrong,
    ManifestUnreadable,
    SourceMissing,
)
from annotator.model.format_errors import FileWrong, TextsMissing
from annotator.project.rows import (
    CANCEL_AFTER,
    IsCancelled,
    Progress,
    ReportProgress,
    stop_if,
)
from annotator.project.splitting import part_path
from annotator.storage.documents import read_text_of
from annotator.storage.store import Store

FindText: TypeAlias = Callable[[str], str | None]
"""SHA-256 of a text (hex) -> the text, None where it is not to be had."""


@dataclass(slots=True)
class FillReport:
    """What was filled in."""

    lines: int = 0
    filled: int = 0
    missing: int = 0
    """Lines whose text was not to be had; they went out as they came in."""
    first_missing: str = ""
    """The id of the first such document."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the corpus: as its manifest lists it, where it is, and the filled one's name."""

    listed: Mapping[str, Any]
    path: Path
    target: str


def fill_in(
    corpus: Path,
    target: Path,
    find_text: FindText,
    *,
    is_partial: bool = False,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> FillReport:
    """Write a corpus in JSON lines, whole or in parts, once more with the texts in it; return what
    was filled in. A line that has its text stays as it is.

    is_partial: lines whose text is not to be had stay without; else they refuse all of it.
    TextsMissing, LineWrong (a line that is none of ours, or a text that does not agree with it),
    FileWrong (a ZIP), SourceMissing, FileUnreadable, TargetUnwritable, Cancelled: the old file
    stays.
    """
    if corpus.suffix.lower() == ZIP_ENDING:
        raise FileWrong(corpus, "texts are filled into JSON lines, so unpack the archive first")
    manifest = _manifest_of(corpus)
    report = FillReport()
    with StagedFiles() as staged:
        room = FilesBeside(staged, target.parent)
        for file in _files(corpus, target, manifest):
            with room.open(file.target) as stream:
                for line in _filled(file.path, find_text, report, progress, is_cancelled):
                    stream.write(line)
        if report.missing and not is_partial:
            raise TextsMissing(report.missing, report.first_missing)
        if manifest is not None:
            listed = zip(_files(corpus, target, manifest), room.written, strict=True)
            files = [
                ListedFile(
                    one.name,
                    one.sha256,
                    one.size,
                    file.listed["lines"],
                    file.listed.get("part", ""),
                ).plain()
                for file, one in listed
            ]
            filters = {**manifest.get("filters", {}), "has_text": not report.missing}
            with staged.open(manifest_path(target)) as stream:
                stream.write(encode_manifest({**manifest, "filters": filters, "files": files}))
    return report


def _manifest_of(corpus: Path) -> dict[str, Any] | None:
    """Return the manifest; None where there is none and the corpus is one file."""
    try:
        return read_manifest(corpus)
    except ManifestUnreadable:
        if not corpus.is_file():
            raise SourceMissing(corpus) from None
        return None


def _files(corpus: Path, target: Path, manifest: Mapping[str, Any] | None) -> Iterator[_File]:
    for one in manifest["files"] if manifest else [{"name": corpus.name}]:
        part = one.get("part", "")
        path = corpus.with_name(Path(one["name"]).name)
        name = part_path(target, Jsonl(), part).name if part else target.name
        yield _File(one, path, name)


def _filled(
    path: Path,
    find_text: FindText,
    report: FillReport,
    progress: ReportProgress | None,
    is_cancelled: IsCancelled | None,
) -> Iterator[bytes]:
    source = file_source(path)

    def report_bytes(count: int) -> None:
        if progress:
            progress(Progress(min(count, source.size), source.size, path.name))

    if not path.exists():
        raise SourceMissing(path)
    with source.open() as stream:
        for number, raw in bounded_lines(stream, report_bytes=report_bytes):
            if report.lines % CANCEL_AFTER == 0:
                stop_if(is_cancelled)
            report.lines += 1
            yield _filled_line(raw, path, number, find_text, report)


def _filled_line(
    raw: bytes | None, path: Path, number: int, find_text: FindText, report: FillReport
) -> bytes:
    if raw is None:
        raise LineWrong(path, number, "too long")
    try:
        body = parse_strict(raw)
        if not isinstance(body, dict) or body.get("text", "") is not None:
            line_schema()(body)
            return raw + b"\n"
        line_schema(has_text=False)(body)
        text = find_text(body["sha256"])
        if text is None:
            report.missing += 1
            report.first_missing = report.first_missing or body["id"]
            return raw + b"\n"
        filled = encode_body(show_text(body, text))
    except (JsonWrong, TextWrong) as error:
        raise LineWrong(path, number, str(error)) from error
    except fastjsonschema.JsonSchemaValueException as error:
        raise LineWrong(path, number, "no line of ours") from error
    report.filled += 1
    return filled


# ---- where the texts come from -----------------------------------------------------------------


def texts_of_store(store: Store) -> FindText:
    """Return how the texts of a project are found."""

    def find(sha256: str) -> str | None:
        with store.reading() as connection:
            return read_text_of(connection, sha256)

    return find


@contextmanager
def texts_of_files(
    named: Iterable[Path], is_cancelled: IsCancelled | None = None
) -> Iterator[FindText]:
    """Read files and folders of articles, in any format, and find texts among them by their hashes.

    The texts are kept aside on disk meanwhile. SourceMissing; what cannot be read is passed over.
    """
    named = list(named)
    check_named(named)
    places: dict[bytes, tuple[int, int]] = {}
    with tempfile.TemporaryFile() as aside:
        for source in without_companions(
            one for one in find_sources(named) if isinstance(one, Source)
        ):
            for text in _texts_in(source):
                stop_if(is_cancelled)
                key = bytes.fromhex(text_sha256(text))
                if key not in places:
                    raw = text.encode()
                    places[key] = (aside.tell(), len(raw))
                    aside.write(raw)

        def find(sha256: str) -> str | None:
            place = places.get(bytes.fromhex(sha256))
            if place is None:
                return None
            aside.seek(place[0])
            return aside.read(place[1]).decode()

        yield find


def _texts_in(source: Source) -> Iterator[str]:
    try:
        format = format_of(source)
        format.check_installed()
    except (FormatUnknown, FileUnreadable, ExtraMissing):
        return
    for item in format.read(source, ReadOptions()):
        if isinstance(item, CorpusLine):
            yield item.document.text
