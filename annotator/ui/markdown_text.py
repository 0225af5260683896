"""Markdown shown calmly: nothing is fetched, and nothing but Markdown is understood."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import (
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from annotator.ui.fonts import interface_font

_CODE = 0.86
_HEADINGS = {1: (1.82, 0.0, 12.0), 2: (1.23, 20.0, 6.0), 3: (1.05, 14.0, 4.0)}
"""By level: size as a multiple of the text's, room above and below in pixels."""
_PLAIN = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class MarkdownText(QTextBrowser):
    """A page of Markdown. Links are not followed: `anchorClicked` says which one was pressed."""

    column_shares: tuple[int, ...] = ()
    """Of the columns of each table, in per cent; none: as their words need."""

    def __init__(self, points: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = points
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.document().setDefaultFont(interface_font(points))

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Return something empty, whatever is asked for."""
        # Not "nothing": then Qt would look for a file itself.
        is_picture = type == QTextDocument.ResourceType.ImageResource.value
        return QImage(1, 1, QImage.Format.Format_ARGB32) if is_picture else QByteArray(b" ")

    def show_markdown(self, markdown: str) -> None:
        """Show a page from its top."""
        document = self.document()
        document.setMarkdown(markdown, _PLAIN)
        whole = QTextCursor(document)
        whole.beginEditBlock()  # laid out once, and not anew for every line of a table
        frames = document.rootFrame().childFrames()
        tables = [frame for frame in frames if isinstance(frame, QTextTable)]
        for table in tables:
            _drop_empty_start(table)
        for block in _blocks(document):
            _dress(block, self._points)
        for table in tables:
            _dress_table(table, self.column_shares)
        whole.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _dress(block: QTextBlock, points: float) -> None:
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
        size = _HEADINGS.get(level, _HEADINGS[3])[0] if level else _CODE
        letters.setFontPointSize(size * points)
        cursor.setCharFormat(letters)


def _is_same_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _drop_empty_start(table: QTextTable) -> None:
    """Take out the empty line that Qt begins the first cell with after a quote or code."""
    first = table.cellAt(0, 0)
    cursor = first.firstCursorPosition()
    if cursor.block().length() == 1 and cursor.block() != first.lastCursorPosition().block():
        shape = cursor.block().next().blockFormat()
        cursor.deleteChar()
        cursor.setBlockFormat(shape)


def _dress_table(table: QTextTable, shares: tuple[int, ...]) -> None:
    """Take the lines away; with shares the columns begin at the same place in all tables."""
    shape = table.format()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setCellPadding(3)
    shape.setBottomMargin(10)
    percent = QTextLength.Type.PercentageLength
    shape.setWidth(QTextLength(percent, 100))
    if shares:
        shape.setColumnWidthConstraints([QTextLength(percent, share) for share in shares])
    table.setFormat(shape)
