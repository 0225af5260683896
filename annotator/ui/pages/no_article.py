"""What stands where the text will be, while no article is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.ui.widgets.line_label import LineLabel


class NoArticle(QWidget):
    """Says what to do next: choose an article, or bring some in."""

    import_requested = Signal()
    paste_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = LineLabel("", tone="strong")
        self._help = LineLabel("", tone="muted")
        self._import = QPushButton("Add articles from files…")
        self._paste = QPushButton("Add one from the clipboard…")
        self.buttons = (self._import, self._paste)
        self._import.clicked.connect(self.import_requested)
        self._paste.clicked.connect(self.paste_requested)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for widget in (self._heading, self._help, self._import, self._paste):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.show_count(0)

    def show_count(self, articles: int) -> None:
        """Say what fits a project with so many articles."""
        is_empty = articles == 0
        self._heading.setText("No articles yet" if is_empty else "No article is open")
        self._help.setText(
            "Drop text files or a folder anywhere in this window."
            if is_empty
            else "Choose one in the list at the left."
        )
        for button in self.buttons:
            button.setVisible(is_empty)
