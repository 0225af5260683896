"""The article that comes next, read before it is opened: its first difference is there at once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from annotator.model.annotation_set import AnnotationSet
from annotator.project.project import Project
from annotator.project.standing import Pairing
from annotator.ui.models.reading import read_project
from annotator.ui.reading_ahead import Reader
from annotator.ui.review.people import likely_pairing, list_people
from annotator.ui.review.queue import Queue
from annotator.ui.review.reviewing import Ahead, Reviewing
from annotator.ui.session import Session
from annotator.ui.tasks import Task
from annotator.ui.text_view.ordering import Ordered, order_article

_PAUSE_MS = 100
"""What one is at comes first."""


class ReadingAhead(QObject):
    """Reads the next article of the queue whenever another one is open, and with any large article
    that is opened what the review says of it."""

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
        self._ordered: Ordered | None = None
        queue.changed.connect(self._pause.start)
        reviewing.pairing_changed.connect(self._pause.start)

    def stop(self) -> None:
        """Read nothing further."""
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def besides(self) -> Reader | None:
        """Return what reads the review of an article that is about to be opened, while one is
        reviewed."""
        reviewing, me = self._reviewing, self._session.project.me
        if not reviewing.is_begun:
            return None
        wished, share, mine = reviewing.wished, reviewing.audit_share, me.id if me else None

        def read(project: Project, document: str) -> Callable[[], None]:
            pairing = likely_pairing(list_people(project, document), mine, wished)
            if pairing is None:
                return lambda: None
            found = _read(project, document, pairing, share)
            return lambda: self._take(found)

        return read

    def ordered(self, annotation_set: AnnotationSet) -> Ordered | None:
        """Hand over what was put in order of a set, once, or None."""
        ordered, self._ordered = self._ordered, None
        is_this = ordered is not None and ordered.annotation_set is annotation_set
        return ordered if is_this else None

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

    def _take(self, found: tuple[Ahead, Ordered | None]) -> None:
        self._task = None
        ahead, self._ordered = found
        self._reviewing.read_ahead(ahead)


def _read(
    project: Project, document: str, pairing: Pairing, share: float
) -> tuple[Ahead, Ordered | None]:
    project.annotation_set(document)  # mine: the session asks for it when it opens the article
    reviewed = project.review.reviewed(document, pairing, share)
    ordered = None
    if reviewed.first is not None:
        ordered = order_article(reviewed.document, reviewed.first, reviewed.second)
    return Ahead(pairing, reviewed), ordered
