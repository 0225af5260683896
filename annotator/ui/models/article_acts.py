"""The newest acts on the open article, read off the GUI thread and kept until more is saved."""

from itertools import takewhile

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.edits.history import Act
from annotator.model.changes import Changes
from annotator.project.project import Project
from annotator.ui.models.reading import read_project
from annotator.ui.session import Session
from annotator.ui.tasks import Task

ACTS_KEPT = 400
_PAUSE_MS = 80
"""A burst of commits is read once."""


class ArticleActs(QObject):
    """Acts of the session's open article, the newest first."""

    acts_loaded = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._acts: list[Act] = []
        self._names: dict[str, str] = {}
        self._task: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        session.document_opened.connect(self._begin)
        session.saved.connect(self._read_soon)
        session.changed.connect(self._take_changes)
        session.annotator_changed.connect(self._read_soon)
        self._begin()

    @property
    def acts(self) -> list[Act]:
        """The acts as last read."""
        return self._acts

    def name_of(self, annotator: str | None) -> str:
        """Return the name of an annotator (an id)."""
        return self._names.get(annotator or "", "somebody")

    def _begin(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
        self._acts = []
        self.acts_loaded.emit()
        self._pause.start()

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if changes.has_sight_changes:
            self._begin()  # what was read may be for other eyes now

    def _read_soon(self, *_: object) -> None:
        self._pause.start()

    def _read(self) -> None:
        document = self._session.document
        if self._task is not None:
            self._task.cancel()
        if document is not None:
            project = self._session.project
            self._task = read_project(
                project,
                _read_acts,
                project,
                document.id,
                self._acts,
                owner=self,
                on_done=self._take,
            )

    def _take(self, read: tuple[str, list[Act], dict[str, str]]) -> None:
        document, acts, names = read
        if self._session.document is not None and self._session.document.id == document:
            self._acts, self._names = acts, names
            self.acts_loaded.emit()


def _read_acts(
    project: Project, document: str, known: list[Act]
) -> tuple[str, list[Act], dict[str, str]]:
    """Return the newest acts that I may see, of which those that are known are not read again."""
    newest_known = known[0].seq if known else -1
    newer = takewhile(
        lambda act: act.seq > newest_known, project.history(document, newest=ACTS_KEPT)
    )
    acts = [*filter(project.assignments.can_see_act, newer), *known][:ACTS_KEPT]
    return document, acts, {one.id: one.name for one in project.annotators(with_second_times=True)}
