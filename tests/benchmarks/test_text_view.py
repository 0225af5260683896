"""How fast the text view is, as ratios to a bare QPlainTextEdit with the same text, in one run.

Run with `-m benchmark -s`. No figure fails the run: the table is what counts.
"""

import gc
import resource
import statistics
from collections.abc import Callable, Iterable
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit

from annotator.edits.apply import Ground, apply
from annotator.ui.fonts import register_fonts
from annotator.ui.selection import Selection
from annotator.ui.text_view.text_view import TextView
from tests.benchmarks.large_articles import make_article
from tests.builders import LABEL_SET

pytestmark = pytest.mark.benchmark

SIZES = {
    "small": (3_000, 60, 20, False),
    "large": (1_000_000, 50_000, 15_000, False),
    "dense": (100_000, 20_000, 8_000, False),
    "one paragraph": (1_000_000, 50_000, 15_000, True),
}


def timed(act: Callable[[], object]) -> float:
    """Milliseconds until an act is on the screen."""
    start = perf_counter()
    act()
    QApplication.processEvents()
    return (perf_counter() - start) * 1000


def shares(times: Iterable[float]) -> str:
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"p50 {statistics.median(ordered):6.2f}  p99 {p99:6.2f}"


def scroll(area: QAbstractScrollArea, step: int, times: int) -> list[float]:
    bar = area.verticalScrollBar()
    return [timed(lambda: bar.setValue(bar.value() + step)) for _ in range(times)]


def page(area: QAbstractScrollArea, times: int) -> list[float]:
    return scroll(area, max(1, area.verticalScrollBar().pageStep()), times)


def memory() -> float:
    """Megabytes at the peak."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def make_bare(text: str) -> tuple[QPlainTextEdit, float]:
    bare = QPlainTextEdit()
    bare.resize(1400, 900)
    return bare, timed(lambda: (bare.setPlainText(text), bare.show()))


def idle(view: TextView) -> list[float]:
    """Let the view measure all it wants; return how long each turn of the loop took."""
    turns = []
    while not view.is_settled:
        turns.append(timed(lambda: None))
    return turns


@pytest.mark.parametrize("name", SIZES)
def test_speed(qapp, name):
    register_fonts()
    size, spans, relations, is_one = SIZES[name]
    document, mine = make_article(size, spans, relations, is_one_paragraph=is_one)
    before = memory()
    bare, bare_open = make_bare(document.text)
    bare_memory = memory()
    selection = Selection()
    view = TextView(selection)
    view.resize(1400, 900)
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        opened = timed(lambda: (view.show_document(document, mine, LABEL_SET), view.show()))
        turns = idle(view)
        wheel, bare_wheel = scroll(view, 60, 120), scroll(bare, 1, 120)
        pages, bare_pages = page(view, 60), page(bare, 60)
        keys = label_words(view, selection, mine, document)
        widths = [timed(lambda w=w: view.resize(w, 900)) for w in range(1380, 900, -40)]
        idle(view)
        longest = max(turns, default=0.0)
        print(f"\n{name}: {size:,} characters, {spans:,} spans, {relations:,} relations")
        print(
            f"  open to first paint  {opened:7.1f} ms   bare {bare_open:7.1f}   × {opened / bare_open:.1f}"
        )
        print(f"  idle measuring       {sum(turns):7.0f} ms   longest turn {longest:.1f}")
        print(f"  wheel                {shares(wheel)}   bare {shares(bare_wheel)}")
        print(f"  page                 {shares(pages)}   bare {shares(bare_pages)}")
        print(f"  key to painted span  {shares(keys)}")
        print(f"  resize               {shares(widths)}")
        print(
            f"  peak memory          +{memory() - bare_memory:.0f} MB   bare +{bare_memory - before:.0f} MB"
        )
    finally:
        gc.enable()
        gc.unfreeze()
        for one in (view, bare):
            one.hide()
            one.deleteLater()
        QApplication.processEvents()
    assert opened > 0


def label_words(view, selection, mine, document) -> list[float]:
    """Label a word on screen, again and again: from the key to the painted span."""
    state = {"set": mine}

    def take(edit):
        done = apply(edit, state["set"], Ground(LABEL_SET, len(document.text)))
        state["set"] = done.annotation_set
        view.apply_changes(done.changes)

    view.edit_requested.connect(take)
    start, end = view.visible_range()
    times = []
    for number in range(40):
        offset = start + (end - start) * number // 40
        selection.set_caret(offset)
        QApplication.processEvents()
        times.append(timed(lambda: view.label("p")))
    return times


def test_moving_the_caret(qapp):
    """A caret step, in the view and in the bare widget."""
    from PySide6.QtTest import QTest

    register_fonts()
    document, mine = make_article(*SIZES["large"][:3])
    bare, _ = make_bare(document.text)
    bare.moveCursor(QTextCursor.MoveOperation.Start)
    view = TextView(Selection())
    view.resize(1400, 900)
    view.show_document(document, mine, LABEL_SET)
    view.show()
    view.activateWindow()
    view.setFocus()
    QApplication.processEvents()
    idle(view)
    shadow = view.focusProxy()
    ours = [timed(lambda: QTest.keyClick(shadow, Qt.Key.Key_Right)) for _ in range(100)]
    theirs = [timed(lambda: QTest.keyClick(bare, Qt.Key.Key_Right)) for _ in range(100)]
    print(f"\ncaret step  {shares(ours)}   bare {shares(theirs)}")
    for one in (view, bare):
        one.hide()
        one.deleteLater()
    QApplication.processEvents()
    assert ours
