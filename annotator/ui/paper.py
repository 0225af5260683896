"""A report on paper: the page that browsers show, laid out by Qt and written as PDF.

Decision: the page is one and the same. Qt's rich text knows less HTML than a browser, so what it
does not know is said in its own words first; pictures are painted as drawings, not as pixels.
"""

import re
from collections.abc import Sequence
from html import unescape

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QObject,
    QRect,
    QRectF,
    QSizeF,
    Qt,
    QThread,
)
from PySide6.QtGui import (
    QColor,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPyTextObject,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from annotator.ui.fonts import UI_FAMILY, interface_font

_RESOLUTION = 1200
"""Dots in an inch."""
_MARGIN_MM = 20.0
_POINTS = 9.5
_SCALE = 0.74
"""Of pictures, against the pixels that they have in a browser."""
_FOOT = 24.0
"""Points below the text, where the number of the page stands."""
_CASE = 4
"""The level of the heading of a case."""
_BEFORE_PICTURE = 2
"""Blocks in which a picture is looked for behind a heading."""
_SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
_BROWSERS_FONT = '"system-ui, sans-serif"'
_SIZE = re.compile(r'width="(\d+)" height="(\d+)"')
_STYLE = """
body { color: #1d2430; }
h1 { font-size: 18pt; font-weight: 600; }
h2 { font-size: 13pt; font-weight: 600; margin-top: 20px; margin-bottom: 6px; }
h3 { font-size: 10pt; font-weight: 600; margin-top: 12px; margin-bottom: 4px; }
h4 { font-size: 9.5pt; font-weight: 600; margin-top: 3px; margin-bottom: 3px; }
p { margin-top: 3px; margin-bottom: 3px; }
table { margin-top: 6px; margin-bottom: 8px; }
th, td { padding-right: 14px; padding-top: 2px; padding-bottom: 2px; }
th { text-align: left; font-weight: 400; }
td.n, th.n { text-align: right; }
dt { font-weight: 600; margin-top: 6px; }
.quiet { color: #5b6472; font-weight: 400; }
.mark { background-color: #ffe9a8; }
.sample { margin-left: 10px; margin-top: 9px; margin-bottom: 9px; }
"""


def pdf_of(page: str) -> bytes:
    """Return a page of `annotator.report` as PDF, A4. May be called on any thread, and waits."""
    work = _Work(page)
    work.start()
    work.wait()
    if work.error is not None:
        raise work.error
    return work.content


class _Work(QThread):
    """Lays the page out and writes it. A thread of Qt's own, for a layout starts timers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page
        self.content = b""
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.content = _make_pdf(self._page)
        except Exception as error:  # noqa: BLE001  told where it is waited for
            self.error = error


def _make_pdf(page: str) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, _title_of(page))
    _paint(lay_out(page, writer), writer)
    buffer.close()
    return bytes(content.data())


def lay_out(page: str, writer: QPdfWriter) -> QTextDocument:
    """Return a page laid out on the sheets of a writer."""
    html, pictures = _for_qt(page)
    document = QTextDocument()
    document.setDefaultFont(interface_font(_POINTS))
    document.setDefaultStyleSheet(_STYLE)
    document.setDocumentMargin(0)
    painted = _Pictures(pictures, document)
    document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject, painted)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(html)
    document.setPageSize(QSizeF(writer.width(), writer.height() - _foot()))
    _keep_together(document)
    return document


def _foot() -> float:
    return _FOOT * _RESOLUTION / 72


def _for_qt(page: str) -> tuple[str, list[str]]:
    """Return the page as Qt's rich text understands it, and the pictures in it."""
    pictures: list[str] = []

    def name(found: re.Match[str]) -> str:
        pictures.append(found[0].replace(_BROWSERS_FONT, f'"{UI_FAMILY}"'))
        return f'<p><img src="{len(pictures) - 1}"></p>'

    html = _SVG.sub(name, page)
    for gone in ("style", "title", "nav"):
        html = re.sub(f"<{gone}>.*?</{gone}>", "", html, flags=re.DOTALL)
    html = html.replace("<mark>", '<span class="mark">').replace("</mark>", "</span>")
    html = re.sub('<p class="what">(.*?)</p>', rf"<h{_CASE}>\1</h{_CASE}>", html, flags=re.DOTALL)
    return html.replace("<section", "<div").replace("</section>", "</div>"), pictures


def _title_of(page: str) -> str:
    found = re.search("<title>(.*?)</title>", page, re.DOTALL)
    return unescape(found[1]) if found else ""


def _writer(device: QIODevice, title: str) -> QPdfWriter:
    writer = QPdfWriter(device)
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("annotator")
    return writer


def _paint(document: QTextDocument, writer: QPdfWriter) -> None:
    room, foot = document.pageSize(), _foot()
    painter = QPainter(writer)
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(0, -page * room.height())
        document.drawContents(painter, QRectF(0, page * room.height(), *room.toTuple()))
        painter.restore()
        painter.setFont(interface_font(8))
        painter.setPen(QColor("#5b6472"))
        place = QRectF(0, writer.height() - foot / 2, writer.width(), foot / 2)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight), f"{page + 1}")
    painter.end()


