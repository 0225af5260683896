"""The overview in a window, on a project of several people."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from annotator.edits.edit import AddSpan
from annotator.model.document import Document, Meta
from annotator.model.span import Span
from annotator.project.project import Project
from tests.builders import TEXT, make_span
from tests.ui.projects import add_documents
from tests.ui.review.crowd import make_crowd
from tests.ui.windows import CTRL


@pytest.fixture(scope="module")
def crowd_file(tmp_path_factory):
    """Sixteen articles that several people have labelled, and not all of them."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.annotator"
    project = make_crowd(path)
    add_documents(project, [Document(f"x{at}", TEXT, Meta(f"New {at}")) for at in range(4)], "two")
    fragments = make_span(TEXT, "Monday").fragments
    begun = Span("begun", "c", fragments, {"x": "possible"})
    project.apply(AddSpan(begun), "x0")
    project.close()
    spread_over_hours(path)
    return path


def spread_over_hours(path):
    """Let each act have come a minute after the one before, not as fast as a test can."""
    with closing(sqlite3.connect(path)) as connection, connection:
        acts = connection.execute("SELECT seq FROM history ORDER BY seq DESC").fetchall()
        for minutes, (act,) in enumerate(acts):
            at = datetime.now(UTC) - timedelta(minutes=minutes)
            written = at.isoformat(timespec="milliseconds")
            connection.execute("UPDATE history SET at = ? WHERE seq = ?", (written, act))


@pytest.fixture
def crowd(window, tmp_path, hands, crowd_file):
    """A window on them."""
    path = tmp_path / "crowd.annotator"
    shutil.copy(crowd_file, path)
    assert window.show_project(Project.open(path, annotator="mara"))
    hands.settle()
    return window


@pytest.fixture
def page(crowd, hands):
    """The overview of it, everything counted."""
    return open_overview(crowd, hands)


def open_overview(window, hands):
    hands.press(Qt.Key.Key_3, CTRL)
    wait_read(window.overview_page, hands)
    return window.overview_page


def wait_read(page, hands):
    """Until every card shows what is so."""
    reading = page.reading
    hands.qtbot.waitUntil(
        lambda: page.is_made and not reading.is_reading and not reading.is_waiting
    )
    hands.settle()


def item_of(chart, name):
    """Return which item has a name, seen last where several have."""
    found = [at for at, one in enumerate(chart.items) if one.name == name]
    assert found, [one.name for one in chart.items]
    return found[-1]


def click_item(hands, chart, name):
    x, y = chart.items[item_of(chart, name)].box.middle
    hands.qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))


def walk_to(hands, chart, name, key=Qt.Key.Key_Down):
    """Walk down from the first item to one of a name."""
    chart.setFocus()
    hands.press(Qt.Key.Key_Home)
    for _ in chart.items:
        if chart.items[chart.current].name == name:
            return
        hands.press(key)
    assert chart.items[chart.current].name == name
