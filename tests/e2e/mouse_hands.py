"""Hands that use the mouse, through the window system's own events."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from annotator.ui.text_view.choices import ChoiceList
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
        words = self.snapped(*first)
        self._drag_over(*words)
        self._click_label(span.label)
        self._mend(words, first)
        for number, part in enumerate(others, 1):
            self._drag_over(*part)
            self._choose_in_menu(part[0], "add_fragment")
            self.find_span(span.label, span.fragments[: number + 1])
        return self.find_span(span.label, span.fragments)

    def _drag_over(self, start: int, end: int) -> None:
        self._let_go()
        self._scroll_to(start, end)
        self._drag(self._inside(start, start + 1), self._inside(end, end - 1))
        self.acts["span: drag"] += 1
        assert self.selection.text == (start, end), f"wanted {start, end}: {self.state()}"

    def _inside(self, edge: int, neighbour: int) -> QPoint:
        """A point in the character at an edge, nearer to that edge than to its neighbour."""
        here, there = self.view.caret_rect(edge), self.view.caret_rect(neighbour)
        is_broken = abs(here.top() - there.top()) > 2  # the edge stands at a line's other end
        x = here.x() if is_broken else here.x() + 0.25 * (there.x() - here.x())
        return QPointF(x, there.top() + 0.3 * there.height()).toPoint()

    def _mend(self, made: tuple[int, int], wanted: tuple[int, int]) -> None:
        """Drag an end of the new span into a word; Ctrl keeps it from snapping back."""
        for before, after in zip(made, wanted, strict=True):
            if before != after:
                self._drag(self._border(before), self._border(after), _CTRL)
                self.acts["span: mend"] += 1

    def _border(self, offset: int) -> QPoint:
        rect = self.view.caret_rect(offset)
        return QPointF(rect.x(), rect.center().y()).toPoint()

    def _let_go(self) -> None:
        """Click beside the text, so that no selected span's ends are in the way."""
        if self.selection.spans or self.selection.text or self.selection.relation:
            self._click(QPoint(6, self.view.viewport().height() // 2))
            self.acts["let go"] += 1

    def _click_label(self, name: str) -> None:
        row = self.page.labels.row
        chip = next(one for one in row.chips if one.label.name == name)
        if chip.isVisible():
            self._click(chip.rect().center(), chip)
        else:
            # The menu runs a loop of its own until something in it is chosen.
            QTimer.singleShot(0, lambda: self._click_entry(lambda one: one.text().startswith(name)))
            self._click(row.more_button.rect().center(), row.more_button)
        self.acts["span: label"] += 1

    def _click_entry(self, is_wanted: Callable[[QAction], bool]) -> None:
        """Click an entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu came"
        entry = next(one for one in menu.actions() if is_wanted(one))
        QTest.mouseClick(menu, _LEFT, _NONE, menu.actionGeometry(entry).center())
        self.settle()

    def _choose_in_menu(self, offset: int, action: str) -> None:
        """Click with the right button on the selected text and choose from what comes."""
        point = self._inside(offset, offset + 1)
        viewport = self.view.viewport()
        # QTest sends no wish for a menu with the right button; a platform sends this.
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point), _NONE
        )
        QApplication.sendEvent(viewport, event)
        self._click_entry(lambda one: one.objectName() == action)
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
        self._click(self._row_of(choices, wanted), choices)
        self.acts["relation: label"] += 1

    def _row_of(self, choices: ChoiceList, wanted: int) -> QPoint:
        """Move up over the rows until the pointer lights the one that is wanted."""
        assert len(choices.choices) > 1
        lit = set()
        for y in range(choices.height() - 1, 0, -7):
            self._move(QPoint(20, y), choices)
            lit.add(choices.current)
            if choices.current == wanted and (wanted or len(lit) > 1):
                return QPoint(20, y - 7)
        raise AssertionError(f"the pointer lights no row {wanted}")

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
            self.wait_until(is_in_sight, "the drag does not scroll")
            self._move(QPoint(view.viewport().width() // 2, height // 2))

    # ---- the mouse itself --------------------------------------------------------------

    def _scroll_to(self, *offsets: int) -> None:
        """Turn the wheel until the first offset stands well in the window, better all of them."""
        for _ in range(200):
            rects = [self.view.caret_rect(one) for one in offsets]
            notches = self._notches_to(rects[0], rects[-1])
            if notches == 0:
                return
            self._turn_wheel(self.view.viewport(), notches)
        raise AssertionError(f"the wheel does not reach {offsets}")

    def _notches_to(self, first: QRectF | None, last: QRectF | None) -> int:
        """Which way to turn the wheel so that both places can be grabbed; 0: as good as it gets."""
        bar, floor = self.view.verticalScrollBar(), self.view.viewport().height() - _ROOM
        if first is not None and first.top() < _ROOM:
            return 1 if bar.value() > bar.minimum() else 0
        if first is None or first.bottom() > floor:
            return -1
        is_low = last is not None and last.bottom() > floor
        notch = bar.singleStep() * QApplication.wheelScrollLines()
        return -1 if is_low and first.top() - notch > _ROOM else 0

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

    def _drag(self, begin: QPoint, finish: QPoint, held: Qt.KeyboardModifier = _NONE) -> None:
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
        if held == _NONE:
            QTest.mouseMove(self.window.windowHandle(), self._at(point, widget))
        else:
            # QTest moves without modifiers, so this goes to the text itself.
            viewport = self.view.viewport()
            place = QPointF(viewport.mapToGlobal(point))
            kind = QEvent.Type.MouseMove
            none = Qt.MouseButton.NoButton
            event = QMouseEvent(kind, QPointF(point), place, none, _LEFT, held)
            QApplication.sendEvent(viewport, event)
        self.settle()

    def _click(self, point: QPoint, widget: QWidget | None = None) -> None:
        QTest.mouseClick(self.window.windowHandle(), _LEFT, _NONE, self._at(point, widget))
        self.settle()
