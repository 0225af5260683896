"""What came in, what was here already, what stayed out and why."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from annotator.messages import problem_words
from annotator.project.rows import ImportReport
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.plain_text import PlainLabel

_PROBLEMS_SHOWN = 2000
_LABELS_SHOWN = 20


class ImportReportDialog(FormDialog):
    """The report of an import, which can be copied as text."""

    help_page = "articles"

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(report_title(report), "Close", parent)
        self._text = report_text(report)
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
        self.buttons.insertWidget(0, self.copy_button)
        self.accept_button.setFocus()
        self.resize(560, 420 if report.problems else self.sizeHint().height())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.say("Copied.", "good")


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
    if report.new_labels:
        names = [one_line(name, 40) for name in report.new_labels[:_LABELS_SHOWN]]
        more = len(report.new_labels) - len(names)
        lines.append("New labels: " + ", ".join(names) + (f" and {more} more." if more else "."))
    return lines or [
        "Everything was read." if report.documents_new else "There was nothing to read."
    ]


def problem_lines(report: ImportReport) -> list[str]:
    """Return what each problem was, those because of which something stayed out first."""
    ordered = sorted(report.problems, key=lambda problem: not problem.is_skipped)
    lines = [problem_words(one.file, one.line, one.error) for one in ordered[:_PROBLEMS_SHOWN]]
    more = len(ordered) - len(lines)
    return [*lines, f"… and {more} more"] if more else lines


def report_text(report: ImportReport) -> str:
    """Return the whole report as plain text."""
    return "\n".join([report_title(report) + ".", *report_lines(report), *problem_lines(report)])
