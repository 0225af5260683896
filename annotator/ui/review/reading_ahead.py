"""The article that comes next, read before it is opened: its first difference is there at once."""

from PySide6.QtCore import QObject, QTimer

from annotator.project.project import Project
from annotator.project.standing import Pairing
from annotator.ui.models.reading import read_project
from annotator.ui.review.queue import Queue
from annotator.ui.review.reviewing import Ahead, Reviewing
from annotator.ui.session import Session
from annotator.ui.tasks import Task

_PAUSE_MS = 100
"""What one is at comes first."""


class ReadingAhead(QObject):
    """Reads the next article of the queue whenever another one is open."""

    def __init__(
        self, session: Session, reviewing: Reviewing, queue: Queue, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._reviewing = reviewing
        self._queue = queue
        self._task: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        queue.changed.connect(self._pause.start)
        reviewing.pairing_changed.connect(self._pause.start)

    def stop(self) -> None:
        """Read nothing further."""
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _begin(self) -> None:
        pairing, document = self._reviewing.pairing, self._queue.next_article()
        if document is None or pairing is None or not self._reviewing.is_begun:
            return
        if self._reviewing.has_ahead(document, pairing):
            return
        self.stop()
        share = self._reviewing.audit_share
        self._task = read_project(
            self._session.project,
            _read,
            self._session.project,
            document,
            pairing,
            share,
            owner=self,
            on_done=self._take,
            on_failed=lambda error: None,  # it is gone meanwhile, and will not be opened
        )

    def _take(self, ahead: Ahead) -> None:
        self._task = None
        self._reviewing.read_ahead(ahead)


def _read(project: Project, document: str, pairing: Pairing, share: float) -> Ahead:
    project.annotation_set(document)  # mine: the session asks for it when it opens the article
    return Ahead(pairing, project.review.reviewed(document, pairing, share))
