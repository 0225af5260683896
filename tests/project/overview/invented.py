"""Projects by chance in which everything occurs that numbers have to mind: curated sets, hidden
articles, second times, blind articles, retired labels, parts, history."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from annotator.edits.edit import AddSpan, ReplaceLabelSet, SetStatus
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document, Meta
from annotator.model.errors import AnnotatorError
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from tests.builders import LABEL_SET
from tests.project.building import bring, make_project

PEOPLE = ("ilse", "jon", "mara")
WORDS = (
    "Varga",
    "Norrow Lines",
    "harbour",
    "ferry",
    "said",
    "Monday",
    "港務局",
    "the",
    "Ilse Varga",
)
_SPAN_LABELS = ("p", "o", "r", "c")
_ATTRIBUTES = {"p": ("m", ("named", "pronoun")), "c": ("x", ("certain", "possible"))}


def invent(folder: Path, seed: int, articles: int = 14) -> Project:
    """Return an open project, ilse signed in."""
    random = Random(seed)
    documents = [_document(random, number) for number in range(articles)]
    project = make_project(folder, documents, name=f"invented{seed}")
    bring(project, (), _sets(random, documents), import_id="sets")
    ids = {name: project.assignments.person(name).id for name in PEOPLE}
    for document in documents:
        if random.random() < 0.4:
            several = [ids[name] for name in random.sample(PEOPLE, 2)]
            division = project.assignments.divide([document.id], several, per_article=2)
            project.assignments.assign(division, is_blind=random.random() < 0.6)
    _work(random, project, documents)
    for name, id in ids.items():
        due = project.assignments.due_again(id, days=0, share=100)
        if due and name != "mara":
            project.assignments.assign_again({id: random.sample(due, len(due) // 2 + 1)})
    _work(random, project, documents)
    gone = [one.id for one in documents if random.random() < 0.12]
    if gone:
        project.work_list.hide(gone)
    labels = tuple(replace(one, is_retired=one.id == "r") for one in LABEL_SET.span_labels)
    project.apply_to_project(ReplaceLabelSet(replace(LABEL_SET, span_labels=labels)))
    project.sign_in("ilse")
    project.flush()
    return project


def _document(random: Random, number: int) -> Document:
    text = f"{number}. " + " ".join(random.choices(WORDS, k=random.randint(0, 60)))
    source = random.choice((None, "Gazette", "Wire"))
    published = random.choice((None, "2017", "2017-03", "2017-03-11", "2018-01-02"))
    return Document(f"d{number}", text, Meta(source=source, published=published))


def _sets(random: Random, documents: list[Document]) -> Iterator[AnnotationSet]:
    for document in documents:
        for name in (*PEOPLE, None):
            if random.random() < 0.55:
                yield _set(random, document, name)


def _set(random: Random, document: Document, name: str | None) -> AnnotationSet:
    id = f"{document.id}-{name}"
    spans = {}
    for number in range(random.choice((0, 1, 3, 8))):
        one = _span(random, document.text, f"{id}-s{number}")
        spans[one.id] = one
    relations = {}
    for number in range(random.choice((0, 1, 4)) if len(spans) > 1 else 0):
        head, tail = random.sample(list(spans), 2)
        one_id = f"{id}-r{number}"
        relations[one_id] = Relation(one_id, random.choice("whls"), head, tail)
    status: Any = "curated" if name is None else random.choice(("in_progress", "finished"))
    return AnnotationSet(id, document.id, name, status, frozenset(), {}, spans, relations)


def _span(random: Random, text: str, id: str) -> Span:
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == " " and at + 1 < len(text))]
    start = random.choice(starts)
    end = min(len(text), start + random.choice((1, 5, 5, 11, 30)))
    fragments: tuple[tuple[int, int], ...] = ((start, end),)
    if end - start > 4 and random.random() < 0.2:
        fragments = ((start, start + 2), (end - 1, end))
    label = random.choice(_SPAN_LABELS)
    attributes = {}
    if label in _ATTRIBUTES and random.random() < 0.5:
        attribute, values = _ATTRIBUTES[label]
        attributes[attribute] = random.choice(values)
    return Span(id, label, fragments, attributes)


def _work(random: Random, project: Project, documents: list[Document]) -> None:
    """Let people label and finish, as they do in the window."""
    for _ in range(3 * len(documents)):
        project.sign_in(random.choice(PEOPLE))
        document = random.choice(documents)
        try:
            if random.random() < 0.4:
                status: Any = random.choice(("finished", "finished", "in_progress"))
                project.apply(SetStatus(status), document.id)
            else:
                span = _span(random, document.text, new_id())
                project.apply(AddSpan(span), document.id)
            if random.random() < 0.15:
                project.undo()
        except AnnotatorError:
            continue


def rows(project: Project, statement: str, *parameters: Any) -> list[Any]:
    """Return what SQLite answers to a statement about what is saved."""
    project.flush()
    with closing(sqlite3.connect(project.path)) as connection:
        return connection.execute(statement, parameters).fetchall()
