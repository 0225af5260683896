"""Story: the program meets a fault while somebody labels. They read the report, copy it, go on, and
every label is there. Worse comes: it crashes, or hangs and is ended; the next start tells of it, and
every label is there again. Nothing of what they read, wrote or are called is in any report or log,
and nobody was called over the network."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.model.document import Document, Meta
from annotator.model.labels import LabelSet, SpanLabel
from annotator.project.project import Project
from annotator.ui.faults.watching import watch_faults
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, TEXT
from tests.e2e.conftest import ROOT
from tests.project.building import bring
from tests.ui.windows import CTRL, Hands

SIGN = "Zqxj"
"""Stands in everything that belongs to somebody."""
PROGRAM = (sys.executable, "-m", "tests.e2e.running_window")


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Hands:
    with Project.create(tmp_path / "news.annotator", label_set=LABEL_SET) as project:
        bring(project, [Document("talks", TEXT, Meta(title="Ferry talks"))])
    assert window.show_project(Project.open(tmp_path / "news.annotator", annotator="Maria"))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()  # type: ignore[union-attr]
    return hands


def label_next_word(desk: Hands) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Right, CTRL)
    QApplication.processEvents()


def test_a_fault_while_labelling(
    desk: Hands, expected_logs: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_logs("fault, in the window")
    window: Any = desk.window
    with watch_faults(window):
        label_next_word(desk)
        # Of the inspector, which shows the words of a span: it stumbles over one.
        monkeypatch.setattr(
            window.page.inspector, "_show", lambda: (_ for _ in ()).throw(KeyError(TEXT))
        )
        label_next_word(desk)
        desk.qtbot.waitUntil(lambda: window.faults.report is not None)
        desk.settle()
        report = window.faults.report
        report.activateWindow()
        desk.qtbot.waitUntil(report.isActiveWindow)

        # Read: what happened and that the work is safe; nothing of the article.
        desk.qtbot.waitUntil(lambda: report.saved.text() == "Everything you did is saved.")
        assert report.heading.text().startswith("Something in annotator went wrong")
        assert "KeyError at tests/e2e/test_fault.py:" in report.report()
        assert "annotator/ui/panels/inspector.py" in report.report()
        assert "Ilse Varga" not in report.report()

        # Copied by keys.
        while report.focusWidget() is not report.copy_button:
            desk.press(Qt.Key.Key_Tab)
        desk.press(Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().text() == report.report()
        desk.press(Qt.Key.Key_Escape)
        desk.settle()
        assert window.faults.report is None

        # And on with the work, though the inspector still stumbles.
        window.activateWindow()
        window.page.focus_text()
        label_next_word(desk)
        assert window.status_bar.message() == "The same fault came again."
        monkeypatch.undo()
        label_next_word(desk)
        desk.wait_saved()
    path = window.session.project.path
    mine = window.session.annotation_set.spans
    assert len(mine) == 4
    window.close()
    with Project.open(path, annotator="Maria") as again:
        assert again.annotation_set("talks").spans == mine
        assert again.check() == []


# ---- in a process of its own -----------------------------------------------------------------


class Running:
    """Starts the program with a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.project = folder / f"{SIGN}.annotator"
        self.environment = {
            **{one: value for one, value in os.environ.items() if not one.startswith("XDG_")},
            **dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(self.home)),
            "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(self.home),
            "PYTHONPATH": str(ROOT),
        }

    def start(self, scenario: str, *more: str, before: tuple[str, ...] = ()) -> Any:
        return subprocess.Popen(
            [*before, *PROGRAM, scenario, str(self.project), f"{SIGN}ia", *more],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, scenario: str, *more: str, before: tuple[str, ...] = ()) -> tuple[int, list[Any]]:
        """Return the exit status and what it said."""
        with self.start(scenario, *more, before=before) as process:
            said, errors = process.communicate(timeout=120)
        assert "Traceback" not in errors, errors
        return process.returncode, [json.loads(line) for line in said.splitlines()]

    def kept(self) -> dict[str, str]:
        """What lies in the folders of log and reports, by name."""
        found = {}
        for path in self.home.rglob("*"):
            if path.is_file() and {"log", "Logs"} & {one.name for one in path.parents}:
                found[path.name] = path.read_text("utf-8")
        return found


