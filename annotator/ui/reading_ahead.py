"""Opening articles: the large ones are read, and put in order, on another thread before."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject

from annotator.messages import sentence
from annotator.model.annotation_set import AnnotationSet
from annotator.model.errors import AnnotatorError
from annotator.project.project import Project
from annotator.project.rows import DocumentRow
from annotator.ui.models.reading import read_project
from annotator.ui.session import Session
from annotator.ui.tasks import Task
from annotator.ui.text_view.ordering import Ordered, order_article

_LARGE = 60_000
"""Characters above which reading may be felt."""
_OF_A_SPAN = 25
"""Characters that take as long to read and to put in order as one span."""


Reader: TypeAlias = Callable[[Project, str], Callable[[], None]]
"""Reads something about an article (id) on another thread; what it returns takes note of it on the
GUI thread, right before the article is opened."""


class ReadingAhead(QObject):
    """Opens the article asked for last. Nobody waits: the window goes on with the one before."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._wanted = ""
        self._act: Callable[[], object] = _do_nothing
        self._ordered: Ordered | None = None
        self.besides: Callable[[], Reader | None] = lambda: None
        """What else is to be read now of an article before it is opened."""
        session.opener = self.open_then
        session.document_opened.connect(self._forget)

    def open(self, document: str, row: DocumentRow | None) -> None:
        """Open an article (id), at once where its row in the list says that it is small."""
        if document == self._wanted:
            return
        self.stop()
        opened = self._session.document
        if opened is not None and opened.id == document:
            return
        if row is None or row.characters + _OF_A_SPAN * row.spans < _LARGE:
            self._session.open_document(document)
            return
        self._begin(document, _do_nothing)

    def open_then(self, document: str, act: Callable[[], object]) -> None:
        """Open an article (id) from anywhere, and do something as soon as it is open."""
        opened = self._session.document
        if document == self._wanted:
            self._act = act
        elif (opened is None or opened.id != document) and self._is_large(document):
            self.stop()
            self._begin(document, act)
        else:
            self.stop()
            if self._session.open_document(document):
                act()

    def _is_large(self, document: str) -> bool:
        try:
            return len(self._session.project.document(document).text) >= _LARGE
        except AnnotatorError:
            return False  # the session says why it cannot be opened

    def _begin(self, document: str, act: Callable[[], object]) -> None:
        self._wanted, self._act = document, act
        project = self._session.project
        self._task = read_project(
            project,
            _read,
            project,
            document,
            self.besides(),
            owner=self,
            on_done=self._take,
            on_failed=self._refuse,
        )

    def ordered(self, annotation_set: AnnotationSet) -> Ordered | None:
        """Hand over what was put in order of a set, once, or None."""
        ordered, self._ordered = self._ordered, None
        is_this = ordered is not None and ordered.annotation_set is annotation_set
        return ordered if is_this else None

    def _take(self, read: tuple[Ordered, Callable[[], None]]) -> None:
        document, act = self._wanted, self._act
        self._let_go()
        self._ordered, take_besides = read
        take_besides()
        if self._session.open_document(document):
            act()
        self._ordered = None

    def _refuse(self, error: Exception) -> None:
        self._let_go()
        if not isinstance(error, AnnotatorError):
            raise error
        self._session.refused.emit(sentence(error))

    def _forget(self, *_: object) -> None:
        """Another article has been opened meanwhile: that is what is wanted now."""
        if self._task is not None:
            self.stop()

    def stop(self) -> None:
        """Want none any more: another one, or the project is about to be closed."""
        if self._task is not None:
            self._task.cancel()
        self._let_go()

    def _let_go(self) -> None:
        self._task, self._wanted, self._act = None, "", _do_nothing


def _do_nothing() -> None:
    pass


def _read(
    project: Project, document: str, besides: Reader | None
) -> tuple[Ordered, Callable[[], None]]:
    opened = project.document(document)
    ordered = order_article(opened, project.annotation_set(document))
    return ordered, _do_nothing if besides is None else besides(project, document)
