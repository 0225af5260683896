"""What made the selected span or relation and changed it, read off the GUI thread."""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.errors import AnnotatorError
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.timeline.blame import Blamed
from annotator.ui.models.reading import read_project
from annotator.ui.session import Session
from annotator.ui.tasks import Task

_PAUSE_MS = 80
"""Whoever steps through spans asks once, where they stop; a burst of commits is read once."""


class AnnotationBlame(QObject):
    """Asks for one annotation at a time, and again whenever something was saved."""

    blame_found = Signal(str, list)
    """The id of an annotation, and what was done to it (`Blamed`), newest first."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._names: dict[str, str] = {}
        self._asked = ""
        self._task: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        session.saved.connect(self._read_soon)
        session.annotator_changed.connect(self._read_soon)
        session.changed.connect(self._take_changes)

    def name_of(self, annotator: str | None) -> str:
        """Return the name of an annotator (an id)."""
        return self._names.get(annotator or "", "somebody")

    def ask(self, annotation: Span | Relation | None) -> None:
        """Ask for what was done to an annotation; None: to none."""
        asked = annotation.id if annotation is not None else ""
        if asked != self._asked:
            self._asked = asked
            self._read_soon()

    def _read_soon(self, *_: object) -> None:
        if self._asked:
            self._pause.start()

    def _take_changes(self, changes: object, origin: object) -> None:
        if getattr(changes, "has_sight_changes", False):
            self._read_soon()

    def _read(self) -> None:
        document, asked = self._session.document, self._asked
        if self._task is not None:
            self._task.cancel()
        if document is not None and asked:
            project = self._session.project
            self._task = read_project(
                project,
                _read_blame,
                project,
                document.id,
                asked,
                owner=self,
                on_done=lambda read: self._take(asked, *read),
            )

    def _take(self, asked: str, found: list[Blamed], names: dict[str, str]) -> None:
        if asked == self._asked:
            self._names = names
            self.blame_found.emit(asked, found)


def _read_blame(
    project: Project, document: str, annotation: str
) -> tuple[list[Blamed], dict[str, str]]:
    """Return what was done, and what annotators are called; nothing of what is not saved yet."""
    try:
        found = project.timeline.blame(document, annotation, is_for_me=True)
    except AnnotatorError:  # it cannot be saved just now, or has gone meanwhile
        found = []
    return found, {one.id: one.name for one in project.annotators(with_second_times=True)}
