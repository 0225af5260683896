"""The backups of a project file: when they were made, what is in them, and going back to one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.messages import sentence, show_size
from annotator.model.backup import THE_BACKUP, THE_END, Backup, Contents
from annotator.model.errors import AnnotatorError
from annotator.project.backups import (
    RestorePreview,
    backups_of,
    folder_of_backups,
    preview_restore,
    size_of_backups,
)
from annotator.ui.backups.how_far import HowFar
from annotator.ui.backups.size_limit import SizeLimit
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.enter_button import EnterButton, is_enter
from annotator.ui.panels.history_words import time_words
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.tasks import Task, run_task

_ROWS = 8
"""Backups seen at once."""


class BackupsDialog(FormDialog):
    """A list of backups; below it what is in the one chosen, and in the project as it is."""

    help_page = "files-and-safety"

    restore_requested = Signal(object, object)
    """The `Backup` to go back to, and how far on along the journal (`Until`)."""
    limit_chosen = Signal(int)
    """How many gigabytes the backups of one project shall take at most."""

    def __init__(
        self,
        path: Path,
        root: Path | None,
        parent: QWidget | None = None,
        *,
        make: Callable[[], None] | None = None,
        salvage: Callable[[], None] | None = None,
        why: str = "",
        gigabytes: int | None = None,
    ) -> None:
        """`make` makes a backup now, where the project is open; `why` says why it is not, and
        `salvage` saves then what can be saved of the file itself. `gigabytes` is how much they may
        take, where that can be said."""
        super().__init__("Backups", "Close", parent)
        self.setObjectName("backups")
        self._path, self._root = path, root
        self._backups: list[Backup] = []
        self._task: Task | None = None
        self.why = PlainLabel(why, self)
        self.why.setVisible(bool(why))
        self.list = QListWidget(self)
        self.list.setAccessibleName("Backups")
        self.told = PlainLabel("", self, tone="muted")
        self.how_far = HowFar(self)
        self.how_far.hide()
        self.limit = SizeLimit(gigabytes or 1, self)
        self.limit.setVisible(gigabytes is not None)
        self.limit.chosen.connect(self.limit_chosen)
        self.make_button = EnterButton("Back up now", self)
        self.make_button.setVisible(make is not None)
        self.salvage_button = EnterButton("Save what can be read", self)
        self.salvage_button.setVisible(salvage is not None)
        self.restore_button = EnterButton("Go back to it", self)
        self._arrange()
        self.list.currentRowChanged.connect(self._take_choice)
        self.how_far.changed.connect(self._look)
        if make is not None:
            self.make_button.clicked.connect(partial(self._make, make))
        if salvage is not None:
            self.salvage_button.clicked.connect(partial(self._salvage, salvage))
        self.restore_button.clicked.connect(self._restore)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show the backups that are there now."""
        self.make_button.setEnabled(True)
        self._backups = backups_of(self._path, self._root)
        self.list.clear()
        for one in self._backups:
            made = time_words(one.at.isoformat())
            QListWidgetItem(f"{made}   {show_size(one.size)}", self.list)
        self.list.setVisible(bool(self._backups))
        self.limit.show_taken(len(self._backups), size_of_backups(self._path, self._root))
        self.restore_button.setVisible(bool(self._backups))
        if self._backups:
            self.list.setCurrentRow(0)
            self.list.ensurePolished()
            seen = max(2, min(len(self._backups), _ROWS))
            self.list.setFixedHeight(seen * self.list.sizeHintForRow(0) + 6)
        else:
            where = self._folder()
            is_open = not self.why.text()
            self._tell(
                f"There is none yet. They will be in {where}."
                if is_open
                else f"There is no backup of it in {where}."
            )

    def show_failure(self, words: str) -> None:
        """Say why there is none."""
        self.make_button.setEnabled(True)
        self.say(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list leads to the button; F5 looks again."""
        if is_enter(event) and self.list.hasFocus():
            self.restore_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)

    # ---- inside --------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.fields.addWidget(self.why)
        self.fields.addWidget(self.list)
        self.fields.addWidget(self.how_far)
        self.fields.addWidget(self.told)
        self.fields.addWidget(self.limit)
        self.fields.addStretch(1)
        for button in (self.make_button, self.restore_button, self.salvage_button):
            button.setAutoDefault(False)
        self.buttons.insertWidget(0, self.make_button)
        self.buttons.insertWidget(1, self.restore_button)
        self.buttons.insertWidget(2, self.salvage_button)
        self.cancel_button.hide()
        self.setMinimumWidth(520)

    def _folder(self) -> str:
        return str(folder_of_backups(self._path, self._root))

    def _make(self, make: Callable[[], None]) -> None:
        self.make_button.setEnabled(False)
        self.say("Making a backup…", "text")
        make()

    def _salvage(self, salvage: Callable[[], None]) -> None:
        self.accept()
        salvage()

    def _chosen(self) -> Backup | None:
        row = self.list.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _take_choice(self, row: int) -> None:
        """What is lost is wanted back to the last act; who goes back wants to go back."""
        is_lost = bool(self.why.text()) and row == 0
        self.how_far.choose(THE_END if is_lost else THE_BACKUP)
        self.how_far.hide()
        self._look()

    def _look(self) -> None:
        """Say what going back would do; it takes reading the whole backup."""
        if self._task is not None:
            self._task.cancel()
        self.restore_button.setEnabled(False)
        chosen = self._chosen()
        if chosen is not None:
            self._tell("Reading it…")
            self._task = run_task(
                preview_restore,
                self._path,
                chosen,
                self.how_far.until(),
                owner=self,
                on_done=self._show_preview,
                on_failed=self._show_unreadable,
            )

    def _show_preview(self, preview: RestorePreview) -> None:
        self.how_far.show_reach(preview.backup.at, preview.furthest)
        on = f" and {count_words(preview.reach.acts, 'act')} of the journal" * bool(
            preview.reach.acts
        )
        lines = [f"In this backup{on}: {contents_words(preview.then)}."]
        if preview.furthest.is_broken:
            lines.append("The journal has later acts too, but not all between: they stay out.")
        if preview.now is not None:
            lines.append(f"In the project now: {contents_words(preview.now)}.")
        else:
            lines.append("The project itself is gone, or cannot be read.")
        if self._path.exists():
            lines.append("Going back keeps the file as it is now beside it, under another name.")
        self._tell("\n".join(lines))
        self.restore_button.setEnabled(True)

    def _show_unreadable(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self._tell(sentence(error))

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self._grow()

    def _restore(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            until = self.how_far.until()
            self.accept()
            self.restore_requested.emit(chosen, until)


def contents_words(held: Contents) -> str:
    """Return "15 articles, 1,184 spans, 660 relations, the last act of 24 Jan 14:02"."""
    words = [
        count_words(held.documents, "article"),
        count_words(held.spans, "span"),
        count_words(held.relations, "relation"),
    ]
    if held.last_act:
        moment = QDateTime.fromString(held.last_act, Qt.DateFormat.ISODateWithMs)
        at = time_words(held.last_act) if moment.isValid() else held.last_act
        words.append(f"the last act of {at}")
    return ", ".join(words)
