"""The window of a team: a real folder, a real server, and whatever is wrong with either."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan
from annotator.model import hub_errors, server_errors
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.sharing.connecting import make_hub
from annotator.project.sharing.people import join
from annotator.ui.dialogs.help_page import HelpReader
from annotator.ui.team.dialog import TeamDialog
from annotator.ui.team.words import fault_words


def errors_of_hubs():
    return [
        one
        for module in (hub_errors, server_errors)
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__ == module.__name__
    ]


def show(qtbot, window):
    window.run("team")
    (dialog,) = window.findChildren(TeamDialog)
    qtbot.waitUntil(lambda: dialog._task is None)
    return dialog


@pytest.fixture
def dialog(qtbot, opened, hands):
    return show(qtbot, opened)


def run(qtbot, dialog, button):
    assert button.isEnabled()
    button.click()
    qtbot.waitUntil(lambda: dialog._task is None)
    return dialog.message.text()


def exchange(qtbot, dialog, place):
    dialog.place.edit.setText(str(place))
    return run(qtbot, dialog, dialog.accept_button)


def test_a_folder_is_made_a_hub_and_exchanged(qtbot, dialog, tmp_path):
    folder = tmp_path / "team"
    assert "is no shared folder" in exchange(qtbot, dialog, folder)
    assert dialog.make_button.isVisible()
    run(qtbot, dialog, dialog.make_button)
    assert ("Last exchanged", "not yet") in dialog.rows.rows()
    words = run(qtbot, dialog, dialog.accept_button)
    assert words.endswith("sent.")
    told = dict(dialog.rows.rows())
    assert told["Waits to be sent"] == "nothing"
    assert told["Last exchanged"].endswith("UTC")
    assert run(qtbot, dialog, dialog.accept_button) == "Nothing new on either side."


def test_what_waits_is_told_and_the_place_is_remembered(qtbot, dialog, opened, tmp_path, hands):
    make_hub(str(tmp_path / "team"))
    exchange(qtbot, dialog, tmp_path / "team")
    dialog.reject()
    QApplication.processEvents()
    label = opened.session.label_set.span_labels[0].id
    opened.session.apply(AddSpan(Span("new", label, ((0, 3),))))
    hands.wait_saved()
    qtbot.waitUntil(lambda: not opened.findChildren(TeamDialog))
    again = show(qtbot, opened)
    assert again.place.path() == str(tmp_path / "team")
    assert dict(again.rows.rows())["Waits to be sent"].startswith("1 article")


def test_a_folder_wants_no_password_and_gives_out_no_work(dialog, tmp_path):
    dialog.place.edit.setText(str(tmp_path))
    assert not dialog.password.isVisible()
    assert not dialog.claim_button.isVisible()
    dialog.place.edit.setText("postgresql://maria@127.0.0.1/hub")
    assert dialog.password.isVisible()
    assert dialog.claim_button.isVisible()


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://nobody-there",
        "postgresql://maria@127.0.0.1:1/hub",
        "/<b>no</b>/such/folder",
        "postgresql://maria@[::1/hub",
    ],
)
def test_each_fault_is_one_sentence_and_the_work_goes_on(qtbot, dialog, opened, hands, place):
    words = exchange(qtbot, dialog, place)
    assert words
    assert "\n" not in words
    assert dialog.message.textFormat() == Qt.TextFormat.PlainText
    label = opened.session.label_set.span_labels[0].id
    opened.session.apply(AddSpan(Span("new", label, ((0, 3),))))
    hands.wait_saved()


def test_the_window_works_on_while_it_is_exchanged_and_stop_stops(
    qtbot, dialog, opened, hands, tmp_path, monkeypatch
):
    """The hub is held in the middle of sending; meanwhile a label is saved."""
    from annotator.hub.folder import FolderHub

    make_hub(str(tmp_path / "team"))
    held, let_go = threading.Event(), threading.Event()
    really = FolderHub.lacks

    def slow(self, keys):
        held.set()
        assert let_go.wait(20)
        return really(self, keys)

    monkeypatch.setattr(FolderHub, "lacks", slow)
    dialog.place.edit.setText(str(tmp_path / "team"))
    dialog.accept_button.click()
    qtbot.waitUntil(held.is_set)
    assert dialog.bar.isVisible()
    assert opened.isEnabled()
    label = opened.session.label_set.span_labels[0].id
    opened.session.apply(AddSpan(Span("new", label, ((0, 3),))))
    hands.wait_saved()
    dialog.stop_button.click()
    let_go.set()
    qtbot.waitUntil(lambda: dialog._task is None)
    assert dialog.message.text().startswith("Stopped")
    monkeypatch.undo()
    assert run(qtbot, dialog, dialog.accept_button).endswith("sent.")


def test_the_window_of_a_team_goes_with_its_project(qtbot, dialog, opened):
    assert opened.close_project()
    qtbot.waitUntil(lambda: not opened.findChildren(TeamDialog))


@pytest.mark.parametrize("kind", sorted(errors_of_hubs(), key=lambda one: one.__name__))
def test_what_is_wrong_names_no_command(kind):
    said = dict.fromkeys(kind.__dataclass_fields__, "x") | {"path": Path("x")}
    error = kind(**{name: said[name] for name in kind.__dataclass_fields__})
    assert "“annotator" not in fault_words(error)


def test_f1_brings_the_page(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    (reader,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpReader)]
    assert reader.page == "team"
    reader.close()


def test_on_a_server_the_password_is_asked_where_no_store_keeps_it(
    qtbot, window, hands, hub, no_store, tmp_path
):
    path = tmp_path / "maria.annotator"
    join(hub.place("maria"), path)
    window.opening.open_path(path, "Maria")
    hands.settle()
    dialog = show(qtbot, window)
    place = hub.place("maria").replace(":maria!@", "@")
    dialog.password.setText("wrong")
    assert "does not let" in exchange(qtbot, dialog, place)
    dialog.password.setText("maria!")
    words = exchange(qtbot, dialog, place)
    assert words.endswith("This system has no key store: the password is asked each time.")
    assert "maria!" not in words
    assert run(qtbot, dialog, dialog.claim_button)
    dialog.release_button.click()
    assert dialog.message.text() == "Open the article that is to be released."
    window.close_project()
    assert b"maria!" not in path.read_bytes()
    with Project.open(path, is_read_only=True) as project:
        assert project.sharing.place == place
