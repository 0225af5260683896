"""An article put on paper: as a PDF, on a printer, or as a picture of one sheet."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from annotator.model.errors import Cancelled, TargetUnwritable
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.report.writing import put_bytes
from annotator.ui.models.article_words import title_words_of
from annotator.ui.printing.printed_article import PrintChoice, PrintedArticle, ToPrint
from annotator.ui.printing.sheets import Sheet

_RESOLUTION = 1200
"""Dots in an inch of a PDF."""


class Preview(NamedTuple):
    """A sheet as it will look."""

    image: QImage
    number: int
    """From 1; the last one where there are not so many."""
    is_last: bool


def screen_dpi() -> float:
    """Return the pixels in an inch by which Qt measures fonts."""
    return QGuiApplication.primaryScreen().logicalDotsPerInchX()


def write_pdf(
    article: ToPrint,
    choice: PrintChoice,
    target: Path,
    *,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled = lambda: False,
) -> None:
    """Write an article as PDF, beside and renamed. Any thread. Cancelled, TargetUnwritable: the old
    file stays."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(title_words_of(article.document))
    writer.setCreator("annotator")
    set_page(writer, choice)
    print_article(article, choice, writer, progress=progress, is_cancelled=is_cancelled)
    buffer.close()
    put_bytes(bytes(content.data()), target)


def set_page(device: QPagedPaintDevice, choice: PrintChoice) -> None:
    """Let a device have sheets of the chosen size, without margins: the article brings its own."""
    layout = QPageLayout(
        QPageSize(choice.size), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def print_article(
    article: ToPrint,
    choice: PrintChoice,
    device: QPagedPaintDevice,
    *,
    first: int = 1,
    last: int | None = None,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled = lambda: False,
) -> None:
    """Paint sheets `first` to `last` (from 1; None: to the end) on a device whose page is set.

    Any thread. Cancelled; TargetUnwritable where the device takes nothing.
    """
    dpi = screen_dpi()
    printed = PrintedArticle(article, choice, dpi)
    sheets = _lay_out(printed, progress, is_cancelled)
    painter = QPainter()
    if not painter.begin(device):
        raise TargetUnwritable(Path(_name_of(device)), "the printer takes nothing")
    try:
        painter.scale(device.logicalDpiX() / dpi, device.logicalDpiY() / dpi)
        wanted = range(max(1, first), min(last or len(sheets), len(sheets)) + 1)
        for number in wanted:
            if is_cancelled():
                raise Cancelled
            if number != wanted.start:
                device.newPage()
            printed.paint(painter, sheets[number - 1], number, len(sheets))
            if progress is not None:
                progress(Progress(number, len(sheets), "pages"))
    finally:
        painter.end()


def preview(
    article: ToPrint, choice: PrintChoice, number: int, room: QSize, ratio: float
) -> Preview:
    """Return a picture of a sheet (from 1) that fits into `room`, in pixels of the window, on a
    screen that has `ratio` for each. Any thread."""
    printed = PrintedArticle(article, choice, screen_dpi())
    found = list(islice(printed.sheets(), number + 1))
    at = min(number, len(found))
    size = printed.size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage((size * ratio).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = size.width() / printed.size.width()
    painter.scale(scale, scale)
    is_last = len(found) <= number
    printed.paint(painter, found[at - 1], at, len(found) if is_last else None)
    painter.end()
    return Preview(image, at, is_last)


def _lay_out(
    printed: PrintedArticle, progress: ReportProgress | None, is_cancelled: IsCancelled
) -> list[Sheet]:
    sheets = []
    for sheet in printed.sheets():
        sheets.append(sheet)
        if is_cancelled():
            raise Cancelled
        if progress is not None and sheet.pieces:
            progress(Progress(sheet.pieces[-1].block + 1, printed.blocks, "paragraphs laid out"))
    return sheets


def _name_of(device: QPagedPaintDevice) -> str:
    name: Callable[[], str] | None = getattr(device, "printerName", None)
    return name() if name is not None else "PDF"
