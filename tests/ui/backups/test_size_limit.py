"""How much backups may take: seen, explained, changed, and obeyed by the next backup."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.project.backups import Backups, backups_of, size_of_backups
from annotator.settings.store import Settings
from annotator.ui.backups.dialog import BackupsDialog
from annotator.ui.backups.going_back import show_backups
from tests.ui.ferry_project import make_project


@pytest.fixture
def root(settings, tmp_path):
    settings.choose("backup_folder", str(tmp_path / "disk"))
    return tmp_path / "disk"


@pytest.fixture
def project(tmp_path, root):
    (tmp_path / "work").mkdir()
    made = make_project(tmp_path / "work" / "ferry.annotator")
    made.backups.make(root=root)
    return made


def test_it_is_seen_and_changed(qtbot, window, settings, project, root):
    assert window.show_project(project)
    show_backups(window)
    [dialog] = window.findChildren(BackupsDialog)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert dialog.limit.taken.text().startswith("1 backup and the journal take ")
    assert "the newest always stays" in dialog.limit.explained.text()
    assert dialog.limit.number.value() == 4
    QTest.keyClick(dialog.limit.number, Qt.Key.Key_Up)
    assert settings.get("backup_gigabytes") == 5
    assert window.backups.gigabytes == 5
    dialog.reject()


def test_it_is_not_asked_where_the_project_cannot_be_opened(qtbot, project, root):
    path = project.path
    project.close()
    dialog = BackupsDialog(path, root, why="It is broken.")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.limit.isHidden()
    qtbot.waitUntil(dialog.restore_button.isEnabled)


def test_the_next_backup_obeys_it(project, root, monkeypatch):
    """A gigabyte of backups is too much for a test: what counts as one is less here."""
    for _ in range(3):
        project.backups.make(root=root)
    assert len(backups_of(project.path, root)) == 4
    assert size_of_backups(project.path, root) > 4 * 1000
    Settings().choose("backup_gigabytes", 1)
    monkeypatch.setattr("annotator.project.backups.bytes_of", lambda gigabytes: gigabytes * 1000)
    made = Backups(project.store, root).make()
    assert backups_of(project.path, root) == [made], "the newest always stays"
    project.close()
