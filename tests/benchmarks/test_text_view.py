"""How fast the text view is: ratios to a bare QPlainTextEdit with the same text, in one run.

    python -m pytest -m benchmark -s tests/benchmarks/test_text_view.py

The bare widget shows no marks. Opening is compared with it and with reading the same rows by
sqlite3.
"""

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from annotator.edits.apply import Ground, apply
from annotator.edits.edit import SetEdit
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.project.project import Project
from annotator.ui.fonts import register_fonts
from annotator.ui.selection import Selection
from annotator.ui.text_view.text_view import TextView
from tests.benchmarks.large_projects import DOCUMENT, SIZES, make_project, read_rows
from tests.benchmarks.measures import (
    BETWEEN_KEYS,
    FRAME,
    discard,
    p99,
    resident,
    rest,
    row,
    scroll,
    timed,
    without_collecting,
)
from tests.builders import LABEL_SET

pytestmark = pytest.mark.benchmark

OPENINGS = 9
KEYS = 200
WHEEL = 60
"""Pixels of one notch: three lines of the bare widget."""
MEMORY = 150
"""Megabytes over the bare widget."""


class Pair(NamedTuple):
    """Our view and the bare widget, both open on one article."""

    name: str
    view: TextView
    bare: QPlainTextEdit
    annotation_set: AnnotationSet


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("text_view")
    return {name: make_project(folder / f"{name}.annotator", name) for name in SIZES}


def make_view() -> TextView:
    register_fonts()
    view = TextView(Selection())
    view.resize(1400, 900)
    return view


def make_bare() -> QPlainTextEdit:
    bare = QPlainTextEdit()
    bare.resize(1400, 900)
    return bare


def read(path: Path) -> tuple[Document, AnnotationSet]:
    with Project.open(path, annotator="ilse") as project:
        return project.document(DOCUMENT), project.annotation_set(DOCUMENT)


def idle(view: TextView) -> list[float]:
    """Let the view measure all it wants; return how long each turn of the loop took."""
    turns = []
    while not view.is_settled:
        turns.append(timed(lambda: None))
    turns.append(timed(lambda: None))  # what was asked for last is painted
    return turns


@pytest.fixture(params=SIZES)
def pair(request: pytest.FixtureRequest, qapp: object, paths: dict[str, Path]) -> Iterator[Pair]:
    document, mine = read(paths[request.param])
    bare = make_bare()
    bare.setPlainText(document.text)
    bare.show()
    view = make_view()
    with without_collecting():
        view.show_document(document, mine, LABEL_SET)
        view.show()
        turns = idle(view)
        print(f"\n{request.param}, {len(document.text):,} characters, {len(mine.spans):,} spans")
        print(row("turn of the loop while idle", turns or [0.0]))
        yield Pair(request.param, view, bare, mine)
        discard(view, bare)


# ---- memory: first, before what was let go of can be used again --------------------------------


def test_memory(qapp: object, paths: dict[str, Path]) -> None:
    path = paths["large"]
    discard(make_bare(), make_view())
    with without_collecting():
        start = resident()
        bare = make_bare()
        bare.setPlainText(read(path)[0].text)
        timed(bare.show)
        scroll(bare, 40, 40)
        between = resident()
        document, mine = read(path)
        view = make_view()
        view.show_document(document, mine, LABEL_SET)
        view.show()
        idle(view)
        scroll(view, view.height(), 100)
        end = resident()
    print(f"\nmemory, large: bare {between - start:.0f} MB, ours {end - between:.0f} MB")
    discard(view, bare)
    assert end - between <= between - start + MEMORY


# ---- opening -------------------------------------------------------------------------------------


def open_bare(path: Path, text: str) -> float:
    bare = make_bare()
    taken = timed(lambda: (read_rows(path), bare.setPlainText(text), bare.show()))
    discard(bare)
    return taken


def open_view(path: Path) -> float:
    view = make_view()
    with Project.open(path, annotator="ilse") as project:

        def act() -> None:
            document, mine = project.document(DOCUMENT), project.annotation_set(DOCUMENT)
            view.show_document(document, mine, LABEL_SET)
            view.show()

        taken = timed(act)
    discard(view)
    return taken


@pytest.mark.parametrize("name", SIZES)
def test_opening(qapp: object, paths: dict[str, Path], name: str) -> None:
    path = paths[name]
    text = read(path)[0].text
    open_view(path)  # loads the fonts of all scripts, once in the life of the program
    ours, bare = [], []
    for _ in range(OPENINGS):
        with without_collecting():
            bare.append(open_bare(path, text))
            ours.append(open_view(path))
    print(f"\n{name}")
    print(row("open to first paint", ours, bare))
    assert statistics.median(ours) <= 2 * statistics.median(bare)


