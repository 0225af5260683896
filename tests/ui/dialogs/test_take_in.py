"""A colleague's project: what would come in is told first; then it comes in as one act."""

import shutil

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddSpan, RelabelSpan, SetNote
from annotator.project.project import Project
from annotator.ui.dialogs.take_in import TakeInDialog
from tests.builders import TEXT, make_span


@pytest.fixture
def theirs(session, tmp_path):
    """A copy of the project, to be worked in elsewhere."""
    session.project.flush()
    path = tmp_path / "from-jonas.annotator"
    shutil.copy(session.project.path, path)
    return path


@pytest.fixture
def show(qtbot, session):
    """Open the dialog on a file, and wait until it has looked into it."""

    def open_dialog(path):
        dialog = TakeInDialog(session, path)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.message.text().startswith("Looking"))
        return dialog

    return open_dialog


def words(dialog):
    return [dialog.lines.itemAt(at).widget().text() for at in range(dialog.lines.count())]


def by_jonas(path):
    with Project.open(path, annotator="jonas") as project:
        project.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "theirs")), "talks")


def test_what_would_come_in_is_told_and_nothing_done(show, session, theirs):
    by_jonas(theirs)
    dialog = show(theirs)
    assert dialog.summary.text() == "This would come in:"
    assert words(dialog) == [
        "1 article here already",
        "jonas: 1 article; annotations: 1 added",
        "New people: jonas",
    ]
    assert [one.name for one in session.project.annotators()] == ["maria"]


def test_it_comes_in_and_one_undo_takes_it_back(qtbot, show, session, theirs):
    by_jonas(theirs)
    dialog = show(theirs)
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: dialog.accept_button.text() == "Close")
    assert dialog.summary.text() == "Taken in. Undo takes all of it back."
    sets = {one.annotator: one for one in session.project.annotation_sets("talks")}
    jonas = next(one for one in session.project.annotators() if one.name == "jonas")
    assert len(sets[jonas.id].spans) == 1
    session.undo()
    assert len(list(session.project.annotation_sets("talks"))) == 1
    dialog.accept_button.click()
    assert not dialog.isVisible()


def test_nothing_new_is_said_and_closes(show, theirs):
    dialog = show(theirs)
    assert dialog.summary.text() == "Nothing in it is new here."
    assert dialog.accept_button.text() == "Close"
    assert not dialog.cancel_button.isVisible()
    dialog.accept_button.click()
    assert not dialog.isVisible()


def test_a_contradiction_is_kept_and_leads_to_the_review(qtbot, show, session, theirs):
    with Project.open(theirs, annotator="maria") as copy:
        copy.apply(RelabelSpan("varga", "o"), "talks")
    session.project.apply(RelabelSpan("varga", "r"), "talks")
    dialog = show(theirs)
    assert "1 contradiction between two copies" in dialog.remarks_heading.text()
    assert "“Ilse Varga”" in dialog.remarks.toPlainText()
    assert not dialog.review_button.isVisible()
    dialog.accept_button.click()
    qtbot.waitUntil(dialog.review_button.isVisible)
    with qtbot.waitSignal(dialog.review_requested) as heard:
        dialog.review_button.click()
    found = heard.args[0]
    assert (found.document, found.annotator) == ("talks", "maria")
    assert found.other_copy == "maria, other copy"


def test_a_file_copied_while_it_was_open_asks_first(qtbot, show, theirs):
    with Project.open(theirs, annotator="maria") as copy:
        copy.apply(SetNote("varga", "hm"), "talks")
    theirs.with_name(theirs.name + "-journal").write_bytes(b"\x00" * 600)
    dialog = show(theirs)
    assert "copied while it was open" in dialog.message.text()
    assert not dialog.accept_button.isEnabled()
    dialog.main_file_button.click()
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    assert dialog.summary.text() == "This would come in:"
    assert not dialog.main_file_button.isVisible()


def test_what_is_no_project_is_said(show, tmp_path):
    path = tmp_path / "letter.annotator"
    path.write_text("Dear all")
    dialog = show(path)
    assert "letter.annotator" in dialog.message.text()
    assert not dialog.accept_button.isEnabled()
    assert path.read_text() == "Dear all"


def test_what_a_name_holds_is_shown_as_text(show, theirs):
    with Project.open(theirs, annotator="<b>jonas</b> & co") as project:
        project.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "theirs")), "talks")
    dialog = show(theirs)
    labels = [dialog.lines.itemAt(at).widget() for at in range(dialog.lines.count())]
    assert labels[1].text().startswith("<b>jonas</b> & co: 1 article")
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)
