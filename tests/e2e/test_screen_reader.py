"""The program on the real accessibility bus, as a screen reader meets it.

Needs a screen (Xvfb), a session bus and AT-SPI with its bindings for the system's own Python.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan
from annotator.model.relation import Relation
from annotator.settings.store import Settings
from tests.builders import TEXT, make_span
from tests.ui.ferry_project import ARTICLES, make_project

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
READER = Path(__file__).with_name("screen_reader.py")
ROOT = READER.parents[2]
PATIENCE = 90


def skip(why):
    pytest.skip(f"no accessibility bus here: {why}")


@pytest.fixture(scope="module")
def launcher():
    """Where the accessibility bus is started from; skips where something is missing."""
    for program in ("Xvfb", "dbus-run-session"):
        if shutil.which(program) is None:
            skip(program)
    found = next((one for one in LAUNCHERS if Path(one).exists()), None)
    if found is None:
        skip("at-spi2-core")
    try:
        done = subprocess.run(
            [SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        skip("bindings of AT-SPI")
    if done.returncode:
        skip("bindings of AT-SPI")
    return found


@pytest.fixture(scope="module")
def screen(launcher):
    """The name of a screen that nobody sees."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            skip("Xvfb does not start")
        yield f":{number}"
    finally:
        screen.kill()
        screen.wait(10)


@pytest.fixture(scope="module")
def heard(launcher, screen, tmp_path_factory):
    """What the screen reader found in a project with a span, the tables being shown."""
    folder = tmp_path_factory.mktemp("screen_reader")
    home = folder / "home"
    Settings(home / ".config" / "annotator" / "settings.json").choose("are_tables_shown", True)
    project = make_project(folder / "news.annotator", ARTICLES[:1])
    project.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "varga")), "talks")
    project.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", "lines")), "talks")
    project.apply(AddRelation(Relation("works", "w", "varga", "lines")), "talks")
    project.close()
    program = [sys.executable, "-m", "annotator", "open", str(project.path), "--annotator", "maria"]
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_RUNTIME_DIR": str(folder),
        "DISPLAY": screen,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LC_ALL": "C.UTF-8",
    }
    answer, complaints = folder / "answer.json", folder / "complaints.txt"
    command = [SYSTEM_PYTHON, str(READER), str(answer), launcher, "Ilse Varga", *program]
    _run(["dbus-run-session", "--", *command], environment, complaints)
    said = complaints.read_text(encoding="utf-8", errors="replace")
    if "could not load the qt platform plugin" in said.lower():
        skip("libraries of Qt's xcb")
    assert answer.exists(), said[-3000:]
    return json.loads(answer.read_text(encoding="utf-8"))


def _run(command, environment, complaints):
    """Run until it ends or patience does. No pipes: what the bus leaves behind would hold them."""
    with complaints.open("wb") as file:
        reader = subprocess.Popen(
            command,
            env=environment,
            cwd=complaints.parent,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
        try:
            reader.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            file.write(b"out of patience")
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(reader.pid, signal.SIGKILL)
            reader.wait(10)


def test_the_whole_article_is_read(heard):
    assert heard["text"].rstrip("\n") == TEXT.rstrip("\n")
    assert heard["word"].strip() == "Ilse"


def test_the_caret_goes_where_the_screen_reader_puts_it(heard):
    assert heard["caret"] == TEXT.index("Ilse") + 1


def test_text_is_selected_by_the_screen_reader(heard):
    start = TEXT.index("Ilse Varga")
    assert heard["selection"] == [start, start + 10]


def test_spans_are_announced_on_entering_and_leaving(heard):
    assert any("PERSON: Ilse Varga" in one for one in heard["announced"])
    assert any("out of PERSON" in one for one in heard["announced"])


def test_the_text_takes_the_focus_and_is_not_to_be_typed_into(heard):
    assert "FOCUSABLE" in heard["states"]
    assert "EDITABLE" not in heard["states"]


def test_the_spans_are_a_table(heard):
    places = [TEXT.index("Ilse Varga"), TEXT.index("Norrow Lines")]
    assert sorted(heard["table"]) == [
        ["Ilse Varga", "PERSON", f"{places[0]}–{places[0] + 10}", "no note", "no attributes"],
        [
            "Norrow Lines",
            "ORGANISATION",
            f"{places[1]}–{places[1] + 12}",
            "no note",
            "no attributes",
        ],
    ]


def test_the_relations_are_a_table(heard):
    (row,) = heard["relations"]
    assert row[:3] == ["Ilse Varga", "works for", "Norrow Lines"]


def test_what_is_selected_in_a_table_is_told(heard):
    assert any("selected ORGANISATION" in one or "selected PERSON" in one for one in heard["told"])
    assert any("1 relation" in one for one in heard["told"])
    assert any(
        one.startswith("selected relation") and "Ilse Varga" in one and "Norrow Lines" in one
        for one in heard["told of relation"]
    )