# ---- reading and marking -------------------------------------------------------------------------


def test_reading_and_marking(pair: Pair) -> None:
    name, view, bare, _ = pair
    wheel, bare_wheel = scroll(view, WHEEL, 300), scroll(bare, 3, 300)
    pages = scroll(view, view.verticalScrollBar().pageStep(), 100)
    bare_pages = scroll(bare, bare.verticalScrollBar().pageStep(), 100)
    keys, bare_keys = label_words(pair), type_letters(bare)
    widths = [timed(lambda w=w: view.resize(w, 900)) for w in range(1380, 900, -60)]
    bare_widths = [timed(lambda w=w: bare.resize(w, 900)) for w in range(1380, 900, -60)]
    print(row("wheel", wheel, bare_wheel))
    print(row("page", pages, bare_pages))
    print(row("key to painted span", keys, bare_keys))
    print(row("resize", widths, bare_widths))
    assert p99(wheel) <= FRAME
    assert p99(pages) <= 2 * FRAME
    assert p99(keys) <= FRAME
    assert p99(widths) <= max(FRAME, 2 * p99(bare_widths))
    # In a dense article each line carries a dozen marks, of which the bare widget shows none.
    if name in ("small", "large"):
        assert p99(keys) <= 2 * p99(bare_keys)
    # A short text stands still in the bare widget: it is on the screen as a whole.
    if name == "large":
        assert p99(wheel) <= 2 * p99(bare_wheel)


def label_words(pair: Pair) -> list[float]:
    """Label a word on screen, again and again: from the key to the painted span. Each span is taken
    away again, or the article would soon be a denser one."""
    view, current = pair.view, pair.annotation_set
    inverses: list[SetEdit] = []

    def take(edit: SetEdit) -> None:
        nonlocal current
        done = apply(edit, current, Ground(LABEL_SET, len(view.text)))
        current = done.annotation_set
        inverses.append(done.inverse)
        view.apply_changes(done.changes)

    view.edit_requested.connect(take)
    start, end = view.visible_range()
    times = []
    for number in range(KEYS):
        view.selection.set_caret(start + (end - start) * number // KEYS)
        idle(view)
        rest(BETWEEN_KEYS)
        times.append(timed(lambda: view.label("p")))
        if inverses:
            take(inverses[0])
            inverses.clear()
    view.edit_requested.disconnect(take)
    idle(view)
    return times


def type_letters(bare: QPlainTextEdit) -> list[float]:
    """Type into words on screen."""
    times: list[float] = []
    # In one paragraph of a million characters each letter takes it a second.
    for number in range(KEYS):
        if sum(times) > 4000:
            break
        bare.setTextCursor(bare.cursorForPosition(QPoint(200, 20 + 4 * number)))
        rest(BETWEEN_KEYS)
        times.append(timed(lambda: QTest.keyClick(bare, Qt.Key.Key_P)))
    return times


def test_on_a_screen_of_4k(qapp: object, paths: dict[str, Path]) -> None:
    document, mine = read(paths["large"])
    view, bare = make_view(), make_bare()
    view.set_text_font("Noto Serif", 27.0)
    for one in (view, bare):
        one.resize(3840, 2160)
    bare.setPlainText(document.text)
    with without_collecting():
        view.show_document(document, mine, LABEL_SET)
        view.show()
        bare.show()
        idle(view)
        wheel, bare_wheel = scroll(view, 2 * WHEEL, 200), scroll(bare, 6, 200)
        pages = scroll(view, view.verticalScrollBar().pageStep(), 60)
        bare_pages = scroll(bare, bare.verticalScrollBar().pageStep(), 60)
    print("\n4K, large")
    print(row("wheel", wheel, bare_wheel))
    print(row("page", pages, bare_pages))
    discard(view, bare)
    assert p99(pages) <= max(2 * FRAME, 2 * p99(bare_pages))


def test_moving_the_caret(qapp: object, paths: dict[str, Path]) -> None:
    document, mine = read(paths["large"])
    bare, view = make_bare(), make_view()
    bare.setPlainText(document.text)
    bare.moveCursor(QTextCursor.MoveOperation.Start)
    bare.show()
    view.show_document(document, mine, LABEL_SET)
    view.show()
    view.activateWindow()
    view.setFocus()
    with without_collecting():
        idle(view)
        shadow = view.focusProxy()
        ours = [timed(lambda: QTest.keyClick(shadow, Qt.Key.Key_Right)) for _ in range(100)]
        theirs = [timed(lambda: QTest.keyClick(bare, Qt.Key.Key_Right)) for _ in range(100)]
    print("\n" + row("caret step, large", ours, theirs))
    discard(view, bare)
    assert statistics.median(ours) <= FRAME
