"""What is read after the start page is painted."""

import importlib
import sys

from PySide6.QtWidgets import QLabel

from annotator.ui import warming
from annotator.ui.warming import MODULES, Warming


def test_all_that_is_named_is_there():
    for name in MODULES:
        assert importlib.util.find_spec(name) is not None, name


def test_modules_are_read_in_turns_after_the_first_paint(qtbot, monkeypatch):
    monkeypatch.setattr(warming, "FIRST", 1)
    monkeypatch.setattr(warming, "BETWEEN", 0)
    names = ("wave", "colorsys")
    for name in names:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(warming, "MODULES", names)
    painted = QLabel("start")
    qtbot.addWidget(painted)
    Warming(painted, painted)
    qtbot.wait(20)
    assert not any(name in sys.modules for name in names), "nothing is read before it is painted"
    painted.show()
    qtbot.waitUntil(lambda: all(name in sys.modules for name in names))


def test_what_commands_need_is_read_at_once_when_an_article_is_there(qtbot, monkeypatch):
    monkeypatch.setattr(warming, "COMMANDS", "wave")
    monkeypatch.setattr(warming, "MODULES", ("colorsys", "wave"))
    for name in ("colorsys", "wave"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    never_shown = QLabel("start")
    qtbot.addWidget(never_shown)
    made = Warming(never_shown, never_shown)
    article = QLabel("article")
    qtbot.addWidget(article)
    made.hurry(article)
    qtbot.wait(20)
    assert "wave" not in sys.modules, "not before the article is painted"
    article.show()
    qtbot.waitUntil(lambda: "wave" in sys.modules)
    assert "colorsys" not in sys.modules
    qtbot.waitUntil(lambda: "colorsys" in sys.modules)


def test_one_that_is_stopped_reads_no_more(qtbot, monkeypatch):
    monkeypatch.setattr(warming, "FIRST", 1)
    monkeypatch.setattr(warming, "MODULES", ("wave",))
    monkeypatch.delitem(sys.modules, "wave", raising=False)
    painted = QLabel("start")
    qtbot.addWidget(painted)
    made = Warming(painted, painted)
    painted.show()
    painted.repaint()
    made.stop()
    qtbot.wait(30)
    assert "wave" not in sys.modules
