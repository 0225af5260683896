"""The annotators of a project: renamed, and two joined that are one person, seen before."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.messages import sentence, show_text
from annotator.messages.people_words import has_words, join_words
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError
from annotator.project.annotators import Person
from annotator.project.joining import JoinPreview, clash
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.models.article_words import one_line
from annotator.ui.models.reading import read_project
from annotator.ui.panels.enter_button import EnterButton, is_enter
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task

_ROWS = 6
"""Annotators seen at once."""
_NOBODY = "nobody else"
_ID = Qt.ItemDataRole.UserRole


class PeopleDialog(FormDialog):
    """Everybody with what they have; below it the name of the one chosen, and who they are too."""

    help_page = "assigning"

    forget_requested = Signal(object)
    """The `Annotator` who is to be forgotten."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Annotators", "Close", parent)
        self.setObjectName("people")
        self._session, self._project = session, session.project
        self._people: list[Person] = []
        self._into = ""
        self._preview: Task | None = None
        self._is_busy = False
        self.list = QListWidget(self)
        self.list.setAccessibleName("Annotators")
        self.name = QLineEdit(self)
        self.rename_button = EnterButton("Rename", self)
        self.same = MenuButton("The same person as", self, is_framed=True)
        self.join_button = EnterButton("Join", self)
        self.preview = PlainLabel("", self, tone="muted")
        self.undo_button = QuietButton("Undo", self)
        self.forget_button = QuietButton("Forget this person…", self)
        self._arrange()
        self._connect()
        self._read()

    # ---- acts ----------------------------------------------------------------------------

    def rename(self) -> None:
        """Give the one chosen the name in the field."""
        person, name = self._chosen(), self.name.text()
        if person is not None and self.rename_button.isEnabled():
            rename, id = self._project.people.rename, person.annotator.id
            said = f"Called {_quoted(person)} “{show_text(name.strip(), 40)}”."
            self._do(lambda: rename(id, name), said)

    def join_both(self) -> None:
        """Let the one chosen be the one that was said to be the same."""
        person, into = self._chosen(), self._person(self._into)
        if person is not None and into is not None and self.join_button.isEnabled():
            join, ids = self._project.people.join, (person.annotator.id, into.annotator.id)
            said = f"{_quoted(person)} is {_quoted(into)} from now on."
            self._do(lambda: join(*ids), said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field for the name renames, where it is another one."""
        if is_enter(event) and self.name.hasFocus() and self.rename_button.isEnabled():
            self.rename()
        else:
            super().keyPressEvent(event)

    def _do(self, act: Callable[[], Changes], said: str) -> None:
        """Act on another thread: a join may move very many labels."""
        self._is_busy = True
        self._can_do()
        run_task(
            act,
            owner=self,
            on_done=lambda changes: self._end(changes, said),
            on_failed=self._say_failure,
        )

    def _end(self, changes: Changes, said: str) -> None:
        self._is_busy = False
        if not changes.is_empty:
            self.say(said, "text")
            self.undo_button.setVisible(True)
            self._session.said.emit(said, True)
        self._can_do()

    def _say_failure(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self._is_busy = False
        self.say(sentence(error))
        self._can_do()

    def _undo(self) -> None:
        """Take back what was done last here."""
        self.undo_button.setVisible(False)
        self.say("")
        self._session.undo()

    def _forget(self) -> None:
        """Leave, and let what forgetting the one chosen would do be explained."""
        person = self._chosen()
        if person is not None:
            self.reject()
            self.forget_requested.emit(person.annotator)

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields.addWidget(self.list)
        self.add_field("Name", self.name, self.rename_button)
        self._same_label = PlainLabel("Is the same person as", self, tone="muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.same)
        row.addStretch(1)
        row.addWidget(self.join_button)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._same_label)
        column.addLayout(row)
        self.fields.addLayout(column)
        self.fields.addWidget(self.preview)
        self.fields.addStretch(1)
        for button in (self.rename_button, self.join_button):
            button.setAutoDefault(False)
        self.buttons.insertWidget(0, self.undo_button)
        self.buttons.insertWidget(0, self.forget_button)
        self.undo_button.hide()
        self.cancel_button.hide()
        self.setMinimumWidth(520)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._take_choice)
        self.name.textChanged.connect(self._can_do)
        self.rename_button.clicked.connect(self.rename)
        self.same.choice_requested.connect(self._choose_same)
        self.join_button.clicked.connect(self.join_both)
        self.undo_button.clicked.connect(self._undo)
        self.forget_button.clicked.connect(self._forget)
        self._session.changed.connect(self._take_changes)

    # ---- what happens --------------------------------------------------------------------

    def _read(self) -> None:
        read_project(self._project, self._project.people.all, owner=self, on_done=self._show_people)

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if changes.people:
            self._read()

    def _show_people(self, people: list[Person]) -> None:
        chosen = self._chosen()
        me = self._project.me
        wanted = chosen.annotator.id if chosen is not None else me.id if me is not None else ""
        self._people = people
        self.list.blockSignals(True)
        self.list.clear()
        for one in people:
            words = has_words(one.sets, one.finished, one.spans, one.relations)
            you = " (you)" if me is not None and one.annotator.id == me.id else ""
            item = QListWidgetItem(f"{one_line(one.annotator.name, 60)}{you}   {words}")
            item.setData(_ID, one.annotator.id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        rows = [one.annotator.id for one in people]
        if rows:
            there = next((one for one in (wanted, self._into) if one in rows), rows[0])
            self.list.setCurrentRow(rows.index(there))
            self.list.ensurePolished()
            seen = max(2, min(len(rows), _ROWS))
            self.list.setFixedHeight(seen * self.list.sizeHintForRow(0) + 6)
        self._take_choice()

    def _take_choice(self, *_: object) -> None:
        person = self._chosen()
        self.name.setText(person.annotator.name if person is not None else "")
        self._choose_same("")

    def _choose_same(self, into: str) -> None:
        """Say what joining the one chosen with another (an id) would do."""
        self._into = into
        person = self._chosen()
        others = [one for one in self._people if person is None or one != person]
        choices = [Choice("", _NOBODY)]
        choices += [Choice(one.annotator.id, one_line(one.annotator.name, 60)) for one in others]
        self.same.set_choices(choices, into, _NOBODY)
        for widget in (self._same_label, self.same, self.join_button, self.preview):
            widget.setVisible(bool(others))
        if self._preview is not None:
            self._preview.cancel()
        self.preview.setText("")
        self.join_button.setEnabled(False)
        self._can_do()
        if person is not None and into:
            self._preview = read_project(
                self._project,
                self._project.people.preview_join,
                person.annotator.id,
                into,
                owner=self,
                on_done=self._show_preview,
                on_failed=self._show_refusal,
            )

    def _show_preview(self, found: JoinPreview) -> None:
        if found.clashes:
            self._show_refusal(clash(found.annotator, found.into, found.clashes))
            return
        words = join_words(
            found.annotator.name,
            found.into.name,
            sets=found.sets,
            spans=found.spans,
            relations=found.relations,
            verdicts=found.verdicts,
            remarks=found.remarks,
            assignments=found.assignments,
        )
        self._show_words(f"{words}.")
        self.join_button.setEnabled(not self._is_busy)

    def _show_refusal(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self._show_words(sentence(error))

    def _show_words(self, words: str) -> None:
        self.preview.setText(words)
        self._grow()

    def _can_do(self, *_: object) -> None:
        person, name = self._chosen(), self.name.text().strip()
        is_other = person is not None and bool(name) and name != person.annotator.name
        self.rename_button.setEnabled(is_other and not self._is_busy)
        self.forget_button.setEnabled(person is not None and not self._is_busy)
        if self._is_busy:
            self.join_button.setEnabled(False)

    # ---- who -----------------------------------------------------------------------------

    def _chosen(self) -> Person | None:
        if self.list.currentRow() < 0:
            return None
        return self._person(self.list.currentItem().data(_ID))

    def _person(self, id: str) -> Person | None:
        return next((one for one in self._people if one.annotator.id == id), None)


def _quoted(person: Person) -> str:
    return f"“{show_text(person.annotator.name, 40)}”"
