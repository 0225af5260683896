"""The help: the Markdown pages of `resources/help`, in a window that stays beside the work."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from annotator.resources import resource_path
from annotator.ui.fonts import interface_font
from annotator.ui.theme import theme

PAGES = (
    "first-hour",
    "marking",
    "searching",
    "keys",
    "articles",
    "review",
    "by-phrase",
    "inbox",
    "assigning",
    "colleagues",
    "agreement",
    "report",
    "export",
    "formats",
    "files-and-safety",
    "command-line",
    "python",
)
"""Names of the pages, in the order in which somebody new reads them."""

_POINTS = 11.0
_CODE_POINTS = 9.5
_HEADINGS = {1: (20.0, 0.0, 12.0), 2: (13.5, 20.0, 6.0), 3: (11.5, 14.0, 4.0)}
"""By level: size in points, room above and below in pixels."""
_COLUMNS = (62, 38)
"""Shares of the two columns of a table, in per cent."""
_MARGIN = 32.0
_LIST_WIDTH = 190
_ROW = 30
_SIZE = QSize(920, 720)
_PLAIN = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


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


class HelpText(QTextBrowser):
    """Shows Markdown calmly. Nothing is fetched; files are read from the help folder alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Help")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.document().setDefaultFont(interface_font(_POINTS))
        self.document().setDocumentMargin(_MARGIN)

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Return a picture of the help folder; anything else is an empty one."""
        url = QUrl(name)
        file = url.path()
        if url.isRelative() and file.endswith(".png") and "/" not in file and "\\" not in file:
            return self._fitted(QImage(str(resource_path("help", file))))
        # Not "nothing": then Qt would look for a file itself.
        is_picture = type == QTextDocument.ResourceType.ImageResource.value
        return QImage(1, 1, QImage.Format.Format_ARGB32) if is_picture else QByteArray(b" ")

    def show_markdown(self, markdown: str) -> None:
        """Show a page from its top."""
        document = self.document()
        document.setMarkdown(markdown, _PLAIN)
        for block in _blocks(document):
            _dress(block)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _dress_table(frame)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _fitted(self, picture: QImage) -> QImage:
        width = _SIZE.width() - _LIST_WIDTH - round(2 * _MARGIN) - 40
        if picture.width() <= width:
            return picture
        return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _dress(block: QTextBlock) -> None:
    """Give a heading, a paragraph or a line of code its size and its room."""
    level = block.blockFormat().headingLevel()
    is_code = block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)
    cursor = QTextCursor(block)
    is_in_table = cursor.currentTable() is not None
    shape = QTextBlockFormat()
    above, below = _HEADINGS.get(level, _HEADINGS[3])[1:] if level else (0.0, 9.0)
    is_close = is_code or is_in_table
    shape.setTopMargin(above)
    shape.setBottomMargin(0.0 if is_close else 4.0 if block.textList() is not None else below)
    percent = 116 if is_close else 136
    shape.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if is_code:
        shape.setNonBreakableLines(False)
        shape.setLeftMargin(14)
        shape.setBottomMargin(0.0 if _is_same_code(block.next()) else 12.0)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeBlockFormat(shape)
    if level or is_code:
        letters = cursor.charFormat()
        letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        letters.setFontPointSize(_HEADINGS.get(level, _HEADINGS[3])[0] if level else _CODE_POINTS)
        cursor.setCharFormat(letters)


def _is_same_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _dress_table(table: QTextTable) -> None:
    """Take the lines away; the last column begins at the same place in all tables."""
    shape = table.format()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setCellPadding(3)
    shape.setBottomMargin(10)
    percent = QTextLength.Type.PercentageLength
    shape.setWidth(QTextLength(percent, 100))
    shape.setColumnWidthConstraints([QTextLength(percent, share) for share in _COLUMNS])
    table.setFormat(shape)
