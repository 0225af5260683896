"""The help: the Markdown pages of `resources/help`, in a window that stays beside the work."""

from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from annotator.resources import resource_path
from annotator.ui.markdown_text import MarkdownText
from annotator.ui.theme import theme

PAGES = (
    "first-hour",
    "tour",
    "marking",
    "suggestions",
    "searching",
    "entities",
    "consistency",
    "guidelines",
    "keys",
    "settings",
    "articles",
    "work-lists",
    "review",
    "by-phrase",
    "inbox",
    "labels",
    "label-changes",
    "not-allowed",
    "assigning",
    "colleagues",
    "team",
    "agreement",
    "overview",
    "report",
    "printing",
    "export",
    "formats",
    "history",
    "files-and-safety",
    "trust",
    "benchmarks",
    "accessibility",
    "troubleshooting",
    "forgetting",
    "installing",
    "command-line",
    "python",
    "changes",
)
"""Names of the pages, in the order in which somebody new reads them."""

_POINTS = 11.0
_MARGIN = 32.0
_LIST_WIDTH = 190
_ROW = 30
_SIZE = QSize(920, 720)


def show_help(page: str, over: QWidget) -> "HelpReader":
    """Show a page (its name) in the help window of a window or dialog, made where there is none."""
    reader = over.findChild(HelpReader, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if reader is None:
        reader = HelpReader(over)
    reader.open_page(page)
    reader.show()
    reader.activateWindow()
    reader.text.setFocus(Qt.FocusReason.OtherFocusReason)
    return reader


class HelpedDialog(QDialog):
    """A dialog in which F1 shows the page that it names, wherever the focus is."""

    help_page = "first-hour"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the page; any other key is as in every dialog."""
        if event.key() == Qt.Key.Key_F1:
            show_help(self.help_page, self)
        else:
            super().keyPressEvent(event)


def read_page(page: str) -> str:
    """Return the Markdown of a page. KeyError where there is none of that name."""
    if page not in PAGES:
        raise KeyError(page)
    return resource_path("help", f"{page}.md").read_text(encoding="utf-8")


def title_of(page: str) -> str:
    """Return the title of a page, its first line."""
    return read_page(page).partition("\n")[0].lstrip("# ")


class HelpReader(QDialog):
    """Pages on the left, the page on the right. Alt ← goes back, Esc leaves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = ""
        self._before: list[str] = []
        self.contents = QListWidget(self)
        self.contents.setAccessibleName("Pages")
        self.contents.setFrameShape(QListWidget.Shape.NoFrame)
        self.contents.setFixedWidth(_LIST_WIDTH)
        self.contents.viewport().setAutoFillBackground(False)
        for page in PAGES:
            item = QListWidgetItem(title_of(page), self.contents)
            item.setSizeHint(QSize(0, _ROW))
        self.text = HelpText(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 16, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.contents)
        row.addWidget(self.text, 1)
        self.contents.currentRowChanged.connect(lambda row: self.open_page(PAGES[row]))
        self.text.anchorClicked.connect(self._follow)
        theme().changed.connect(self._show)
        back = QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self)
        back.activated.connect(self.go_back)
        self.resize(_SIZE)

    def open_page(self, page: str) -> None:
        """Show a page by its name."""
        if page == self.page:
            return
        if self.page:
            self._before.append(self.page)
        self._turn_to(page)

    def go_back(self) -> None:
        """Show the page before this one again."""
        if self._before:
            self._turn_to(self._before.pop())

    def _turn_to(self, page: str) -> None:
        self.page = page
        self.contents.setCurrentRow(PAGES.index(page))
        self._show()

    def _show(self) -> None:
        self.text.show_markdown(read_page(self.page))

    def _follow(self, url: QUrl) -> None:
        """Follow a way to another page; others lead out of the help and are not followed."""
        name = url.path().removesuffix(".md")
        if url.isRelative() and name in PAGES:
            self.open_page(name)


class HelpText(MarkdownText):
    """Shows a page of the help; pictures are read from the help folder alone."""

    column_shares = (62, 38)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_POINTS, parent)
        self.setAccessibleName("Help")
        self.document().setDocumentMargin(_MARGIN)

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Return a picture of the help folder; anything else is an empty one."""
        url = QUrl(name)
        file = url.path()
        if url.isRelative() and file.endswith(".png") and "/" not in file and "\\" not in file:
            return self._fitted(QImage(str(resource_path("help", file))))
        return super().loadResource(type, name)

    def _fitted(self, picture: QImage) -> QImage:
        width = _SIZE.width() - _LIST_WIDTH - round(2 * _MARGIN) - 40
        if picture.width() <= width:
            return picture
        return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
