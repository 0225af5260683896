"""What a change of labels would do: how much of whom, some of the places, what fits no more."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from annotator.project.label_changes.counting import LabelPreview
from annotator.ui.label_changes.choice import concerned_words, invalid_words
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.theme import theme
from annotator.ui.widgets.near_end import NearEnd

_PEOPLE_SHOWN = 5
"""Rows that are seen at once; more are scrolled."""
_CURATED = "the curated set"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PreviewTables(QWidget):
    """Shows a preview; without one it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.concerned = PlainLabel("", self, tone="strong")
        self.people = _list(self, "How much of whom", ("Whose", "Articles", "Spans", "Relations"))
        self.examples = _list(
            self, "Some of the places", ("Before", "Text", "After", "Article", "Whose")
        )
        self.warning = PlainLabel("", self, tone="warn")
        self._arrange()
        self.forget()

    def show_preview(self, preview: LabelPreview) -> None:
        """Show what a change would do."""
        self.concerned.setText(concerned_words(preview))
        self.warning.setText(invalid_words(preview))
        self.warning.setVisible(bool(self.warning.text()))
        for one in preview.worn:
            counts = (one.articles, one.spans, one.relations)
            name = _CURATED if one.annotator is None else one_line(one.annotator, 60)
            item = QTreeWidgetItem(self.people, [name, *(f"{count:,}" for count in counts)])
            for column in (1, 2, 3):
                item.setTextAlignment(column, _RIGHT)
        for place in preview.examples:
            name = _CURATED if place.annotator is None else one_line(place.annotator, 60)
            words = (place.left, place.text, place.right, place.title, name)
            item = QTreeWidgetItem(self.examples, [one_line(part) for part in words])
            item.setTextAlignment(0, _RIGHT)
            for column in (0, 2, 3, 4):
                item.setForeground(column, QColor(theme().colours.muted))
        self.people.setVisible(bool(preview.worn))
        self._fit_people(len(preview.worn))
        self.examples.setVisible(bool(preview.examples))

    def forget(self) -> None:
        """Show nothing."""
        for listed in (self.people, self.examples):
            listed.clear()
        self.people.hide()
        self.examples.hide()
        self.warning.hide()
        self.concerned.setText("")

    # ---- inside

    def _arrange(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.concerned)
        whole.addWidget(self.people)
        whole.addWidget(self.examples, 1000)
        whole.addWidget(self.warning)
        whole.addStretch(1)
        for column, mode in enumerate(("Stretch", "ResizeToContents", "Stretch")):
            self.examples.header().setSectionResizeMode(column, QHeaderView.ResizeMode[mode])
        self.examples.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.examples.setItemDelegateForColumn(0, NearEnd(self.examples))
        self.people.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.people.header().setStretchLastSection(False)
        for column in (1, 2, 3):
            self.people.headerItem().setTextAlignment(column, _RIGHT)
        self.examples.headerItem().setTextAlignment(0, _RIGHT)
        self.examples.header().setStretchLastSection(False)

    def _fit_people(self, rows: int) -> None:
        """As high as its rows, up to a few: the places below have the room."""
        row = self.people.sizeHintForRow(0) if rows else 0
        frame = 2 * self.people.frameWidth() + self.people.header().sizeHint().height()
        self.people.setFixedHeight(frame + row * min(rows, _PEOPLE_SHOWN) + 2)


def _list(parent: QWidget, name: str, columns: tuple[str, ...]) -> QTreeWidget:
    listed = QTreeWidget(parent)
    listed.setAccessibleName(name)
    listed.setHeaderLabels(columns)
    listed.setRootIsDecorated(False)
    listed.setUniformRowHeights(True)
    return listed
