"""The inspector shows a selection and an edit in one go, and nothing stale afterwards."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.edits import edit as edits
from annotator.ui.panels.inspector import Inspector


@pytest.fixture
def inspector(qtbot, session):
    """An inspector on screen."""
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    inspector.resize(290, 700)
    inspector.show()
    return inspector


@pytest.fixture
def shown(inspector, monkeypatch):
    """What the selection section was asked to show, one after the other."""
    seen = []
    show = inspector.selection.show_inspected
    monkeypatch.setattr(
        inspector.selection,
        "show_inspected",
        lambda one: seen.append([span.label for span in one.spans]) or show(one),
    )
    return seen


def test_selecting_and_editing_in_one_turn_are_shown_once(qtbot, inspector, session, shown):
    session.selection.select_spans(["master"])
    session.selection.select_spans(["varga"])
    session.apply(edits.RelabelSpan("varga", "c"))
    assert shown == []
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [["c"]]
    assert [chip.label.id for chip in inspector.selection.chips] == ["c"]


def test_the_note_begun_at_once_is_on_what_is_selected_now(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    inspector.edit_note()
    inspector.note.field.setPlainText("Who is this?")
    inspector.commit()
    assert session.annotation_set.spans["varga"].note == "Who is this?"


def test_words_typed_before_another_span_is_selected_stay_with_the_first(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    inspector.edit_note()
    inspector.note.field.setPlainText("Only on the first")
    session.selection.select_spans(["master"])
    assert session.annotation_set.spans["varga"].note == "Only on the first"
    qtbot.waitUntil(lambda: inspector.selection.covered.text() == "harbour master")
    assert not session.annotation_set.spans["master"].note


def test_a_hidden_inspector_works_when_it_is_seen_again(qtbot, inspector, session, shown):
    inspector.hide()
    session.selection.select_spans(["varga"])
    QApplication.processEvents()
    assert shown == []
    inspector.show()
    assert shown == [["p"]]
    assert inspector.selection.covered.text() == "Ilse Varga"
