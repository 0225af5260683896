"""The open article on paper: how it looks there, then as a PDF or to a printer."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.formats.file_names import file_name_of
from annotator.messages import name_path, sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import PathField, documents_folder
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.fonts import READING_FAMILY
from annotator.ui.models.article_words import locale
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.printing.printed_article import PrintChoice, ToPrint
from annotator.ui.printing.sheet_preview import SheetPreview
from annotator.ui.printing.writing import print_article, set_page, write_pdf
from annotator.ui.text_view.density import shown_part

if TYPE_CHECKING:
    from annotator.ui.pages.annotate_page import AnnotatePage

_SIZES = {
    "A4": QPageSize.PageSizeId.A4,
    "A3": QPageSize.PageSizeId.A3,
    "A5": QPageSize.PageSizeId.A5,
    "Letter": QPageSize.PageSizeId.Letter,
    "Legal": QPageSize.PageSizeId.Legal,
}
_NO_PRINTER = "This computer knows of no printer; a PDF can be printed elsewhere."
_WHAT = "What you see of the article: labels that are switched off are left out."


class PrintDialog(FormDialog):
    """Stays open after a file is written, so that it can be looked at."""

    help_page = "printing"

    def __init__(
        self, page: "AnnotatePage", parent: QWidget | None = None, *, folder: Path | None = None
    ) -> None:
        """`page` has an article open; `folder` is where the file is proposed, by default among the
        user's documents."""
        super().__init__("Print the article", "Save as PDF", parent)
        self._article = _article_of(page)
        self._size = _usual_size()
        self._written: Path | None = None
        in_folder = folder if folder and folder.is_dir() else documents_folder()
        target = in_folder / f"{file_name_of(self._article.document.id)}.pdf"
        self.preview = SheetPreview(self)
        self.size_button = MenuButton("Paper", self, is_framed=True)
        self.names = TickBox("Names of labels", self)
        self.arcs = TickBox("Relations", self)
        self.target = PathField("File", str(target), _ask_target, self)
        self.print_button = QPushButton("Print…", self)
        self.print_button.setAutoDefault(False)
        self.show_button = QPushButton("Show it", self)
        self.show_button.setAutoDefault(False)
        self.show_button.hide()
        self._arrange()
        self.names.setChecked(True)
        self.arcs.setChecked(True)
        self._choose_size(self._size)
        self._connect()
        self._check()

    def choice(self) -> PrintChoice:
        """Return how it is to be put on paper."""
        return PrintChoice(
            _SIZES[self._size], has_names=self.names.isChecked(), has_arcs=self.arcs.isChecked()
        )

    def accept(self) -> None:
        """Write the PDF, with progress and a way to stop."""
        if not self.accept_button.isEnabled():
            return
        target = Path(self.target.path()).expanduser()
        self._begin()
        ProgressDialog(
            f"Writing {target.name}",
            write_pdf,
            self._article,
            self.choice(),
            target,
            on_done=lambda _: self._end_well(target),
            on_failed=self._end_badly,
            parent=self,
        ).open()

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that has been chosen, with progress and a way to stop."""
        self._begin()
        ProgressDialog(
            "Printing",
            _print,
            self._article,
            self.choice(),
            printer,
            on_done=lambda _: self._say_printed(),
            on_failed=self._end_badly,
            parent=self,
        ).open()

    # ---- inside --------------------------------------------------------------------------

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(22)
        self.fields.addLayout(row)
        row.addWidget(self.preview)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(12)
        row.addLayout(self.fields, 1)
        self.add_field("Paper", self.size_button, PlainLabel("", self))
        self.fields.addWidget(self.names)
        self.fields.addWidget(self.arcs)
        self.fields.addWidget(PlainLabel(_WHAT, self, tone="muted"))
        self.fields.addStretch(1)
        self.add_field("File", self.target)
        self.buttons.insertWidget(0, self.print_button)
        self.buttons.insertWidget(1, self.show_button)
        self.cancel_button.setText("Close")
        if not QPrinterInfo.availablePrinterNames():
            self.print_button.setEnabled(False)
            self.fields.insertWidget(
                self.fields.count() - 1, PlainLabel(_NO_PRINTER, self, tone="muted")
            )
        self.resize(860, self.sizeHint().height())

    def _connect(self) -> None:
        self.size_button.choice_requested.connect(self._choose_size)
        self.names.toggled.connect(self._look)
        self.arcs.toggled.connect(self._look)
        self.target.path_changed.connect(self._check)
        self.print_button.clicked.connect(self._ask_printer)
        self.show_button.clicked.connect(self._show_written)

    def _choose_size(self, size: str) -> None:
        self._size = size
        self.size_button.set_choices([Choice(one, one) for one in _SIZES], size)
        self._look()

    def _look(self) -> None:
        self.preview.show_article(lambda: (self._article, self.choice()))
        self._check()

    def _check(self) -> None:
        target = Path(self.target.path()).expanduser()
        is_pdf = target.suffix.lower() == ".pdf"
        self.show_button.hide()
        self.accept_button.setEnabled(is_pdf)
        if not is_pdf:
            self.say("Say where the file shall be; its name ends in .pdf.")
        elif target.is_file():
            self.say(f"{name_path(target)} is there already; Save as PDF replaces it.", "muted")
        else:
            self.say("")

    def _begin(self) -> None:
        self.say("")
        self.show_button.hide()
        self.accept_button.setEnabled(False)

    def _end_well(self, target: Path) -> None:
        self.accept_button.setEnabled(True)
        self._written = target
        self.say(f"Wrote {name_path(target)}.", "good")
        self.show_button.show()
        self.show_button.setFocus()

    def _say_printed(self) -> None:
        self.accept_button.setEnabled(True)
        self.say("Handed to the printer.", "good")

    def _end_badly(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        if isinstance(error, Cancelled):
            self.say("Stopped; what was there before is untouched.", "warn")
        elif isinstance(error, AnnotatorError | OSError):
            self.say(sentence(error))
        else:
            raise error

    def _ask_printer(self) -> None:
        """Let the system's own dialog ask which printer, which pages, how many copies."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_page(printer, self.choice())
        printer.setDocName(self._article.document.meta.title or self._article.document.id)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintSelection, on=False)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _show_written(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.absolute())))


def _print(article: ToPrint, choice: PrintChoice, printer: QPrinter, **told: object) -> None:
    set_page(printer, choice)  # whatever sheet was said there: it is laid out for this one
    print_article(
        article,
        choice,
        printer,
        first=printer.fromPage() or 1,
        last=printer.toPage() or None,
        **told,  # type: ignore[arg-type]
    )


def _article_of(page: "AnnotatePage") -> ToPrint:
    """Return what one sees of the open article: no label that is switched off, and the colleague's
    spans where they are shown."""
    session, view = page.session, page.view
    assert session.document is not None
    assert session.annotation_set is not None
    me = session.project.me
    hidden = view.hidden_labels
    below = view.second.shown_part(hidden)
    return ToPrint(
        session.document,
        shown_part(session.annotation_set, hidden),
        session.label_set,
        me.name if me is not None else "",
        None if below is None else (below, view.second.name),
        page.look.get("text_family") or READING_FAMILY,
    )


def _usual_size() -> str:
    is_metric = locale().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    return "A4" if is_metric else "Letter"


def _ask_target(parent: QWidget, start: str) -> str:
    chosen, _ = QFileDialog.getSaveFileName(parent, "Print the article", start, "PDF (*.pdf)")
    return chosen
