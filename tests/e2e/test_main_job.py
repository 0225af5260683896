"""Story: the main job, from an article to a training corpus, through the window.

An article is loaded; every span and relation of its golden figures is made by hand, once with keys
alone and once with the mouse; the project is closed, opened again, undone to the first act, redone,
exported. What comes out must equal the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.formats.verify import verify
from annotator.project.project import Project
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks
from tests.e2e.conftest import ROOT
from tests.e2e.golden import Golden, check_line, read_article, read_golden, shifted
from tests.e2e.hands import Hands
from tests.e2e.key_hands import Effort, KeyHands
from tests.e2e.mouse_hands import MouseHands

SHIPYARD = ROOT / "tests" / "data" / "articles" / "shipyard.txt"
REAL = ROOT.parent / "shared" / "data" / "articles"
MOST_KEYS = {"span": (22, 6.0), "relation": (13, 4.6)}
"""Keys of the worst and of the mean act over the whole script, the way there included."""
MakeHands = Callable[[MainWindow], Hands]


def find_real_article(golden: Golden) -> Path:
    """The real article lies beside the checkout where it is developed, and nowhere else."""
    for path in sorted(REAL.glob("*.txt")):
        if golden.belongs_to(read_article(path)):
            return path
    pytest.skip("the real article is not beside this checkout")


# A drag that scrolls leaves the window; menus ask the offscreen platform for more than it has.
@pytest.mark.qt_log_ignore(
    "Mouse event at .* occurs outside target window", "This plugin does not support", extend=True
)
@pytest.mark.parametrize("make_hands", [KeyHands, MouseHands], ids=["keys", "mouse"])
@pytest.mark.parametrize("name", ["shipyard", "real_article"])
def test_the_main_job(
    window: MainWindow,
    qtbot: Any,
    tmp_path: Path,
    name: str,
    make_hands: MakeHands,
    record_property: Callable[[str, object], None],
) -> None:
    golden = read_golden(f"{name}.json")
    assert len(golden.spans) >= 60
    assert len(golden.relations) >= 20
    article = SHIPYARD if name == "shipyard" else find_real_article(golden)
    project = tmp_path / "news.annotator"
    with Project.create(project) as made:
        made.import_sources([article])

    open_project(window, qtbot, project)
    hands = make_hands(window)
    assert golden.belongs_to(hands.text)
    replay(hands, golden)
    report = tell_effort(hands, golden)
    print(f"\n{name} with {make_hands.__name__}: {report}")
    record_property("effort", report)
    if isinstance(hands, KeyHands):
        keys = tell_keys(hands.efforts)
        print(keys)
        record_property("keys", keys)
        check_keys(hands.efforts)
    close_project(window, qtbot)

    open_project(window, qtbot, project)
    acts = undo_everything(window)
    assert acts >= len(golden.spans) + len(golden.relations)
    mine = window.session.annotation_set
    assert (len(mine.spans), len(mine.relations)) == (0, 0)
    close_project(window, qtbot)

    open_project(window, qtbot, project)
    assert redo_everything(window) == acts
    close_project(window, qtbot)

    line = export_line(project, tmp_path / "corpus.jsonl")
    check_line(line, golden)
    for place in (0, len(golden.spans) // 2, len(golden.spans) - 1):
        with pytest.raises(AssertionError):
            check_line(line, shifted(golden, place))


# ---- what a person does in turn ----------------------------------------------------------------


def replay(hands: Hands, golden: Golden) -> None:
    """Mark in reading order, and relate as soon as both ends of a relation are there."""
    order = sorted(range(len(golden.spans)), key=lambda place: golden.spans[place].place)
    waiting = list(golden.relations)
    ids: dict[int, str] = {}
    for place in order:
        ids[place] = hands.mark(golden.spans[place])
        due = [one for one in waiting if one.head in ids and one.tail in ids]
        waiting = [one for one in waiting if one not in due]
        # First those that start where the hand is.
        for one in sorted(due, key=lambda one: one.head != place):
            hands.relate(ids[one.head], ids[one.tail], one.label)
    assert not waiting


def tell_effort(hands: Hands, golden: Golden) -> str:
    """How much work it was, moves included, in a line."""
    for_spans = sum(n for what, n in hands.acts.items() if not what.startswith("relation"))
    for_relations = sum(n for what, n in hands.acts.items() if what.startswith("relation"))
    details = ", ".join(f"{what} {number}" for what, number in sorted(hands.acts.items()))
    return (
        f"{for_spans / len(golden.spans):.1f} per span ({len(golden.spans)}), "
        f"{for_relations / len(golden.relations):.1f} per relation ({len(golden.relations)}): "
        f"{details}"
    )


def tell_keys(efforts: list[Effort]) -> str:
    """How many keys a span and a relation cost, in two lines: mean and worst, moves included."""
    lines = []
    for kind in ("span", "relation"):
        of_kind = [one for one in efforts if one.kind == kind]
        acts, totals = [one.keys for one in of_kind], [one.total for one in of_kind]
        lines.append(
            f"{kind}: {mean(acts):.1f} keys (worst {max(acts)}), "
            f"with moves {mean(totals):.1f} (worst {max(totals)})"
        )
    return "\n".join(lines)


def check_keys(efforts: list[Effort]) -> None:
    """A name of n words costs n keys, a relation three or four; and no way is long."""
    for one in efforts:
        if one.kind == "relation":
            assert one.keys <= 4, one
        elif one.words:
            assert one.keys <= one.words, one
    for kind, (most, on_average) in MOST_KEYS.items():
        totals = [one.total for one in efforts if one.kind == kind]
        assert max(totals) <= most, kind
        assert mean(totals) <= on_average, kind


def open_project(window: MainWindow, qtbot: Any, path: Path) -> None:
    assert window.show_project(Project.open(path, annotator="Maria"))
    qtbot.waitUntil(lambda: not running_tasks())
    QApplication.processEvents()
    assert window.session is not None
    assert window.session.document is not None
    # A menu that was open may have taken the activation; where there are screens it does not.
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def close_project(window: MainWindow, qtbot: Any) -> None:
    """Wait for "Saved" and close, as the window does it."""
    assert window.session is not None
    project = window.session.project
    qtbot.waitUntil(lambda: project.unsaved == 0)
    qtbot.waitUntil(lambda: window.status_bar.saved_words() == "Saved")
    assert window.close_project()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifiers)


def undo_everything(window: MainWindow) -> int:
    """Press Ctrl Z until there is nothing left, and return how often."""
    count = 0
    while window.session is not None and window.session.project.next_undo() is not None:
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        count += 1
        assert count < 2_000
    return count


def redo_everything(window: MainWindow) -> int:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    count = 0
    while window.session is not None and window.session.project.next_redo() is not None:
        press(Qt.Key.Key_Z, held)
        count += 1
        assert count < 2_000
    return count


def export_line(project: Path, out: Path) -> dict[str, Any]:
    """Export, verify, and return the one line."""
    with Project.open(project) as opened:
        opened.export(out)
    assert verify(out).is_right
    (line,) = out.read_bytes().splitlines()
    read: dict[str, Any] = orjson.loads(line)
    assert (read["annotator"], read["status"]) == ("Maria", "in_progress")
    return read
