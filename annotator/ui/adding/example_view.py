"""The opening of an article as it would come in, with its spans marked."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.project.import_preview import ArticleExample
from annotator.text.offsets import Utf16Table
from annotator.ui.adding.preview_words import example_title
from annotator.ui.panels.plain_text import ElidedLabel, plain_tooltip
from annotator.ui.text_view.substitution import shadow_text
from annotator.ui.theme import current_colours, theme


class ExampleView(QWidget):
    """Shows one example and goes to the next; its text is for reading, never for reading back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._examples: Sequence[ArticleExample] = ()
        self._at = 0
        self.title = ElidedLabel("", self, tone="muted")
        self.next_button = QPushButton("Next example", self)
        self.next_button.setProperty("quiet", True)
        self.next_button.setAutoDefault(False)
        self.text = QPlainTextEdit(self)
        self.text.setProperty("field", True)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Example article")
        self.text.setMinimumHeight(7 * self.fontMetrics().lineSpacing())
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
        self.next_button.clicked.connect(self._go_on)
        theme().changed.connect(self._show)

    def show_examples(self, examples: Sequence[ArticleExample]) -> None:
        """Show the first of these."""
        self._examples = examples
        self._at = 0
        self.setVisible(bool(examples))
        self.next_button.setVisible(len(examples) > 1)
        self._show()

    def _go_on(self) -> None:
        self._at = (self._at + 1) % len(self._examples)
        self._show()

    def _show(self) -> None:
        if not self._examples:
            self.text.clear()
            return
        example = self._examples[self._at]
        of = f" ({self._at + 1} of {len(self._examples)})" if len(self._examples) > 1 else ""
        self.title.setText(f"{example_title(example.title, example.id)}{of}")
        shown = shadow_text(example.opening)
        self.text.setPlainText(shown)
        self.text.setExtraSelections(self._marks(example, Utf16Table(shown)))

    def _marks(self, example: ArticleExample, table: Utf16Table) -> list[QTextEdit.ExtraSelection]:
        tint = QTextCharFormat()
        tint.setBackground(QColor(current_colours().accent_soft))
        marks = []
        for start, end, label in example.spans:
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(table.to_units(start))
            cursor.setPosition(table.to_units(end), QTextCursor.MoveMode.KeepAnchor)
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, QTextCharFormat(tint)
            mark.format.setToolTip(plain_tooltip(label))
            marks.append(mark)
        return marks
