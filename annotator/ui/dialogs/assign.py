"""Say who is to label what: which articles, to whom, how many people each, blind or not."""

from collections.abc import Callable, Collection, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from annotator.messages import sentence
from annotator.messages.assigning import division_words
from annotator.model.annotator import fit_name
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError
from annotator.project.dividing import Division
from annotator.project.people import annotator_typed
from annotator.project.project import Project
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.people_ticks import PeopleTicks
from annotator.ui.models.article_words import count_words
from annotator.ui.models.reading import read_project
from annotator.ui.panels.article_choice import Chosen
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task

Scope = Literal["all", "listed", "chosen", "open"]
_MOST_EACH = 5
_SHARES = (100, 50, 25, 20, 10, 5)
_PAUSE_MS = 80
_COURTESY = (
    "Nobody sees another's labels before all who have an article have finished it. In one file "
    "this is a courtesy of the program."
)


class Plan(NamedTuple):
    """What is asked for."""

    people: tuple[str, ...]
    """Annotator ids, or names of those who are not made yet."""
    per_article: int
    share: int


class Asked(NamedTuple):
    """Which articles it is about."""

    project: Project
    scope: Scope
    listed: Sequence[int]
    """Keys of those that the list shows."""
    chosen: Chosen
    opened: str | None

    def documents(self) -> list[str]:
        """Return their ids. Not for the thread of the window: there may be very many."""
        if self.scope == "open":
            return [self.opened] if self.opened is not None else []
        if self.scope == "chosen":
            return self.chosen.documents(self.project)
        keys = self.project.document_keys() if self.scope == "all" else self.listed
        return self.project.document_ids(keys)


