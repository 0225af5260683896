"""A tick for each annotator of a project, with what they have been assigned and how far they agree
with themselves."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.messages.assigning import oneself_words, workload_words
from annotator.project.assignments import Workload
from annotator.project.project import Project
from annotator.project.second_times import OneSelf
from annotator.ui.models.reading import read_project
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox

_HIGHEST = 190
"""Pixels; more people than fit are scrolled to."""
_USUAL_WIDTH = 480
_DOWN = 3
"""Pixels from the top of a tick to that of the words beside it."""


class Person(NamedTuple):
    """Somebody who may be ticked. Who is new has their name for an id until they are made."""

    id: str
    name: str
    is_new: bool = False


class PeopleTicks(QScrollArea):
    """People in order of their names; who is added stands at the end."""

    changed = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: list[Person] = []
        self.boxes: dict[str, TickBox] = {}
        """By name."""
        self.words: dict[str, PlainLabel] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._body = body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        self._grid = QGridLayout()
        column.addLayout(self._grid)
        column.addStretch(1)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        loads = {one.annotator: one for one in project.assignments.workloads()}
        for one in project.annotators():
            load = loads[one.id]
            words = workload_words(load.assigned, load.finished, load.again, load.again_finished)
            self._add(Person(one.id, one.name), words)
        again = [one for one in loads.values() if one.again_finished]
        if again:
            read_project(
                project, _measure, project, again, owner=self, on_done=self._show_oneselves
            )

    def chosen(self) -> list[Person]:
        """Return whoever is ticked, in their order."""
        return [one for one in self._people if self.boxes[one.name].isChecked()]

    def tick(self, name: str) -> None:
        """Tick somebody, added where nobody has this name."""
        if name not in self.boxes:
            self._add(Person(name, name, is_new=True), "new")
        self.boxes[name].setChecked(True)
        self.ensureWidgetVisible(self.boxes[name])

    def sizeHint(self) -> QSize:
        """Return room for everybody, within reason."""
        inside = self._body.sizeHint()
        wrapped = self._body.heightForWidth(max(self.viewport().width(), _USUAL_WIDTH))
        height = wrapped if wrapped >= 0 else inside.height()  # no words stand beside the names
        return QSize(inside.width(), min(height, _HIGHEST))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a few people are seen at once."""
        return QSize(120, self.sizeHint().height())

    def _add(self, person: Person, words: str) -> None:
        row = self._grid.rowCount()
        box, label = TickBox(person.name, self), PlainLabel(words, self, tone="muted")
        self._people.append(person)
        self.boxes[person.name], self.words[person.name] = box, label
        self._grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(0, _DOWN, 0, 0)
        self._grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignTop)
        box.toggled.connect(self.changed)
        self.updateGeometry()

    def _show_oneselves(self, found: list[OneSelf]) -> None:
        names = {one.id: one.name for one in self._people}
        for one in found:
            label = self.words[names[one.annotator]]
            label.setText(f"{label.text()} · {oneself_words(one.span_f1, one.documents)}")
        self.updateGeometry()


def _measure(project: Project, again: list[Workload]) -> list[OneSelf]:
    return [project.assignments.with_oneself(one.annotator) for one in again]
