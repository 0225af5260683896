"""What is said about the selected span or relation, and saying something."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.edits.edit import AddSpan
from annotator.project.review import Pairing, Ruling
from annotator.ui.panels.inspector import Inspector
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel
from tests.builders import TEXT, make_span


@pytest.fixture
def inspector(qtbot, session):
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    inspector.resize(290, 900)
    with qtbot.waitExposed(inspector):
        inspector.show()
    return inspector


def section_of(inspector, session, span):
    session.selection.select_spans([span] if span else [])
    inspector.bring_up_to_date()
    return inspector.discussion


def words(section):
    found = section.discussion.findChildren(PlainLabel)
    return [one.text() for one in found if one.isVisible()]


def say(section, text):
    section.discussion.reply.setFocus()
    for character in text:
        QTest.keyClick(section.discussion.reply, character)
    QTest.keyClick(section.discussion.reply, Qt.Key.Key_Return)


def test_with_nothing_selected_there_is_none(inspector, session):
    assert section_of(inspector, session, None).isHidden()
    session.selection.select_spans(["varga", "lines"])
    inspector.bring_up_to_date()
    assert inspector.discussion.isHidden()


def test_where_nothing_was_said_a_button_begins_it(inspector, session):
    section = section_of(inspector, session, "varga")
    assert section.begin_button.isVisible() and section.discussion.isHidden()
    section.begin_button.click()
    assert section.discussion.isVisible() and section.begin_button.isHidden()
    say(section, "Is <b>she</b> one?")
    (remark,) = session.project.review.remarks("talks")
    assert (remark.text, remark.about) == ("Is <b>she</b> one?", "varga")
    assert words(section) == ["Is <b>she</b> one?"]
    assert "maria" in [one.text() for one in section.findChildren(ElidedLabel)]


def test_another_selection_shows_its_own(inspector, session):
    session.project.review.say("talks", "varga", "Who?")
    assert words(section_of(inspector, session, "varga")) == ["Who?"]
    section = section_of(inspector, session, "lines")
    assert section.discussion.isHidden() and section.begin_button.isVisible()
    session.selection.select_relation("works")
    inspector.bring_up_to_date()
    assert section.begin_button.isVisible()


def test_it_is_closed_and_opened_again_and_undone(inspector, session):
    session.project.review.say("talks", "varga", "Who?")
    section = section_of(inspector, session, "varga")
    section.discussion.close_button.click()
    assert session.project.review.remarks("talks")[-1].is_closing
    assert section.discussion.close_button.isHidden()
    say(section, "Once more.")
    assert section.discussion.close_button.isVisible()
    session.undo()
    assert section.discussion.close_button.isHidden()


def test_what_is_typed_goes_with_the_selection_and_nothing_is_said(inspector, session):
    section = section_of(inspector, session, "varga")
    section.begin()
    section.discussion.reply.setText("half a tho")
    section = section_of(inspector, session, "lines")
    section.begin()
    assert section.discussion.reply.text() == ""
    say(section, "   ")
    assert session.project.review.remarks("talks") == []


def test_what_is_said_of_a_verdict_is_seen_from_the_span(inspector, session):
    project = session.project
    me = project.me.id
    ben = project.sign_in("ben").id
    project.apply(AddSpan(make_span(TEXT, "Ilse Varga", "o", "v-ben")), "talks")
    project.sign_in("mara")
    pairing = Pairing(me, ben)
    case = next(
        one for one in project.review.cases("talks", pairing) if one.difference.kind == "label"
    )
    project.review.settle([Ruling("talks", pairing, case.difference, "second")])
    (verdict,) = project.review.verdicts()
    project.review.say("talks", verdict.id, "It is a firm.")
    assert session.sign_in("maria")
    section = section_of(inspector, session, "varga")
    assert words(section) == ["It is a firm."]
    say(section, "No.")
    assert [one.about for one in project.review.remarks("talks")] == [verdict.id] * 2


def test_many_remarks_show_the_last(inspector, session):
    for number in range(9):
        session.project.review.say("talks", "varga", f"remark {number}")
    shown = words(section_of(inspector, session, "varga"))
    assert shown[0] == "3 earlier remarks"
    assert shown[1:] == [f"remark {number}" for number in range(3, 9)]


def test_esc_asks_to_leave(inspector, session, qtbot):
    section = section_of(inspector, session, "varga")
    section.begin()
    with qtbot.waitSignal(inspector.leave_requested):
        QTest.keyClick(section.discussion.reply, Qt.Key.Key_Escape)
