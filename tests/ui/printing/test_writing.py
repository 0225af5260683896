"""An article as PDF or on a printer: all its sheets, the pages asked for, or nothing at all."""

import re
import zlib

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from annotator.model.document import Document, Meta
from annotator.model.errors import Cancelled, TargetUnwritable
from annotator.project.rows import Progress
from annotator.ui.fonts import register_fonts
from annotator.ui.printing.printed_article import PrintChoice, ToPrint
from annotator.ui.printing.writing import preview, print_article, set_page, write_pdf
from tests.builders import LABEL_SET, make_set, make_span

TEXT = "\n".join(["Ilse Varga of Norrow Lines told the council that the ferry sails. " * 9] * 9)
ARTICLE = ToPrint(
    Document("talks", TEXT, Meta("Ferry <b>talks</b>", language="en")),
    make_set(*(make_span(TEXT, "Ilse Varga", "p", f"v{nth}", nth) for nth in range(1, 80))),
    LABEL_SET,
    "maria",
)
CHOICE = PrintChoice(QPageSize.PageSizeId.A5)


@pytest.fixture(autouse=True)
def fonts(qapp):
    register_fonts()


def pages_in(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


def drawn_in(content: bytes) -> bytes:
    """What the streams of a PDF say."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found)


def test_a_pdf_has_every_sheet_and_letters_that_are_letters(tmp_path):
    target = tmp_path / "talks.pdf"
    told = []
    write_pdf(ARTICLE, CHOICE, target, progress=told.append)
    content = target.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    last = told[-1]
    assert isinstance(last, Progress)
    assert (last.done, last.what) == (last.total, "pages")
    assert pages_in(content) == last.total > 2
    assert b"/Subtype /Image" not in content
    assert drawn_in(content).count(b"BT") > 100


def test_cancelling_leaves_what_was_there(tmp_path):
    target = tmp_path / "talks.pdf"
    target.write_bytes(b"before")
    with pytest.raises(Cancelled):
        write_pdf(ARTICLE, CHOICE, target, is_cancelled=lambda: True)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(TargetUnwritable):
        write_pdf(ARTICLE, CHOICE, tmp_path / "nowhere" / "talks.pdf")


def printer_to(target) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    set_page(printer, CHOICE)
    return printer


def test_a_printer_gets_the_pages_that_are_asked_for(tmp_path):
    whole, two = tmp_path / "whole.pdf", tmp_path / "two.pdf"
    print_article(ARTICLE, CHOICE, printer_to(whole))
    print_article(ARTICLE, CHOICE, printer_to(two), first=2, last=3)
    assert pages_in(whole.read_bytes()) > 3
    assert pages_in(two.read_bytes()) == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(tmp_path):
    printer = printer_to(tmp_path / "nowhere" / "talks.pdf")
    with pytest.raises(TargetUnwritable):
        print_article(ARTICLE, CHOICE, printer)


def test_a_picture_fits_and_knows_the_last_sheet():
    room = QSize(300, 400)
    first = preview(ARTICLE, CHOICE, 1, room, 2.0)
    assert (first.number, first.is_last) == (1, False)
    size = first.image.size() / 2
    assert size.width() <= 300
    assert size.height() <= 400
    assert max(size.width() / 300, size.height() / 400) > 0.98
    beyond = preview(ARTICLE, CHOICE, 99, room, 1.0)
    assert beyond.is_last
    assert beyond.number > 2
    assert preview(ARTICLE, CHOICE, beyond.number - 1, room, 1.0).is_last is False
