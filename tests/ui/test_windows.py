"""Several windows, one project in each; a second start hands over; what was open comes back."""

import os
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from annotator.settings.store import Settings
from annotator.ui import door as door_module
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.door import Door
from annotator.ui.tasks import running_tasks
from annotator.ui.windows import Windows
from tests.ui.ferry_project import make_project
from tests.ui.windows import CTRL, Hands

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def news(tmp_path):
    make_project(tmp_path / "news.annotator").close()
    return tmp_path / "news.annotator"


@pytest.fixture
def sport(tmp_path):
    make_project(tmp_path / "sport.annotator").close()
    return tmp_path / "sport.annotator"


@pytest.fixture
def windows(qtbot, settings):
    windows = Windows(settings)
    yield windows
    qtbot.waitUntil(lambda: not running_tasks())
    for one in windows.all:
        one.close()
        one.deleteLater()
    windows.deleteLater()
    qtbot.waitUntil(lambda: not running_tasks())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def door(settings):
    door = Door(settings.folder)
    assert door.hold()
    with closing(door):
        yield door


def rest(qtbot):
    qtbot.waitUntil(lambda: not running_tasks())
    QApplication.processEvents()


def names(windows):
    return [one.session.project.name for one in windows.shown if one.session is not None]


def test_each_project_has_its_window_and_is_brought_forward(windows, news, sport, qtbot):
    first = windows.open(news)
    rest(qtbot)
    second = windows.open(sport)
    rest(qtbot)
    assert first is not second
    assert names(windows) == ["news", "sport"]
    qtbot.waitUntil(second.isActiveWindow)
    first.showMinimized()
    assert windows.open(news) is first
    qtbot.waitUntil(first.isActiveWindow)
    assert not first.isMinimized()
    assert names(windows) == ["news", "sport"]


def test_a_link_to_a_project_is_that_project(windows, news, qtbot):
    first = windows.open(news)
    rest(qtbot)
    link = news.with_name("link.annotator")
    link.symlink_to(news)
    assert windows.open(link) is first


def test_an_empty_window_is_taken_and_the_window_s_own_ways_bring_forward(
    windows, news, sport, qtbot
):
    empty = windows.open(None)
    assert windows.open(news) is empty
    rest(qtbot)
    other = windows.open(sport)
    rest(qtbot)
    other.opening.open_path(news)
    assert names(windows) == ["news", "sport"]
    qtbot.waitUntil(empty.isActiveWindow)


def test_another_window_by_its_key_and_a_dropped_project_beside(windows, news, sport, qtbot):
    first = windows.open(news)
    rest(qtbot)
    qtbot.waitUntil(first.isActiveWindow)
    first.opening.take_dropped([sport])
    (chooser,) = first.findChildren(Chooser)
    rest(qtbot)
    qtbot.keyClick(chooser.query, Qt.Key.Key_Up)
    chooser.query.setText("another window")
    qtbot.keyClick(chooser.query, Qt.Key.Key_Return)
    rest(qtbot)
    assert names(windows) == ["news", "sport"]
    qtbot.waitUntil(windows.shown[1].isActiveWindow)
    Hands(qtbot, windows.shown[1]).press(Qt.Key.Key_N, CTRL | ALT)
    assert len(windows.shown) == 3
    assert windows.shown[2].start.isVisible()


def test_a_closed_window_is_used_again(windows, news, sport, qtbot):
    first = windows.open(news)
    windows.open(sport)
    rest(qtbot)
    first.close()
    assert names(windows) == ["sport"]
    again = windows.open(news)
    rest(qtbot)
    assert again is first
    assert names(windows) == ["news", "sport"]


def test_keys_are_alike_in_all_windows(windows, news, qtbot):
    first = windows.open(news)
    rest(qtbot)
    second = windows.make()
    first.key_table.choose("undo", ["Ctrl+U"])
    assert second.key_table.keys_of("undo") == ("Ctrl+U",)


def test_the_system_may_ask_for_a_file(windows, news, qtbot):
    asked = QFileOpenEvent(QUrl.fromLocalFile(str(news)))
    assert windows.eventFilter(QApplication.instance(), asked)
    rest(qtbot)
    assert names(windows) == ["news"]


