"""The manifest beside an export: what went out, chosen how, counted and hashed."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.formats.corpus import CorpusLine
from annotator.formats.label_sets import plain_label_set
from annotator.formats.source import reason_of
from annotator.model.errors import ManifestUnreadable
from annotator.model.labels import LabelSet

MANIFEST_ENDING = ".manifest.json"
MANIFEST_VERSION = 1


def manifest_path(target: Path) -> Path:
    """Return where the manifest of an export to this path lies."""
    return target.with_name(target.name + MANIFEST_ENDING)


@dataclass(slots=True)
class _SetCounts:
    """What one annotator's lines hold."""

    lines: int = 0
    spans: int = 0
    relations: int = 0
    labels: Counter[str] = field(default_factory=Counter)

    def plain(self) -> dict[str, Any]:
        return {
            "lines": self.lines,
            "spans": self.spans,
            "relations": self.relations,
            "labels": _sorted(self.labels),
        }


@dataclass(slots=True)
class _CuratedCounts(_SetCounts):
    """What the lines of curated sets hold."""

    span_provenance: Counter[str] = field(default_factory=Counter)
    relation_provenance: Counter[str] = field(default_factory=Counter)
    negatives: Counter[str] = field(default_factory=Counter)
    """By label."""
    open_documents: int = 0
    open_spans: int = 0

    def plain(self) -> dict[str, Any]:
        return _SetCounts.plain(self) | {
            "provenance": {
                "spans": _sorted(self.span_provenance),
                "relations": _sorted(self.relation_provenance),
            },
            "negatives": self.negatives.total(),
            "negative_labels": _sorted(self.negatives),
            "open": {"documents": self.open_documents, "spans": self.open_spans},
        }


@dataclass(slots=True)
class Tally:
    """Counts lines as they go by."""

    documents: int = 0
    lines: int = 0
    spans: int = 0
    relations: int = 0
    _last: str | None = None
    _annotators: dict[str, _SetCounts] = field(default_factory=dict)
    _curated: _CuratedCounts = field(default_factory=_CuratedCounts)
    _statuses: Counter[str] = field(default_factory=Counter)
    _labels: Counter[str] = field(default_factory=Counter)
    _relation_labels: Counter[str] = field(default_factory=Counter)
    _document_labels: Counter[str] = field(default_factory=Counter)

    def counted(self, lines: Iterable[CorpusLine]) -> Iterator[CorpusLine]:
        """Pass lines on, counting them."""
        for line in lines:
            self.add(line)
            yield line

    def add(self, line: CorpusLine) -> None:
        """Count a line; those of one document come one after another."""
        if line.document.id != self._last:
            self._last = line.document.id
            self.documents += 1
        self.lines += 1
        self.spans += len(line.spans)
        self.relations += len(line.relations)
        self._statuses[line.status] += 1
        labels = Counter([span.label for span in line.spans])
        self._labels.update(labels)
        self._relation_labels.update([one.label for one in line.relations])
        self._document_labels.update(line.labels)
        if line.annotator is not None:
            counts = self._annotators.setdefault(line.annotator, _SetCounts())
            _add_to_set(counts, line, labels)
        elif line.status == "curated":
            _add_to_set(self._curated, line, labels)
            self._add_provenance(line)

    def _add_provenance(self, line: CorpusLine) -> None:
        """What a line does not say of it has been imported."""
        known = line.provenance or {}
        curated = self._curated
        curated.span_provenance.update([known.get(one.id, "imported") for one in line.spans])
        curated.relation_provenance.update(
            [known.get(one.id, "imported") for one in line.relations]
        )
        curated.negatives.update([one.label for one in line.negatives])
        curated.open_documents += bool(line.open)
        curated.open_spans += line.open

    def plain(self) -> dict[str, Any]:
        """Return the counts as they stand in the manifest."""
        return {
            "documents": self.documents,
            "lines": self.lines,
            "spans": self.spans,
            "relations": self.relations,
            "statuses": _sorted(self._statuses),
            "labels": _sorted(self._labels),
            "relation_labels": _sorted(self._relation_labels),
            "document_labels": _sorted(self._document_labels),
            "annotators": {
                name: counts.plain() for name, counts in sorted(self._annotators.items())
            },
            "curated": self._curated.plain(),
        }


def _add_to_set(counts: _SetCounts, line: CorpusLine, labels: Counter[str]) -> None:
    counts.lines += 1
    counts.spans += len(line.spans)
    counts.relations += len(line.relations)
    counts.labels.update(labels)


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of an export as the manifest lists it; `part` is train, dev, test or empty.

    `lines` None: the format writes several files, and what is in which is its own matter.
    """

    name: str
    sha256: str
    size: int
    lines: int | None = None
    part: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it as it stands in the manifest."""
        body: dict[str, Any] = {"name": self.name, "sha256": self.sha256, "bytes": self.size}
        if self.lines is not None:
            body["lines"] = self.lines
        return body | ({"part": self.part} if self.part else {})


def make_manifest(
    *,
    format: Mapping[str, Any],
    created: str,
    filters: Mapping[str, Any],
    tally: Tally,
    label_set: LabelSet,
    files: Sequence[ListedFile],
    split: Mapping[str, Any] | None,
    losses: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the manifest. `created` is ISO 8601 in UTC; it is the only part that tells runs apart.

    format: name, version and what was chosen of its settings. split: shares by part and the rule,
    None for one file. losses: what the format could not carry, and what became of it.
    """
    return {
        "manifest": MANIFEST_VERSION,
        "tool": {"name": "annotator", "version": __version__},
        "format": dict(format),
        "created": created,
        "filters": dict(filters),
        "counts": tally.plain(),
        "label_set": plain_label_set(label_set),
        "losses": dict(losses or {}),
        "files": [one.plain() for one in files],
        "split": dict(split) if split else None,
    }


def encode_manifest(manifest: Mapping[str, Any]) -> bytes:
    """Return the manifest as JSON for people and programs."""
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(target: Path) -> dict[str, Any]:
    """Return the manifest of the export at this path. ManifestUnreadable."""
    path = manifest_path(target)
    try:
        body = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise ManifestUnreadable(path, "missing") from error
    except OSError as error:
        raise ManifestUnreadable(path, reason_of(error)) from error
    except (ValueError, RecursionError) as error:
        raise ManifestUnreadable(path, "not JSON") from error
    if not isinstance(body, dict) or body.get("manifest") != MANIFEST_VERSION:
        raise ManifestUnreadable(path, "not a manifest of ours")
    if not _lists_files(body) or not isinstance(body.get("counts"), dict):
        raise ManifestUnreadable(path, "lists no files or counts")
    return body


def read_manifest_of_part(part: Path) -> dict[str, Any] | None:
    """Return the manifest beside a part of a split that lists it, None where there is none."""
    for path in sorted(part.parent.glob(f"*{MANIFEST_ENDING}")):
        try:
            body = read_manifest(path.with_name(path.name.removesuffix(MANIFEST_ENDING)))
        except ManifestUnreadable:
            continue
        if any(one["name"] == part.name for one in body["files"]):
            return body
    return None


def _lists_files(body: Mapping[str, Any]) -> bool:
    files = body.get("files")
    return isinstance(files, list) and all(
        isinstance(one, dict) and isinstance(one.get("name"), str) for one in files
    )


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
