"""A window on two articles in which names stand again and again, and hands on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.project.project import Project
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring
from tests.ui.windows import Hands

TEXT = "Varga met Quill. Then Varga left, and Quill with Varga.\n"


class Desk(Hands):
    """Hands, and what is suggested where they are."""

    @property
    def page(self) -> Any:
        return self.window.page

    @property
    def session(self) -> Any:
        return self.window.session

    def rest(self) -> None:
        self.settle()
        self.qtbot.waitUntil(lambda: not self.page.suggestions.is_asking)
        self.settle()

    def told(self) -> list[tuple[str, str, int]]:
        text = self.page.view.text
        return [
            (text[one.start : one.end], one.label, one.start) for one in self.page.view.offers.all()
        ]

    def mine(self) -> list[tuple[str, str, str]]:
        text = self.page.view.text
        spans = sorted(self.session.annotation_set.spans.values(), key=lambda one: one.start)
        return [(text[one.start : one.end], one.label, one.origin) for one in spans]


@pytest.fixture
def desk(window: MainWindow, qtbot: Any, tmp_path: Path) -> Desk:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET, annotator="maria") as project:
        bring(project, [make_document(TEXT, "d1"), make_document(f"{TEXT}Quill again.\n", "d2")])
    assert window.show_project(Project.open(path, annotator="maria"))
    desk = Desk(qtbot, window)
    desk.rest()
    desk.page.focus_text()
    return desk
