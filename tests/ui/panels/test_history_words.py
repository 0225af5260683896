"""Which annotations an act touched, and how it is told."""

import pytest
from PySide6.QtCore import QDate, QDateTime

from annotator.edits import edit as edits
from annotator.edits.history import Act
from annotator.model.relation import Relation
from annotator.ui.panels.history_words import line_of_act, part_about, time_words, touched_by
from tests.builders import LABEL_SET, TEXT, make_span

SPAN = make_span(TEXT, "Ilse Varga", "p", "s1")
RELATION = Relation("r1", "h", "s1", "s2")


@pytest.mark.parametrize(
    ("edit", "ids"),
    [
        (edits.AddSpan(SPAN), ["s1"]),
        (edits.RemoveSpan("s1"), ["s1"]),
        (edits.RelabelSpan("s1", "o"), ["s1"]),
        (edits.MoveSpan("s1", ((0, 1),)), ["s1"]),
        (edits.AddRelation(RELATION), ["r1"]),
        (edits.RemoveRelation("r1"), ["r1"]),
        (edits.RelabelRelation("r1", "w"), ["r1"]),
        (edits.TurnRelation("r1"), ["r1"]),
        (edits.SetAttribute("s1", "m", None), ["s1"]),
        (edits.SetNote("r1", None), ["r1"]),
        (edits.PutBack(SPAN), ["s1"]),
        (edits.SetStatus("finished"), []),
        (edits.SetDocumentLabels(frozenset()), []),
        (edits.Together((edits.RemoveRelation("r1"), edits.RemoveSpan("s1"))), ["r1", "s1"]),
        (edits.AnswerVerdict("v", "contested"), []),
        (
            edits.ReviewTogether((edits.AnswerVerdict("v", "accepted", edits.RemoveSpan("s1")),)),
            ["s1"],
        ),
    ],
)
def test_what_an_edit_touches(edit, ids):
    assert list(touched_by(edit)) == ids


def test_the_part_about_one_annotation_is_found_in_depth():
    note = edits.SetNote("s1", "x")
    inner = edits.Together((edits.RemoveRelation("r1"), note))
    assert part_about(edits.Together((edits.RemoveSpan("s9"), inner)), "s1") is note
    assert part_about(note, "s7") is note
    answer = edits.AnswerVerdict("v", "accepted", note)
    assert part_about(edits.ReviewTogether((edits.Unsay("r"), answer)), "s1") is answer


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
    assert line_of_act(act, "maria", LABEL_SET, "s1") == words


def test_times_are_local_and_short():
    local = QDateTime.fromString("2026-11-22T14:02:11Z", "yyyy-MM-ddTHH:mm:ssZ").toLocalTime()
    at, day = "2026-11-22T14:02:11.043+00:00", local.date()
    clock = time_words(at, day)
    assert len(clock) == 5
    assert time_words(at, day.addDays(1)) == f"{day.day()} Nov {clock}"
    assert time_words(at, QDate(2030, 1, 1)) == f"{day.day()} Nov 2026 {clock}"


def test_a_time_that_is_none_is_shown_as_it_is():
    assert time_words("long ago") == "long ago"
