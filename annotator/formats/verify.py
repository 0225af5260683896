"""Is an export what it says it is: its manifest, the hashes of its files, and what is in them.

Our own lines are checked one by one (`jsonl_verify`); of other formats that can be read it is held
against the manifest what their readers find (`read_back`).
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.formats.archives import Limits, open_archive, unpack_into
from annotator.formats.folders import find_sources
from annotator.formats.format import Format
from annotator.formats.jsonl import Jsonl
from annotator.formats.jsonl_verify import LineChecks
from annotator.formats.manifest import Tally, read_manifest, read_manifest_of_part
from annotator.formats.read_back import ReadBack
from annotator.formats.registry import all_formats, recognise_format, without_companions
from annotator.formats.source import Source, file_source, reason_of
from annotator.formats.targets import ZIP_ENDING, files_in, parts_of
from annotator.formats.writing import sha256_of
from annotator.model.errors import (
    AnnotatorError,
    FileUnreadable,
    FormatUnknown,
    ManifestDiffers,
    ManifestUnreadable,
    SourceMissing,
)
from annotator.model.format_errors import FileWrong

FAULTS_KEPT = 1000
"""A file that is wrong from end to end is told of by its first faults."""
_COMPARED = ("documents", "lines", "spans", "relations", "labels", "relation_labels", "annotators")
_COMPARED_IF_CURATED = ("provenance", "negatives", "negative_labels")
"""What manifests say of curated sets since those have been made here."""
_OF_AN_EXPORT = Limits(entry=1 << 40, total=1 << 42, ratio=1 << 20)
"""What we packed ourselves may be as large as it is."""


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
    files: int = 0
    is_read: bool = True
    """Whether what is in the files was read; False: the format is not read, hashes alone agree."""

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
            "files": self.files,
            "read": self.is_read,
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


class _Verifying:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.verdict = Verdict()

    def run(self) -> Verdict:
        manifest = self._manifest()
        listed: list[dict[str, Any]] = manifest["files"] if manifest else []
        if not listed:
            listed = [{"name": self.path.name}]
        with self._folder(manifest) as folder:
            sources = list(self._checked_files(listed, folder))
            self.verdict.files = len(listed)
            if folder != self.path.parent:
                self._check_others(listed, folder)
            format = self._format(manifest, sources)
            if isinstance(format, Jsonl):
                tally = self._check_lines(listed, sources)
                if manifest and "counts" in manifest:
                    self._compare_counts(manifest["counts"], tally)
            elif format is not None and format.can_read and format.is_installed:
                tally = self._read_back(format, folder, sources, manifest)
            else:
                self.verdict.is_read = False
                return self.verdict
        self.verdict.lines = tally.lines
        self.verdict.spans = tally.spans
        self.verdict.relations = tally.relations
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
                    files = [o for o in whole["files"] if o["name"] == self.path.name]
                    return {"files": files, "format": whole.get("format")}
            self._add(error.path.name, None, error)
            return None

    def _add(self, file: str, line: int | None, error: AnnotatorError) -> None:
        if len(self.verdict.faults) < FAULTS_KEPT:
            self.verdict.faults.append(VerifyFault(file, line, error))
        else:
            self.verdict.faults_left_out += 1

    # ---- files -------------------------------------------------------------------------------

    @contextmanager
    def _folder(self, manifest: Mapping[str, Any] | None) -> Iterator[Path]:
        """Open the folder in which the files lie: of a ZIP one into which it is unpacked."""
        if self.path.is_dir():
            yield self.path
        elif self.path.suffix.lower() == ZIP_ENDING and self.path.exists():
            with tempfile.TemporaryDirectory(prefix="annotator-") as unpacked:
                self._unpack((manifest or {}).get("archive") or {}, Path(unpacked))
                yield Path(unpacked)
        else:
            yield self.path.parent

    def _unpack(self, said: Mapping[str, Any], folder: Path) -> None:
        found = _sha256(self.path)
        if said.get("sha256", found) != found:
            self._differ(self.path, "sha256", said["sha256"], found)
        try:
            with open_archive(file_source(self.path), _OF_AN_EXPORT) as archive:
                unpack_into(archive, folder)
                for problem in archive.problems:
                    self._add(self.path.name, None, problem.error)
        except (FileUnreadable, FileWrong) as error:
            self._add(self.path.name, None, error)

    def _checked_files(self, listed: list[dict[str, Any]], folder: Path) -> Iterator[Source | None]:
        """Yield the files that the manifest lists, each held against its hash; None: it is not
        there. A manifest from elsewhere may name no file outside."""
        for one in listed:
            path = folder.joinpath(*self._parts(one["name"], folder))
            try:
                found = _sha256(path)
                if one.get("sha256", found) != found:
                    self._differ(path, "sha256", one["sha256"], found)
                yield file_source(path)
            except (FileUnreadable, SourceMissing) as wrong:
                self._add(one["name"], None, wrong)
                yield None

    def _parts(self, name: str, folder: Path) -> tuple[str, ...]:
        try:
            parts = parts_of(name)
        except ValueError:
            parts = (Path(name).name or self.path.name,)
        # Files that lie beside each other have no folders in their names.
        return parts if folder != self.path.parent else parts[-1:]

    def _check_others(self, listed: list[dict[str, Any]], folder: Path) -> None:
        known = {one["name"] for one in listed}
        for name, path in files_in(folder):
            if name not in known:
                self._add(name, None, FileWrong(path, "no file of this export"))

    def _differ(self, path: Path, what: str, said: object, found: object) -> None:
        self._add(path.name, None, ManifestDiffers(path, what, said, found))

    # ---- what is in them ----------------------------------------------------------------------

    def _format(
        self, manifest: Mapping[str, Any] | None, sources: list[Source | None]
    ) -> Format | None:
        """Return the format that the manifest names, or that the first file is of."""
        said = (manifest or {}).get("format")
        if isinstance(said, dict) and "name" in said:
            found = [one for one in all_formats() if one.name == said["name"]]
            if not found:
                names = tuple(one.name for one in all_formats())
                self._add(self.path.name, None, FormatUnknown(str(said["name"]), names))
            return found[0] if found else None
        first = next((one for one in sources if one is not None), None)
        if first is None:
            return Jsonl()
        found_by_head = recognise_format(first.plain_path, first.head(1 << 16))
        return found_by_head if found_by_head and found_by_head.is_annotated else Jsonl()

    def _check_lines(self, listed: list[dict[str, Any]], sources: list[Source | None]) -> Tally:
        checks = LineChecks(Tally())
        for one, source in zip(listed, sources, strict=True):
            before = checks.tally.lines
            if source is not None:
                try:
                    for number, error in checks.faults(source):
                        self._add(source.path.name, number, error)
                except FileUnreadable as wrong:
                    self._add(source.path.name, None, wrong)
            lines = checks.tally.lines - before
            if one.get("lines", lines) != lines:
                self._differ(source.path if source else self.path, "lines", one["lines"], lines)
        return checks.tally

    def _compare_counts(self, said: dict[str, Any], tally: Tally) -> None:
        found = tally.plain()
        for what in _COMPARED:
            self._compare(what, said.get(what), found[what])
        curated = said.get("curated", {})
        for what in _COMPARED_IF_CURATED:
            if isinstance(curated, dict) and what in curated:
                self._compare(what, curated[what], found["curated"][what])

    def _compare(self, what: str, said: object, found: object) -> None:
        if said != found:
            self._differ(self.path, what, said, found)

    def _read_back(
        self,
        format: Format,
        folder: Path,
        sources: list[Source | None],
        manifest: Mapping[str, Any] | None,
    ) -> Tally:
        """Hold what the format's own reader finds against the manifest."""
        found = ReadBack()
        there = [one for one in sources if one is not None]
        if folder != self.path.parent:
            walked = [one for one in find_sources([folder]) if isinstance(one, Source)]
            paths = {one.path for one in there}
            there = [one for one in without_companions(walked) if one.path in paths]
            there = [replace(one, root=folder) for one in there if _is_of(format, one)]
        said = (manifest or {}).get("format") or {}
        known = {one.name for one in format.read_settings}
        settings = {k: v for k, v in (said.get("settings") or {}).items() if k in known}
        otherwise = format.relations_told_otherwise(said.get("settings") or {})
        for problem in found.read(format, there, settings):
            self._add(problem.file, problem.line, problem.error)
        if manifest and "counts" in manifest:
            for difference in found.differences(manifest, otherwise):
                self._differ(self.path, *difference)
        return found.tally


def _is_of(format: Format, source: Source) -> bool:
    return recognise_format(source.plain_path, source.head(1 << 16)) is format


def _sha256(path: Path) -> str:
    try:
        return sha256_of(path)
    except FileNotFoundError as error:
        raise SourceMissing(path) from error
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