# ---- coming back ----------------------------------------------------------------------------


def test_what_was_open_comes_back_with_place_and_article(windows, news, sport, settings, qtbot):
    first = windows.open(news)
    rest(qtbot)
    first.page.articles.select_next()
    rest(qtbot)
    article = first.session.document.id
    other = windows.open(sport)
    rest(qtbot)
    other.show_place("overview")
    rest(qtbot)
    other.run("quit")
    assert windows.shown == []
    kept = Settings(settings.folder / "settings.json").get("open_projects")
    assert kept == {str(news): "annotate", str(sport): "overview"}
    windows.restore()
    rest(qtbot)
    assert sorted(names(windows)) == ["news", "sport"]
    assert windows.showing(news).session.document.id == article
    assert windows.showing(sport).place == "overview"


def test_the_last_window_s_project_comes_back_and_a_closed_one_does_not(
    windows, news, settings, qtbot
):
    window = windows.open(news)
    rest(qtbot)
    window.close()
    assert list(settings.get("open_projects")) == [str(news)]
    windows.restore()
    rest(qtbot)
    assert names(windows) == ["news"]
    window.close_project()
    window.close()
    assert settings.get("open_projects") == {}


@pytest.mark.parametrize("name", ["is_session_restored", "are_recent_kept"])
def test_nothing_comes_back_where_nobody_wants_it(windows, news, settings, qtbot, name):
    settings.choose(name, False)
    window = windows.open(news)
    rest(qtbot)
    window.close()
    windows.restore()
    assert names(windows) == []


# ---- handing over ---------------------------------------------------------------------------


def test_a_second_start_hands_its_project_to_the_one_that_runs(
    windows, door, news, settings, qtbot
):
    door.listen(windows.open)
    second = Door(settings.folder)
    assert second.hold() is False
    taken = []
    thread = threading.Thread(target=lambda: taken.append(second.hand_over(news, "jon")))
    thread.start()
    qtbot.waitUntil(lambda: taken == [True])
    thread.join()
    rest(qtbot)
    assert names(windows) == ["news"]
    assert windows.shown[0].session.project.me.name == "jon"


def test_what_was_left_before_one_listened_is_taken(windows, door, news, settings, qtbot):
    second = Door(settings.folder)
    thread = threading.Thread(target=second.hand_over, args=(news,))
    thread.start()
    qtbot.waitUntil(lambda: any(door._folder.glob("*.open.json")))
    door.listen(windows.open)
    thread.join()
    rest(qtbot)
    assert names(windows) == ["news"]


def test_where_nobody_takes_it_one_opens_it_oneself(door, news, settings, monkeypatch):
    monkeypatch.setattr(door_module, "PATIENCE", 0.1)
    assert Door(settings.folder).hand_over(news) is False
    assert list(door._folder.glob("*.json")) == []


def test_what_is_no_wish_does_nothing(windows, door, settings):
    for number, text in enumerate(("{", "[]", '{"project": 3}', '"x"')):
        (door._folder / f"{number}.open.json").write_text(text)
    told = []
    door.listen(lambda project, annotator: told.append((project, annotator)))
    assert told == [(None, "")]


def test_a_lock_whose_program_is_gone_counts_as_none(settings):
    script = (
        "import sys, os; from pathlib import Path; from annotator.ui.door import Door;"
        " door = Door(Path(sys.argv[1])); assert door.hold(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(settings.folder)], check=True)
    door = Door(settings.folder)
    assert door.hold()
    door.close()


def test_the_command_hands_over_and_ends(windows, news, qtbot):
    mine = Settings()
    door = Door(mine.folder)
    assert door.hold()
    with closing(door):
        door.listen(windows.open)
        command = [sys.executable, "-m", "annotator", "open", str(news)]
        program = subprocess.Popen(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        qtbot.waitUntil(lambda: program.poll() is not None)
        rest(qtbot)
        assert program.returncode == 0
        assert names(windows) == ["news"]
