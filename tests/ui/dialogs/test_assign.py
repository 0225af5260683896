"""Assigning in the window: which articles, to whom, how many each, blind; seen before it happens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from annotator.edits.edit import AddSpan, Assign, SetStatus
from annotator.model.span import Span
from annotator.ui.dialogs.assign import AssignDialog
from annotator.ui.dialogs.assign_again import AssignAgainDialog
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session
from tests.ui.projects import HOSTILE, make_many, make_project
from tests.ui.windows import CTRL


@pytest.fixture
def session(qtbot, tmp_path):
    """24 articles; jonas and maria, who is signed in and has the first one open."""
    project = make_project(tmp_path, make_many(24))
    project.assignments.person("jonas")
    session = Session(project)
    session.open_document("a1")
    session.heard = []
    session.said.connect(lambda words, _: session.heard.append(words))
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def assign(qtbot, session):
    """Open the dialog; the list shows the first four articles."""
    keys = session.project.document_keys()[:4]
    dialog = AssignDialog(session, keys)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def tick(dialog, *names):
    for name in names:
        dialog.people.boxes[name].click()


def choose(button, key):
    assert key in [one.key for one in button.choices]
    button.choice_requested.emit(key)


def wait_for(qtbot, dialog, words):
    qtbot.waitUntil(lambda: dialog.message.text() == words)


def held(session):
    names = {one.id: one.name for one in session.project.annotators(with_second_times=True)}
    return {
        names[one.annotator]: len(session.project.assignments.of(one.annotator))
        for row in range(1, 25)
        for one in session.project.assignments.on(f"a{row}")
    }


def test_it_is_seen_before_it_happens(qtbot, session, assign):
    assert assign.message.text() == "Tick whoever is to label them."
    assert not assign.accept_button.isEnabled()
    tick(assign, "jonas", "maria")
    wait_for(qtbot, assign, "24 articles: 12 each.")
    choose(assign.each, "2")
    choose(assign.share, "25")
    assign.blind.click()
    wait_for(qtbot, assign, "24 articles: 15 each, 6 by both, blind.")
    assert held(session) == {}
    qtbot.mouseClick(assign.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(assign.isHidden)
    assert held(session) == {"jonas": 15, "maria": 15}
    assert session.project.assignments.is_blind("a1")
    assert session.heard == ["Assigned 24 articles to 2 annotators blind."]
    session.undo()
    assert held(session) == {}


def test_only_what_the_list_shows_or_the_open_article(qtbot, session, assign):
    tick(assign, "maria")
    choose(assign.articles, "listed")
    wait_for(qtbot, assign, "4 articles: for maria.")
    assert assign.articles.words == "The 4 articles that the list shows"
    choose(assign.articles, "open")
    wait_for(qtbot, assign, "1 article: for maria.")
    assign.accept_button.click()
    qtbot.waitUntil(assign.isHidden)
    assert [one.document for one in session.project.assignments.of(session.project.me.id)] == ["a1"]


def test_a_new_name_is_made_only_when_something_is_assigned(qtbot, session, assign):
    assign.name.setFocus()
    qtbot.keyClicks(assign.name, "Erik")
    qtbot.keyClick(assign.name, Qt.Key.Key_Return)
    assert assign.isVisible()
    assert assign.people.boxes["Erik"].isChecked()
    qtbot.keyClicks(assign.name, "MARIA")
    assign.add_button.click()
    assert list(assign.people.boxes) == ["jonas", "maria", "Erik"]
    wait_for(qtbot, assign, "24 articles: 12 each.")
    assert len(session.project.annotators()) == 2
    assign.accept()
    qtbot.waitUntil(assign.isHidden)
    assert held(session) == {"maria": 12, "Erik": 12}


def test_a_name_that_cannot_be_is_said(qtbot, assign):
    assign.name.setText("x" * 200)
    assign.add_button.click()
    assert "cannot be used" in assign.message.text()
    assert list(assign.people.boxes) == ["jonas", "maria"]


def test_what_is_assigned_can_be_withdrawn(qtbot, session, assign):
    tick(assign, "maria")
    wait_for(qtbot, assign, "24 articles: for maria.")
    assert not assign.withdraw_button.isEnabled()
    assign.accept()
    qtbot.waitUntil(assign.isHidden)
    again = AssignDialog(session, ())
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(again)
    again.show()
    assert again.people.words["maria"].text() == "24 assigned, 0 done"
    tick(again, "maria")
    wait_for(qtbot, again, "24 articles: all assigned to maria already.")
    assert not again.accept_button.isEnabled()
    assert again.withdraw_button.text() == "Withdraw 24"
    qtbot.mouseClick(again.withdraw_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(again.isHidden)
    assert held(session) == {}
    assert session.heard[-1] == "Withdrew 24 assignments."


def test_how_many_each_is_no_more_than_are_ticked(assign):
    tick(assign, "jonas", "maria")
    choose(assign.each, "2")
    assert not assign.share.isHidden()
    tick(assign, "jonas")
    assert [one.key for one in assign.each.choices] == ["1"]
    assert assign.share.isHidden()


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_are_only_names(qtbot, session, assign, name):
    assign.name.setText(name)
    assign.add_button.click()
    assert all(
        one.textFormat() == Qt.TextFormat.PlainText for one in assign.findChildren(PlainLabel)
    )
    assert assign.width() < 1200


def test_it_works_by_keys_alone(opened, hands):
    hands.press(Qt.Key.Key_K, CTRL)
    hands.type("assign articles")
    hands.press(Qt.Key.Key_Return)
    (dialog,) = [one for one in opened.findChildren(QDialog) if type(one) is AssignDialog]
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    hands.qtbot.waitUntil(dialog.accept_button.isEnabled)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert opened.status_bar.message() == "Assigned 3 articles to 1 annotator."
    (act,) = [a for a in opened.session.project.history() if isinstance(a.edit, Assign)]
    assert len(act.edit.assignments) == 3


# ---- articles that come back -----------------------------------------------------------------


@pytest.fixture
def again(qtbot, session, settings):
    """maria has finished four articles; the dialog is open."""
    for document in ("a1", "a2", "a3", "a4"):
        session.open_document(document)
        session.apply(AddSpan(Span(f"s-{document}", "p", ((0, 4),))))
        session.apply(SetStatus("finished"))
    session.project.flush()
    dialog = AssignAgainDialog(session, settings)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def fill(qtbot, field, words):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)


def test_articles_come_back_to_whoever_finished_them(qtbot, session, again, settings):
    nothing = "nothing finished 14 days ago or more."
    wait_for(qtbot, again, f"jonas: {nothing}\nmaria: {nothing}")
    assert not again.accept_button.isEnabled()
    fill(qtbot, again.days, "0")
    fill(qtbot, again.share, "50")
    wait_for(qtbot, again, "jonas: nothing finished.\nmaria: 2 articles of 4 finished.")
    qtbot.mouseClick(again.accept_button, Qt.MouseButton.LeftButton)
    assert held(session) == {"maria, second time": 2}
    assert session.heard[-1] == "2 articles come back to maria."
    assert (settings.get("again_days"), settings.get("again_share")) == (0, 50)
    session.undo()
    assert held(session) == {}


@pytest.mark.parametrize(("days", "share"), [("-1", "10"), ("1.5", "10"), ("3", "0"), ("3", "101")])
def test_only_whole_numbers_that_make_sense(qtbot, again, days, share):
    fill(qtbot, again.days, days)
    fill(qtbot, again.share, share)
    assert again.message.text().endswith(("0 or more.", "1 to 100."))
    assert not again.accept_button.isEnabled()


def test_nobody_is_said(qtbot, again):
    for box in again.people.boxes.values():
        box.click()
    assert again.message.text() == "Tick at least one annotator."


def test_agreement_with_oneself_stands_beside_the_name(qtbot, session):
    me = session.project.me.id
    session.apply(AddSpan(Span("first", "p", ((0, 4),))))
    session.apply(SetStatus("finished"))
    session.project.assignments.assign_again({me: ["a1"]})
    session.apply(AddSpan(Span("second", "p", ((0, 4),))))
    session.apply(SetStatus("finished"))
    dialog = AssignDialog(session, ())
    qtbot.addWidget(dialog)
    words = "1 came back, 1 done · 1.00 with oneself on 1 article"
    qtbot.waitUntil(lambda: dialog.people.words["maria"].text() == words)
    QApplication.processEvents()
