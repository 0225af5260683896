"""Which annotations an act of the history touched, and when it was, in a few words."""

from collections.abc import Iterator

from PySide6.QtCore import QDate, QDateTime, Qt

from annotator.edits import edit as edits
from annotator.edits.edit import Edit
from annotator.edits.history import Act
from annotator.messages import act_words, shorten, step_words
from annotator.model.labels import LabelSet
from annotator.ui.models.article_words import locale

_NAME_LIMIT = 40


def touched_by(edit: Edit) -> Iterator[str]:
    """Yield the ids of the spans and relations that an edit is about."""
    match edit:
        case edits.Together(parts) | edits.ReviewTogether(parts):
            for part in parts:
                yield from touched_by(part)
        case edits.AnswerVerdict(taken=taken) if taken is not None:
            yield from touched_by(taken)
        case edits.AddSpan(annotation) | edits.AddRelation(annotation) | edits.PutBack(annotation):
            yield annotation.id
        case edits.RemoveSpan(id) | edits.RelabelSpan(id) | edits.MoveSpan(id):
            yield id
        case edits.RemoveRelation(id) | edits.RelabelRelation(id) | edits.TurnRelation(id):
            yield id
        case edits.SetAttribute(id) | edits.SetNote(id):
            yield id


def part_about(edit: Edit, annotation: str) -> Edit:
    """Return the first part of an edit that is about an annotation; the edit itself if none is."""
    if isinstance(edit, edits.Together | edits.ReviewTogether):
        for part in edit.edits:
            if annotation in touched_by(part):
                return part_about(part, annotation)
    return edit


def line_of_act(act: Act, annotator: str, label_set: LabelSet, annotation: str) -> str:
    """Return "maria labelled a span PERSON": what somebody did to one annotation (an id)."""
    done = act_words(part_about(act.edit, annotation), label_set, inverse=act.inverse)
    return f"{shorten(annotator, _NAME_LIMIT)} {step_words(act.step, done)}"


def time_words(at: str, today: QDate | None = None) -> str:
    """Return an ISO time in local words: "14:02" today, else with the day."""
    moment = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toLocalTime()
    if not moment.isValid():
        return shorten(at, 20)
    today = QDate.currentDate() if today is None else today
    day = moment.date()
    clock = locale().toString(moment, "HH:mm")
    if day == today:
        return clock
    written = "d MMM" if day.year() == today.year() else "d MMM yyyy"
    return f"{locale().toString(day, written)} {clock}"
