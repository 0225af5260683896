"""A project in which three people have labelled the same articles, one of them some of them twice."""

from pathlib import Path

from annotator.edits import edit as edits
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.project.project import Project
from tests.builders import LABEL_SET, TEXT, make_span
from tests.ui.projects import add_documents

PEOPLE = ("ada", "bo", "cy")
COUNT = 12


def make_crowd(path: Path) -> Project:
    """Return an open project: on every third article bo calls a person otherwise, on every fourth
    cy marks more words; cy alone has days, and ada has come back to four articles."""
    project = Project.create(path, label_set=LABEL_SET, annotator="mara")
    add_documents(
        project,
        [
            Document(f"d{at}", f"{at}. {TEXT}", Meta(f"Ferry talks, part {at}"))
            for at in range(COUNT)
        ],
    )
    for name in PEOPLE:
        project.sign_in(name)
        for at in range(COUNT):
            _label(project, name, at)
    people = {one.name: one.id for one in project.annotators()}
    project.sign_in("mara")
    project.assignments.assign_again({people["ada"]: [f"d{at}" for at in range(4)]})
    project.sign_in("ada")
    for at in range(4):
        _label(project, "ada again", at)
    project.sign_in("mara")
    return project


def _label(project: Project, name: str, at: int) -> None:
    document, text = f"d{at}", f"{at}. {TEXT}"
    label = "o" if name == "bo" and at % 3 == 0 else "p"
    words = "for Ilse Varga" if name == "cy" and at % 4 == 0 else "Ilse Varga"
    spans = [
        make_span(text, words, label, f"v {name} {at}"),
        make_span(text, "Norrow Lines", "o", f"n {name} {at}"),
    ]
    if name == "cy" or (name == "ada again" and at == 1):
        spans.append(make_span(text, "Monday", "c", f"m {name} {at}"))
    for span in spans:
        project.apply(edits.AddSpan(span), document)
    if label == "p":
        kind = "l" if name == "bo" and at == 1 else "w"
        relation = Relation(f"r {name} {at}", kind, spans[0].id, spans[1].id)
        project.apply(edits.AddRelation(relation), document)
    if at % 2 == 0 or name == "bo":
        project.apply(edits.SetDocumentLabels(frozenset({"d1"})), document)
    project.apply(edits.SetStatus("finished"), document)
