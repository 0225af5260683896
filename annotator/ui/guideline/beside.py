"""The guidelines at the right of the article, in the place of the inspector or the inbox."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from annotator.model.changes import Changes
from annotator.model.labels import LabelSet
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.ui.guideline.panel import GuidelinePanel

_DIALOG = (420, 560)


class Guidelines(QObject):
    """Opens and closes the panel, made when it is first asked for."""

    toggled = Signal()
    text_requested = Signal()
    """The hand wants into the text."""

    def __init__(
        self,
        session: Session,
        side: QStackedWidget,
        close_others: Callable[[], None],
        is_closing_key: Callable[[QKeyEvent], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._side, self._close_others = session, side, close_others
        self._is_closing_key = is_closing_key
        self.panel: GuidelinePanel | None = None
        session.changed.connect(self._take_changes)

    @property
    def is_open(self) -> bool:
        """Whether the guidelines are at the right."""
        return self.panel is not None and self._side.currentWidget() is self.panel

    def open(self, label: str) -> None:
        """Show the page of a label (id), with the focus on it."""
        panel = self.panel or self._make_panel()
        panel.show_label_set(self._session.label_set, label)
        if not self.is_open:
            self._close_others()
            self._side.setCurrentWidget(panel)
            self.toggled.emit()
        panel.focus_page()

    def close(self) -> None:
        """Show the inspector again."""
        if self.is_open:
            self._side.setCurrentIndex(0)
            self.toggled.emit()
            self.text_requested.emit()

    def _make_panel(self) -> "GuidelinePanel":
        from annotator.ui.guideline.panel import GuidelinePanel

        panel = self.panel = GuidelinePanel(self._side)
        self._side.addWidget(panel)
        panel.is_closing_key = self._is_closing_key
        panel.leave_requested.connect(self.text_requested)
        panel.close_requested.connect(self.close)
        return panel

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if self.panel is not None and changes.label_set is not None:
            self.panel.show_label_set(changes.label_set[1])


def show_in_dialog(label_set: LabelSet, label: str, over: QWidget) -> QDialog:
    """Show the page of a label (id) in a dialog, where nothing stands at the right for it."""
    from annotator.ui.guideline.panel import GuidelinePanel

    dialog = QDialog(over)
    dialog.setWindowTitle("Guideline")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    panel = GuidelinePanel(dialog)
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(panel)
    panel.leave_requested.connect(dialog.reject)
    panel.close_requested.connect(dialog.reject)
    panel.show_label_set(label_set, label)
    dialog.resize(*_DIALOG)
    dialog.show()
    panel.focus_page()
    return dialog