def _keep_together(document: QTextDocument) -> None:
    """Let no heading stand at the foot of a page without what it heads, and no case be torn."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            last = _last_of(block)
            if page_of(document, last, is_end=True) > page_of(document, block):
                _break_before(_topmost(block))
                document.markContentsDirty(0, document.characterCount())
        block = block.next()


def _topmost(heading: QTextBlock) -> QTextBlock:
    """Return the first of the headings that stand above one another."""
    while heading.previous().isValid() and heading.previous().blockFormat().headingLevel():
        heading = heading.previous()
    return heading


def _last_of(heading: QTextBlock) -> QTextBlock:
    """Return the last block that stays with a heading: the end of a case; of what stands under
    other headings the first block, or the picture that comes right behind it."""
    last, after = heading, heading.next()
    if heading.blockFormat().headingLevel() == _CASE:
        while after.isValid() and _is_of_case(after):
            last, after = after, after.next()
        return last
    for _ in range(_BEFORE_PICTURE):
        if not after.isValid() or after.blockFormat().headingLevel():
            break
        last = after
        if _has_picture(after):
            return after
        after = after.next()
    return heading.next() if heading.next().isValid() else last


def _is_of_case(block: QTextBlock) -> bool:
    format = block.blockFormat()
    return format.leftMargin() > 0 and not format.headingLevel()


def _has_picture(block: QTextBlock) -> bool:
    return "\ufffc" in block.text()


def page_of(document: QTextDocument, block: QTextBlock, *, is_end: bool = False) -> int:
    """Return the page on which a block begins or ends."""
    lines = block.layout()
    count = lines.lineCount()
    top = document.documentLayout().blockBoundingRect(block).top()
    if count:
        line = lines.lineAt(count - 1 if is_end else 0)
        top += line.y()  # where a line does not fit it goes on, and the block stays
    return int(top // document.pageSize().height())


def _break_before(block: QTextBlock) -> None:
    format = block.blockFormat()
    format.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).setBlockFormat(format)


class _Pictures(QPyTextObject):
    """Paints the pictures of a page where its text has their numbers."""

    def __init__(self, pictures: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._svg = [QSvgRenderer(QByteArray(one.encode())) for one in pictures]
        self._sizes = [
            QSizeF(*(float(side) for side in found.groups()))
            for one in pictures
            if (found := _SIZE.search(one))
        ]

    def intrinsicSize(self, document: QTextDocument, _at: int, format: QTextFormat) -> QSizeF:
        dots = document.documentLayout().paintDevice().logicalDpiX() / 96
        size = self._sizes[_number(format)] * _SCALE * dots
        room = document.pageSize().width()
        return size * min(1.0, room / size.width()) if room > 0 else size

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _document: QTextDocument,
        _at: int,
        format: QTextFormat,
    ) -> None:
        self._svg[_number(format)].render(painter, QRectF(rect))


def _number(format: QTextFormat) -> int:
    return int(format.toImageFormat().name())
