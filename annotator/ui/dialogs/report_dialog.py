"""A report for a supervisor: whose labels, which articles count, and where it goes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from annotator.messages import name_path, sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.report.gathering import gather
from annotator.report.page import make_page
from annotator.report.writing import put_bytes
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import PathField, documents_folder
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.paper import pdf_of
from annotator.ui.session import Session

_FILES = "Web page (*.html);;PDF (*.pdf)"
_COUNTED = (
    Choice("finished", "that both of two have finished"),
    Choice("begun", "that both of two have begun"),
)
_QUOTES = "It quotes from the articles and says who labelled what."


class ReportDialog(FormDialog):
    """Stays open after the report is written, so that it can be looked at."""

    help_page = "report"

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, folder: Path | None = None
    ) -> None:
        """`folder` is where the file is proposed; by default among the user's documents."""
        super().__init__("Report", "Write", parent)
        self._project = session.project
        self._counted = "finished"
        self._written: Path | None = None
        self.people = {one.id: TickBox(one.name, self) for one in self._project.annotators()}
        self.counted = MenuButton("Articles", self, is_framed=True)
        in_folder = folder if folder and folder.is_dir() else documents_folder()
        target = in_folder / f"{self._project.name}-report.html"
        self.target = PathField("File (.html or .pdf)", str(target), _ask_target, self)
        self.add_field("Whose labels", self._ticks())
        self.add_field("Articles", self.counted, PlainLabel("", self))
        self.pace = TickBox("My own pace as well", self)
        self.pace.setVisible(self._project.me is not None)
        self.fields.addWidget(self.pace)
        self.add_field("File (.html or .pdf)", self.target)
        self.fields.addWidget(PlainLabel(_QUOTES, self, tone="muted"))
        self.fields.addStretch(1)
        self.show_button = QPushButton("Show it", self)
        self.show_button.setAutoDefault(False)
        self.show_button.hide()
        self.buttons.insertWidget(0, self.show_button)
        self.cancel_button.setText("Close")
        self.counted.choice_requested.connect(self._count)
        self.target.path_changed.connect(self._check)
        self.pace.toggled.connect(self._check)
        self.show_button.clicked.connect(self._show_written)
        self._count(self._counted)
        self.resize(540, self.sizeHint().height())

    def chosen(self) -> list[str]:
        """Return whose labels are compared (ids)."""
        return [id for id, box in self.people.items() if box.isChecked()]

    def accept(self) -> None:
        """Write the report, with progress and a way to stop."""
        if not self.accept_button.isEnabled():
            return
        target = Path(self.target.path()).expanduser()
        everybody = len(self.chosen()) == len(self.people)
        self.say("")
        self.show_button.hide()
        self.accept_button.setEnabled(False)
        ProgressDialog(
            f"Writing {target.name}",
            write,
            self._project,
            target,
            [] if everybody else self.chosen(),
            self._counted == "begun",
            self.pace.isChecked(),
            on_done=lambda _: self._end_well(target),
            on_failed=self._end_badly,
            parent=self,
        ).open()

    # ---- inside --------------------------------------------------------------------------

    def _ticks(self) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, spacing=14)
        for box in self.people.values():
            box.setChecked(True)
            box.toggled.connect(self._check)
            flow.addWidget(box)
        return row

    def _count(self, which: str) -> None:
        self._counted = which
        self.counted.set_choices(_COUNTED, which)
        self._check()

    def _check(self) -> None:
        missing = self._what_is_missing()
        self.say(missing or self._what_is_replaced(), "bad" if missing else "muted")
        self.show_button.hide()
        self.accept_button.setEnabled(not missing)

    def _what_is_missing(self) -> str:
        if self.people and not self.chosen():
            return "Tick at least two annotators, or all."
        if len(self.people) > 1 and len(self.chosen()) == 1:
            return "Tick one more: agreement takes two."
        path = Path(self.target.path())
        if path.suffix.lower() not in (".html", ".htm", ".pdf"):
            return "Say where the file shall be; its name ends in .html or .pdf."
        return ""

    def _what_is_replaced(self) -> str:
        target = Path(self.target.path()).expanduser()
        is_there = target.is_file()
        return f"{name_path(target)} is there already; Write replaces it." if is_there else ""

    def _end_well(self, target: Path) -> None:
        self.accept_button.setEnabled(True)
        self._written = target
        self.say(f"Wrote {name_path(target)}.", "good")
        self.show_button.show()
        self.show_button.setFocus()

    def _end_badly(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        if isinstance(error, Cancelled):
            self.say("Stopped; what was there before is untouched.", "warn")
        elif isinstance(error, AnnotatorError | OSError):
            self.say(sentence(error))
        else:
            raise error

    def _show_written(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.absolute())))


def write(
    project: Project,
    target: Path,
    annotators: Sequence[str],
    is_unfinished_counted: bool,
    is_pace_told: bool,
    *,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> None:
    """Write a report: PDF where the name says so, else HTML. `is_pace_told`: my own pace is in it.
    Not for the GUI thread."""
    me = project.me
    findings = gather(
        project,
        annotators,
        is_unfinished_counted=is_unfinished_counted,
        is_for_me=True,
        pace_of=[me.id] if is_pace_told and me is not None else [],
        progress=progress,
        is_cancelled=is_cancelled,
    )
    page = make_page(findings)
    if is_cancelled():
        raise Cancelled
    put_bytes(pdf_of(page) if target.suffix.lower() == ".pdf" else page.encode(), target)


def _ask_target(parent: QWidget, start: str) -> str:
    chosen, _ = QFileDialog.getSaveFileName(parent, "Report", start, _FILES)
    return chosen
