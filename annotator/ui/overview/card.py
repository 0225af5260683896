"""A card: what it is about, its pictures or the tables beside them, and what can be done with them.

What a card shows is read on another thread by `read`, and put on screen by `show_read`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.ui.actions import BY_ID
from annotator.ui.bindings import shown_keys
from annotator.ui.charts.chart import Chart
from annotator.ui.charts.table_view import TableView
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel, set_tone
from annotator.ui.session import Session
from annotator.ui.widgets.line_label import LineLabel

_EDGE = 12
INDENT = 4
"""Pixels by which words stand in: pictures have room for a frame around what is at their edge."""
_ACTS = ("picture_as_table", "copy_picture", "copy_numbers", "save_picture")
_BAR, _DOTS = 3, 34
_PATIENCE_MS = 300
"""What is read sooner says nothing about how far it is."""


class Picture(QWidget):
    """A chart, its table, and words for where there is nothing to show; one of them is seen."""

    door_opened = Signal(object)
    """What is behind a number of the chart or the table."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self._table: TableView | None = None
        chart.door_opened.connect(self.door_opened)
        self.caption = PlainLabel("", self, tone="muted")
        self.caption.setContentsMargins(INDENT, 4, INDENT, 0)
        self.caption.hide()
        self.why = PlainLabel("", self, tone="muted")
        self.why.setContentsMargins(INDENT, 4, INDENT, 4)
        self.why.hide()
        self.is_table = False
        self.write_graph: Callable[[Path], None] | None = None
        """What writes it as GraphML, where it is a graph."""
        self._has_any = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for widget in (self.caption, chart, self.why):
            self._column.addWidget(widget)

    @property
    def table(self) -> TableView:
        """The table, made when it is first wanted."""
        if self._table is None:
            self._table = TableView(self.chart.accessibleName(), self)
            self._table.door_opened.connect(self.door_opened)
            self._table.hide()
            self._column.addWidget(self._table)
        return self._table

    def show_numbers(self, caption: str = "") -> None:
        """Show the chart as it is now, or its table; `caption` says what it is about."""
        self._has_any = True
        self.caption.setText(caption)
        self._arrange()

    def show_why(self, words: str) -> None:
        """Show why there is nothing, behind a dash; "" leaves the place empty."""
        self._has_any = False
        self.why.setText(f"– {words}" if words else "")
        self._arrange()

    def show_as(self, *, is_table: bool) -> None:
        """Show the table instead of the chart, or that again."""
        had_focus = self.seen.hasFocus()
        self.is_table = is_table
        self._arrange()
        if had_focus and self._has_any:
            self.seen.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def seen(self) -> QWidget:
        """What is seen of it."""
        return self.table if self.is_table else self.chart

    @property
    def has_any(self) -> bool:
        """Whether there is anything to see."""
        return self._has_any

    def _arrange(self) -> None:
        if self.is_table and self._has_any:
            self.table.show_table(self.chart.table())
        self.chart.setVisible(self._has_any and not self.is_table)
        if self._table is not None:
            self._table.setVisible(self._has_any and self.is_table)
        self.caption.setVisible(self._has_any and bool(self.caption.text()))
        has_why = not self._has_any and bool(self.why.text())
        self.why.setVisible(has_why)
        self.setVisible(self._has_any or has_why)  # what shows nothing takes no room


