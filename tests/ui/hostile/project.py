"""A project in which everything that has a name or is said by somebody is hostile."""

from pathlib import Path

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    LinkSpan,
    PutEntities,
    SetAttribute,
    SetDocumentLabels,
    SetNote,
    SetStatus,
)
from annotator.model.attribute import Attribute
from annotator.model.document import Document, Meta, Section
from annotator.model.entity import Entity
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from tests.builders import TEXT, make_span
from tests.ui.hostile.words import NAMES, ODD_TITLES, Traps, bad, bad_name, guideline, numbered
from tests.ui.projects import add_documents

OTHER = "The ferry company paid the harbour master twice.\n\nNothing else is known of it."


def make_hostile(folder: Path, traps: Traps) -> Path:
    """Make the project, close it, and return its path; its own name is hostile, too."""
    folder = folder / "<b>folder!<b> R&D"
    folder.mkdir()
    path = folder / "<b>project!<b> R&D &lt; [*].annotator"
    project = Project.create(path, label_set=hostile_label_set(traps))
    add_documents(project, hostile_documents(traps))
    people = [bad_name("person"), bad_name("colleague"), *_short(NAMES)]
    _label(project, people, traps)
    _review(project, people, traps)
    _organise(project, people)
    project.close()
    return path


ME = bad_name("person")
"""The name under which the project is opened."""


def hostile_label_set(traps: Traps) -> LabelSet:
    """Return labels, attributes and values of which none has a harmless name."""
    about = {
        "description": bad("description", traps),
        "example": bad("example", traps),
        "guideline": guideline(traps),
    }
    spans = [SpanLabel("p", bad("label", traps), "#c2571a", "1", **about)]
    spans += [
        SpanLabel(f"l{number}", name, "#2f6fde", str(number + 1) if number < 9 else "", **about)
        for number, name in numbered(NAMES)
    ]
    relations = [RelationLabel("w", bad("relation", traps), "#4169a8", key="w", **about)]
    relations += [RelationLabel(f"r{n}", name, "#8a5a2b", **about) for n, name in numbered(NAMES)]
    values = (bad("value", traps), *NAMES.values())
    attributes = [
        Attribute(
            f"{target}-{kind}",
            f"{bad('attribute', traps)} {kind}",
            kind,
            target,
            values if kind in ("choice", "several") else (),
            description=bad("description", traps),
            is_required=(target, kind) == ("span", "number"),
        )
        for target in ("span", "relation", "document")
        for kind in ("choice", "several", "flag", "text", "number")
    ]
    topics = [
        DocumentLabel("d", bad("topic", traps), bad("group", traps), bad("description", traps))
    ]
    topics += [DocumentLabel(f"d{n}", name, name) for n, name in numbered(NAMES)]
    return LabelSet(
        bad("set", traps),
        bad("description", traps),
        tuple(spans),
        tuple(relations),
        tuple(attributes),
        tuple(topics),
    )


def hostile_documents(traps: Traps) -> list[Document]:
    """Return one article to annotate, one that is nearly the same, and one for each odd title."""
    text = f"{TEXT}\n{bad('text', traps)}\n"
    meta = Meta(
        bad("title", traps),
        bad("source", traps),
        "2017-01-24",
        traps.server,
        (bad("author", traps),),
        "en",
    )
    sections = (Section("title", 0, TEXT.index("\n")),)
    again = Document("again", f"{text}And so on.\n", meta, sections)
    odd = [
        Document(f"odd-{n}", f"{n}. {OTHER}", Meta(words, words, authors=(words,)))
        for n, words in numbered(ODD_TITLES)
    ]
    return [Document("talks", text, meta, sections), again, *odd]


def _short(names: dict[str, str]) -> list[str]:
    return [name for name in names.values() if len(name) < 100]


def _label(project: Project, people: list[str], traps: Traps) -> None:
    """Everybody labels the talks, each a little otherwise."""
    notes = bad("note", traps)
    for at, name in enumerate(people):
        project.sign_in(name)
        label = "p" if at % 2 == 0 else "l1"
        varga = make_span(TEXT, "Ilse Varga", label, f"varga {at}")
        lines = make_span(TEXT, "Norrow Lines", "l2", f"lines {at}")
        text = project.document("talks").text
        start = text.index("<b>text!")
        words = Span(f"words {at}", "p", ((start, start + 20 + at),))
        for edit in (
            *(AddSpan(one) for one in (varga, lines, words)),
            AddRelation(Relation(f"works {at}", "w", varga.id, lines.id)),
            SetNote(varga.id, notes),
            SetNote(f"works {at}", notes),
            SetAttribute(varga.id, "span-choice", bad("value", traps)),
            SetAttribute(varga.id, "span-text", bad("value", traps)),
            SetDocumentLabels(frozenset({"d"})),
            SetStatus("finished"),
        ):
            project.apply(edit, "talks")
    project.sign_in(people[0])
    entity = Entity("e", bad("entity", traps), "p", bad("identifier", traps), notes)
    others = [Entity(f"e{n}", name, f"l{n}") for n, name in numbered(NAMES)]
    project.entities.put(PutEntities((entity, *others)))
    project.apply(LinkSpan("varga 0", "e"), "talks")
    project.apply(
        AddSpan(make_span(OTHER, "ferry", "p", "ferry")._replace(fragments=((7, 12),))), "odd-1"
    )


def _review(project: Project, people: list[str], traps: Traps) -> None:
    """The colleague settles what I and the third said otherwise, and all talk about it."""
    ids = {one.name: one.id for one in project.annotators()}
    project.sign_in(people[1])
    reasons = (bad("reason", traps), *_short(NAMES))
    project.review.set_reasons(reasons)
    pairing = Pairing(ids[people[0]], ids[people[3]])
    cases = project.review.cases("talks", pairing)
    rulings = [
        Ruling(
            "talks",
            pairing,
            case.difference,
            "first",
            reason=reasons[0],
            comment=bad("comment", traps),
            needs_guideline=True,
        )
        for case in cases[:-1]
    ]
    project.review.settle(rulings)
    project.review.say("talks", "varga 0", bad("remark", traps))
    for verdict in project.review.verdicts("talks")[:1]:
        project.review.say("talks", verdict.id, bad("remark", traps))


def _organise(project: Project, people: list[str]) -> None:
    """Articles are assigned, and some set aside."""
    ids = {one.name: one.id for one in project.annotators()}
    project.sign_in(people[0])
    documents = [one.id for one in project.documents()]
    division = project.assignments.divide(documents[:4], [ids[people[0]], ids[people[1]]])
    project.assignments.assign(division)
    project.work_list.hide(["odd-9"], is_removed=False)
