"""The queue of the whole project: read page by page on another thread, kept true as one decides."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.changes import Changes
from annotator.project.findings import touched_documents
from annotator.project.pages import PAGE
from annotator.project.project import Project
from annotator.project.standing import Pairing
from annotator.ui.models.reading import read_project
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.review.rows import ArticleRows, RowMaker, names_of
from annotator.ui.session import Session
from annotator.ui.tasks import Task

_PAUSE_MS = 300
"""A project is read in hundreds of pages: nobody wants the list anew for each of them."""


class _Page(NamedTuple):
    asked: tuple[str, ...]
    found: dict[str, ArticleRows]


class Survey(QObject):
    """The articles on which people differ, in project order, as far as they have been read."""

    changed = Signal()
    """Articles came, or are otherwise now."""

    def __init__(
        self, session: Session, reviewing: Reviewing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._reviewing = reviewing
        self._pairing: Pairing | None = None
        self._share = 0.0
        self._task: Task | None = None
        self._order: dict[str, int] = {}
        self._waiting: dict[str, None] = {}
        """Ids of articles that are still to be read, in this order."""
        self._overtaken: set[str] = set()
        """Of those being read, which are otherwise meanwhile."""
        self._articles: dict[str, ArticleRows] = {}
        self._is_listed = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        session.changed.connect(self._take_changes)
        session.annotator_changed.connect(self.begin)

    # ---- looking --------------------------------------------------------------------------------

    @property
    def articles(self) -> dict[str, ArticleRows]:
        """Article id -> its rows; those without any are left out. In project order."""
        return self._articles

    @property
    def is_complete(self) -> bool:
        """Whether all articles have been read."""
        return self._is_listed and self._task is None and not self._waiting

    @property
    def pairing(self) -> Pairing | None:
        """The people compared."""
        return self._pairing

    # ---- doing ----------------------------------------------------------------------------------

    def follow(self, pairing: Pairing | None, audit_share: float) -> None:
        """Read for these people, unless that is what has been read."""
        if pairing is not None and (pairing, audit_share) != (self._pairing, self._share):
            self._pairing, self._share = pairing, audit_share
            self.begin()

    def begin(self) -> None:
        """Read everything anew."""
        self.stop()
        self._articles, self._waiting, self._is_listed = {}, {}, False
        pairing = self._pairing
        if pairing is not None:
            project = self._session.project
            self._start(_list_articles, project, pairing, on_done=self._take_list)
        self.changed.emit()

    def stop(self) -> None:
        """Read no further."""
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def put(self, article: ArticleRows) -> None:
        """Say how an article stands: nobody knows it better than who is at it."""
        document = article.standing.document
        self._overtaken.add(document)
        self._waiting.pop(document, None)
        self._keep(document, article)
        self.changed.emit()

    # ---- inside ---------------------------------------------------------------------------------

    def _start(
        self, function: Callable[..., object], *args: object, on_done: Callable[..., None]
    ) -> None:
        self._overtaken.clear()
        self._task = read_project(
            self._session.project, function, *args, owner=self, on_done=on_done
        )

    def _take_list(self, documents: list[str]) -> None:
        self._task, self._is_listed = None, True
        self._order = {document: at for at, document in enumerate(documents)}
        known = self._overtaken & self._articles.keys()
        self._waiting = {one: None for one in documents if one not in known}
        self._read_next()

    def _read_next(self) -> None:
        if self._task is not None or self._pairing is None or not self._is_listed:
            return
        page = [one for one, _ in zip(self._waiting, range(PAGE), strict=False)]
        for one in page:
            del self._waiting[one]
        if page:
            project, label_set = self._session.project, self._session.label_set
            maker = RowMaker(project, label_set, names_of(project), self._pairing)
            self._start(
                _read_page,
                project,
                maker,
                self._pairing,
                self._share,
                tuple(page),
                on_done=self._take_page,
            )
        else:
            self._pause.stop()
            self.changed.emit()

    def _take_page(self, page: _Page) -> None:
        self._task = None
        for document in page.asked:
            if document not in self._overtaken:
                self._keep(document, page.found.get(document))
        self._read_next()
        if not self.is_complete and not self._pause.isActive():
            self._pause.start()

    def _keep(self, document: str, article: ArticleRows | None) -> None:
        if article is None or not article.rows:
            self._articles.pop(document, None)
            return
        is_new = document not in self._articles
        self._articles[document] = article
        if is_new and next(reversed(self._articles)) == document:
            last = [self._place(one) for one in list(self._articles)[-2:]]
            if last != sorted(last):
                by_place = sorted(self._articles.items(), key=lambda one: self._place(one[0]))
                self._articles = dict(by_place)

    def _place(self, document: str) -> int:
        return self._order.get(document, len(self._order))

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if self._pairing is None:
            return
        if changes.label_set or changes.has_list_changes or changes.has_sight_changes:
            self.begin()
            return
        here = self._reviewing.document if self._reviewing.is_begun else None
        self._read_again(touched_documents(changes) - {here})

    def _read_again(self, documents: Iterable[str | None]) -> None:
        again = {one: None for one in documents if one is not None}
        if again:
            self._overtaken |= again.keys()
            self._waiting = {**again, **self._waiting}
            self._read_next()


def _list_articles(project: Project, pairing: Pairing) -> list[str]:
    return project.review.labelled(pairing)


def _read_page(
    project: Project, maker: RowMaker, pairing: Pairing, share: float, documents: tuple[str, ...]
) -> _Page:
    seen = [one for one in documents if project.assignments.why_closed(one) is None]
    reviewed = project.review.reviewed_page(seen, pairing, share)
    return _Page(documents, {one.document.id: maker.make(one) for one in reviewed})
