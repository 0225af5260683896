"""The first lines of what an export would write, read off the GUI thread as choices change."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.ui.models.article_words import count_words
from annotator.ui.models.reading import read_project
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.tasks import Task

_LINES = 3
_LONGEST_LINE = 1500
_PAUSE_MS = 120


class ExportPreview(QWidget):
    """How many lines there would be, and the first of them; what comes late is dropped."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._choice: ExportChoice | None = None
        self._task: Task | None = None
        self.count = PlainLabel("Counting…", self, tone="muted")
        self.lines = QPlainTextEdit(self)
        self.lines.setProperty("field", True)
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName("First lines of the export")
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 0.86)
        self.lines.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.count)
        layout.addWidget(self.lines, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)

    def show_choice(self, choice: ExportChoice | None) -> None:
        """Show what would come of a choice; None shows nothing."""
        self._choice = choice
        if self._task is not None:
            self._task.cancel()
        if choice is None:
            self._pause.stop()
            self.count.setText("Nothing to write yet.")
            self.lines.clear()
        else:
            self._pause.start()

    def _read(self) -> None:
        self._task = read_project(
            self._project,
            self._project.preview_export,
            self._choice,
            _LINES,
            owner=self,
            on_done=self._show,
            on_failed=self._say_failure,
        )

    def _show(self, preview: tuple[list[str], int]) -> None:
        lines, total = preview
        first = "" if total <= len(lines) else f"; the first {len(lines)} of them"
        self.count.setText(f"{count_words(total, 'line')}{first}:" if total else "No lines.")
        self.lines.setPlainText("\n".join(_shortened(line) for line in lines))

    def _say_failure(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self.count.setText(sentence(error))
        self.lines.clear()


def _shortened(line: str) -> str:
    line = line.rstrip("\n")
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"
