"""What came in, what was here already, what stayed out and why; to be copied or saved."""

import json
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton, QWidget

from annotator.messages import name_path, problem_words, sentence
from annotator.project.rows import ImportReport
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import documents_folder
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.plain_text import PlainLabel

_FILES = "Text (*.txt);;JSON (*.json)"
_PROBLEMS_SHOWN = 2000
_LABELS_SHOWN = 20


class ImportReportDialog(FormDialog):
    """The report of an import, which can be copied as text or saved in a file."""

    help_page = "articles"

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(report_title(report), "Close", parent)
        self._report = report
        self.cancel_button.hide()
        for line in report_lines(report):
            self.fields.addWidget(PlainLabel(line, self))
        self.problems = QPlainTextEdit(self)
        self.problems.setProperty("field", True)
        self.problems.setReadOnly(True)
        self.problems.setTabChangesFocus(True)
        self.problems.setAccessibleName("Problems")
        self.problems.setPlainText("\n".join(problem_lines(report)))
        if report.problems:
            self.fields.addSpacing(4)
            skipped = count_words(len(report.problems), "remark")
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
        self.accept_button.setFocus()
        self.resize(560, 420 if report.problems else self.sizeHint().height())

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
    more = len(ordered) - len(lines)
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
