"""While it is looking: the first rows stand there, can be mended, and the window can be closed."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import MoveSpan
from annotator.model.annotation_set import AnnotationSet
from annotator.project.consistency.mending import OddPlace
from annotator.project.consistency.ranked import Ranked
from annotator.ui.lens import lens as lens_module
from annotator.ui.lens.lens import Lens
from annotator.ui.tasks import running_tasks
from tests.builders import make_document, make_span
from tests.project.building import bring, make_project

ARTICLES = 400
GATE = threading.Event()
"""Behind it the looking stands still, once it has found something."""


class Held(Ranked):
    """Waits at the gate with the second batch, however fast the machine is."""

    _batches = 0

    def add(self, found):
        self._batches += 1
        if self._batches > 1:
            GATE.wait(20)
        super().add(found)


@pytest.fixture
def opened(window, qtbot, tmp_path, monkeypatch):
    """So many articles that it takes a while; each takes a comma along."""
    monkeypatch.setattr(lens_module, "_FIRST_PAUSE", 0.0)
    monkeypatch.setattr(lens_module, "_LONGEST_PAUSE", 0.0)
    texts = [f"{number}: Norrow, paid. Varga did not." for number in range(ARTICLES)]
    documents = [make_document(text, f"d{at:04}") for at, text in enumerate(texts)]
    sets = [
        AnnotationSet(
            f"s{at}",
            f"d{at:04}",
            "ilse",
            "finished",
            spans={f"n{at}": make_span(text, "Norrow,", "o", f"n{at}")},
        )
        for at, text in enumerate(texts)
    ]
    project = make_project(tmp_path, documents)
    bring(project, sets=sets, import_id="sets")
    assert window.show_project(project)
    settle(qtbot)
    return window


@pytest.fixture
def lens(opened, qtbot, monkeypatch) -> Iterator[Lens]:
    """It is looking, and has found some of it."""
    monkeypatch.setattr(lens_module, "Ranked", Held)
    GATE.clear()
    opened.run("lens")
    lens = opened.page.lens
    qtbot.waitUntil(lambda: lens.model.rowCount() > 0)
    yield lens
    GATE.set()


def settle(qtbot) -> None:
    GATE.set()
    qtbot.waitUntil(lambda: not running_tasks())


def is_looking(lens: Lens) -> bool:
    return any(lens._search is one for one in running_tasks())


def places(lens: Lens) -> list[OddPlace]:
    return [one.place for one in lens.model.rows]


def test_rows_come_while_it_is_looking_and_stay_selected(qtbot, opened, lens):
    assert is_looking(lens)
    assert 0 < lens.model.rowCount() < ARTICLES
    assert "; looking… " in lens.dialog.counts.text()
    assert lens.dialog.counts.text().endswith(" %")
    lens.dialog.go_to_row(1)
    place = lens.dialog.place
    settle(qtbot)
    assert lens.dialog.counts.text() == f"{ARTICLES} places that may be slips"
    assert lens.dialog.place == place


def test_what_is_mended_meanwhile_does_not_come_back(qtbot, opened, lens):
    assert is_looking(lens)
    (gone, *_) = places(lens)
    qtbot.keyClick(lens.dialog.list, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: gone not in places(lens))
    settle(qtbot)
    assert gone not in places(lens)
    assert lens.model.rowCount() == ARTICLES - 1
    assert lens.dialog.counts.text() == "1 mended in 1 article."
    qtbot.keyClick(lens.dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot)
    assert gone in places(lens)


def test_the_window_can_be_closed_and_looks_again_next_time(qtbot, opened, lens):
    assert is_looking(lens)
    qtbot.keyClick(lens.dialog, Qt.Key.Key_Escape)
    assert lens.dialog is None
    settle(qtbot)
    assert lens.model.rowCount() < ARTICLES, "nothing comes any more"
    opened.run("lens")
    settle(qtbot)
    assert lens.model.rowCount() == ARTICLES
    lens.dialog.reject()


def test_it_goes_on_while_one_is_at_a_place(qtbot, opened, lens):
    assert is_looking(lens)
    place = lens.dialog.place
    qtbot.keyClick(lens.dialog.list, Qt.Key.Key_Return)
    assert lens.dialog is None
    qtbot.waitUntil(lambda: opened.session.selection.span is not None)
    assert opened.session.document.id == place.document
    settle(qtbot)
    assert lens.model.rowCount() == ARTICLES
    opened.run("lens")
    assert not is_looking(lens), "nothing has changed"
    assert lens.dialog.place == place
    lens.dialog.reject()


def test_what_is_changed_at_a_place_meanwhile_is_known_in_the_end(qtbot, opened, lens):
    assert is_looking(lens)
    place = lens.dialog.place
    qtbot.keyClick(lens.dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.session.selection.span is not None)
    opened.session.apply(MoveSpan(place.oddity.annotations[0], place.oddity.better_place))
    opened.run("lens")
    settle(qtbot)
    assert lens.model.rowCount() == ARTICLES - 1
    assert place not in places(lens)
    lens.dialog.reject()


def test_the_project_can_be_closed(qtbot, opened, lens):
    assert is_looking(lens)
    GATE.set()
    assert opened.close_project()
    qtbot.waitUntil(lambda: not running_tasks())
