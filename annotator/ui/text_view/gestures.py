"""The mouse: selecting text, clicking through spans, dragging ends, dragging relations."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication

from annotator.model.span import Span
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.text_view import span_edits
from annotator.ui.text_view.look import TextRange
from annotator.ui.text_view.picking import Picked
from annotator.ui.text_view.span_edits import Granularity

if TYPE_CHECKING:
    from annotator.ui.text_view.text_view import TextView

_LEAST_WAY = 4
"""Pixels that make a drag out of a click."""
_RIM = 10.0
"""Pixels at the edge of the text where a drag scrolls: on a full screen there is nothing beyond."""
_FASTEST = 60.0
"""Pixels of one step of scrolling."""
_NEVER = (0.0, QPointF())
_SCROLL_EVERY = 30
"""Milliseconds between two steps of scrolling while a drag is outside the window."""


Unit = Granularity | Literal["paragraph"]
"""What a drag selects by; a double click begins one by words, a triple one by paragraphs."""


@dataclass(slots=True)
class _Drag:
    """A button is down: since where, on what, and whether it moved."""

    kind: Literal["text", "name", "edge"]
    picked: Picked
    pressed_at: QPointF
    now: QPointF
    anchor: TextRange
    """Of text: what stays selected wherever the pointer goes."""
    unit: Unit | None = None
    """None is what the view selects by."""
    is_click: bool = True
    """Whether it is a click where it does not move."""
    has_moved: bool = False
    is_exact: bool = False
    """Whether Ctrl is held, so that nothing snaps."""
    home: tuple[int, float] = (0, 0.0)
    """Where it was pressed in the article: a block, and pixels from its top."""


class Gestures:
    """Turns mouse events on a text view into selections and wishes."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._drag: _Drag | None = None
        self._double_clicked = _NEVER
        self._scroller = QTimer(view)
        self._scroller.setInterval(_SCROLL_EVERY)
        self._scroller.timeout.connect(self._scroll_on)

    def stop(self) -> bool:
        """Let go of what is being dragged; tell whether anything was."""
        drag, self._drag = self._drag, None
        self._scroller.stop()
        if drag is not None and drag.kind == "name":
            self._view.relating.drag_over(None)
        self._view.preview(None)
        return drag is not None and drag.has_moved

    # ---- press -----------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        view, point = self._view, event.position()
        picked = view.pick_at(point)
        if event.button() != Qt.MouseButton.LeftButton or picked is None:
            return
        if self._is_third_click(point):
            paragraph = self._paragraph_at(picked.offset)
            view.selection.select_text(*paragraph)
            self._begin("text", picked, point, paragraph, "paragraph")
        elif view.relating.is_active:
            self._choose_target(picked)
        elif picked.second is not None:
            view.notice.emit(view.second.words(picked.second))
        elif picked.name is not None:
            self._select(picked.name, adds=_has_ctrl(event))
            self._begin("name", picked, point)
        elif picked.far is not None:
            view.marking.go_to_far_end(picked.far)
        elif picked.relation is not None:
            view.selection.select_relation(picked.relation)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            anchor = view.anchor() if view.selection.text is not None else view.selection.caret
            view.keyboard.extend_selection(picked.offset)
            self._begin("text", picked, point, (anchor, anchor), is_click=False)
        else:
            self._begin("text" if picked.edge is None else "edge", picked, point)

    def _begin(
        self,
        kind: Literal["text", "name", "edge"],
        picked: Picked,
        point: QPointF,
        anchor: TextRange | None = None,
        unit: Unit | None = None,
        *,
        is_click: bool = True,
    ) -> None:
        there = self._view.locate(point)
        self._drag = _Drag(
            kind,
            picked,
            point,
            point,
            anchor or (picked.offset, picked.offset),
            unit,
            is_click and unit is None,
            home=(there.block.number, there.y) if there is not None else (0, 0.0),
        )

    def _choose_target(self, picked: Picked) -> None:
        view = self._view
        first = view.relating.first
        targets = view.relating.targets()
        found = next((one for one in picked.spans if one in targets), None)
        if first is not None and found is not None:
            view.relating.relate(first, found)
        else:
            view.relating.cancel()

    def _is_third_click(self, point: QPointF) -> bool:
        interval = QApplication.doubleClickInterval() / 1000
        when, where = self._double_clicked
        self._double_clicked = _NEVER
        is_near = (point - where).manhattanLength() < 2 * _LEAST_WAY
        return is_near and monotonic() - when < interval

    # ---- move ------------------------------------------------------------------------------

    def move(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what a press would do here."""
        drag = self._drag
        if drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(event.position())
            return
        drag.now, drag.is_exact = event.position(), _has_ctrl(event)
        if not drag.has_moved:
            way = (drag.now - drag.pressed_at).manhattanLength()
            if way < _LEAST_WAY:
                return
            drag.has_moved = True
            if drag.kind == "name" and drag.picked.name is not None:
                self._view.relating.drag_over(drag.picked.name)
        self._go_on(drag)
        if self._pull(drag) and not self._scroller.isActive():
            self._scroller.start()
        elif not self._pull(drag):
            self._scroller.stop()

    def _go_on(self, drag: _Drag) -> None:
        view = self._view
        if drag.kind == "name":
            view.viewport().update()
            return
        picked = view.pick_at(drag.now)
        if picked is None:
            return
        if drag.kind == "text":
            self._select_text(drag, picked.offset)
        else:
            edit = self._edge_edit(drag, picked.offset)
            view.preview(None if edit is None else (edit[0], edit[1]))

    def _select_text(self, drag: _Drag, to: int) -> None:
        view = self._view
        unit = drag.unit or ("character" if drag.is_exact else view.granularity)
        start, end = min(drag.anchor[0], to), max(drag.anchor[1], to)
        if unit == "paragraph":
            start, end = self._paragraph_at(start)[0], self._paragraph_at(end)[1]
        else:
            start, end = span_edits.snap(view.text, start, end, unit)
        if start >= end:
            view.selection.set_caret(to)
        elif to >= drag.anchor[0]:
            view.selection.select_text(start, end)
        else:
            view.selection.select_text(end, start)

    def _paragraph_at(self, offset: int) -> TextRange:
        """Return from where to where the paragraph at an offset reaches, without its break."""
        galley = self._view.galley
        if galley is None:
            return (offset, offset)
        number = galley.blocks.number_at(offset)
        start = galley.blocks[number].paragraph_start
        while not galley.blocks[number].is_last_piece:
            number += 1
        return (start, galley.blocks[number].end)

    def _pull(self, drag: _Drag) -> float:
        """Return how far the next step of scrolling goes: the farther out, the faster."""
        y, height = drag.now.y(), self._view.viewport().height()
        beyond = min(0.0, y - _RIM) + max(0.0, y - (height - _RIM))
        return max(-_FASTEST, min(_FASTEST, beyond))

    def _scroll_on(self) -> None:
        drag, view = self._drag, self._view
        if drag is None:
            self._scroller.stop()
            return
        view.scroll_by(self._pull(drag))
        if drag.kind == "name" and drag.picked.name is not None:
            view.relating.drag_over(drag.picked.name)
        self._go_on(drag)

    def _hover(self, point: QPointF) -> None:
        view = self._view
        picked = view.pick_at(point)
        if picked is None:
            return
        view.hover(picked.relation, picked.spans[:1])
        self._tell_of_second(picked.second)
        shape = Qt.CursorShape.IBeamCursor
        if picked.name is not None or picked.relation is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif picked.edge is not None:
            shape = Qt.CursorShape.SizeHorCursor
        if view.viewport().cursor().shape() != shape:
            view.viewport().setCursor(shape)

    def _tell_of_second(self, span: str | None) -> None:
        """Show beside the pointer what another annotator's ribbon stands for."""
        words = "" if span is None else self._view.second.words(span)
        if plain_tooltip(words) != self._view.viewport().toolTip():
            self._view.viewport().setToolTip(plain_tooltip(words))

    def leave(self) -> None:
        """The pointer left the text."""
        self._view.hover(None)
        self._tell_of_second(None)

    # ---- release ---------------------------------------------------------------------------

    def release(self, event: QMouseEvent) -> None:
        """End a click or a drag."""
        drag, self._drag = self._drag, None
        self._scroller.stop()
        if drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if drag.kind == "name":
            self._end_relation(drag)
        elif not drag.has_moved:
            if drag.is_click:
                self._click(drag.picked, adds=_has_ctrl(event))
        elif drag.kind == "edge":
            drag.is_exact = _has_ctrl(event)
            self._end_edge(drag)

    def _click(self, picked: Picked, *, adds: bool) -> None:
        view = self._view
        if adds:
            # What is gathered stays, also where the pointer missed.
            if picked.spans:
                self._select(picked.spans[0], adds=True)
            view.selection.set_caret(picked.offset, keep=True)
            return
        if not picked.spans:
            view.selection.set_caret(picked.offset)
            return
        chosen = view.selection.spans[-1] if view.selection.spans else None
        at = picked.spans.index(chosen) + 1 if chosen in picked.spans else 0
        self._select(picked.spans[at % len(picked.spans)], adds=False)
        view.selection.set_caret(picked.offset, keep=True)

    def _select(self, span: str, *, adds: bool) -> None:
        if adds:
            self._view.selection.toggle_span(span)
        else:
            self._view.selection.select_spans([span])

    def _end_relation(self, drag: _Drag) -> None:
        view = self._view
        first = drag.picked.name
        if drag.has_moved:
            view.relating.drag_over(None)
        is_inside = view.viewport().rect().contains(drag.now.toPoint())
        target = view.pick_at(drag.now) if drag.has_moved and is_inside else None
        spans = [one for one in target.spans if one != first] if target else []
        if first is None or not spans:
            return
        index = view.index
        allowed = [
            one
            for one in spans
            if span_edits.can_relate(view.label_set, index.spans[first], index.spans[one])
        ]
        view.relating.relate(first, (allowed or spans)[0], drag.now.toPoint())

    # ---- ends of spans -----------------------------------------------------------------------

    def _edge_edit(self, drag: _Drag, offset: int) -> tuple[int, int] | None:
        """Return the fragment that the dragged one becomes."""
        found = self._dragged_fragment(drag)
        if found is None:
            return None
        span, number = found
        assert drag.picked.edge is not None
        granularity = "character" if drag.is_exact else self._view.granularity
        side = drag.picked.edge[2]
        return span_edits.dragged_fragment(
            self._view.text, span.fragments[number], side, offset, granularity
        )

    def _dragged_fragment(self, drag: _Drag) -> tuple[Span, int] | None:
        if drag.picked.edge is None:
            return None
        id, offset, side = drag.picked.edge
        span = self._view.index.spans.get(id)
        if span is None:
            return None
        edge = 0 if side == "start" else 1
        numbers = range(len(span.fragments))
        return span, min(numbers, key=lambda one: abs(span.fragments[one][edge] - offset))

    def _end_edge(self, drag: _Drag) -> None:
        view = self._view
        view.preview(None)
        picked, found = view.pick_at(drag.now), self._dragged_fragment(drag)
        if picked is None or found is None:
            return
        span, number = found
        fragment = self._edge_edit(drag, picked.offset)
        if fragment is None:
            return
        others = (*span.fragments[:number], fragment, *span.fragments[number + 1 :])
        edit = span_edits.reshape(span, others)
        view.selection.select_spans([span.id])
        if edit is not None:
            view.edit_requested.emit(edit)

    # ---- double click, menu, what is drawn while dragging --------------------------------------

    def double_click(self, event: QMouseEvent) -> None:
        """Select the word; dragged on, whole words; a third click soon after, the paragraph."""
        view, point = self._view, event.position()
        self._drag = None
        picked = view.pick_at(point)
        if event.button() != Qt.MouseButton.LeftButton or picked is None:
            return
        if picked.name is not None or picked.relation is not None:
            return
        self._double_clicked = (monotonic(), point)
        at = picked.offset if picked.character is None else picked.character
        word = span_edits.unit_at(view.text, at, "word")
        if word is not None:
            view.selection.select_text(*word)
            self._begin("text", picked, point, word, "word")

    def menu(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies under the pointer, or at the caret."""
        view = self._view
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            picked = view.pick_at(QPointF(event.pos()))
            spans = list(picked.spans) if picked is not None else []
            at = event.globalPos()
            if picked is not None:
                self._choose(picked)
        else:
            spans = view.index.spans_at(view.selection.caret)
            rect = view.caret_rect(view.selection.caret)
            corner = rect.bottomLeft().toPoint() if rect is not None else QPoint(20, 20)
            at = view.viewport().mapToGlobal(corner)
        view.menu_requested.emit(at, spans)

    def _choose(self, picked: Picked) -> None:
        """Select what a menu is asked for, unless it is asked for the text that is selected."""
        selection = self._view.selection
        chosen = selection.text
        if picked.relation is not None:
            selection.select_relation(picked.relation)
        elif chosen is not None and chosen[0] <= picked.offset <= chosen[1]:
            return
        elif picked.spans:
            if not set(picked.spans) & set(selection.spans):
                selection.select_spans([picked.spans[0]])
            selection.set_caret(picked.offset, keep=True)  # the part that is meant
        else:
            selection.set_caret(picked.offset)

    @property
    def is_drawing(self) -> bool:
        """Whether a relation is being dragged, and drawn up to the pointer."""
        return self._drag is not None and self._drag.kind == "name" and self._drag.has_moved

    def paint_over(self, painter: QPainter) -> None:
        """Draw the relation that is being dragged."""
        drag = self._drag
        if drag is None or not self.is_drawing:
            return
        pen = QPen(QColor(self._view.colours.accent), 1.8)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start, end = self._home_of(drag), drag.now
        lift = min(40.0, 12 + abs(end.x() - start.x()) / 6)
        path = QPainterPath(start)
        path.cubicTo(start - QPointF(0, lift), end - QPointF(0, lift), end)
        painter.drawPath(path)
        painter.setBrush(QColor(self._view.colours.accent))
        painter.drawEllipse(end, 3, 3)

    def _home_of(self, drag: _Drag) -> QPointF:
        """Return where in the window the place is that was pressed; it scrolls with the text."""
        view, (block, y) = self._view, drag.home
        top = view.top_of(block)
        if top is None:
            first = view.locate(QPointF(0, 0))
            is_above = first is not None and block < first.block.number
            return QPointF(drag.pressed_at.x(), -_FASTEST if is_above else view.height() + _FASTEST)
        return QPointF(drag.pressed_at.x(), top + y)


def _has_ctrl(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
