"""What a label's page will look like to those who read it, while it is being written."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.ui.guideline.page import GuidelinePage

_PAUSE = 120
"""Milliseconds after the last key before the page is laid out anew."""


class GuidelinePreview(QFrame):
    """Follows what is written, and stays where one reads in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideline_preview")
        self.page = GuidelinePage(self)
        self.page.setAccessibleName("Preview of the guideline")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self.page)
        self._label: SpanLabel | RelationLabel | None = None
        self._label_set = LabelSet()
        self._shown = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._lay_out)

    def follow(self, label: SpanLabel | RelationLabel, label_set: LabelSet) -> None:
        """Show the page of a label: another one at once, the same one after a pause in typing."""
        self._label, self._label_set = label, label_set
        if label.id == self._shown:
            self._pause.start()
        else:
            self._lay_out()

    def _lay_out(self) -> None:
        self._pause.stop()
        label = self._label
        if label is None:
            return
        bar = self.page.verticalScrollBar()
        place = bar.value() if label.id == self._shown else 0
        self._shown = label.id
        self.page.show_label(label, self._label_set)
        self.page.document().size()  # lays it out to its end: until then the bar is too short
        bar.setValue(place)
