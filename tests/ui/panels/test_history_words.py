"""How what was done to an annotation is told."""

import pytest
from PySide6.QtCore import QDate, QDateTime

from annotator.edits import edit as edits
from annotator.edits.history import Act
from annotator.project.timeline.blame import Blamed
from annotator.ui.panels.history_words import line_of_blame, time_words
from tests.builders import LABEL_SET, TEXT, make_span

SPAN = make_span(TEXT, "Ilse Varga", "p", "s1")


@pytest.mark.parametrize(
    ("step", "of", "words"),
    [
        ("do", None, "maria labelled a span PERSON"),
        ("undo", 1, "maria undid: labelled a span PERSON"),
        ("redo", 1, "maria redid: labelled a span PERSON"),
    ],
)
def test_a_line(step, of, words):
    edit = edits.Together((edits.AddSpan(SPAN), edits.SetStatus("in_progress")))
    act = Act(2, "2026-11-22T14:02:11+00:00", "m", "talks", "set", step, of, edit, edit)
    assert line_of_blame(Blamed(act, "here", 2), "maria", LABEL_SET, "s1") == words
    elsewhere = Blamed(act, "elsewhere", None, "jon.annotator")
    assert line_of_blame(elsewhere, "maria", LABEL_SET, "s1") == (
        f"{words}, in a colleague’s file (jon.annotator)"
    )
    many = Blamed(act, "many", 2, "merged labels")
    assert line_of_blame(many, "maria", LABEL_SET, "s1") == "maria merged labels"


def test_times_are_local_and_short():
    local = QDateTime.fromString("2026-11-22T14:02:11Z", "yyyy-MM-ddTHH:mm:ssZ").toLocalTime()
    at, day = "2026-11-22T14:02:11.043+00:00", local.date()
    clock = time_words(at, day)
    assert len(clock) == 5
    assert time_words(at, day.addDays(1)) == f"{day.day()} Nov {clock}"
    assert time_words(at, QDate(2030, 1, 1)) == f"{day.day()} Nov 2026 {clock}"


def test_a_time_that_is_none_is_shown_as_it_is():
    assert time_words("long ago") == "long ago"
