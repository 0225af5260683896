"""The keys of the text view: who is asked first, and what moving the caret selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.ui.text_view.caret import CaretWalk, Move
from annotator.ui.text_view.galley import Galley
from annotator.ui.text_view.keys import caret_move
from annotator.ui.text_view.span_edits import snap

if TYPE_CHECKING:
    from annotator.ui.text_view.text_view import TextView

_LEAST_PAGE = 40.0


class Keyboard:
    """Moves the caret and the selection; other keys go to the window's table of actions."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._walk: CaretWalk | None = None

    def begin(self, galley: Galley | None) -> None:
        """Walk over another article from now on."""
        self._walk = None if galley is None else CaretWalk(galley)

    def take(self, event: QKeyEvent) -> bool:
        """Act on a key; return whether it was taken.

        What is under way comes first, then the window's actions, then the caret.
        """
        view = self._view
        if self._walk is None:
            return False
        if view.relating.take_key(event):
            return True
        if view.key_hook is not None and view.key_hook(event):
            return True
        if event.matches(QKeySequence.StandardKey.Copy):
            view.copy()
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            view.select_all()
            return True
        found = caret_move(event)
        if found is None:
            return False
        self.move_caret(found[0], selects=found[1])
        return True

    def move_caret(self, move: Move, *, selects: bool = False) -> None:
        """Move the caret, or with `selects` the end of the text selection."""
        view = self._view
        if self._walk is None:
            return
        page = max(_LEAST_PAGE, view.viewport().height() - 2 * view.typography().text_height)
        caret = view.selection.caret
        if not selects:
            view.selection.set_caret(self._walk.go(caret, move, page))
        else:
            if move in ("left", "right") and view.granularity != "character":
                move = "word_left" if move == "left" else "word_right"
            self.extend_selection(self._walk.go(caret, move, page, to_word_end=True))
        view.reveal(view.selection.caret)

    def extend_selection(self, to: int) -> None:
        """Let the text selection reach from where it began to an offset, snapped outwards."""
        view = self._view
        selection = view.selection
        anchor = view.anchor() if selection.text is not None else selection.caret
        start, end = snap(view.text, min(anchor, to), max(anchor, to), view.granularity)
        if start >= end:
            selection.set_caret(to)
        elif to >= anchor:
            selection.select_text(start, end)
        else:
            selection.select_text(end, start)
