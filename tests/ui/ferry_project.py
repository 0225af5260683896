"""Real projects in temporary folders for tests of the window."""

from collections.abc import Iterable
from pathlib import Path

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document, Meta, Section
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.project.project import Project
from tests.builders import LABEL_SET, TEXT

FERRY = (
    "Ferry line opens\n\nThe ferry to Norrow sailed on Monday. Ilse Varga, the harbour master, "
    "was on board.\n\n“We are glad,” Erik Palm of Norrow Lines said.\n"
)


def article(id: str, text: str, title: str) -> Document:
    """Return a document whose first line is its title."""
    end = text.index("\n")
    sections = [Section("title", 0, end)]
    start = end
    for part in text[end:].split("\n"):
        if part:
            sections.append(Section("paragraph", start, start + len(part)))
        start += len(part) + 1
    meta = Meta(title=title, source="Harbour Gazette", published="2017-01-24", language="en")
    return Document(id, text, meta, tuple(sections))


ARTICLES = (
    article("talks", TEXT, "Council opens ferry talks"),
    article("ferry", FERRY, "Ferry line opens"),
    article("third", "Third\n\nNothing happened.\n", "Third"),
)


def make_project(
    path: Path,
    documents: Iterable[Document] = ARTICLES,
    sets: Iterable[AnnotationSet] = (),
    label_set: LabelSet = LABEL_SET,
    annotator: str = "maria",
) -> Project:
    """Return an open project with these documents; sets are put under the ids they name."""
    project = Project.create(path, label_set=label_set)
    add_documents(project, documents, sets)
    project.sign_in(annotator)  # only now: the import is nobody's act to undo
    return project


def add_documents(
    project: Project, documents: Iterable[Document], sets: Iterable[AnnotationSet] = ()
) -> None:
    """Bring documents and sets in as an import would."""

    def put(intake):
        for document in documents:
            intake.add_document(document)
        for one in sets:
            intake.add_set(one)

    project.bring_in(put, import_id=new_id())
    project.flush(10)
