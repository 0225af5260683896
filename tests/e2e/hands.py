"""A pair of hands on the window: what a person does, and what the window shows of it.

Hands act through events only; they look through the public state of the text view.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.text import tokens
from annotator.ui.main_window import MainWindow
from annotator.ui.text_view.choices import ChoiceList
from tests.e2e.golden import Fragments, GoldenSpan

PATIENCE = 20.0  # seconds


class Hands(ABC):
    """Marks and relates in the open article of a window, and counts what it takes."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        assert window.page is not None
        assert window.session is not None
        self.page: Any = window.page
        self.view: Any = window.page.view
        self.session: Any = window.session
        self.selection: Any = window.session.selection
        self.acts: Counter[str] = Counter()
        """How many keys, clicks and drags went into what."""

    @abstractmethod
    def mark(self, span: GoldenSpan) -> str:
        """Make a span and return its id."""

    @abstractmethod
    def relate(self, head: str, tail: str, label: str) -> None:
        """Make a relation between two spans (ids)."""

    # ---- looking -----------------------------------------------------------------------

    @property
    def text(self) -> str:
        text: str = self.view.text
        return text

    def snapped(self, start: int, end: int) -> tuple[int, int]:
        return tokens.snap_to_words(self.text, start, end)

    def find_span(self, label: str, fragments: Fragments) -> str:
        """The id of the span that must be there now."""
        wanted = self.session.label_set.span_label_named(label).id
        found = [
            one.id
            for one in self.view.index.spans.values()
            if (one.label, one.fragments) == (wanted, fragments)
        ]
        assert len(found) == 1, f"{label} {fragments}: {found}, {self.state()}"
        return found[0]

    def relation_count(self) -> int:
        return len(self.view.index.relations)

    def has_relation(self, head: str, tail: str, label: str) -> bool:
        wanted = self.session.label_set.relation_label_named(label).id
        return any(
            (one.label, one.head, one.tail) == (wanted, head, tail)
            for one in self.view.index.relations.values()
        )

    def choice_list(self) -> ChoiceList | None:
        """The list that is open beside the text."""
        lists = self.view.viewport().findChildren(ChoiceList)
        return next((one for one in lists if one.isVisible()), None)

    def state(self) -> str:
        selection = self.selection
        return (
            f"caret {selection.caret}, text {selection.text}, spans {selection.spans}, "
            f"relation {selection.relation}"
        )

    @staticmethod
    def wait_until(is_so: Callable[[], bool], otherwise: str) -> None:
        """Let time pass until something is so."""
        end = monotonic() + PATIENCE
        while not is_so():
            assert monotonic() < end, otherwise
            QTest.qWait(5)

    @staticmethod
    def settle() -> None:
        """Let the window do what it has put off."""
        QApplication.processEvents()
