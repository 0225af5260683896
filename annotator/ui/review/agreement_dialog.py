"""How far people agree, in numbers that are doors: who is compared, a table, the cases behind."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.models.reading import read_project
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.section import Heading
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.review.agreement_model import MatrixModel, NumbersModel, ViewModel, case_words
from annotator.ui.review.agreement_rows import Measured, RowMaker, View, make_matrix
from annotator.ui.review.agreement_view import MatrixTable, ViewTable
from annotator.ui.session import Session
from annotator.ui.tasks import Task

_SIZE = (54, 44)
"""In heights of a line."""
_WHAT = "Enter or a click on a number goes to the cases behind it."
_OLD = "Labels have changed since this was measured."


class AgreementDialog(FormDialog):
    """Stays beside the window, which goes on working; what was measured stays while it is away."""

    help_page = "agreement"
    way_chosen = Signal(object)
    """A `Way`: the hand wants to see the cases behind a number."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Agreement", "Measure again", parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self._session = session
        self._task: Task | None = None
        self._maker = RowMaker({}, session.label_set)
        self._views: list[View] = []
        self._is_due = True
        """Whether what is shown, if anything, must not be shown any longer."""
        self._are_people_chosen = False
        self._is_old = False
        """Whether labels have changed since it was measured, or begun to be."""
        self.measured: Measured | None = None
        self.boxes: dict[str, TickBox] = {}
        """By annotator id."""
        self._people = FlowLayout(spacing=14)
        self.unfinished = TickBox("Unfinished too", self)
        self.counted = PlainLabel("", self, tone="muted")
        self.matrix_heading = Heading("Spans: same words, same label", self)
        self.matrix = MatrixTable(MatrixModel(self), self)
        self.choice = MenuButton("Numbers of", self, is_framed=True)
        self.table = ViewTable(ViewModel(self), self)
        self.bar = QProgressBar(self)
        self.stop_button = QPushButton("Stop", self)
        self._arrange()
        self._connect()

    # ---- for the window

    def bring_up(self) -> None:
        """Show the numbers, measured anew where they may not be shown any longer."""
        self.show()
        self.raise_()
        self.activateWindow()

    def stop(self) -> None:
        """Measure nothing further, and go: the project is about to be closed."""
        self._cancel()
        self.hide()

    @property
    def is_measuring(self) -> bool:
        """Whether numbers are under way."""
        return self._task is not None

    def measure(self) -> None:
        """Measure those who are ticked, on another thread."""
        self._cancel()
        self._is_due = self._is_old = False
        people = [id for id, box in self.boxes.items() if box.isChecked()]
        if self._are_people_chosen and len(people) < 2:
            self._show(None)
            self.say("Tick two annotators or more.", "muted")
            return
        self.say("")
        self._show_progress(Progress(0, 0))
        self._task = read_project(
            self._session.project,
            measure,
            self._session.project,
            people if self._are_people_chosen else (),
            self.unfinished.isChecked(),
            owner=self,
            on_done=self._take,
            on_failed=self._fail,
            on_progress=self._show_progress,
        )
        self._show_buttons()

    def accept(self) -> None:
        """Measure again."""
        self.measure()

    def reject(self) -> None:
        """Stop what is under way; else step aside."""
        if self.is_measuring:
            self._cancel()
            self.say("Stopped. Nothing new was measured.", "muted")
            self.table.setFocus()
        else:
            self.hide()
            if (behind := self.parentWidget()) is not None:
                behind.activateWindow()

    # ---- making

    def _arrange(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(24)
        who.addLayout(self._people, 1)
        who.addWidget(self.unfinished, 0, Qt.AlignmentFlag.AlignTop)
        self.fields.addLayout(who)
        self.fields.addWidget(self.counted)
        self.fields.addWidget(self.matrix_heading)
        self.fields.addWidget(self.matrix)
        self.fields.addWidget(self.choice)
        self.fields.addWidget(self.table, 1)
        self.table.setMinimumHeight(140)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Measuring")
        self.bar.setFixedHeight(6)
        self.stop_button.setAutoDefault(False)
        self.accept_button.setDefault(False)
        self.accept_button.setAutoDefault(False)
        self.cancel_button.setText("Close")
        under_way = QHBoxLayout()
        under_way.addWidget(self.bar, 1)
        under_way.addWidget(self.stop_button)
        self.buttons.insertLayout(0, under_way, 1)
        line = QFontMetrics(self.font()).height()
        room = self.screen().availableSize()
        self.resize(QSize(_SIZE[0] * line, _SIZE[1] * line).boundedTo(room * 0.94))
        self._show(None)
        self._show_buttons()

    def _connect(self) -> None:
        session = self._session
        self.unfinished.toggled.connect(self.measure)
        self.choice.choice_requested.connect(lambda key: self.show_view(int(key)))
        self.stop_button.clicked.connect(self.reject)
        self.table.door_opened.connect(lambda at: self._open(self.table.numbers, at))
        self.matrix.door_opened.connect(lambda at: self._open(self.matrix.numbers, at))
        session.changed.connect(self._take_changes)
        session.annotator_changed.connect(self._forget)

    # ---- what happens

    def showEvent(self, event: QShowEvent) -> None:
        """Measure at first, and whenever who sees what may have changed."""
        super().showEvent(event)
        self._show_people()
        if self._is_due:
            self.measure()
        self.table.setFocus()

    def show_view(self, number: int) -> None:
        """Show the numbers of a pair, or of all together."""
        view = self._views[number]
        choices = [Choice(str(at), one.title) for at, one in enumerate(self._views)]
        self.choice.set_choices(choices, str(number))
        self.table.numbers.show_view(view)  # type: ignore[attr-defined]

    def _take(self, measured: Measured) -> None:
        self._task = None
        self._show(measured)
        self.say(_OLD if self._is_old else "", "muted")
        self._show_buttons()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        self._task = None
        self._show_buttons()
        if not isinstance(error, AnnotatorError):
            raise error
        self.say(sentence(error))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._show_buttons()

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if changes.has_sight_changes:
            self._forget()
        elif changes.annotation_set or changes.label_set:
            self._is_old = True
            if self.measured is not None and not self.is_measuring:
                self.say(_OLD, "muted")

    def _forget(self) -> None:
        """Who may see what is not as it was: show nothing that was measured before."""
        self._cancel()
        self._show(None)
        self._is_due = True
        if self.isVisible():
            self.measure()

    def _open(self, model: NumbersModel, at: QModelIndex) -> None:
        door, why = model.door_at(at), model.why_at(at)
        if why:
            self.say(f"There is no number, for {why}.", "muted")
        elif door is not None:
            way = door.way()
            if way is None:
                self.say(case_words(door), "muted")
            else:
                self.way_chosen.emit(way)

    # ---- showing

    def _show(self, measured: Measured | None) -> None:
        self.measured = measured
        if measured is None:
            self._views = []
            self.table.numbers.show_view(None)  # type: ignore[attr-defined]
            self.counted.setText("")
            for widget in (self.matrix_heading, self.matrix, self.choice):
                widget.hide()
            return
        project = self._session.project
        names = {one.id: one.name for one in project.annotators(with_second_times=True)}
        self._maker = RowMaker(names, self._session.label_set)
        self._tick(measured.whole.annotators)
        self._views = self._maker.views(measured)
        self.counted.setText(counted_words(measured, self.unfinished.isChecked()))
        is_crowd = len(measured.whole.annotators) > 2
        if is_crowd:
            self.matrix.numbers.show_matrix(make_matrix(measured, self._maker))  # type: ignore[attr-defined]
        self.matrix_heading.setVisible(is_crowd)
        self.matrix.setVisible(is_crowd)
        self.choice.setVisible(len(self._views) > 1)
        if self._views:
            self.show_view(0)
        else:
            self.table.numbers.show_view(None)  # type: ignore[attr-defined]

    def _show_people(self) -> None:
        """Offer everybody who is in the project; ticks stay as they are."""
        for one in self._session.project.annotators():
            if one.id not in self.boxes:
                box = TickBox(one.name, self)
                box.toggled.connect(self._choose_people)
                self.boxes[one.id] = box
                self._people.addWidget(box)

    def _tick(self, people: Sequence[str]) -> None:
        for id, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(id in people)
            box.blockSignals(False)
            box.update()

    def _choose_people(self) -> None:
        self._are_people_chosen = True
        self.measure()

    def _show_progress(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _show_buttons(self) -> None:
        self.bar.setVisible(self.is_measuring)
        self.stop_button.setVisible(self.is_measuring)
        self.accept_button.setEnabled(not self.is_measuring)


def measure(
    project: Project,
    people: Sequence[str],
    is_unfinished_counted: bool,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> Measured:
    """Return how far people (ids; all where none are named) agree, and each with themselves."""
    whole = project.agreement(
        people,
        is_unfinished_counted=is_unfinished_counted,
        is_for_me=True,
        progress=progress,
        is_cancelled=is_cancelled,
    )
    alone = [
        project.agreement([time.of, time.annotator], is_for_me=True, is_cancelled=is_cancelled)
        for time in project.assignments.second_times()
        if time.of in whole.annotators
    ]
    return Measured(whole, tuple(one for one in alone if one.documents))


def counted_words(measured: Measured, is_unfinished_counted: bool) -> str:
    """Return what counts, what is left out, and what can be done with a number."""
    whole = measured.whole
    have = "begun" if is_unfinished_counted else "finished"
    words = f"{count_words(whole.documents, 'article')} that two or more have {have}"
    if whole.closed:
        words += f", without what is given blind on {count_words(whole.closed, 'article')}"
    return f"{words}. {_WHAT}"
