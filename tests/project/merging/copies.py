"""Copies of a project that go different ways, as files on a stick do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotator.edits.edit import AddSpan, SetEdit
from annotator.edits.encoding import encode_relation, encode_span, encode_verdict
from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Span
from annotator.project.merging.report import MergeReport
from annotator.project.project import Project
from tests.builders import TEXT, make_document, make_span
from tests.project.building import make_project

VARGA = make_span(TEXT, "Ilse Varga", id="varga")
LINES = make_span(TEXT, "Norrow Lines", "o", id="lines")
MASTER = make_span(TEXT, "harbour master", "r", id="master")
COUNCIL = make_span(TEXT, "Council", "o", id="council")


def make_base(folder: Path) -> Path:
    """Make a project in which ilse has marked two spans on "talks"; "second" is new."""
    documents = [make_document(), make_document("A second text about Norrow.", "second")]
    with make_project(folder, documents, name="base") as project:
        project.apply(AddSpan(VARGA), "talks")
        project.apply(AddSpan(LINES), "talks")
        return project.path


def copy(path: Path, name: str) -> Path:
    """Copy a project file, as people do."""
    return Path(shutil.copyfile(path, path.with_name(f"{name}.annotator")))


def edit(path: Path, *edits: SetEdit, document: str = "talks", annotator: str = "ilse") -> Path:
    """Do something in a project."""
    with Project.open(path, annotator=annotator) as project:
        for one in edits:
            project.apply(one, document)
    return path


def merge(path: Path, *others: Path, annotator: str = "ilse") -> MergeReport:
    """Take others in; return the report of the last. The project is whole after it."""
    with Project.open(path, annotator=annotator) as project:
        for other in others:
            expected = plain(project.examine(other))
            report = project.merge(other)
            assert plain(report) == expected
        assert project.check() == []
    return report


def plain(report: MergeReport) -> dict[str, Any]:
    """Return what a report says, whether it was told before or after."""
    return {
        name: dict(getattr(report, name)) if name == "annotators" else getattr(report, name)
        for name in MergeReport.__dataclass_fields__
        if name not in ("import_id", "problems")
    } | {"problems": [repr(one) for one in report.problems]}


@contextmanager
def looked_at(path: Path) -> Iterator[Project]:
    """Open a project to look at it."""
    with Project.open(path, is_read_only=True) as project:
        yield project


def spans_of(path: Path, document: str = "talks", annotator: str = "ilse") -> dict[str, Span]:
    """Return an annotator's (name) spans."""
    with looked_at(path) as project:
        ids = {one.name: one.id for one in project.annotators()}
        if annotator not in ids:
            return {}
        sets = project.annotation_sets(document)
        found = [one for one in sets if one.annotator == ids[annotator]]
        return dict(found[0].spans) if found else {}


def content(path: Path) -> dict[str, Any]:
    """Return everything that people see in a project, whatever its sets and rows are called."""
    with looked_at(path) as project:
        documents = list(project.documents())
        return {
            "documents": {one.id: (one.text, one.meta) for one in documents},
            "sets": {
                (one.id, held.annotator): set_content(held)
                for one in documents
                for held in project.annotation_sets(one.id)
            },
            "verdicts": sorted(str(encode_verdict(one)) for one in project.review.verdicts()),
            "remarks": sorted(
                str(one) for doc in documents for one in project.review.remarks(doc.id)
            ),
            "reasons": set(project.review.reasons),
            "labels": {one.name for one in project.label_set.span_labels},
        }


def set_content(one: AnnotationSet) -> dict[str, Any]:
    return {
        "status": one.status,
        "labels": sorted(one.labels),
        "attributes": dict(one.attributes),
        "spans": sorted(str(encode_span(span)) for span in one.spans.values()),
        "relations": sorted(str(encode_relation(held)) for held in one.relations.values()),
    }
