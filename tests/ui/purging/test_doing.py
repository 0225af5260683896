"""A purge in the window: refused where it cannot be, broken off and gone on with, told."""

from pathlib import Path

import pytest

from annotator.model.purge_errors import PurgeUnfinished
from annotator.project.project import Project
from annotator.ui.panels.article_choice import Chosen
from annotator.ui.purging.articles import PurgeArticlesDialog
from annotator.ui.purging.doing import forget_person, purge_articles
from annotator.ui.purging.person import ForgetPersonDialog
from tests.e2e.conftest import window
from tests.project.purging.worlds import ID, leave_traces, make_world, traces

__all__ = ["window"]


@pytest.fixture
def path(tmp_path: Path, window) -> Path:
    window.settings.choose("backup_folder", str(tmp_path / "backups"))
    (tmp_path / "work").mkdir()
    with make_world(tmp_path / "work") as project:
        leave_traces(project)
        for _ in range(2):
            project.backups.make(root=tmp_path / "backups")
        return project.path


def test_what_was_broken_off_is_gone_on_with_when_it_is_opened(qtbot, window, path, tmp_path):
    root = tmp_path / "backups"
    seen = []
    with Project.open(path, annotator="ilse") as project, pytest.raises(PurgeUnfinished):
        project.purging.purge_articles(
            [ID],
            "asked",
            root=root,
            progress=lambda said: seen.append(said.what),
            is_cancelled=lambda: "backups" in seen,
        )
    assert traces(path, root)
    assert window.show_project(Project.open(path, annotator="ilse"))
    qtbot.waitUntil(
        lambda: window.status_bar.message() == "What was erased is gone from all backups now.",
        timeout=20_000,
    )
    assert traces(path, root) == []


def test_not_where_it_can_only_be_read(qtbot, window, path):
    with Project.open(path, annotator="ilse"):
        assert window.show_project(Project.open(path, annotator="mara"))
        purge_articles(window, Chosen((), ID, "x"))
        assert window.findChildren(PurgeArticlesDialog) == []
        assert "can only be read (in use)" in window.status_bar.message()


def test_nothing_is_chosen(qtbot, window, path):
    assert window.show_project(Project.open(path, annotator="ilse"))
    purge_articles(window, Chosen())
    assert window.findChildren(PurgeArticlesDialog) == []
    assert window.status_bar.message() == "Choose articles in the list first, or open one."


def test_an_article_that_went_meanwhile_is_told(qtbot, window, path):
    assert window.show_project(Project.open(path, annotator="ilse"))
    purge_articles(window, Chosen((), "nowhere", "x"))
    [dialog] = window.findChildren(PurgeArticlesDialog)
    qtbot.waitUntil(lambda: "nowhere" in dialog.message.text())
    dialog.reason.setText("asked")
    dialog.typed.setText("purge")
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_i_am_forgotten_and_go_on_under_the_pseudonym(qtbot, window, path):
    window.settings.choose("annotator", "ilse")
    assert window.show_project(Project.open(path, annotator="ilse"))
    forget_person(window, window.session.project.me)
    [dialog] = window.findChildren(ForgetPersonDialog)
    qtbot.waitUntil(lambda: dialog.told.rows() != [])
    dialog.pseudonym.setText("R1")
    dialog.reason.setText("asked for")
    dialog.typed.setText("ILSE")
    assert dialog.accept_button.isEnabled()
    dialog.accept()
    qtbot.waitUntil(
        lambda: window.status_bar.message().startswith("They are called “R1” now; "),
        timeout=20_000,
    )
    project = window.session.project
    assert project.me.name == "R1"
    assert window.settings.get("annotator") == "R1"
    assert [one.annotator.name for one in project.people.all()] == ["R1", "jonas", "mara"]
    assert project.check() == []


def test_a_name_of_a_letter_is_replaced_in_words_only_where_one_says_so(qtbot, window, path):
    with Project.open(path, annotator="a"):
        pass
    assert window.show_project(Project.open(path, annotator="ilse"))
    forget_person(window, window.session.project.people.named("a"))
    [dialog] = window.findChildren(ForgetPersonDialog)
    qtbot.waitUntil(lambda: dialog.told.rows() != [])
    assert not dialog.replace_box.isChecked()
    dialog.reject()
