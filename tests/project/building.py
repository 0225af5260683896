"""Projects for tests: made in a temporary folder, filled by the same road as an import."""

from collections.abc import Iterable
from pathlib import Path

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet
from annotator.project.project import Project
from annotator.storage.intake import Intake
from tests.builders import LABEL_SET, TEXT, make_document


def make_project(
    folder: Path,
    documents: Iterable[Document] | None = None,
    *,
    name: str = "news",
    annotator: str | None = "ilse",
    label_set: LabelSet = LABEL_SET,
) -> Project:
    """Return an open project with these documents (one, "talks", unless named)."""
    project = Project.create(folder / f"{name}.annotator", label_set=label_set, annotator=annotator)
    bring(project, [make_document()] if documents is None else documents)
    return project


def make_documents(count: int, text: str = TEXT) -> list[Document]:
    """Return documents d0, d1, … with a number in each text."""
    return [make_document(f"{number}. {text}", f"d{number}") for number in range(count)]


def bring(
    project: Project,
    documents: Iterable[Document] = (),
    sets: Iterable[AnnotationSet] = (),
    import_id: str = "first",
) -> None:
    """Bring documents and sets in; an `annotator` of a set is a name here."""

    def job(intake: Intake) -> None:
        for document in documents:
            intake.add_document(document)
        for one in sets:
            annotator = None if one.annotator is None else intake.annotator_named(one.annotator).id
            linked = sorted({span.entity for span in one.spans.values() if span.entity})
            intake.put_entities(Entity(id, f"The {id}") for id in linked)
            intake.add_set(_of(one, annotator))

    project.bring_in(job, import_id=import_id, sources=("news.txt",))


def _of(one: AnnotationSet, annotator: str | None) -> AnnotationSet:
    return AnnotationSet(
        one.id,
        one.document,
        annotator,
        one.status,
        one.labels,
        one.attributes,
        one.spans,
        one.relations,
    )


class Ear:
    """A listener that remembers."""

    def __init__(self) -> None:
        self.changes: list[tuple[Changes, object]] = []
        self.saves: list[int] = []
        self.failures: list[AnnotatorError] = []

    def changed(self, changes: Changes, origin: object) -> None:
        self.changes.append((changes, origin))

    def saved(self, unsaved: int) -> None:
        self.saves.append(unsaved)

    def saving_failed(self, error: AnnotatorError, unsaved: int) -> None:
        self.failures.append(error)
