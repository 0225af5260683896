"""Hands that use the mouse, through the window system's own events."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.e2e.golden import GoldenSpan
from tests.e2e.hands import Hands

_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ROOM = 70
"""Pixels from the edges of the text at which a hand scrolls before it grabs."""


class MouseHands(Hands):
    """Clicks, drags and turns the wheel. Ctrl is held where words shall not snap."""

    # ---- spans -------------------------------------------------------------------------

    def mark(self, span: GoldenSpan) -> str:
        """Drag over the words and click the label; parts come by the menu of the right button."""
        first, *others = span.fragments
        self._drag_over(*first)
        self._click_label(span.label)
        for number, part in enumerate(others, 1):
            self._drag_over(*part)
            self._choose_in_menu(part[0], "add_fragment")
            self.find_span(span.label, span.fragments[: number + 1])
        return self.find_span(span.label, span.fragments)

    def _drag_over(self, start: int, end: int) -> None:
        is_exact = self.snapped(start, end) != (start, end)
        self._let_go()
        self._scroll_to(start, end)
        begin, finish = (
            self._inside(start, start + 1, is_exact),
            self._inside(end, end - 1, is_exact),
        )
        self._drag(begin, finish, _CTRL if is_exact else _NONE)
        self.acts["span: drag"] += 1
        assert self.selection.text == (start, end), f"wanted {start, end}: {self.state()}"

    def _inside(self, edge: int, neighbour: int, is_exact: bool) -> QPoint:
        """A point in the character at an edge, off the border where another span's end may be."""
        here, there = self.view.caret_rect(edge), self.view.caret_rect(neighbour)
        share = 0.3 if is_exact else 0.5
        is_broken = abs(here.top() - there.top()) > 2  # the edge stands at a line's other end
        x = here.x() if is_broken else here.x() + share * (there.x() - here.x())
        return QPointF(x, there.top() + 0.3 * there.height()).toPoint()

    def _let_go(self) -> None:
        """Click beside the text, so that no selected span's ends are in the way."""
        if self.selection.spans or self.selection.text or self.selection.relation:
            self._click(QPoint(6, self.view.viewport().height() // 2))
            self.acts["let go"] += 1

    def _click_label(self, name: str) -> None:
        chip = next(one for one in self.page.labels.row.chips if one.label.name == name)
        assert chip.isVisible(), f"{name} is not in the bar"
        self._click(chip.rect().center(), chip)
        self.acts["span: label"] += 1

    def _choose_in_menu(self, offset: int, action: str) -> None:
        """Click with the right button on the selected text and choose from what comes."""
        point = self._inside(offset, offset + 1, False)
        viewport = self.view.viewport()
        # QTest sends no context menu event for a right click; this is what a platform sends.
        from PySide6.QtGui import QContextMenuEvent

        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point), _NONE
        )
        QApplication.sendEvent(viewport, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu came"
        entry = next(one for one in menu.actions() if one.objectName() == action)
        QTest.mouseClick(menu, _LEFT, _NONE, menu.actionGeometry(entry).center())
        self.settle()
        self.acts["span: part"] += 1

    # ---- relations ---------------------------------------------------------------------

    def relate(self, head: str, tail: str, label: str) -> None:
        """Drag from the name of the head to the tail, and choose the relation where it is asked."""
        self._let_go()
        before = self.relation_count()
        target = self.view.index.spans[tail]
        self._scroll_to(self.view.index.spans[head].start, target.start)
        self._press(self._name_point(head))
        self._drag_to_sight(target.start)
        self._release(self._grip_of(tail))
        self.settle()
        self.acts["relation: drag"] += 1
        if self.relation_count() == before:
            self._choose_relation(label)
        assert self.has_relation(head, tail, label), f"{label}: {self.state()}"

    def _choose_relation(self, label: str) -> None:
        choices = self.choice_list()
        assert choices is not None, f"nothing asked, nothing made: {label}"
        wanted = next(
            number
            for number, one in enumerate(choices.choices)
            if one.name == label and not one.detail.startswith("←")
        )
        for y in range(choices.height()):
            self._move(QPoint(20, y), choices)
            if choices.current == wanted:
                self._click(QPoint(20, y + 8), choices)
                break
        self.acts["relation: label"] += 1

    def _name_point(self, span: str) -> QPoint:
        """The middle of a span's name above the text."""
        view, galley = self.view, self.view.galley
        number = galley.blocks.number_at(view.index.spans[span].start)
        names = [
            one for line in galley.laid(number).lines for one in line.names if one.span == span
        ]
        assert names, "the span shows no name"
        top = view.top_of(number)
        x = view.column_left() + names[0].left + names[0].width / 2
        point = QPointF(x, top + names[0].top + names[0].height / 2)
        picked = view.pick_at(point)
        assert picked.name == span, f"the name of {span} lies under {picked}"
        return point.toPoint()

    def _grip_of(self, span: str) -> QPoint:
        """A point at which a drop means this very span: its name, which nothing else covers."""
        return self._name_point(span)

    def _drag_to_sight(self, offset: int) -> None:
        """Hold the drag at the edge of the text until the window has scrolled far enough."""
        view = self.view
        height = view.viewport().height()

        def is_in_sight() -> bool:
            rect = view.caret_rect(offset)
            return rect is not None and rect.top() > 50 and rect.bottom() < height - 4

        self._move(QPoint(view.viewport().width() // 2, height // 2))
        if not is_in_sight():
            rect = view.caret_rect(offset)
            is_below = rect is None or rect.top() > height // 2
            edge = QPoint(view.viewport().width() // 2, height + 30 if is_below else -30)
            self._move(edge)
            assert QTest.qWaitFor(is_in_sight, 10_000), "the drag does not scroll"
            self._move(QPoint(view.viewport().width() // 2, height // 2))

    # ---- the mouse itself --------------------------------------------------------------

    def _scroll_to(self, *offsets: int) -> None:
        """Turn the wheel until the first offset stands well in the window, better all of them."""
        viewport = self.view.viewport()
        for _ in range(200):
            rects = [self.view.caret_rect(one) for one in offsets]
            first = rects[0]
            if first is not None and first.top() < _ROOM:
                self._turn_wheel(viewport, 1)
            elif (
                first is None
                or first.bottom() > viewport.height() - _ROOM
                or (
                    rects[-1] is not None
                    and rects[-1].bottom() > viewport.height() - _ROOM
                    and first.top() > 2 * _ROOM
                )
            ):
                self._turn_wheel(viewport, -1)
            else:
                return
        raise AssertionError(f"the wheel does not reach {offsets}")

    def _turn_wheel(self, viewport: QWidget, notches: int) -> None:
        middle = QPointF(viewport.rect().center())
        bar = self.view.verticalScrollBar()
        before = bar.value()
        event = QWheelEvent(
            middle,
            QPointF(viewport.mapToGlobal(middle.toPoint())),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            _NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)
        self.settle()
        assert bar.value() != before, "the wheel turns and nothing moves"
        self.acts["wheel"] += 1

    def _drag(self, begin: QPoint, finish: QPoint, held: Qt.KeyboardModifier) -> None:
        self._press(begin, held)
        self._move(begin + QPoint(5, 0), held=held)
        self._move((begin + finish) / 2, held=held)
        self._move(finish, held=held)
        self._release(finish, held)

    def _at(self, point: QPoint, widget: QWidget | None) -> QPoint:
        """A point of a widget (default: the text) as a point of the window."""
        return (widget or self.view.viewport()).mapTo(self.window, point)

    def _press(self, point: QPoint, held: Qt.KeyboardModifier = _NONE) -> None:
        QTest.mousePress(self.window.windowHandle(), _LEFT, held, self._at(point, None))

    def _release(self, point: QPoint, held: Qt.KeyboardModifier = _NONE) -> None:
        self._move(point, held=held)
        QTest.mouseRelease(self.window.windowHandle(), _LEFT, held, self._at(point, None))
        self.settle()

    def _move(
        self, point: QPoint, widget: QWidget | None = None, held: Qt.KeyboardModifier = _NONE
    ) -> None:
        QTest.mouseMove(self.window.windowHandle(), self._at(point, widget))
        self.settle()

    def _click(self, point: QPoint, widget: QWidget | None = None) -> None:
        QTest.mouseClick(self.window.windowHandle(), _LEFT, _NONE, self._at(point, widget))
        self.settle()
