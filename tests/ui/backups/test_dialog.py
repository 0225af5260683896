"""The list of backups, and going back to one from the window."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan
from annotator.model.span import Span
from annotator.project.backups import backups_of
from annotator.ui.backups.dialog import BackupsDialog
from annotator.ui.dialogs.salvaged import SalvagedDialog
from tests.ui.ferry_project import make_project


@pytest.fixture
def root(settings, tmp_path):
    settings.choose("backup_folder", str(tmp_path / "disk"))
    return tmp_path / "disk"


@pytest.fixture
def path(tmp_path, root):
    """A project with a backup, and an edit that came after it."""
    (tmp_path / "work").mkdir()
    made = make_project(tmp_path / "work" / "ferry.annotator")
    made.backups.make(root=root)
    document = next(made.documents()).id
    label = made.label_set.span_labels[0].id
    made.apply(AddSpan(Span("late", label, ((0, 5),))), document)
    made.close()
    return made.path


@pytest.fixture
def seen(qtbot):
    def wait():
        def find():
            widgets = QApplication.topLevelWidgets()
            return [one for one in widgets if isinstance(one, BackupsDialog) and one.isVisible()]

        qtbot.waitUntil(lambda: len(find()) == 1)
        return find()[0]

    return wait


def has_late(window):
    project = window.session.project
    return "late" in project.annotation_set(next(project.documents()).id).spans


def test_one_goes_back_and_what_was_there_is_kept(window, path, root, seen, qtbot, hands):
    window.opening.open_path(path)
    assert has_late(window)
    window.run("backups")
    dialog = seen()
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert "In this backup: " in dialog.told.text()
    assert "In the project now: " in dialog.told.text()
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None and not has_late(window))
    (kept,) = path.parent.glob("ferry (before *.annotator")
    assert kept.name in window.status_bar.message()
    assert {one.name for one in path.parent.iterdir()} >= {path.name, kept.name}


def at_end(dialog):
    """Whether it says what going on to the last act would do."""
    return dialog.restore_button.isEnabled() and "of the journal" in dialog.told.text()


def test_one_goes_on_along_the_journal(window, path, root, seen, qtbot):
    window.opening.open_path(path)
    window.run("backups")
    dialog = seen()
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert dialog.how_far.choice.currentText() == "As it was made"
    assert dialog.how_far.choice.itemText(1).endswith(": 1 act more")
    dialog.how_far.choice.setFocus()
    qtbot.keyClick(dialog.how_far.choice, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: at_end(dialog))
    assert "1 act of the journal" in dialog.told.text()
    qtbot.keyClick(dialog.how_far.choice, Qt.Key.Key_Down)
    assert dialog.how_far.moment.isVisible()
    qtbot.waitUntil(lambda: at_end(dialog))
    dialog.how_far.moment.setDateTime(dialog.how_far.moment.minimumDateTime())
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    qtbot.keyClick(dialog.how_far.choice, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: at_end(dialog))
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "of the journal; what was" in window.status_bar.message())
    assert has_late(window)


def test_what_is_lost_is_wanted_back_to_the_last_act(window, path, root, seen, qtbot):
    path.unlink()
    window.opening.open_path(path)
    dialog = seen()
    qtbot.waitUntil(lambda: at_end(dialog))
    assert dialog.how_far.choice.currentIndex() == 1
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None and has_late(window))
    assert "1 act of the journal" in window.status_bar.message()


def test_one_is_made_at_once(window, path, root, seen, qtbot):
    window.opening.open_path(path)
    window.run("backups")
    dialog = seen()
    assert dialog.list.count() == 1
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    assert len(backups_of(path, root)) == 2
    dialog.reject()


def test_by_the_keyboard(window, path, seen, qtbot, hands):
    window.opening.open_path(path)
    window.run("backups")
    dialog = seen()
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    dialog.list.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert dialog.restore_button.hasFocus()
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None and not has_late(window))


def test_without_any(window, root, tmp_path, seen, hands):
    made = make_project(tmp_path / "new.annotator")
    made.close()
    window.opening.open_path(made.path)
    window.run("backups")
    dialog = seen()
    assert dialog.list.isHidden()
    assert "There is none yet" in dialog.told.text()
    assert str(root) in dialog.told.text()
    dialog.reject()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", None])
def test_row_12_a_project_that_cannot_be_opened_has_backups(window, path, seen, qtbot, content):
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    window.opening.open_path(path)
    dialog = seen()
    assert window.session is None
    assert path.name in dialog.why.text()
    assert dialog.make_button.isHidden()
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None)
    assert has_late(window), "the journal had it"


def test_row_12_what_can_be_read_of_a_damaged_project_is_saved(window, path, root, seen, qtbot):
    for one in backups_of(path, root):
        one.path.unlink()
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)
    path.write_bytes(content)
    window.opening.open_path(path)
    dialog = seen()
    assert "There is no backup of it" in dialog.told.text()
    assert dialog.restore_button.isHidden()
    qtbot.mouseClick(dialog.salvage_button, Qt.MouseButton.LeftButton)

    def find():
        widgets = QApplication.topLevelWidgets()
        return [one for one in widgets if isinstance(one, SalvagedDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: len(find()) == 1)
    told = find()[0]
    assert told.lines[0].text().startswith("Saved: ")
    told.accept()
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.project.path.name == "ferry (salvaged).annotator"
    assert has_late(window)
    assert path.read_bytes() == content


def test_what_never_was_a_project_is_not_salvaged(window, tmp_path, root):
    (tmp_path / "notes.annotator").write_text("nothing of the kind")
    window.opening.open_path(tmp_path / "notes.annotator")
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, BackupsDialog)]


def test_a_damaged_backup_is_told_and_not_gone_back_to(window, path, root, seen, qtbot):
    (one,) = backups_of(path, root)
    content = bytearray(one.path.read_bytes())
    content[len(content) // 2] ^= 0x40
    one.path.write_bytes(content)
    window.opening.open_path(path)
    window.run("backups")
    dialog = seen()
    qtbot.waitUntil(lambda: "Reading" not in dialog.told.text())
    assert not dialog.restore_button.isEnabled()
    assert "backup" in dialog.told.text()
    dialog.reject()
    assert has_late(window)


def test_row_11_an_article_that_is_damaged_says_so_and_leads_to_the_backups(
    window, path, root, seen, qtbot
):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE documents SET text = 'X' || substr(text, 2)")
        connection.commit()
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: window.session.document is not None)
    qtbot.waitUntil(lambda: "is damaged" in window.status_bar.message())
    label = window.session.label_set.span_labels[0].id
    window.session.apply(AddSpan(Span("new", label, ((0, 3),))))
    assert "new" not in window.session.annotation_set.spans
    assert "is damaged" in window.status_bar.message()
