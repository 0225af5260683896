"""Small makers of real projects for panels and dialogs: documents, my set, hostile words."""

from collections.abc import Iterable
from pathlib import Path

from annotator.edits import edit as edits
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.document import Document, Meta
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.project.project import Project
from tests.builders import LABEL_SET, TEXT, make_span

HOSTILE = {
    "markup": "<img src=x onerror=boom> & <b>bold</b> &amp;",
    "long": "ferry " * 1700,
    "one word": "f" * 10_000,
    "right to left": "مجلس المدينة يفتح محادثات العبّارة في الميناء القديم من جديد",
    "override": "talks \u202eyrref\u202c go on",
    "only spaces": " \t\u00a0\u2003 ",
    "marks": "a" + "\u0301" * 300,
    "breaks": "one\r\ntwo\u2028three\u2029four\x00",
}
WIDE_LABEL_SET = LabelSet(
    LABEL_SET.name,
    LABEL_SET.description,
    LABEL_SET.span_labels,
    LABEL_SET.relation_labels,
    (
        *LABEL_SET.attributes,
        Attribute("a-several", "colours", "several", "span", ("red", "green")),
        Attribute("a-flag", "sure", "flag", "span"),
        Attribute("a-must", "seen", "flag", "span", is_required=True),
        Attribute("a-text", "remark", "text", "span"),
        Attribute("a-number", "age", "number", "span"),
        Attribute("a-document", "length", "choice", "document", ("short", "long")),
    ),
    LABEL_SET.document_labels,
)
"""The label set of the builders with an attribute of every kind."""


def make_project(
    folder: Path,
    documents: Iterable[Document] = (),
    *,
    label_set: LabelSet = WIDE_LABEL_SET,
    annotator: str = "maria",
) -> Project:
    """Return an open project with these documents."""
    project = Project.create(folder / "talks.annotator", label_set=label_set, annotator=annotator)
    add_documents(project, documents)
    return project


def add_documents(project: Project, documents: Iterable[Document], import_id: str = "one") -> None:
    """Bring documents into a project as one act."""
    coming = list(documents)

    def job(intake):
        for document in coming:
            intake.add_document(document)

    if coming:
        project.bring_in(job, import_id=import_id)


def make_talks(title: str = "Council opens ferry talks", id: str = "talks") -> Document:
    """Return the document that `annotate_talks` knows."""
    return Document(id, TEXT, Meta(title, "Harbour Gazette", "2017-01-24", language="en"))


def make_many(count: int) -> list[Document]:
    """Return so many short documents, "Article 1" from "source 0" on."""
    return [
        Document(
            f"a{number}", f"Text {number}.\n", Meta(f"Article {number}", f"source {number % 3}")
        )
        for number in range(1, count + 1)
    ]


def annotate_talks(project: Project) -> AnnotationSet:
    """Label three spans (varga, master, lines) and relate them (holds, works); return the set."""
    spans = [
        make_span(TEXT, "Ilse Varga", "p", "varga"),
        make_span(TEXT, "harbour master", "r", "master"),
        make_span(TEXT, "Norrow Lines", "o", "lines"),
    ]
    for span in spans:
        project.apply(edits.AddSpan(span), "talks")
    project.apply(edits.AddRelation(Relation("holds", "h", "varga", "master")), "talks")
    project.apply(edits.AddRelation(Relation("works", "w", "varga", "lines")), "talks")
    return project.annotation_set("talks")
