"""What came in, what was here already, what stayed out and why; to be copied or saved."""

import json
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton, QWidget

from annotator.messages import name_path, problem_words, sentence
from annotator.project.near_duplicates import Twin
from annotator.project.project import Project
from annotator.project.rows import ImportReport
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import documents_folder
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.tasks import Task, run_task

_FILES = "Text (*.txt);;JSON (*.json)"
_PROBLEMS_SHOWN = 2000
_LABELS_SHOWN = 20
_COMPARED_AT_ONCE = 20_000
"""New articles that are compared with all others without being asked to."""


class ImportReportDialog(FormDialog):
    """The report of an import, which can be copied as text or saved in a file."""

    help_page = "articles"

    near_duplicates_requested = Signal()
    """The articles that are nearly the same shall be shown."""

    def __init__(
        self, report: ImportReport, parent: QWidget | None = None, project: Project | None = None
    ) -> None:
        """With a `project` it also says which of the new articles are nearly the same as others."""
        super().__init__(report_title(report), "Close", parent)
        self._report = report
        self.cancel_button.hide()
        for line in report_lines(report):
            self.fields.addWidget(PlainLabel(line, self))
        self.near = PlainLabel("", self)
        self.near.hide()
        self.fields.addWidget(self.near)
        self.problems = QPlainTextEdit(self)
        self.problems.setProperty("field", True)
        self.problems.setReadOnly(True)
        self.problems.setTabChangesFocus(True)
        self.problems.setAccessibleName("Problems")
        self.problems.setPlainText("\n".join(problem_lines(report)))
        if report.problems:
            self.fields.addSpacing(4)
            skipped = count_words(len(report.problems) + report.problems_left_out, "remark")
            self.fields.addWidget(PlainLabel(skipped, self, tone="muted"))
            self.fields.addWidget(self.problems, 1)
        else:
            self.problems.hide()
        self.copy_button = QPushButton("Copy the report", self)
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._copy)
        self.save_button = QPushButton("Save the report…", self)
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self._save)
        self.buttons.insertWidget(0, self.copy_button)
        self.buttons.insertWidget(1, self.save_button)
        self.near_button = QPushButton("Near duplicates…", self)
        self.near_button.setAutoDefault(False)
        self.near_button.hide()
        self.near_button.clicked.connect(self._show_near_duplicates)
        self.buttons.insertWidget(2, self.near_button)
        self.accept_button.setFocus()
        self.resize(560, 420 if report.problems else self.sizeHint().height())
        self._task: Task | None = None
        if project is not None and 0 < report.documents_new <= _COMPARED_AT_ONCE:
            self._task = run_task(
                project.near_duplicates.among,
                report.documents,
                owner=self,
                on_done=self._tell_near_duplicates,
                on_failed=lambda error: None,
                on_progress=lambda progress: None,
            )

    def done(self, result: int) -> None:
        """Close; what is still being compared is dropped."""
        if self._task is not None:
            self._task.cancel()
        super().done(result)

    def _tell_near_duplicates(self, groups: list[list[Twin]]) -> None:
        self._task = None
        if not groups:
            return
        new = set(self._report.documents)
        count = sum(twin.document in new for group in groups for twin in group)
        are = "is" if count == 1 else "are"
        self.near.setText(f"{count_words(count, 'article')} {are} nearly the same as others.")
        self.near.show()
        self.near_button.show()
        self._grow()

    def _show_near_duplicates(self) -> None:
        self.accept()
        self.near_duplicates_requested.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report_text(self._report))
        self.say("Copied.", "good")

    def _save(self) -> None:
        start = str(documents_folder() / "import-report.txt")
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the report", start, _FILES)
        if not chosen:
            return
        path = Path(chosen)
        try:
            write_report(self._report, path)
        except OSError as error:
            self.say(sentence(error))
        else:
            self.say(f"Saved as {name_path(path)}.", "good")


def report_title(report: ImportReport) -> str:
    """Return "12 articles came in"."""
    if report.documents_new:
        return f"{count_words(report.documents_new, 'article')} came in"
    if report.spans or report.relations:
        return "Annotations came in"
    return "Nothing new came in"


def report_lines(report: ImportReport) -> list[str]:
    """Return the counts, one fact a line."""
    lines = []
    if report.documents_known:
        was = "was" if report.documents_known == 1 else "were"
        lines.append(f"{count_words(report.documents_known, 'article')} {was} here already.")
    if report.documents_skipped:
        lines.append(f"{count_words(report.documents_skipped, 'article')} stayed out.")
    if report.spans or report.relations:
        spans, relations = (
            count_words(report.spans, "span"),
            count_words(report.relations, "relation"),
        )
        lines.append(f"{spans} and {relations} came with them.")
    if report.spans_left_out or report.relations_left_out:
        spans, relations = (
            count_words(report.spans_left_out, "span"),
            count_words(report.relations_left_out, "relation"),
        )
        lines.append(f"{spans} and {relations} were left out, as you chose.")
    if report.new_labels:
        names = [one_line(name, 40) for name in report.new_labels[:_LABELS_SHOWN]]
        more = len(report.new_labels) - len(names)
        lines.append("New labels: " + ", ".join(names) + (f" and {more} more." if more else "."))
    return lines or [
        "Everything was read." if report.documents_new else "There was nothing to read."
    ]


def problem_lines(report: ImportReport, most: int = _PROBLEMS_SHOWN) -> list[str]:
    """Return what each problem was, those because of which something stayed out first."""
    ordered = sorted(report.problems, key=lambda problem: not problem.is_skipped)
    lines = [problem_words(one.file, one.line, one.error) for one in ordered[:most]]
    more = len(ordered) - len(lines) + report.problems_left_out
    return [*lines, f"… and {more} more"] if more else lines


def write_report(report: ImportReport, path: Path) -> None:
    """Write the report: every problem of it, as JSON where the name ends so, else as text."""
    if path.suffix.lower() == ".json":
        body = json.dumps(report.plain(sentence), ensure_ascii=False, indent=2)
    else:
        body = report_text(report, most=len(report.problems))
    path.write_text(body + "\n", encoding="utf-8", newline="\n")


def report_text(report: ImportReport, most: int = _PROBLEMS_SHOWN) -> str:
    """Return the report as plain text, with at most so many problems."""
    lines = [report_title(report) + ".", *report_lines(report), *problem_lines(report, most)]
    return "\n".join(lines)
