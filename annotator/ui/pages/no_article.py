"""What stands where the text will be, while no article is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.ui.widgets.line_label import LineLabel


class NoArticle(QWidget):
    """Says what to do next. The buttons for it are in the list, which is empty then."""

    help_page = "articles"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = LineLabel("", tone="muted")
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.show_count(0)

    def show_count(self, articles: int) -> None:
        """Say what fits a project with so many articles."""
        self._words.setText(
            "Choose an article in the list at the left."
            if articles
            else "Drop text files or a folder anywhere in this window."
        )

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()
