"""What was done to an annotation, and when it was, in a few words."""

from PySide6.QtCore import QDate, QDateTime, Qt

from annotator.edits.about import part_about
from annotator.messages import act_words, shorten, step_words
from annotator.messages.history_words import blame_words
from annotator.model.labels import LabelSet
from annotator.project.timeline.blame import Blamed
from annotator.ui.models.article_words import locale

_NAME_LIMIT = 40


def line_of_blame(blamed: Blamed, annotator: str, label_set: LabelSet, annotation: str) -> str:
    """Return "maria labelled a span PERSON": what somebody did to one annotation (an id), and where
    it was not here alone."""
    act = blamed.act
    done = act_words(part_about(act.edit, annotation), label_set, inverse=act.inverse)
    words = blame_words(blamed.where, blamed.source, step_words(act.step, done))
    return f"{shorten(annotator, _NAME_LIMIT)} {words}"


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
