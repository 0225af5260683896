"""Backups that are made by themselves while a project is open."""

import sqlite3
from contextlib import closing

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.span import Span
from annotator.project.backups import backups_of
from annotator.ui.backups import keeping
from annotator.ui.tasks import running_tasks
from tests.ui.ferry_project import make_project


@pytest.fixture
def hurried(monkeypatch):
    """As if a quarter of an hour passed in a moment."""
    monkeypatch.setattr(keeping, "FIRST", 10)
    monkeypatch.setattr(keeping, "EVERY", 400)


@pytest.fixture
def path(tmp_path):
    (tmp_path / "work").mkdir()
    made = make_project(tmp_path / "work" / "ferry.annotator")
    made.close()
    return made.path


@pytest.fixture
def root(settings, tmp_path):
    settings.choose("backup_folder", str(tmp_path / "disk"))
    return tmp_path / "disk"


def mark(window, start):
    project = window.session.project
    document = next(project.documents()).id
    label = project.label_set.span_labels[0].id
    project.apply(AddSpan(Span(f"s{start}", label, ((start, start + 1),))), document)


def test_one_soon_after_opening_and_then_only_after_work(hurried, window, path, root, qtbot):
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(backups_of(path, root)) == 1)
    qtbot.wait(1000)
    assert len(backups_of(path, root)) == 1, "nothing was done since"
    mark(window, 0)
    qtbot.waitUntil(lambda: len(backups_of(path, root)) == 2)
    assert window.status_bar.message() == "", "nobody is disturbed"


def test_what_is_backed_up_already_is_not_again(hurried, window, path, root, qtbot):
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(backups_of(path, root)) == 1)
    window.close_project()
    window.opening.open_path(path)
    qtbot.wait(1000)
    assert len(backups_of(path, root)) == 1


def test_row_39_one_from_before_the_clock_was_set_back_does_not_keep_off_the_next(
    hurried, window, path, root, qtbot
):
    """As the clock has it the newest backup is of next year, and so newer than any work."""
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(backups_of(path, root)) == 1)
    window.close_project()
    [made] = backups_of(path, root)
    year = str(made.at.year)
    made.path.rename(made.path.with_name(made.path.name.replace(year, str(made.at.year + 1))))
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: len(backups_of(path, root)) == 2)
    assert backups_of(path, root)[0].number == 2
    window.close_project()
    window.opening.open_path(path)
    qtbot.wait(600)
    assert len(backups_of(path, root)) == 2, "once is enough"


def test_it_can_be_switched_off(hurried, window, settings, path, root, qtbot):
    settings.choose("are_backups_made", False)
    window.opening.open_path(path)
    mark(window, 0)
    qtbot.wait(1000)
    assert backups_of(path, root) == []


def test_of_a_project_that_is_not_whole_it_is_told_once(hurried, window, path, root, qtbot):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE documents SET text = 'X' || substr(text, 2)"
            " WHERE key = (SELECT max(key) FROM documents)"
        )
        connection.commit()
    told = []
    window.backups.failed.connect(lambda words, is_unsound: told.append((words, is_unsound)))
    window.opening.open_path(path)
    qtbot.waitUntil(lambda: bool(told))
    mark(window, 5)
    qtbot.wait(1000)
    ((words, is_unsound),) = told
    assert is_unsound
    assert "is not whole" in words
    assert backups_of(path, root) == []


def test_closing_while_one_is_made(hurried, window, path, root, qtbot):
    for number in range(4):
        window.opening.open_path(path)
        mark(window, number)
        qtbot.wait(12)
        assert window.close_project()
    qtbot.waitUntil(lambda: not running_tasks())
    assert [
        one for one in (root.rglob("*") if root.exists() else ()) if ".unfinished" in one.name
    ] == []
