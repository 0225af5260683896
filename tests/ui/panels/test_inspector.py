"""The inspector shows what is selected, and its edits reach the set."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication

from annotator.edits import edit as edits
from annotator.edits.edit import CorrectMeta, ReplaceLabelSet
from annotator.model.document import Meta
from annotator.ui.panels.inspector import Inspector
from annotator.ui.panels.plain_text import PlainLabel
from tests.builders import TEXT


@pytest.fixture
def inspector(qtbot, session):
    """An inspector on screen."""
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    inspector.resize(290, 700)
    inspector.show()
    # Most tests look at once, not in the next turn of the event loop.
    for told in (session.selection.changed, session.changed, session.document_opened):
        told.connect(lambda *_: inspector.bring_up_to_date())
    return inspector


def shown(inspector):
    """Return the names of the sections on screen."""
    return [section.accessibleName() for section in inspector._sections if not section.isHidden()]


def editor(inspector, attribute):
    """Return the editor of an attribute (id) of the selected annotation."""
    return next(one for one in inspector.attributes.editors if one.attribute.id == attribute)


def test_nothing_selected_shows_the_article(inspector):
    assert shown(inspector) == ["Article", "Status", "About the article"]
    assert inspector.article.title.text() == "Council opens ferry talks"


def test_without_a_title_it_is_called_as_in_the_list(inspector, session):
    session.apply_to_project(CorrectMeta("talks", Meta()))
    row = session.project.document_rows(session.project.document_keys())[0]
    assert inspector.article.title.text() == row.title == TEXT.partition("\n")[0]


def test_a_span_shows_text_label_and_offsets(inspector, session):
    session.selection.select_spans(["varga"])
    assert shown(inspector)[:4] == ["Selection", "Attributes", "Relations", "Entity"]
    assert inspector.selection.covered.text() == "Ilse Varga"
    assert [chip.label.name for chip in inspector.selection.chips] == ["PERSON"]


def test_tab_walks_as_one_reads(inspector, session):
    """Chips, editors and rows are made anew with each selection, the field for notes is not."""
    for chosen in ("lines", "varga", "lines", "varga"):
        session.selection.select_spans([chosen])
    inspector.focus_first()
    seen = []
    while inspector.isAncestorOf(one := QApplication.focusWidget()) and one not in seen:
        seen.append(one)
        inspector.focusNextPrevChild(True)
    QApplication.processEvents()  # parts made anew are put in their places
    tops = [one.mapTo(inspector.widget(), QPoint(0, 0)).y() for one in seen]
    assert seen[0] is inspector.selection.chips[0]
    assert inspector.note.field in seen
    assert {row.link for row in inspector.relations.rows} <= set(seen)
    assert all(later >= earlier - 12 for earlier, later in itertools.pairwise(tops)), tops


def test_without_an_article_nothing_is_shown(inspector, session):
    session.close_document()
    assert not inspector.widget().isVisible()


def test_relations_of_a_head_and_of_a_tail(inspector, session):
    session.selection.select_spans(["varga"])
    words = [row.link.words for row in inspector.relations.rows]
    assert words == ["holds role → harbour master", "works for → Norrow Lines"]
    session.selection.select_spans(["master"])
    assert [row.link.words for row in inspector.relations.rows] == ["holds role ← Ilse Varga"]


def test_following_a_relation_asks_for_its_far_end(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    with qtbot.waitSignal(inspector.reveal_requested) as caught:
        inspector.relations.rows[1].link.click()
    assert caught.args == ["lines"]


def test_a_relation_is_deleted_by_its_button_or_by_key(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    inspector.relations.rows[0].delete_button.click()
    assert list(session.annotation_set.relations) == ["works"]
    qtbot.keyClick(inspector.relations.rows[0].link, Qt.Key.Key_Delete)
    assert not session.annotation_set.relations
    assert inspector.relations.isHidden()


def test_relabelling_from_the_menu(inspector, session):
    session.selection.select_spans(["master"])
    menu = inspector.selection.label_menu()
    names = [action.text().split("\t")[0] for action in menu.actions()]
    assert names == ["PERSON", "ORGANISATION", "CLAIM"]
    menu.actions()[2].trigger()
    assert session.annotation_set.spans["master"].label == "c"
    assert [chip.label.name for chip in inspector.selection.chips] == ["CLAIM"]
    menu.deleteLater()


def test_several_spans_are_counted_and_deleted_with_their_relations(inspector, session):
    session.selection.select_spans(["varga", "master"])
    assert inspector.selection.covered.text() == "2 spans"
    assert len(inspector.selection.chips) == 2
    assert shown(inspector) == ["Selection"]
    inspector.selection.delete_button.click()
    assert list(session.annotation_set.spans) == ["lines"]
    session.undo()
    assert len(session.annotation_set.spans) == 3
    assert len(session.annotation_set.relations) == 2


def test_several_spans_are_relabelled_as_one_act(inspector, session):
    session.selection.select_spans(["master", "lines"])
    menu = inspector.selection.label_menu()
    menu.actions()[-1].trigger()
    menu.deleteLater()
    assert {span.label for span in session.annotation_set.spans.values()} == {"p", "c"}
    session.undo()
    assert session.annotation_set.spans["lines"].label == "o"


def test_a_relation_is_shown_turned_back_and_refused_where_it_may_not(qtbot, inspector, session):
    session.selection.select_relation("holds")
    assert inspector.selection.covered.text() == "Ilse Varga → harbour master"
    with qtbot.waitSignal(session.refused):
        inspector.selection.turn_button.click()
    assert session.annotation_set.relations["holds"].head == "varga"


def test_relation_labels_offered_are_those_allowed_between_the_ends(inspector, session):
    session.selection.select_relation("works")
    menu = inspector.selection.label_menu()
    names = [action.text().split("\t")[0] for action in menu.actions()]
    menu.deleteLater()
    assert names == ["leads", "same as"]


# ---- attributes ---------------------------------------------------------------------------------


def test_attributes_follow_the_label(inspector, session):
    session.selection.select_spans(["varga"])
    names = [one.attribute.name for one in inspector.attributes.editors]
    assert names == ["mention", "colours", "sure", "seen", "remark", "age"]
    session.selection.select_spans(["lines"])
    assert [one.attribute.name for one in inspector.attributes.editors] == names[1:]


def test_a_choice_is_set_and_taken_away(inspector, session):
    session.selection.select_spans(["varga"])
    button = editor(inspector, "m").button
    assert button.words == "not set"
    button.choice_requested.emit("pronoun")
    assert session.annotation_set.spans["varga"].attributes == {"m": "pronoun"}
    assert button.words == "pronoun"
    button.choice_requested.emit("")
    assert not session.annotation_set.spans["varga"].attributes


def test_ticks_make_a_tuple_in_the_order_of_the_values(inspector, session):
    session.selection.select_spans(["varga"])
    boxes = editor(inspector, "a-several").boxes
    boxes["green"].click()
    boxes["red"].click()
    assert session.annotation_set.spans["varga"].attributes["a-several"] == ("red", "green")
    boxes["red"].click()
    boxes["green"].click()
    assert "a-several" not in session.annotation_set.spans["varga"].attributes


@pytest.mark.parametrize(("attribute", "unticked"), [("a-flag", None), ("a-must", False)])
def test_a_flag_taken_back_is_no_only_where_an_answer_is_required(
    inspector, session, attribute, unticked
):
    session.selection.select_spans(["varga"])
    editor(inspector, attribute).box.click()
    assert session.annotation_set.spans["varga"].attributes[attribute] is True
    editor(inspector, attribute).box.click()
    assert session.annotation_set.spans["varga"].attributes.get(attribute) is unticked


def test_text_is_said_when_the_field_is_left(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    field = editor(inspector, "a-text").field
    qtbot.keyClicks(field, "former mayor")
    assert "a-text" not in session.annotation_set.spans["varga"].attributes
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.annotation_set.spans["varga"].attributes["a-text"] == "former mayor"


def test_text_typed_is_kept_when_another_span_is_selected(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    qtbot.keyClicks(editor(inspector, "a-text").field, "former mayor")
    session.selection.select_spans(["lines"])
    assert session.annotation_set.spans["varga"].attributes["a-text"] == "former mayor"
    assert editor(inspector, "a-text").field.text() == ""


def test_an_editor_is_kept_while_the_same_span_changes(inspector, session):
    session.selection.select_spans(["varga"])
    before = editor(inspector, "a-text")
    session.apply(edits.SetNote("varga", "Who?"))
    assert editor(inspector, "a-text") is before


def test_an_attribute_set_elsewhere_is_shown(inspector, session):
    session.selection.select_spans(["varga"])
    session.apply(edits.SetAttribute("varga", "a-number", 41))
    assert editor(inspector, "a-number").field.number() == 41
    session.undo()
    assert editor(inspector, "a-number").field.number() is None


# ---- note ---------------------------------------------------------------------------------------


def test_a_note_is_written_by_ctrl_enter(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    inspector.edit_note()
    qtbot.keyClicks(inspector.note.field, "Is she?")
    with qtbot.waitSignal(inspector.leave_requested):
        qtbot.keyClick(inspector.note.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.annotation_set.spans["varga"].note == "Is she?"


def test_a_note_typed_is_kept_when_another_span_is_selected(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    qtbot.keyClicks(inspector.note.field, "Is she?")
    session.selection.select_spans(["lines"])
    assert session.annotation_set.spans["varga"].note == "Is she?"
    assert inspector.note.field.toPlainText() == ""


def test_a_note_typed_is_kept_when_another_article_is_opened(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    qtbot.keyClicks(inspector.note.field, "Is she?")
    session.open_document("second")
    assert session.project.annotation_set("talks").spans["varga"].note == "Is she?"
    assert not session.annotation_set.spans


def test_what_is_typed_is_not_disturbed_by_other_changes(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    qtbot.keyClicks(inspector.note.field, "Is sh")
    session.apply(edits.SetAttribute("varga", "m", "named"))
    assert inspector.note.field.toPlainText() == "Is sh"
    inspector.commit()
    assert session.annotation_set.spans["varga"].note == "Is sh"


def test_a_note_on_a_deleted_span_is_let_go(qtbot, inspector, session):
    session.selection.select_spans(["lines"])
    qtbot.keyClicks(inspector.note.field, "Is sh")
    with qtbot.assertNotEmitted(session.refused):
        inspector.selection.delete_button.click()
    assert "lines" not in session.annotation_set.spans
    assert shown(inspector)[0] == "Article"


# ---- the article --------------------------------------------------------------------------------


def test_document_labels_are_ticked_and_unticked(inspector, session):
    inspector.document_labels.boxes["d1"].click()
    assert session.annotation_set.labels == {"d1"}
    inspector.document_labels.boxes["d2"].click()
    inspector.document_labels.boxes["d1"].click()
    assert session.annotation_set.labels == {"d2"}
    session.undo()
    assert inspector.document_labels.boxes["d1"].isChecked()


def test_an_attribute_of_the_article_is_set(inspector, session):
    inspector.document_labels.editors[0].button.choice_requested.emit("long")
    assert session.annotation_set.attributes == {"a-document": "long"}


def test_the_status_is_set(inspector, session):
    assert inspector.status.button.words == "in progress"
    inspector.status.button.choice_requested.emit("finished")
    assert session.annotation_set.status == "finished"
    assert inspector.status.button.words == "done"


def test_details_are_asked_for(qtbot, inspector):
    with qtbot.waitSignal(inspector.details_requested):
        inspector.article.correct_button.click()


# ---- history ------------------------------------------------------------------------------------


def test_history_of_a_span_is_read_once_it_is_saved(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    session.apply(edits.SetNote("varga", "Who?"))
    qtbot.waitUntil(lambda: len(inspector.history.lines) == 2)
    words = [done for done, _ in inspector.history.lines]
    assert words[0].startswith("maria wrote a note")
    assert "PERSON" in words[1]


def test_history_of_others_is_not_shown(qtbot, inspector, session):
    session.selection.select_spans(["lines"])
    qtbot.waitUntil(lambda: len(inspector.history.lines) == 1)
    assert "ORGANISATION" in inspector.history.lines[0][0]


def test_a_refused_note_is_not_lost(qtbot, inspector, session, monkeypatch):
    session.selection.select_spans(["varga"])
    qtbot.keyClicks(inspector.note.field, "Is she?")
    with monkeypatch.context() as patch:
        patch.setattr(session, "apply", lambda edit, origin=None: None)
        inspector.commit()
    assert inspector.note.field.toPlainText() == "Is she?"
    inspector.commit()
    assert session.annotation_set.spans["varga"].note == "Is she?"


def test_selecting_leaves_nothing_behind(qtbot, inspector, session):
    def count():
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return len(inspector.findChildren(QObject))

    def select_all():
        for span in ("varga", "master", "lines"):
            session.selection.select_spans([span])
        session.selection.select_relation("holds")
        session.selection.clear()

    select_all()
    before = count()
    for _ in range(20):
        select_all()
    assert count() == before


def test_a_long_history_is_told_in_few_lines(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    for number in range(12):
        session.apply(edits.SetNote("varga", f"note {number}"))
    qtbot.waitUntil(lambda: len(inspector.history.lines) == 8)
    words = [label.text() for label in inspector.history.findChildren(PlainLabel)]
    assert "and 5 earlier acts" in words


def test_what_was_made_under_an_older_version_says_so(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    qtbot.wait(300)
    assert inspector.history.version_words == "", "nothing is said of the version in force"
    labels = tuple(
        replace(one, guideline="Real people only.") if one.id == "p" else one
        for one in session.label_set.span_labels
    )
    session.apply_to_project(ReplaceLabelSet(replace(session.label_set, span_labels=labels)))
    qtbot.waitUntil(lambda: bool(inspector.history.version_words))
    said = "Made under version 1 of the label set. Changed of its label since: its guideline."
    assert inspector.history.version_words == said
    session.selection.select_spans(["lines"])
    assert inspector.history.version_words == "", "what was said is not of another span"
    said = "Made under version 1 of the label set; what that says of the label still holds."
    qtbot.waitUntil(lambda: inspector.history.version_words == said)
    session.selection.select_spans([])
    inspector.bring_up_to_date()
    assert inspector.history.isHidden()
