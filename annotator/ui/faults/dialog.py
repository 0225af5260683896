"""The report of a fault: what happened, as plain text to read, copy and save; nothing is sent."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from annotator.faults.fault import Fault
from annotator.faults.log_file import newest_lines
from annotator.faults.report import LOG_LINES, compose_report
from annotator.faults.run import BrokenOff
from annotator.faults.state import gather_state, lines_of_state
from annotator.messages import name_path, sentence
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.plain_text import PlainLabel, set_tone
from annotator.ui.screen_facts import screen_facts
from annotator.ui.tasks import run_task

if TYPE_CHECKING:
    from annotator.settings.store import Settings
    from annotator.ui.main_window import MainWindow

_SOON = 300
"""Milliseconds after which a fault that came again is counted in the text."""
_WORDS_WANTED = "With what the error itself says: this may be text of an article"
_IN_IT = (
    "It holds no text of articles, no labels and no names of people. The program sends nothing "
    "anywhere by itself."
)


class FaultReport(HelpedDialog):
    """Shows a fault, a run that broke off, or how things stand; and whether the work is saved."""

    help_page = "troubleshooting"

    def __init__(self, what: Fault | BrokenOff | None, window: "MainWindow") -> None:
        super().__init__(window)
        self._what = what
        self._window = window
        self._others = 0
        self._state: list[str] = []
        self._log: list[str] = []
        # A fault in painting may come a thousand times a second.
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show)
        self.setWindowTitle("Report of a fault")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = PlainLabel(parent=self)
        font = self.heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(QFont.Weight.DemiBold)
        self.heading.setFont(font)
        self.saved = PlainLabel(parent=self, tone="good")
        self.words = PlainLabel(_advice(what), self, tone="muted")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setProperty("field", True)
        self.text.setAccessibleName("Report")
        self.has_words = QCheckBox(_WORDS_WANTED, self)
        self.has_words.setVisible(isinstance(what, Fault))
        self.has_words.toggled.connect(self._show)
        self.done_words = PlainLabel(parent=self, tone="muted")
        self.copy_button = QPushButton("Copy", self)
        self.save_button = QPushButton("Save as…", self)
        self.close_button = QPushButton("Close", self)
        self._arrange()
        self._connect()
        self._show_heading()
        self._show_saved()
        self._show()
        self._gather(window.settings)

    def report(self) -> str:
        """Return the report as it is shown."""
        return self.text.toPlainText()

    def count(self, fault: Fault) -> None:
        """Say that this fault came again, or that others came too."""
        if fault is not self._what:
            self._others += 1
        self._show_heading()
        if not self._soon.isActive():
            self._soon.start()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report())
        self._say("Copied.")

    def save(self) -> None:
        """Ask for a file and write the report to it."""
        name = f"annotator-report-{datetime.now(UTC):%Y-%m-%d}.txt"
        folder = self._window.settings.get("folder") or Path.home()
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the report", str(Path(folder) / name))
        if not chosen:
            return
        try:
            Path(chosen).write_text(self.report(), encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            self._say(sentence(error), is_bad=True)
        else:
            self._say(f"Saved as {name_path(Path(chosen))}.")

    # ---- inside

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.done_words, 1)
        for button in (self.save_button, self.copy_button, self.close_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.close_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        for widget in (self.heading, self.saved, self.words):
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        column.addWidget(self.has_words)
        column.addLayout(buttons)
        self.resize(760, 560)
        self.close_button.setFocus()

    def _connect(self) -> None:
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.reject)
        session = self._window.session
        if session is not None:
            session.saved.connect(self._show_saved)
            session.changed.connect(self._show_saved)
            session.saving_failed.connect(self._show_saved)

    def _gather(self, settings: "Settings") -> None:
        """Look beside what is so on this computer, and at the log."""
        screen = screen_facts()  # Qt answers on this thread only, and at once
        process = self._what.process if isinstance(self._what, BrokenOff) else None
        run_task(_gather, screen, settings, process, owner=self, on_done=self._take)

    def _take(self, found: tuple[list[str], list[str]]) -> None:
        self._state, self._log = found
        self._show()

    def _show(self) -> None:
        bar = self.text.verticalScrollBar()
        place = bar.value()
        has_words = self.has_words.isChecked()
        report = compose_report(self._what, self._state, self._log, has_words=has_words)
        self.text.setPlainText(report)
        bar.setValue(place)

    def _show_heading(self) -> None:
        heading = "Report a fault"
        if isinstance(self._what, BrokenOff):
            heading = "annotator did not end well last time"
        elif isinstance(self._what, Fault):
            heading = "Something in annotator went wrong"
            if self._what.count > 1:
                heading += f", {self._what.count:,} times"
        if self._others:
            heading += f"; other faults came, {self._others:,}"
        self.heading.setText(heading)

    def _show_saved(self, *_: object) -> None:
        session = self._window.session
        self.saved.setVisible(session is not None)
        if session is None:
            return
        project = session.project
        error, unsaved = project.saving_error, project.unsaved
        edits = f"{count_words(unsaved, 'edit')} {'is' if unsaved == 1 else 'are'}"
        if error is not None:
            tone, words = "bad", f"{edits} not saved yet. {sentence(error)}"
        elif unsaved:
            tone, words = "text", f"{edits} being saved."
        else:
            tone, words = "good", "Everything you did is saved."
        set_tone(self.saved, tone)  # type: ignore[arg-type]
        self.saved.setText(words)

    def _say(self, words: str, *, is_bad: bool = False) -> None:
        set_tone(self.done_words, "bad" if is_bad else "good")
        self.done_words.setText(words)


def _gather(
    screen: Mapping[str, Any], settings: "Settings", process: int | None
) -> tuple[list[str], list[str]]:
    state = list(lines_of_state(gather_state(screen, settings)))
    return state, newest_lines(LOG_LINES, process=process)


def _advice(what: Fault | BrokenOff | None) -> str:
    if isinstance(what, Fault):
        before = (
            "You can go on working. If it happens again, please send this report to whoever looks "
            "after the program, with a word on what you were doing."
        )
    elif isinstance(what, BrokenOff):
        before = (
            "What was said to be saved is in your project. If it happens again, please send this "
            "report to whoever looks after the program."
        )
    else:
        before = (
            "If something does not work as it should, send this report to whoever looks after the "
            "program, with a word on what you were doing and what you expected."
        )
    return f"{before} {_IN_IT}"
