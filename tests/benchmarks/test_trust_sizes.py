"""Row 30: the largest articles there are, in the real window: opened in time, and nothing stands still."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from tests.benchmarks.large_articles import make_article, make_text
from tests.benchmarks.test_sizes import ACTS, CTRL, Acts, make_two
from tests.benchmarks.windows import Watch, open_window
from tests.builders import make_set

pytestmark = [pytest.mark.benchmark, pytest.mark.trust(30)]

OPENED, BLOCKED = 2_000, 100
"""Milliseconds of the window's thread: until the article is there, and of one turn of its loop."""


def make_one(name: str) -> tuple[Document, AnnotationSet]:
    if name == "a line of a million characters":
        return Document("talks", "f" * 1_000_000), make_set()
    if name == "an article of 10 MB":
        return Document("talks", make_text(10_000_000)), make_set()
    return make_article(100_000, 20_000, 2_000)


@pytest.mark.parametrize(
    "name", ["a line of a million characters", "an article of 10 MB", "20,000 spans"]
)
def test_it_opens_in_time_and_nothing_stands_still(
    qapp: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    tally: Callable[..., None],
) -> None:
    # Else the objects of the test runner are looked through as well.
    monkeypatch.setattr("annotator.ui.collecting._MANY", -1)
    document, mine = make_one(name)
    make_two(tmp_path / "sizes.annotator", document, mine)
    with open_window(tmp_path, tmp_path / "sizes.annotator") as window:
        session = window.session
        assert session is not None
        watch = Watch(window)
        watch.press(Qt.Key.Key_PageDown, CTRL)
        watch.spin(lambda: session.document is not None and session.document.id == "talks")
        opened = sum(turn.cpu for turn in watch.turns)
        watch.settle()
        acts = Acts(window)
        acts.view.setFocus()
        acts.scroll()
        for act, keys in ACTS.items():
            acts.press(act, keys)
        longest = {"opening": watch.longest.cpu, **acts.longest}
        tally(acts_timed=len(longest))
        print(f"\n{name}: opened after {opened:.0f} ms; longest turns {longest}")
        assert opened < OPENED
        assert max(longest.values()) < BLOCKED, longest
        acts.take_everything_back()
