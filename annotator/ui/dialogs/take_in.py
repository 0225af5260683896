"""Take in a colleague's project: told before it happens, then one act."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from annotator.messages import name_path, sentence
from annotator.model.errors import AnnotatorError, Cancelled, MadeWhileOpen
from annotator.project.merging.report import MergeReport
from annotator.project.rows import Progress
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.models.merge_words import merge_lines, merge_remarks, merge_title
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task


class TakeInDialog(FormDialog):
    """Reads the file, says what would come in, and takes it in when one agrees."""

    help_page = "colleagues"

    review_requested = Signal(object)
    """The first `ConflictFound`: where two copies contradict each other."""

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__("Take in a colleague's project", "Take in", parent)
        self._project = session.project
        self._path = path
        self._is_main_file_enough = False
        self._report: MergeReport | None = None
        self._is_done = False
        self._task: Task | None = None
        self.fields.addWidget(PlainLabel(name_path(path), self, tone="muted"))
        self.summary = PlainLabel("", self, tone="strong")
        self.fields.addWidget(self.summary)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.fields.addLayout(self.lines)
        self.remarks_heading = PlainLabel("", self, tone="muted")
        self.remarks = QPlainTextEdit(self)
        self.remarks.setProperty("field", True)
        self.remarks.setReadOnly(True)
        self.remarks.setTabChangesFocus(True)
        self.remarks.setAccessibleName("Contradictions and problems")
        self.fields.addWidget(self.remarks_heading)
        self.fields.addWidget(self.remarks, 1)
        self.fields.addStretch(0)
        self.purged_box = TickBox("Take in again what was erased here", self, widest=400)
        self.purged_box.hide()
        self.purged_box.toggled.connect(lambda _: self._examine())
        self.fields.addWidget(self.purged_box)
        self.main_file_button = QPushButton("Take in what the file has", self)
        self.review_button = QPushButton("Settle them in the review", self)
        for button in (self.main_file_button, self.review_button):
            button.setAutoDefault(False)
            button.hide()
            self.buttons.insertWidget(0, button)
        self.main_file_button.clicked.connect(self._go_on_with_main_file)
        self.review_button.clicked.connect(self._go_to_review)
        self._show_remarks([])
        self.setMinimumWidth(560)
        self._examine()

    # ---- acts ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Take it in; once that is done, close."""
        if self._is_done or (self._report is not None and not self._report.is_anything_new):
            super().accept()
            return
        if self._report is None:
            return
        self.accept_button.setEnabled(False)
        ProgressDialog(
            f"Taking in {self._path.name}",
            self._merge,
            on_done=self._end_well,
            on_failed=self._end_badly,
            parent=self,
        ).open()

    def reject(self) -> None:
        """Close; whatever is being looked at is let go of."""
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def _merge(self, **follow: object) -> MergeReport:
        return self._project.merge(
            self._path,
            is_main_file_enough=self._is_main_file_enough,
            with_purged=self.purged_box.isChecked(),
            **follow,  # type: ignore[arg-type]
        )

    def _go_on_with_main_file(self) -> None:
        self._is_main_file_enough = True
        self.main_file_button.hide()
        self._examine()

    def _go_to_review(self) -> None:
        if self._report is not None and self._report.conflicts:
            first = self._report.conflicts[0]
            super().accept()
            self.review_requested.emit(first)

    # ---- looking -------------------------------------------------------------------------

    def _examine(self) -> None:
        self.accept_button.setEnabled(False)
        self.say("Looking at what is in it…", "muted")
        self._task = run_task(
            self._look,
            owner=self,
            on_done=self._show_found,
            on_failed=self._end_badly,
            on_progress=self._show_progress,
        )

    def _show_progress(self, progress: Progress) -> None:
        share = f" {progress.done * 100 // progress.total} %" if progress.total else ""
        self.say(f"Looking at what is in it…{share}", "muted")

    def _look(self, **follow: object) -> tuple[MergeReport, list[str]]:
        report = self._project.examine(
            self._path,
            is_main_file_enough=self._is_main_file_enough,
            with_purged=self.purged_box.isChecked(),
            **follow,  # type: ignore[arg-type]
        )
        return report, merge_remarks(report, self._project)

    def _show_found(self, found: tuple[MergeReport, list[str]]) -> None:
        self.say("")
        self._show_report(*found)
        self.accept_button.setEnabled(True)
        self.accept_button.setFocus()

    def _show_report(self, report: MergeReport, remarks: list[str]) -> None:
        self._report = report
        self.summary.setText(merge_title(report, is_done=self._is_done))
        while (item := self.lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line in merge_lines(report):
            self.lines.addWidget(PlainLabel(line, self))
        self._show_remarks(remarks)
        is_over = self._is_done or not report.is_anything_new
        self.accept_button.setText("Close" if is_over else "Take in")
        self.cancel_button.setVisible(not is_over)
        self.review_button.setVisible(self._is_done and bool(report.conflicts))
        is_asked = bool(report.documents_purged) or self.purged_box.isChecked()
        self.purged_box.setVisible(is_asked and not self._is_done)

    def _show_remarks(self, remarks: list[str]) -> None:
        report = self._report
        parts = []
        if report is not None and report.conflicts:
            both = count_words(len(report.conflicts), "contradiction")
            parts.append(f"{both} between two copies of one person's labels; both are kept")
        if report is not None and report.rejected:
            parts.append(f"{report.rejected:,} stay out")
        self.remarks_heading.setText(" · ".join(parts))
        self.remarks_heading.setVisible(bool(parts))
        self.remarks.setPlainText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))

    # ---- what comes of it ----------------------------------------------------------------

    def _end_well(self, report: MergeReport) -> None:
        self._is_done = True
        self.accept_button.setEnabled(True)
        self._show_report(report, self.remarks.toPlainText().splitlines())
        self.accept_button.setFocus()

    def _end_badly(self, error: Exception) -> None:
        self.accept_button.setEnabled(self._report is not None)
        if isinstance(error, Cancelled):
            self.say("Stopped; nothing came in.", "warn")
        elif isinstance(error, AnnotatorError | OSError):
            self.main_file_button.setVisible(isinstance(error, MadeWhileOpen))
            self.say(sentence(error))
        else:
            raise error
