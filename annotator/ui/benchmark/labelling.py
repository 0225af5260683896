"""Labelling by a key and taking back, alone and beside other work, and letters in a bare field."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.benchmark.corpus import USUAL, Shape
from annotator.benchmark.ground import LARGE, Ground
from annotator.benchmark.measured import Measured
from annotator.benchmark.stopwatch import without_collecting
from annotator.ui.benchmark.hands import (
    BETWEEN_KEYS,
    NO_MODIFIER,
    Watch,
    bare_field,
    rest,
    timed,
)
from annotator.ui.benchmark.reading import article, window_on
from annotator.ui.tasks import run_task

_CTRL = Qt.KeyboardModifier.ControlModifier
_LABEL = Qt.Key.Key_1


def measure_key(ground: Ground) -> Measured:
    """Label a word of a very large article."""
    return _measure_keys(ground, LARGE, is_undo=False)


def measure_key_small(ground: Ground) -> Measured:
    """Label a word of an article of usual size."""
    return _measure_keys(ground, USUAL, is_undo=False)


def measure_undo(ground: Ground) -> Measured:
    """Take a span of a very large article back."""
    return _measure_keys(ground, LARGE, is_undo=True)


def _measure_keys(ground: Ground, shape: Shape, *, is_undo: bool) -> Measured:
    """Label and take back by turns, or the article would soon be a denser one; and letters."""
    times: tuple[list[float], list[float]] = ([], [])
    with (
        window_on(ground, article(ground, shape, "keys")) as watch,
        bare_field(watch.page.view.text) as bare,
        without_collecting(),
    ):
        for number in range(ground.sizes.strokes):
            _place_caret(watch, number, ground.sizes.strokes)
            ours = _label_and_take_back(watch)
            if ours is not None:
                times[0].append(ours[is_undo])
                times[1].append(_type_and_take_back(bare, number)[is_undo])
        assert len(times[0]) > ground.sizes.strokes / 2, "the key has labelled next to nothing"
    return Measured.of_milliseconds(*times)


def _place_caret(watch: Watch, number: int, strokes: int) -> None:
    """Put the caret somewhere in what is on the screen."""
    view = watch.page.view
    watch.window.activateWindow()
    view.setFocus()
    start, end = view.visible_range()
    view.selection.set_caret(start + (end - start) * number // strokes)
    watch.settle()


def _label_and_take_back(watch: Watch) -> tuple[float, float] | None:
    """Return the milliseconds of both, until they are painted; None between words."""
    rest(BETWEEN_KEYS)
    before = _count_spans(watch)
    labelled = watch.press(_LABEL).cpu
    if _count_spans(watch) == before:
        return None
    watch.settle()
    rest(BETWEEN_KEYS)
    taken_back = watch.press(Qt.Key.Key_Z, _CTRL).cpu
    watch.settle()
    assert _count_spans(watch) == before, "the key has taken nothing back"
    return labelled, taken_back


def _count_spans(watch: Watch) -> int:
    session = watch.window.session
    assert session is not None
    assert session.annotation_set is not None
    return len(session.annotation_set.spans)


def _type_and_take_back(bare: QPlainTextEdit, number: int) -> tuple[float, float]:
    bare.setTextCursor(bare.cursorForPosition(QPoint(200, 20 + 4 * number % 800)))
    rest(BETWEEN_KEYS)
    # Not as a key of the window system, which would give the bare field the focus.
    typed = timed(lambda: QApplication.sendEvent(bare, _letter()))
    rest(BETWEEN_KEYS)
    return typed, timed(bare.undo)


def _letter() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_P, NO_MODIFIER, "p")


def measure_key_beside(ground: Ground) -> Measured:
    """Label a word while articles come in and agreement is measured on other threads; beside the
    same while nothing runs. By the clock."""
    some = ground.sizes.some
    path = ground.copy(ground.project(some), "beside")
    corpus = ground.corpus(some, Shape(20))
    strokes = ground.sizes.strokes // 2
    with window_on(ground, path) as watch, without_collecting():
        session = watch.window.session
        assert session is not None
        project = session.project
        alone = [one for at in range(strokes) if (one := _wall_of_label(watch, at, strokes))]
        over = [threading.Event(), threading.Event()]
        jobs: list[Callable[[], object]] = [
            project.agreement,
            lambda: project.import_sources([corpus]),
        ]
        for job, event in zip(jobs, over, strict=True):
            _begin(watch, job, event)
        beside: list[float] = []
        tries = 0
        while not all(one.is_set() for one in over):
            one = _wall_of_label(watch, tries, strokes)
            beside += [one] if one else []
            tries += 1
        assert len(beside) > tries / 2, "the key has labelled next to nothing"
    return Measured.of_milliseconds(beside, alone)


def _begin(watch: Watch, job: Callable[[], object], over: threading.Event) -> None:
    run_task(job, owner=watch.window, on_done=lambda _: over.set())


def _wall_of_label(watch: Watch, number: int, strokes: int) -> float | None:
    """Label, and take back; return the milliseconds by the clock, None between words."""
    view = watch.page.view
    start, end = view.visible_range()
    view.selection.set_caret(start + (end - start) * (number % strokes) // strokes)
    watch.pause(BETWEEN_KEYS / 1000)
    before = _count_spans(watch)
    taken = watch.press(_LABEL).wall
    if _count_spans(watch) == before:
        return None
    watch.press(Qt.Key.Key_Z, _CTRL)
    return taken
