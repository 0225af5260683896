"""The window of a team: a folder or a server, what waits, what was refused, exchanging it all."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QWidget,
)

from annotator.model.errors import AnnotatorError, Cancelled
from annotator.model.hub_errors import HubMissing
from annotator.model.server_errors import HubNotMade, HubTooOld
from annotator.project.rows import Progress
from annotator.project.sharing.connecting import is_server
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import PathField
from annotator.ui.dialogs.told_rows import ToldRows
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task
from annotator.ui.team import exchanging
from annotator.ui.team.exchanging import Act, Door, Exchanged
from annotator.ui.team.words import fault_lines, fault_words, result_words, state_rows

_WHERE = "Folder, or postgresql://role@host/database"
_CLAIMED = 20
_ROWS_OF_FAULTS = 4


class TeamDialog(FormDialog):
    """Stays beside the window, which goes on working while something is exchanged."""

    help_page = "team"

    exchanged = Signal()
    """Something may have come in."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Team", "Exchange now", parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._session = session
        self._project = session.project
        self._task: Task | None = None
        self._is_left = False
        self.place = PathField(_WHERE, session.project.sharing.place, _ask_folder, self)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("the one that is kept, if it stays empty")
        self.keep = TickBox("Keep it in the key store of this system", self, widest=400)
        self.keep.setChecked(True)
        self.rows = ToldRows(self)
        self.faults_name = PlainLabel("Refused or left out, and why", self, tone="muted")
        self.faults = QPlainTextEdit(self)
        self.claim_count = QSpinBox(self)
        self.claim_button = QPushButton("Claim articles", self)
        self.release_button = QPushButton("Release the open article", self)
        self.make_button = QPushButton("Make it a hub", self)
        self.bar = QProgressBar(self)
        self.stop_button = QPushButton("Stop", self)
        self._arrange()
        self._connect()
        self._follow_place()
        if session.project.me is None:
            self.say("Say who you are first: what is shared is shared under your name.", "warn")
        elif self.place.path():
            self.look()

    # ---- acts ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Exchange now."""
        self._run(exchanging.exchange, "Exchanging…")

    def look(self) -> None:
        """Ask the hub how things stand."""
        self._run(exchanging.look, "Asking the hub…")

    def reject(self) -> None:
        """Close; what is under way is asked to stop, and what was sent stays sent."""
        if self._task is not None:
            self._task.cancel()
        self._is_left = True
        super().reject()

    def _claim(self) -> None:
        self._run(exchanging.claim, "Claiming…", self.claim_count.value())

    def _release(self) -> None:
        if self._session.document is not None:
            self._run(exchanging.release, "Releasing…", self._session.document.id)
        else:
            self.say("Open the article that is to be released.", "warn")

    def _run(self, act: Act, words: str, *more: object) -> None:
        if self._task is not None or not self.place.path():
            return
        place, secret = self.place.path(), self.password.text()
        door = Door(place, secret if is_server(place) else "", self.keep.isChecked())
        self._show_busy(True)
        self.make_button.hide()
        self.say(words, "muted")
        self._task = run_task(
            partial(act, self._project, door, *more),
            owner=self,
            on_done=self._end_well,
            on_failed=self._end_badly,
            on_progress=self._show_progress,
        )

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.add_field(_WHERE, self.place)
        self.password_name = self.add_field("Password", self.password)
        self.fields.addWidget(self.keep)
        self.fields.addLayout(self.rows)
        self.fields.addWidget(self.faults_name)
        self.faults.setProperty("field", True)
        self.faults.setReadOnly(True)
        self.faults.setTabChangesFocus(True)
        self.faults.setAccessibleName("Refused or left out, and why")
        self.faults.setMaximumHeight(_ROWS_OF_FAULTS * self.faults.fontMetrics().lineSpacing() + 16)
        self.fields.addWidget(self.faults)
        work = QHBoxLayout()
        work.setSpacing(8)
        self.claim_count.setRange(1, 1000)
        self.claim_count.setValue(_CLAIMED)
        self.claim_count.setAccessibleName("How many articles to claim")
        for widget in (self.claim_count, self.claim_button, self.release_button):
            work.addWidget(widget)
        work.addStretch(1)
        self.fields.addLayout(work)
        self.fields.addStretch(1)
        busy = QHBoxLayout()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far the exchange is")
        busy.addWidget(self.bar, 1)
        busy.addWidget(self.stop_button)
        self.fields.addLayout(busy)
        self.buttons.insertWidget(0, self.make_button)
        self.cancel_button.setText("Close")
        for button in (
            self.claim_button,
            self.release_button,
            self.make_button,
            self.stop_button,
        ):
            button.setAutoDefault(False)
        for hidden in (self.faults, self.faults_name, self.make_button):
            hidden.hide()
        self._show_busy(False)
        self.setMinimumWidth(600)

    def _connect(self) -> None:
        self.place.path_changed.connect(self._follow_place)
        self.claim_button.clicked.connect(self._claim)
        self.release_button.clicked.connect(self._release)
        self.make_button.clicked.connect(lambda: self._run(exchanging.make, "Making it a hub…"))
        self.stop_button.clicked.connect(self._stop)

    def _follow_place(self, *_: object) -> None:
        """Ask for what this kind of place wants."""
        asked = is_server(self.place.path())
        for widget in (self.password_name, self.password, self.keep):
            widget.setVisible(asked)
        for work in (self.claim_count, self.claim_button, self.release_button):
            work.setVisible(asked)
        self.make_button.hide()
        self._show_busy(self._task is not None)

    def _show_busy(self, is_busy: bool) -> None:
        self.bar.setVisible(is_busy)
        self.stop_button.setVisible(is_busy)
        self.stop_button.setEnabled(is_busy)
        self.bar.setRange(0, 0 if is_busy else 1)
        can = not is_busy and bool(self.place.path()) and self._project.me is not None
        for button in (self.accept_button, self.claim_button, self.release_button):
            button.setEnabled(can)

    # ---- what comes of it ----------------------------------------------------------------

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.stop_button.setEnabled(False)
            self.say("Stopping…", "muted")

    def _show_progress(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _end_well(self, done: Exchanged) -> None:
        self._task = None
        self._show_busy(False)
        self.rows.show_rows(state_rows(done.state))
        lines = fault_lines(done.state, done.reports)
        self.faults.setPlainText("\n".join(lines))
        self.faults.setVisible(bool(lines))
        self.faults_name.setVisible(bool(lines))
        self.say(result_words(done), "good")
        if done.reports:
            self.exchanged.emit()

    def _end_badly(self, error: Exception) -> None:
        self._task = None
        if self._is_left:
            return
        self._show_busy(False)
        if isinstance(error, Cancelled):
            self.say("Stopped; what was exchanged before stays, the rest goes next time.", "warn")
        elif isinstance(error, AnnotatorError | OSError):
            self.make_button.setVisible(isinstance(error, HubMissing | HubNotMade | HubTooOld))
            self.say(fault_words(error))
        else:
            raise error


def _ask_folder(parent: QWidget, start: str) -> str:
    folder = start if start and Path(start).is_dir() else str(Path.home())
    return QFileDialog.getExistingDirectory(parent, "The team's folder", folder)
