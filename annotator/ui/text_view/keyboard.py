"""The keys of the text view: who is asked first, and what moving the caret selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent

from annotator.text.tokens import next_sentence_end, previous_sentence_start
from annotator.ui.text_view.caret import CaretWalk, Move
from annotator.ui.text_view.galley import Galley
from annotator.ui.text_view.keys import caret_move, is_copy, is_select_all
from annotator.ui.text_view.look import TextRange
from annotator.ui.text_view.span_edits import snap

if TYPE_CHECKING:
    from annotator.ui.text_view.text_view import TextView

_LEAST_PAGE = 40.0
_SIDEWAYS: tuple[Move, ...] = ("left", "right")
_EXCHANGED: dict[Move, Move] = {
    "left": "word_left",
    "right": "word_right",
    "word_left": "left",
    "word_right": "right",
}


class Keyboard:
    """Moves the caret and the selection; other keys go to the window's table of actions."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._walk: CaretWalk | None = None
        self.steps_by_word = False
        """Whether plain arrows go by words, and by characters with Ctrl."""

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
        if is_copy(event):
            view.copy()
            return True
        if is_select_all(event):
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
        if self.steps_by_word:
            move = _EXCHANGED.get(move, move)
        caret, edge = view.selection.caret, self._edge_of_selection(move)
        if selects:
            self.extend_selection(self._selecting_to(self._walk, caret, move, page))
        elif edge is not None and move in _SIDEWAYS:
            view.selection.set_caret(edge)
        else:
            view.selection.set_caret(self._walk.go(caret if edge is None else edge, move, page))
        self._walk.stand_at(view.selection.caret)
        view.reveal(view.selection.caret)

    def _edge_of_selection(self, move: Move) -> int | None:
        """Return the end of what is selected that a move to a side starts from, else None.

        As from selected text: on from where it ends, back from where it starts.
        """
        view = self._view
        if move not in _EXCHANGED:
            return None
        start, end = view.selection.text or self._selected_part() or (None, None)
        return end if self._leads_on(move) else start

    def _selected_part(self) -> TextRange | None:
        """Return the part of the selected span that the caret is at, or None."""
        span, caret = self._view.marking.primary(), self._view.selection.caret
        if span is None:
            return None
        at = [one for one in span.fragments if one[0] <= caret <= one[1]]
        return at[0] if at else None

    def _leads_on(self, move: Move) -> bool:
        """Tell whether a move to a side is one further on in the text."""
        is_rtl = self._view.reads_leftwards(self._view.selection.caret)
        return (move in ("left", "word_left")) == is_rtl

    def _selecting_to(self, walk: CaretWalk, caret: int, move: Move, page: float) -> int:
        """Return where a move takes the end of the text selection."""
        granularity = self._view.granularity
        if granularity == "sentence" and move in _EXCHANGED:
            step = next_sentence_end if self._leads_on(move) else previous_sentence_start
            return step(self._view.text, caret)
        if move in _SIDEWAYS and granularity != "character":
            move = _EXCHANGED[move]
        return walk.go(caret, move, page, to_word_end=True)

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
