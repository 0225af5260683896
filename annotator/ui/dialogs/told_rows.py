"""Rows of two columns in a dialog: where, and what."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.section import empty_layout
from annotator.ui.widgets.line_label import LineLabel


class ToldRows(QGridLayout):
    """Words of others, shown literally; the second column wraps."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__()
        self._owner = owner
        self.setHorizontalSpacing(18)
        self.setVerticalSpacing(4)
        self.setColumnStretch(1, 1)

    def show_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """Show these rows in place of those before."""
        empty_layout(self)
        for row, (where, words) in enumerate(rows):
            name, said = LineLabel(where, self._owner, tone="muted"), PlainLabel(words, self._owner)
            self.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self.addWidget(said, row, 1)
            for label in (name, said):
                label.show()  # at once, so that the dialog grows by it

    def rows(self) -> list[tuple[str, str]]:
        """Return what is shown."""
        labels = [self.itemAt(at).widget() for at in range(self.count())]  # type: ignore[union-attr]
        words = [one.text() for one in labels if isinstance(one, PlainLabel)]
        return list(zip(words[::2], words[1::2], strict=True))
