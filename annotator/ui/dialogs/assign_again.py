"""Let finished articles come back to whoever finished them, to compare people with themselves."""

from PySide6.QtWidgets import QWidget

from annotator.messages import sentence
from annotator.messages.assigning import again_words, came_back_words
from annotator.model.errors import AnnotatorError
from annotator.project.project import Project
from annotator.settings.store import Settings
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.people_ticks import PeopleTicks, Person
from annotator.ui.models.reading import read_project
from annotator.ui.panels.number_field import NumberField
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session
from annotator.ui.tasks import Task

Due = dict[str, tuple[list[str], int]]
"""Annotator -> the documents that come back, and out of how many they are drawn."""
_WHAT = (
    "Some of the articles come back unmarked. What was said of them before is hidden from whoever "
    "labels them again until they have finished; then both times can be compared."
)


class AssignAgainDialog(FormDialog):
    """Shows how many articles come back to whom before anything happens."""

    help_page = "assigning"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("Assign again", "Assign again", parent)
        self._session = session
        self._project = session.project
        self._settings = settings
        self._due: Due = {}
        self._asked: object = None
        self._task: Task | None = None
        self.people = PeopleTicks(session.project, self)
        self.days, self.share = NumberField(self), NumberField(self)
        self.days.set_number(settings.get("again_days"))
        self.share.set_number(settings.get("again_share"))
        self.fields.addWidget(PlainLabel(_WHAT, self, tone="muted"))
        self.add_field("To", self.people)
        self.add_pair(
            ("Finished at least so many days ago", self.days), ("Of these, per cent", self.share)
        )
        for box in self.people.boxes.values():
            box.setChecked(True)
        self.people.changed.connect(self._ask)
        self.days.textEdited.connect(self._ask)
        self.share.textEdited.connect(self._ask)
        self.days.number_entered.connect(self._ask)
        self.share.number_entered.connect(self._ask)
        self.setMinimumWidth(640)
        self.days.setFocus()
        self._ask()

    def accept(self) -> None:
        """Let them come back, and close."""
        due = {one: documents for one, (documents, _) in self._due.items() if documents}
        if not due:
            return
        try:
            self._project.assignments.assign_again(due)
        except AnnotatorError as error:
            self.say(sentence(error))
            return
        self._settings.choose("again_days", self.days.number())
        self._settings.choose("again_share", self.share.number())
        counts = {one.name: len(due[one.id]) for one in self.people.chosen() if one.id in due}
        self._session.said.emit(f"{came_back_words(counts)}.", True)
        super().accept()

    # ---- inside --------------------------------------------------------------------------

    def _ask(self, *_: object) -> None:
        """Find out what would come back, where something else is asked than before."""
        people, days, share = asked = self.people.chosen(), self.days.number(), self.share.number()
        if asked == self._asked:
            return
        self._asked = asked
        self._due = {}
        self.accept_button.setEnabled(False)
        if self._task is not None:
            self._task.cancel()
        if not people:
            self.say("Tick at least one annotator.", "muted")
        elif not isinstance(days, int) or days < 0:
            self.say("After how many days? A whole number, 0 or more.")
        elif not isinstance(share, int) or not 1 <= share <= 100:
            self.say("How many in a hundred? A whole number from 1 to 100.")
        else:
            self._task = read_project(
                self._project,
                _find_due,
                self._project,
                people,
                days,
                share,
                owner=self,
                on_done=lambda due: self._show_due(people, days, due),
            )

    def _show_due(self, people: list[Person], days: int, due: Due) -> None:
        self._due = due
        lines = [again_words(one.name, len(due[one.id][0]), due[one.id][1], days) for one in people]
        self.say("\n".join(f"{line}." for line in lines), "text")
        self.accept_button.setEnabled(any(documents for documents, _ in due.values()))


def _find_due(project: Project, people: list[Person], days: int, share: int) -> Due:
    due_again = project.assignments.due_again
    return {
        one.id: (
            due_again(one.id, days=days, share=share),
            len(due_again(one.id, days=days, share=100)),
        )
        for one in people
    }
