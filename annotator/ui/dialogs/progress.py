"""Long work on another thread, with how far it is and a way to stop it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.project.rows import Progress
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.motion import is_motion_reduced
from annotator.ui.panels.plain_text import ElidedLabel, title_text
from annotator.ui.tasks import Task, run_task
from annotator.ui.widgets.line_label import LineLabel


class ProgressDialog(HelpedDialog):
    """Runs a function of the project that takes `progress` and `is_cancelled`.

    Closing it or Esc asks the work to stop; it goes away when the work has ended, and only then
    `on_done` or `on_failed` is called. A work that was stopped raises `Cancelled`.
    """

    help_page = "troubleshooting"

    def __init__(
        self,
        title: str,
        function: Callable[..., Any],
        *args: Any,
        on_done: Callable[[Any], None],
        on_failed: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title_text(title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._on_done = on_done
        self._on_failed = on_failed
        self._is_over = False
        self._what = ElidedLabel("", tone="muted")
        self._bar = QProgressBar()
        self._show_total(0)
        self._bar.setAccessibleName(title)
        self._bar.setTextVisible(False)
        self._stop = QPushButton("Stop")
        self._stop.clicked.connect(self.reject)
        self._arrange(title)
        self._task: Task = run_task(
            function,
            *args,
            owner=self,
            on_done=self._end_well,
            on_failed=self._end_badly,
            on_progress=self.show_progress,
        )

    def _show_total(self, total: int) -> None:
        """Without an end in sight the bar runs to and fro, where things may move."""
        is_still = not total and is_motion_reduced()
        self._bar.setRange(0, 1 if is_still else total)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the work is; without a total only that something happens."""
        self._show_total(progress.total)
        self._bar.setValue(progress.done)
        words = (
            f"{progress.done:,} of {progress.total:,}" if progress.total else f"{progress.done:,}"
        )
        self._what.setText(f"{words} · {progress.what}" if progress.what else words)

    def words(self) -> str:
        """Return how far the work is, in words."""
        return self._what.text()

    def reject(self) -> None:
        """Ask the work to stop."""
        if self._is_over:
            super().reject()
            return
        self._task.cancel()
        self._stop.setEnabled(False)
        self._what.setText("Stopping…")

    def _end_well(self, result: Any) -> None:
        self._is_over = True
        self.accept()
        self._on_done(result)

    def _end_badly(self, error: Exception) -> None:
        self._is_over = True
        self.reject()
        self._on_failed(error)

    def _arrange(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(LineLabel(title, tone="strong"))
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._what, 1)
        row.addWidget(self._stop)
        column.addLayout(row)
        self.setFixedWidth(440)
