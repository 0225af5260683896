"""The open article is shown as it is on paper, saved as PDF, printed; what hinders it is said."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan
from annotator.ui.printing.dialog import PrintDialog
from tests.builders import TEXT, make_span
from tests.ui.windows import CTRL


@pytest.fixture
def dialog(opened, hands, tmp_path):
    opened.settings.choose("export_folder", str(tmp_path))
    opened.session.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "varga")))
    opened.session.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", "lines")))
    hands.press(Qt.Key.Key_P, CTRL)
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, PrintDialog))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    hands.settle()
    yield dialog
    hands.settle()
    dialog.close()
    dialog.deleteLater()


def test_the_sheet_is_seen_and_changes_with_what_is_chosen(dialog, hands):
    before = dialog.preview.image()
    assert not before.isNull()
    assert dialog.preview.words.text() == "Page 1 of 1"
    dialog.names.click()
    hands.settle()
    bare = dialog.preview.image()
    assert bare != before
    dialog.size_button.choice_requested.emit("A3")
    hands.settle()
    assert dialog.preview.image().size() != bare.size() or dialog.preview.image() != bare


def test_one_turns_to_the_other_sheets(opened, dialog, hands):
    dialog.size_button.choice_requested.emit("A5")
    preview = dialog.preview
    article = dialog._article
    long = article.document.text * 60
    dialog._article = replace(article, document=replace(article.document, text=long))
    dialog.arcs.click()
    hands.settle()
    assert preview.words.text() == "Page 1"
    assert not preview.back_button.isEnabled()
    preview.on_button.click()
    hands.settle()
    assert preview.words.text() == "Page 2"
    preview.back_button.click()
    hands.settle()
    assert preview.words.text() == "Page 1"


def test_enter_saves_it_beside_the_last_export_and_it_can_be_shown(
    dialog, hands, tmp_path, monkeypatch
):
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    target = tmp_path / "talks.pdf"
    assert dialog.target.path() == str(target)
    assert target.read_bytes().startswith(b"%PDF-")
    assert dialog.message.text().startswith("Wrote ")
    dialog.show_button.click()
    assert [one.toLocalFile() for one in shown] == [str(target)]


def test_a_file_that_is_there_is_told_before(dialog, tmp_path):
    there = tmp_path / "there.pdf"
    there.write_bytes(b"x")
    dialog.target.edit.setText(str(there))
    assert dialog.message.text().endswith("Save as PDF replaces it.")
    dialog.target.edit.setText(str(tmp_path / "talks.doc"))
    assert not dialog.accept_button.isEnabled()
    assert dialog.message.text() == "Say where the file shall be; its name ends in .pdf."


def test_a_place_where_nothing_can_be_written_is_told(dialog, hands, tmp_path):
    dialog.target.edit.setText(str(tmp_path / "nowhere" / "talks.pdf"))
    dialog.accept_button.click()
    hands.settle()
    assert "cannot be written" in dialog.message.text()
    assert dialog.accept_button.isEnabled()


def test_what_is_switched_off_is_not_printed(opened, dialog, hands):
    assert set(dialog._article.annotation_set.spans) == {"varga", "lines"}
    dialog.close()
    opened.page.view.set_hidden_labels({"o"})
    other = PrintDialog(opened.page, opened)
    assert set(other._article.annotation_set.spans) == {"varga"}
    hands.settle()
    other.close()
    hands.settle()


def test_a_printer_that_was_chosen_prints(dialog, hands, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.print_on(printer)
    hands.settle()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")
    assert dialog.message.text() == "Handed to the printer."
