"""Is an export what it says it is: its manifest, its schema, and its own text.

Each line is read as an import reads it, offsets taken at their word, and written again: whatever
an import would remark is a fault here, and so is a line that comes out as other bytes.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from typing import Any

import fastjsonschema

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions
from annotator.formats.jsonl import encode_line
from annotator.formats.jsonl_reading import read_line
from annotator.formats.lines import bounded_lines
from annotator.formats.manifest import Tally, read_manifest, read_manifest_of_part
from annotator.formats.source import Source, file_source, reason_of
from annotator.formats.strict_json import JsonWrong, parse_strict
from annotator.model.document import text_sha256
from annotator.model.errors import (
    AnnotatorError,
    FileUnreadable,
    LineWrong,
    ManifestDiffers,
    ManifestUnreadable,
    SourceMissing,
)
from annotator.resources import resource_path

FAULTS_KEPT = 1000
"""A file that is wrong from end to end is told of by its first faults."""
_COMPARED = ("documents", "lines", "spans", "relations", "labels", "relation_labels", "annotators")
_COMPARED_IF_CURATED = ("provenance", "negatives", "negative_labels")
"""What manifests say of curated sets since those have been made here."""


@dataclass(frozen=True, slots=True)
class VerifyFault:
    """What is wrong, and where; `line` counts from 1, None is the whole file."""

    file: str
    line: int | None
    error: AnnotatorError


@dataclass(slots=True)
class Verdict:
    """What verifying found."""

    lines: int = 0
    spans: int = 0
    relations: int = 0
    faults: list[VerifyFault] = field(default_factory=list)
    faults_left_out: int = 0

    @property
    def is_right(self) -> bool:
        """Whether there is no fault at all."""
        return not self.faults

    def plain(self, words: Callable[[AnnotatorError], str]) -> dict[str, Any]:
        """Return it as `verify --json` says it; `words` makes a sentence of an error."""
        return {
            "right": self.is_right,
            "lines": self.lines,
            "spans": self.spans,
            "relations": self.relations,
            "faults": [
                {"file": one.file, "line": one.line, "what": words(one.error)}
                for one in self.faults
            ],
        }


def verify(path: Path) -> Verdict:
    """Check an export with all files that its manifest lists, or one part of a split alone.

    SourceMissing, FileUnreadable.
    """
    return _Verifying(path).run()


@cache
def line_schema() -> Callable[[Any], Any]:
    """Return the check of a line against `resources/jsonl.schema.json`."""
    schema = json.loads(resource_path("jsonl.schema.json").read_bytes())
    check: Callable[[Any], Any] = fastjsonschema.compile(schema)
    return check


class _Verifying:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.verdict = Verdict()
        self.tally = Tally()
        self.annotation_ids: set[str] = set()
        self.texts: dict[str, str] = {}
        self.places: set[tuple[str, str | None, bool]] = set()

    def run(self) -> Verdict:
        manifest = self._manifest()
        listed = manifest["files"] if manifest else [{"name": self.path.name}]
        for one in listed:
            self._check_file(one)
        if manifest and "counts" in manifest:
            self._check_counts(manifest["counts"])
        self.verdict.lines = self.tally.lines
        self.verdict.spans = self.tally.spans
        self.verdict.relations = self.tally.relations
        return self.verdict

    def _manifest(self) -> dict[str, Any] | None:
        """Return the manifest, of a part of a split what it says of that part alone."""
        try:
            return read_manifest(self.path)
        except ManifestUnreadable as error:
            if error.reason == "missing":
                if not self.path.exists():
                    raise SourceMissing(self.path) from error
                whole = read_manifest_of_part(self.path)
                if whole is not None:
                    return {"files": [o for o in whole["files"] if o["name"] == self.path.name]}
            self._add(error.path.name, None, error)
            return None

    def _add(self, file: str, line: int | None, error: AnnotatorError) -> None:
        if len(self.verdict.faults) < FAULTS_KEPT:
            self.verdict.faults.append(VerifyFault(file, line, error))
        else:
            self.verdict.faults_left_out += 1

    # ---- files -------------------------------------------------------------------------------

    def _check_file(self, listed: dict[str, Any]) -> None:
        # A manifest from elsewhere may name no file but those that lie beside it.
        path = self.path.with_name(PurePath(listed["name"]).name or self.path.name)
        before = self.tally.lines
        try:
            found = _sha256(path)
            if listed.get("sha256", found) != found:
                error = ManifestDiffers(path, "sha256", listed["sha256"], found)
                self._add(path.name, None, error)
            self._check_lines(file_source(path))
        except (FileUnreadable, SourceMissing) as wrong:
            self._add(path.name, None, wrong)
        lines = self.tally.lines - before
        if listed.get("lines", lines) != lines:
            self._add(path.name, None, ManifestDiffers(path, "lines", listed["lines"], lines))

    def _check_counts(self, said: dict[str, Any]) -> None:
        found = self.tally.plain()
        for what in _COMPARED:
            self._compare(what, said.get(what), found[what])
        curated = said.get("curated", {})
        for what in _COMPARED_IF_CURATED:
            if isinstance(curated, dict) and what in curated:
                self._compare(what, curated[what], found["curated"][what])

    def _compare(self, what: str, said: object, found: object) -> None:
        if said != found:
            self._add(self.path.name, None, ManifestDiffers(self.path, what, said, found))

    # ---- lines -------------------------------------------------------------------------------

    def _check_lines(self, source: Source) -> None:
        with source.open() as stream:
            for number, raw in bounded_lines(stream):
                for error in self._faults_of(raw, source, number):
                    self._add(source.path.name, number, error)

    def _faults_of(
        self, raw: bytes | None, source: Source, number: int
    ) -> Iterator[AnnotatorError]:
        def wrong(reason: str, field: str = "") -> LineWrong:
            return LineWrong(source.path, number, reason, field)

        if raw is None:
            yield wrong("too long")
            return
        try:
            body = parse_strict(raw)
            line_schema()(body)
        except JsonWrong as error:
            yield wrong(str(error))
            return
        except fastjsonschema.JsonSchemaValueException as error:
            name = error.name or ""
            reason = error.message.removeprefix(name).strip()
            yield wrong(reason, name.removeprefix("data").lstrip("."))
        else:
            yield from self._faults_within(raw, source, number, body.get("offsets", "codepoint"))

    def _faults_within(
        self, raw: bytes, source: Source, number: int, unit: Any
    ) -> Iterator[AnnotatorError]:
        """What an import would say of the line, and what only the whole file shows."""
        options = ReadOptions(offset_unit=unit)
        is_faulty = False
        for item in read_line(raw, source, number, options):
            if isinstance(item, Problem):
                is_faulty = True
                yield item.error
                continue
            self.tally.add(item)
            for field_name, reason in self._faults_among(item):
                yield LineWrong(source.path, number, reason, field_name)
            if not is_faulty and encode_line(item, unit) != raw + b"\n":
                yield LineWrong(source.path, number, "not in the order or form of the format")

    def _faults_among(self, line: CorpusLine) -> Iterator[tuple[str, str]]:
        """What is wrong only beside the lines before."""
        document = line.document.id
        sha256 = text_sha256(line.document.text)
        if self.texts.setdefault(document, sha256) != sha256:
            yield "text", "another text under the same id"
        place = (document, line.annotator, line.status == "curated")
        if place in self.places:
            yield "annotator", "twice on one document"
        self.places.add(place)
        ids = [span.id for span in line.spans] + [one.id for one in line.relations]
        for id in ids:
            if id in self.annotation_ids:
                yield "id", f"{id} is an id used before"
            self.annotation_ids.add(id)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise SourceMissing(path) from error
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
