"""An act of the history in a few words, and which annotations it touched."""

from collections.abc import Iterator
from datetime import datetime
from functools import singledispatch
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt

from annotator.edits import edit as edits
from annotator.edits.edit import Edit
from annotator.edits.history import Act
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.models.article_words import STATUS_WORDS, count_words, one_line


def touched_by(edit: Edit) -> Iterator[str]:
    """Yield the ids of the spans and relations that an edit is about."""
    match edit:
        case edits.Together(parts):
            for part in parts:
                yield from touched_by(part)
        case edits.AddSpan(span) | edits.PutBack(span):
            yield span.id
        case edits.AddRelation(relation):
            yield from (relation.id, relation.head, relation.tail)
        case edits.RemoveSpan(id) | edits.RelabelSpan(id) | edits.MoveSpan(id):
            yield id
        case edits.RemoveRelation(id) | edits.RelabelRelation(id) | edits.TurnRelation(id):
            yield id
        case edits.SetAttribute(id) | edits.SetNote(id):
            yield id


def part_about(edit: Edit, annotation: str) -> Edit:
    """Return the first part of an edit that is about an annotation; the edit itself if none is."""
    if isinstance(edit, edits.Together):
        for part in edit.edits:
            if annotation in touched_by(part):
                return part_about(part, annotation)
    return edit


def act_words(act: Act, name: str, label_set: LabelSet, annotation: str) -> str:
    """Return "maria labelled PERSON": what somebody did to one annotation."""
    done = edit_words(part_about(act.edit, annotation), label_set)
    if act.step != "do":
        verb = "took back a step" if act.step == "undo" else "did a step again"
        return f"{name} {verb}: {done}"
    return f"{name} {done}"


def time_words(at: str, now: datetime | None = None) -> str:
    """Return an ISO time in local words: "14:02" today, else with the day."""
    moment = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toLocalTime()
    if not moment.isValid():
        return one_line(at, 20)
    today = (now or datetime.now()).date()
    day = moment.date()
    clock = QLocale().toString(moment, "HH:mm")
    if (day.year(), day.month(), day.day()) == (today.year, today.month, today.day):
        return clock
    written = "d MMM" if day.year() == today.year else "d MMM yyyy"
    return f"{QLocale().toString(day, written)} {clock}"


@singledispatch
def edit_words(edit: Any, label_set: LabelSet) -> str:
    """Return what an edit did, as a verb and its object."""
    return "changed it"


@edit_words.register
def _(edit: edits.AddSpan, label_set: LabelSet) -> str:
    return f"labelled {_span_label(edit.span.label, label_set)}"


@edit_words.register
def _(edit: edits.RemoveSpan, label_set: LabelSet) -> str:
    return "deleted it"


@edit_words.register
def _(edit: edits.RelabelSpan, label_set: LabelSet) -> str:
    return f"relabelled {_span_label(edit.label, label_set)}"


@edit_words.register
def _(edit: edits.MoveSpan, label_set: LabelSet) -> str:
    ranges = ", ".join(f"{start}–{end}" for start, end in edit.fragments[:3])
    return f"moved it to {ranges}"


@edit_words.register
def _(edit: edits.AddRelation, label_set: LabelSet) -> str:
    return f"related: {_relation_label(edit.relation.label, label_set)}"


@edit_words.register
def _(edit: edits.RemoveRelation, label_set: LabelSet) -> str:
    return "deleted the relation"


@edit_words.register
def _(edit: edits.RelabelRelation, label_set: LabelSet) -> str:
    return f"called the relation {_relation_label(edit.label, label_set)}"


@edit_words.register
def _(edit: edits.TurnRelation, label_set: LabelSet) -> str:
    return "turned the relation round"


@edit_words.register
def _(edit: edits.SetAttribute, label_set: LabelSet) -> str:
    return _attribute_words(edit.attribute, edit.value, label_set)


@edit_words.register
def _(edit: edits.SetDocumentAttribute, label_set: LabelSet) -> str:
    return _attribute_words(edit.attribute, edit.value, label_set)


@edit_words.register
def _(edit: edits.SetNote, label_set: LabelSet) -> str:
    return "wrote a note" if edit.note and edit.note.strip() else "deleted the note"


@edit_words.register
def _(edit: edits.SetStatus, label_set: LabelSet) -> str:
    return f"set the status to {STATUS_WORDS[edit.status].lower()}"


@edit_words.register
def _(edit: edits.SetDocumentLabels, label_set: LabelSet) -> str:
    found = (label_set.document_label(label) for label in edit.labels)
    names = ", ".join(sorted(one_line(label.name, 40) for label in found if label))
    return f"called the article {names}" if names else "took the article's labels away"


@edit_words.register
def _(edit: edits.PutBack, label_set: LabelSet) -> str:
    if isinstance(edit.annotation, Span):
        return f"put {_span_label(edit.annotation.label, label_set)} back"
    return f"put {_relation_label(edit.annotation.label, label_set)} back"


@edit_words.register
def _(edit: edits.CorrectMeta, label_set: LabelSet) -> str:
    return "corrected the article's details"


@edit_words.register
def _(edit: edits.Together, label_set: LabelSet) -> str:
    return one_line(edit.act, 60) or f"made {count_words(len(edit.edits), 'change')}"


def value_words(value: object) -> str:
    """Return an attribute's value as people say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(one_line(str(one), 60) for one in value) or "none"
    return one_line(str(value), 80)


def _attribute_words(attribute: str, value: object, label_set: LabelSet) -> str:
    known = label_set.attribute(attribute)
    name = one_line(known.name, 40) if known else "an attribute"
    return f"cleared {name}" if value is None else f"set {name} to {value_words(value)}"


def _span_label(label: str, label_set: LabelSet) -> str:
    known = label_set.span_label(label)
    return one_line(known.name, 40) if known else "a label that is gone"


def _relation_label(label: str, label_set: LabelSet) -> str:
    known = label_set.relation_label(label)
    return one_line(known.name, 40) if known else "a label that is gone"


def ends_of(relation: Relation, span: str) -> tuple[str, bool]:
    """Return the span at the other end of a relation, and whether `span` is its head."""
    is_head = relation.head == span
    return (relation.tail if is_head else relation.head, is_head)
