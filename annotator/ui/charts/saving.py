"""A picture on the clipboard or in a file: as PNG, as SVG, or its numbers as CSV."""

import csv
from io import StringIO
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from annotator.formats.spreadsheet import safe_cell
from annotator.model.errors import TargetUnwritable
from annotator.ui.charts.chart import Chart
from annotator.ui.charts.item import Table
from annotator.ui.theme import current_colours

_SHARP = 2
"""Pixels of a PNG for each on the screen."""


def as_image(chart: Chart) -> QImage:
    """Return the picture, twice as large as on the screen, on the theme's ground."""
    image = QImage(chart.size() * _SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    image.fill(QColor(current_colours().base))
    painter = QPainter(image)
    chart.paint_all(painter)
    painter.end()
    return image


def as_png(chart: Chart) -> bytes:
    """Return the picture as a PNG file."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    as_image(chart).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(held.data())


def as_svg(chart: Chart) -> bytes:
    """Return the picture as an SVG file; names in it are text."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(chart.size()))
    generator.setViewBox(chart.rect())
    generator.setTitle(chart.accessibleName())
    painter = QPainter(generator)
    painter.fillRect(QRectF(chart.rect()), QColor(current_colours().base))
    chart.paint_all(painter)
    painter.end()
    return bytes(held.data())


def as_csv(table: Table) -> str:
    """Return numbers as a spreadsheet reads them; no cell is one that it would run."""
    held = StringIO()
    writer = csv.writer(held)
    writer.writerow([safe_cell(one) for one in table.columns])
    writer.writerows([[safe_cell(one) for one in row] for row in table.rows])
    return held.getvalue()


def save(chart: Chart, target: Path) -> None:
    """Write a picture, or its numbers, as the ending of the file's name says: .svg, .csv, else PNG.
    TargetUnwritable."""
    ending = target.suffix.lower()
    try:
        if ending == ".csv":
            # The mark in front is how spreadsheets know UTF-8 when they see it.
            target.write_bytes(as_csv(chart.table()).encode("utf-8-sig"))
        else:
            target.write_bytes(as_svg(chart) if ending == ".svg" else as_png(chart))
    except OSError as error:
        raise TargetUnwritable(target, error.strerror or str(error)) from error