class Card(QFrame):
    """One noun of the overview."""

    door_opened = Signal(object)
    """What is behind a number that was chosen: a value of `doors`."""
    action_requested = Signal(str)
    """An action (id) that is about this card."""
    title: ClassVar[str] = ""
    has_more: ClassVar[bool] = False
    """Whether something of it is dear, and is read when all cards show what they have."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("overview_card")
        self.setAccessibleName(self.title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.pictures: list[Picture] = []
        self.heading = LineLabel(self.title, self, tone="strong")
        self.aside = ElidedLabel("", self, tone="muted")
        self.menu_button = QToolButton(self)
        self.bar = QProgressBar(self)
        """How far reading is, where it takes longer than a moment."""
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self.bar.show)
        self.message = PlainLabel("", self, tone="muted")
        self.body = QVBoxLayout()
        self._arrange()

    # ---- for those derived from it

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Any:
        """Return what `show_read` shows; another thread calls this. Errors are shown instead."""
        raise NotImplementedError

    def show_read(self, read: Any, narrowed: Narrowed) -> Iterator[None] | None:
        """Show what was read; where that is more than fits between two frames, a generator shows
        a picture at each step, and the window answers between them."""
        raise NotImplementedError

    @staticmethod
    def read_more(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Any:
        """Return what `show_more` shows, as `read` does."""
        raise NotImplementedError

    def show_more(self, read: Any, narrowed: Narrowed) -> None:
        """Show what was read last."""
        raise NotImplementedError

    def forget(self) -> None:
        """Show nothing any more: who may see what is not as it was."""
        for picture in self.pictures:
            picture.show_why("")

    def add_picture(self, chart: Chart) -> Picture:
        """Put a picture below what is there."""
        picture = Picture(chart, self)
        self.body.addWidget(picture)
        self.pictures.append(picture)
        picture.door_opened.connect(self.door_opened)
        chart.pointed.connect(self._show_pointed)
        picture.show_why("")
        return picture

    def set_aside(self, words: str) -> None:
        """Say beside the title what the numbers are about."""
        self._about = words
        self.aside.setText(words)

    # ---- for the page

    def show_reading(self, progress: Progress | None) -> None:
        """Show how far reading is; None: nothing is being read."""
        if progress is None:
            self._patience.stop()
            self.bar.hide()
            return
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        if self.bar.isHidden() and not self._patience.isActive():
            self._patience.start()

    def say(self, words: str) -> None:
        """Say why something could not be read; "" for nothing."""
        self.message.setText(words)
        self.message.setVisible(bool(words))
        set_tone(self.message, "bad" if words else "muted")

    def picture_here(self) -> Picture | None:
        """Return the picture that has the focus, or the first that shows anything."""
        shown = [one for one in self.pictures if one.has_any]
        here = self.window().focusWidget()
        return next(
            (one for one in shown if one.isAncestorOf(here)),
            shown[0] if shown else None,
        )

    def turn_table(self) -> None:
        """Show all pictures as tables, or the pictures again."""
        is_table = not any(one.is_table for one in self.pictures)
        for one in self.pictures:
            one.show_as(is_table=is_table)

    # ---- inside

    def _arrange(self) -> None:
        self._about = ""
        strong = QFont(self.heading.font())
        strong.setWeight(QFont.Weight.DemiBold)
        self.heading.setFont(strong)
        self.heading.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.menu_button.setText("⋯")
        self.menu_button.setAccessibleName(f"{self.title}: as a table, copy, save")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self.menu_button)
        for id in _ACTS:
            key = shown_keys(BY_ID[id].keys[0])
            added = menu.addAction(f"{BY_ID[id].text}\t{key}")
            added.triggered.connect(lambda _=False, id=id: self.action_requested.emit(id))
        self.menu_button.setMenu(menu)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"{self.title}: reading")
        self.bar.hide()
        self.message.hide()
        self.menu_button.setFixedWidth(max(_DOTS, 2 * self.fontMetrics().height()))
        self.message.setContentsMargins(INDENT, 0, INDENT, 0)
        top = QHBoxLayout()
        top.setContentsMargins(INDENT, 0, 0, 0)
        top.setSpacing(10)
        top.addWidget(self.heading)
        top.addWidget(self.aside, 1)
        top.addWidget(self.menu_button)
        self.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 8, _EDGE, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.message)
        column.addLayout(self.body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar lies on the upper edge: pictures keep their room when it comes and goes."""
        super().resizeEvent(event)
        self.bar.setGeometry(_EDGE, 1, self.width() - 2 * _EDGE, _BAR)

    def _show_pointed(self, words: str) -> None:
        """What is pointed at is told beside the title, at once."""
        self.aside.setText(words or self._about)
        set_tone(self.aside, "text" if words else "muted")
