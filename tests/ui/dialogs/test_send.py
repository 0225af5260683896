"""A packet: whose labels and which articles go out, written beside what is there."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import SetStatus
from annotator.project.project import Project
from annotator.ui.dialogs.send import SendDialog


@pytest.fixture
def dialog(qtbot, session, tmp_path):
    dialog = SendDialog(session, session.project.document_keys(), folder=tmp_path)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def write(qtbot, dialog):
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: dialog.message.text() != "")
    return dialog.message.text()


def test_my_labels_on_what_i_have_done_are_proposed(dialog, tmp_path):
    assert [one.name for one in dialog.people.chosen()] == ["maria"]
    assert dialog.target.path() == str(tmp_path / "talks (maria).annotator")


def test_it_is_a_project_with_what_was_chosen(qtbot, dialog, session, tmp_path):
    session.apply(SetStatus("finished"))
    dialog.note.setText("Please <b>look</b> at the roles.")
    words = write(qtbot, dialog)
    assert "1 article, 1 annotation set with 3 spans and 2 relations" in words
    with Project.open(tmp_path / "talks (maria).annotator", is_read_only=True) as packet:
        assert packet.packet_note == "Please <b>look</b> at the roles."
        (one,) = packet.annotation_sets("talks")
        assert set(one.spans) == {"varga", "master", "lines"}
    assert dialog.target.path() == str(tmp_path / "talks (maria) 2.annotator")


def test_without_anybody_only_the_articles_go_out(qtbot, dialog, tmp_path):
    dialog.people.boxes["maria"].click()
    assert dialog.message.text() == "Nobody is ticked: only the articles go out."
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: dialog.message.text().startswith("Wrote"))
    assert dialog.message.text().endswith("1 article, nobody's labels.")
    with Project.open(tmp_path / "talks (maria).annotator", is_read_only=True) as packet:
        assert list(packet.annotation_sets("talks")) == []
        assert packet.document("talks").text


def test_enter_on_a_button_presses_that_one(qtbot, dialog, session, tmp_path):
    """Once a packet is written the focus is on Close: Enter writes no second one."""
    session.apply(SetStatus("finished"))
    write(qtbot, dialog)
    assert dialog.focusWidget() is dialog.cancel_button
    qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert [one.name for one in tmp_path.glob("talks (*")] == ["talks (maria).annotator"]


def test_everybody_can_be_seen(dialog):
    people = dialog.people
    assert people.height() >= people.widget().sizeHint().height()


def test_tab_goes_through_the_fields_as_they_stand(dialog):
    order, widget = [], dialog.people.boxes["maria"]
    for _ in range(3):
        order.append(widget)
        widget = widget.nextInFocusChain()
        while not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()):
            widget = widget.nextInFocusChain()
    assert order == [dialog.people.boxes["maria"], dialog.articles, dialog.review]


def test_nothing_that_fits_is_said_and_leaves_nothing(qtbot, dialog, tmp_path):
    """Maria has finished nothing yet."""
    before = sorted(tmp_path.iterdir())
    words = write(qtbot, dialog)
    assert not words.startswith("Wrote")
    assert sorted(tmp_path.iterdir()) == before
    assert dialog.accept_button.isEnabled()


def test_whoever_has_labelled_nothing_is_not_ticked(qtbot, session):
    """A reviewer sends back what was decided."""
    session.sign_in("Mara")
    dialog = SendDialog(session, session.project.document_keys())
    qtbot.addWidget(dialog)
    assert dialog.people.chosen() == []
    assert dialog.message.text() == "Nobody is ticked: only the articles go out."
    dialog.review.click()
    assert dialog.message.text().endswith("go out with what was decided on them.")


def test_what_is_there_is_never_replaced(qtbot, dialog, session, tmp_path):
    session.apply(SetStatus("finished"))
    taken = tmp_path / "mine.annotator"
    taken.write_text("mine")
    dialog.target.edit.setText(str(taken))
    assert "mine.annotator" in write(qtbot, dialog)
    assert taken.read_text() == "mine"


def test_without_a_name_it_cannot_be_written(dialog):
    dialog.target.edit.setText(" ")
    assert not dialog.accept_button.isEnabled()
    assert dialog.message.text() == "Say where the file shall be."
