"""Set articles aside or remove them from the list: what stands on them is shown before."""

from PySide6.QtWidgets import QWidget

from annotator.messages import sentence, show_text
from annotator.messages.standing import standing_words
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError
from annotator.project.hiding import OnThem
from annotator.project.project import Project
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.told_rows import ToldRows
from annotator.ui.models.reading import read_project
from annotator.ui.panels.article_choice import Chosen
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session
from annotator.ui.tasks import run_task

_ASIDE = (
    "Set aside, they are in no list, search, count or export until they are brought back. “Set "
    "aside” above the list shows them."
)
_REMOVED = (
    "Removed, they are in no list, search, count or export. Nothing is erased: “Set aside” above "
    "the list shows them, and they can be brought back."
)


class HideArticlesDialog(FormDialog):
    """What articles carry, whose it is, and the button by which they go."""

    help_page = "work-lists"

    def __init__(
        self, session: Session, chosen: Chosen, parent: QWidget | None = None, *, is_removed: bool
    ) -> None:
        title, verb = (
            ("Remove from the list", "Remove") if is_removed else ("Set aside", "Set aside")
        )
        super().__init__(title, verb, parent)
        self._session, self._chosen, self._is_removed = session, chosen, is_removed
        self.articles = PlainLabel(show_text(chosen.words(), 200), self)
        self.standing = ToldRows(self)
        self.fields.addWidget(self.articles)
        self.fields.addLayout(self.standing)
        self.fields.addWidget(PlainLabel(_REMOVED if is_removed else _ASIDE, self, tone="muted"))
        self.fields.addStretch(1)
        self.setMinimumWidth(520)
        self.accept_button.setEnabled(False)
        self.say("Looking what stands on them…", "muted")
        read_project(
            session.project,
            _look,
            session.project,
            chosen,
            owner=self,
            on_done=self._show,
            on_failed=self._say_failure,
        )

    def accept(self) -> None:
        """Let them go, and close."""
        if self.accept_button.isEnabled():
            self.accept_button.setEnabled(False)
            run_task(
                _hide,
                self._session.project,
                self._chosen,
                self._is_removed,
                owner=self,
                on_done=self._end,
                on_failed=self._say_failure,
            )

    def rows(self) -> list[tuple[str, str]]:
        """Return what is shown of what stands on them: whose, and how much."""
        return self.standing.rows()

    # ---- inside --------------------------------------------------------------------------

    def _show(self, on_them: OnThem) -> None:
        rows = standing_words(
            on_them.sets,
            verdicts=on_them.verdicts,
            remarks=on_them.remarks,
            assignments=on_them.assignments,
        )
        self.standing.show_rows(rows)
        self.say(
            "All that stands on them is kept." if rows else "Nothing stands on them.",
            "muted",
        )
        self.accept_button.setEnabled(True)
        self.accept_button.setFocus()

    def _end(self, changes: Changes) -> None:
        self._session.tell_of_hidden(changes)
        super().accept()

    def _say_failure(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self.say(sentence(error))


def _look(project: Project, chosen: Chosen) -> OnThem:
    return project.work_list.stands_on(chosen.documents(project))


def _hide(project: Project, chosen: Chosen, is_removed: bool) -> Changes:
    return project.work_list.hide(chosen.documents(project), is_removed=is_removed)
