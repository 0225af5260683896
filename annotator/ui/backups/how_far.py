"""How far the journal is followed from a backup: not at all, to its end, or up to a moment."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QHBoxLayout, QWidget

from annotator.model.backup import THE_BACKUP, THE_END, Reach, Until
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.history_words import time_words

_BACKUP, _END, _MOMENT = range(3)


class HowFar(QWidget):
    """Three choices and a moment, of which as many can be chosen as the journal has acts for."""

    changed = Signal()
    """Another way to go was chosen by hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("How far")
        self.choice.addItems(["As it was made", "On to the last act", "On up to a moment"])
        self.moment = QDateTimeEdit(self)
        self.moment.setAccessibleName("Up to this moment")
        self.moment.setDisplayFormat(" yyyy-MM-dd  HH:mm:ss")
        self.moment.setKeyboardTracking(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.moment)
        self.choice.currentIndexChanged.connect(self._take_choice)
        self.moment.dateTimeChanged.connect(lambda _: self.changed.emit())
        self.moment.hide()

    def until(self) -> Until:
        """Return how far."""
        index = self.choice.currentIndex()
        if index == _MOMENT:
            # To the end of the second that is shown.
            chosen = self.moment.dateTime().toSecsSinceEpoch() + 0.999
            return Until(at=datetime.fromtimestamp(chosen).astimezone())
        return THE_END if index == _END else THE_BACKUP

    def choose(self, until: Until) -> None:
        """Go to the end, or nowhere; nobody is told."""
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(_END if until == THE_END else _BACKUP)
        self.moment.hide()

    def show_reach(self, made: datetime, furthest: Reach) -> None:
        """Say how far the journal takes a backup made at a time (UTC)."""
        has_acts = furthest.acts > 0
        self.setVisible(has_acts)
        if not has_acts:
            return
        words = f"On to {time_words(furthest.last)}: {count_words(furthest.acts, 'act')} more"
        self.choice.setItemText(_END, words)
        last = QDateTime.fromString(furthest.last, "yyyy-MM-ddTHH:mm:ss.zzztt").toLocalTime()
        first = QDateTime.fromSecsSinceEpoch(int(made.timestamp()))
        with QSignalBlocker(self.moment):
            self.moment.setDateTimeRange(first, max(first, last))
            if self.choice.currentIndex() != _MOMENT:
                self.moment.setDateTime(max(first, last))

    def _take_choice(self, index: int) -> None:
        self.moment.setVisible(index == _MOMENT)
        self.changed.emit()