@pytest.fixture
def program(tmp_path: Path) -> Running:
    running = Running(tmp_path)
    label = SpanLabel(
        "p",
        f"{SIGN}ABEL",
        "#c2571a",
        "1",
        description=f"{SIGN} description",
        guideline=f"![{SIGN}](http://127.0.0.1:9/{SIGN}.png) <img src='http://127.0.0.1:9/a.png'>",
    )
    text = f"{SIGN}one {SIGN}two {SIGN}three {SIGN}four.\n"
    meta = Meta(title=f"{SIGN} title", url="http://127.0.0.1:9/article")
    with Project.create(running.project, label_set=LabelSet("Test", "", (label,))) as project:
        bring(project, [Document("talks", text, meta)])
    return running


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing on Windows")
@pytest.mark.parametrize(
    ("scenario", "why"),
    [("crash", "Segmentation fault"), ("hang", "it stood still and was ended")],
)
def test_the_program_ends_unexpectedly_and_the_next_start_tells(
    program: Running, scenario: str, why: str
) -> None:
    with program.start(scenario) as process:
        assert json.loads(process.stdout.readline()) == "saved"
        if scenario == "hang":
            wait_for(lambda: any("Timeout" in one for one in program.kept().values()))
            process.kill()
        assert process.wait(60) < 0
        process.stderr.read()
    status, [seen, _] = program.run("look")
    assert status == 0
    assert seen["heading"] == "annotator did not end well last time"
    assert f"did not end well: {why}" in seen["report"]
    assert "tests/e2e/running_window.py:" in seen["report"]
    assert "begun: annotator" in seen["report"]
    assert len(seen["spans"]) == 3
    assert SIGN not in seen["report"].replace(f"{SIGN}.annotator", "")


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing on Windows")
def test_what_was_ended_from_outside_is_told_in_a_line(program: Running) -> None:
    with program.start("wait") as process:
        assert json.loads(process.stdout.readline()) == "saved"
        process.kill()
    words = []
    for _ in range(2):
        _, [seen, _] = program.run("look")
        assert (seen["heading"], len(seen["spans"])) == (None, 3)
        words.append(seen["words"])
    assert words[0].startswith("annotator was ended from outside last time.")
    assert words[1] == ""  # told once


def test_nothing_of_anybody_is_logged_and_nobody_is_called(program: Running) -> None:
    folder = program.folder / "in"
    folder.mkdir()
    (folder / f"{SIGN}.html").write_text(
        f"<html><head><title>{SIGN}</title><base href='http://127.0.0.1:9/'>"
        "<link rel=stylesheet href='http://127.0.0.1:9/a.css'><script src='//127.0.0.1:9/a.js'>"
        f"</script></head><body><img src='http://127.0.0.1:9/a.png'><p>{SIGN} said on Monday that "
        "all of the ferries would sail, whatever the weather, and nobody doubted it.</p></html>"
    )
    (folder / f"{SIGN}.md").write_text(f"# {SIGN}\n\n![x](http://127.0.0.1:9/x.png) [y](//a.b)\n")
    (folder / f"{SIGN}.txt").write_text(f"{SIGN}\n\nhttp://127.0.0.1:9/ file:///etc/passwd\n")
    trace = program.folder / "trace"
    strace = shutil.which("strace") if sys.platform == "linux" else None
    before = (strace, "-f", "-e", "trace=connect,sendto", "-o", str(trace)) if strace else ()
    status, [saved, report, calls] = program.run("use", str(folder), before=before)  # type: ignore[arg-type]
    assert (status, saved) == (0, "saved")

    # Nobody is called: not by Python, not by Qt, which has not even been given the means.
    assert calls == {"calls out": [], "modules": [], "libraries": False}
    if strace:  # beneath all of it; what is local (AF_UNIX) is the screen's
        assert not re.search(r"AF_INET|AF_PACKET", trace.read_text())

    # Whatever is kept or was copied knows of the faults, and of nobody.
    kept = program.kept()
    log = kept["annotator.log"]
    for words in ("begun: annotator", "project ", " opened", "fault, in the window", " closed"):
        assert words in log
    assert log.rstrip().endswith("ended")
    assert log.count("KeyError") >= 1
    assert "somewhere (" in log  # Qt's warning
    assert "KeyError" in report
    for name, text in [*kept.items(), ("report", report)]:
        assert SIGN.lower() not in text.lower(), name
        assert str(program.home) not in text, name


def wait_for(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