class AssignDialog(FormDialog):
    """Shows how it comes out before anything happens."""

    help_page = "assigning"

    def __init__(
        self,
        session: Session,
        listed: Sequence[int],
        parent: QWidget | None = None,
        *,
        chosen: Chosen = Chosen(),  # noqa: B008 (it never changes)
    ) -> None:
        """`listed` are the keys of the articles that the list shows, `chosen` those chosen there:
        where that is not the open one alone, it is first about them."""
        super().__init__("Assign articles", "Assign", parent)
        self._session = session
        self._project = session.project
        self._listed = listed
        self._chosen = chosen
        is_open = session.document is not None and session.document.id == chosen.document
        self._has_chosen = not (chosen.is_empty or is_open)
        self._scope: Scope = "chosen" if self._has_chosen else "all"
        self._each, self._share = 1, _SHARES[0]
        self._division: Division | None = None
        self._task: Task | None = None
        self.articles = MenuButton("Articles", self, is_framed=True)
        self.people = PeopleTicks(session.project, self)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("another name")
        self.name.setAccessibleName("Another name")
        self.add_button = QPushButton("Add", self)
        self.each = MenuButton("People for one article", self, is_framed=True)
        self.share = MenuButton("Share of the articles", self, is_framed=True)
        self.blind = TickBox("Blind", self)
        self.withdraw_button = QPushButton("Withdraw", self)
        for button in (self.add_button, self.withdraw_button):
            button.setAutoDefault(False)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._divide)
        self._arrange()
        self._connect()
        self._show_choices()
        self._ask()

    # ---- acts ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Assign, make those who are new, and close; a name being typed is added first."""
        if self.name.text().strip():
            self._add_name()
            return
        plan, asked = self._plan(), self._asked()
        if plan is not None and self._can_assign():
            new = {one.id for one in self.people.chosen() if one.is_new}
            self._do(_assign, asked, plan, new, self.blind.isChecked())

    def withdraw(self) -> None:
        """Take back what these people have been assigned of these articles, and close."""
        people = [one.id for one in self.people.chosen()]
        self._do(_withdraw, self._asked(), people)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field for a name adds it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.name.hasFocus():
            self._add_name()
        else:
            super().keyPressEvent(event)

    def _do(self, act: Callable[..., Changes], asked: Asked, *more: object) -> None:
        """Act on another thread: there may be very many articles."""
        for button in (self.accept_button, self.withdraw_button):
            button.setEnabled(False)
        run_task(act, asked, *more, owner=self, on_done=self._end, on_failed=self._say_failure)

    def _end(self, changes: Changes) -> None:
        self._session.tell_of_assignments(changes)
        super().accept()

    def _say_failure(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self.say(sentence(error))
        self._can_do()

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        another, each = QHBoxLayout(), QHBoxLayout()
        another.setSpacing(8)
        each.setSpacing(8)
        another.addWidget(self.name, 1)
        another.addWidget(self.add_button)
        self._of = PlainLabel("for", self, tone="muted")
        self._of.setWordWrap(False)
        each.addWidget(self.each)
        each.addWidget(self._of)
        each.addWidget(self.share)
        each.addStretch(1)
        rows: list[tuple[str, QWidget | QHBoxLayout]] = [
            ("Articles", self.articles),
            ("To", self.people),
            ("", another),
            ("Each by", each),
            ("", self.blind),
            ("", PlainLabel(_COURTESY, self, tone="muted")),
        ]
        for row, (name, field) in enumerate(rows):
            label = PlainLabel(name, self, tone="muted")
            label.setWordWrap(False)
            is_tall = field is self.people
            at = Qt.AlignmentFlag.AlignTop if is_tall else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(label, row, 0, at)
            if isinstance(field, QWidget):
                grid.addWidget(field, row, 1)
            else:
                grid.addLayout(field, row, 1)
        self.fields.addLayout(grid)
        self.buttons.insertWidget(0, self.withdraw_button)
        self.setMinimumWidth(640)
        self.articles.setFocus()

    def _connect(self) -> None:
        self.articles.choice_requested.connect(self._choose_scope)
        self.each.choice_requested.connect(self._choose_each)
        self.share.choice_requested.connect(self._choose_share)
        self.people.changed.connect(self._ask)
        self.blind.toggled.connect(self._ask)
        self.add_button.clicked.connect(self._add_name)
        self.withdraw_button.clicked.connect(self.withdraw)

    def _show_choices(self) -> None:
        everything = self._project.document_counts()["all"]
        scopes = [Choice("all", f"All {count_words(everything, 'article')}")]
        if len(self._listed) != everything:
            listed = count_words(len(self._listed), "article")
            scopes.append(Choice("listed", f"The {listed} that the list shows"))
        if self._has_chosen:
            words = f"The {self._chosen.words()} chosen"
            scopes.append(
                Choice("chosen", words if self._chosen.has_several else self._chosen.words())
            )
        if self._session.document is not None:
            scopes.append(Choice("open", "The open article"))
        self.articles.set_choices(scopes, self._scope)
        most = max(1, min(_MOST_EACH, len(self.people.chosen())))
        self._each = min(self._each, most)
        each = [Choice(str(one), _each_words(one)) for one in range(1, most + 1)]
        self.each.set_choices(each, str(self._each))
        shares = [Choice(str(one), _share_words(one)) for one in _SHARES]
        self.share.set_choices(shares, str(self._share))
        for widget in (self._of, self.share):
            widget.setVisible(self._each > 1)

    # ---- what happens --------------------------------------------------------------------

    def _choose_scope(self, scope: str) -> None:
        for one in ("all", "listed", "chosen", "open"):
            if one == scope:
                self._scope = one
        self._ask()

    def _choose_each(self, each: str) -> None:
        self._each = int(each)
        self._ask()

    def _choose_share(self, share: str) -> None:
        self._share = int(share)
        self._ask()

    def _add_name(self) -> None:
        try:
            name = fit_name(self.name.text())
        except AnnotatorError as error:
            self.say(sentence(error))
            return
        known = annotator_typed(self._project.annotators(), name)
        self.people.tick(known.name if known else name)
        self.name.clear()

    def _ask(self) -> None:
        """Find out how it would come out, once the hand has paused."""
        self._division = None
        self._show_choices()
        self._can_do()
        if self._plan() is None:
            self.say("Tick whoever is to label them.", "muted")
        else:
            self._pause.start()

    def _divide(self) -> None:
        plan = self._plan()
        if plan is None:
            return
        if self._task is not None:
            self._task.cancel()
        self._task = read_project(
            self._project,
            _divide,
            self._asked(),
            plan,
            owner=self,
            on_done=lambda division: self._show_division(plan, division),
        )

    def _show_division(self, plan: Plan, division: Division) -> None:
        if plan != self._plan():
            return
        self._division = division
        names = {one.id: one.name for one in self.people.chosen()}
        loads = {names[one]: load for one, load in division.loads.items()}
        words = division_words(
            division.documents,
            loads,
            division.shared,
            new=len(division.given),
            is_blind=self.blind.isChecked(),
        )
        self.say(f"{words}.", "text")
        self._can_do()

    def _can_do(self) -> None:
        self.accept_button.setEnabled(self._can_assign())
        division = self._division
        held = sum(division.loads.values()) - len(division.given) if division else 0
        self.withdraw_button.setEnabled(bool(held))
        self.withdraw_button.setText(f"Withdraw {held:,}" if held else "Withdraw")

    def _can_assign(self) -> bool:
        return self._division is not None and bool(self._division.given)

    # ---- what is asked -------------------------------------------------------------------

    def _plan(self) -> Plan | None:
        people = tuple(one.id for one in self.people.chosen())
        return Plan(people, self._each, self._share) if people else None

    def _asked(self) -> Asked:
        document = self._session.document
        opened = document.id if document is not None else None
        return Asked(self._project, self._scope, self._listed, self._chosen, opened)


def _divide(asked: Asked, plan: Plan) -> Division:
    return asked.project.assignments.divide(
        asked.documents(), plan.people, per_article=plan.per_article, share=plan.share
    )


def _assign(asked: Asked, plan: Plan, new: Collection[str], is_blind: bool) -> Changes:
    """Make those who are new, and assign."""
    assignments = asked.project.assignments
    people = tuple(assignments.person(one).id if one in new else one for one in plan.people)
    return assignments.assign(_divide(asked, plan._replace(people=people)), is_blind=is_blind)


def _withdraw(asked: Asked, people: Collection[str]) -> Changes:
    return asked.project.assignments.withdraw(asked.documents(), people)


def _each_words(people: int) -> str:
    return ("one person", "two people", "three people", "four people", "five people")[people - 1]


def _share_words(share: int) -> str:
    return "all of them" if share == 100 else f"{share} % of them, the rest by one"
