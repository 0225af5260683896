"""The list of articles as a Qt model: 100,000 rows cost what a screen of them costs."""

from collections.abc import Sequence
from dataclasses import replace
from threading import Event
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)

from annotator.model.changes import Changes
from annotator.model.errors import Cancelled
from annotator.project.disputes import Disputed
from annotator.project.project import Project
from annotator.project.rows import DocumentFilter, DocumentRow, ListQuery
from annotator.ui.models.article_pages import ArticlePages, parts_of_set
from annotator.ui.models.article_words import spoken_words, title_words
from annotator.ui.models.reading import read_project
from annotator.ui.tasks import Task

RowRole = Qt.ItemDataRole.UserRole
"""The whole `DocumentRow`, for the delegate."""
_TYPING_PAUSE_MS = 120
_DECIDING_PAUSE_MS = 300
"""A burst of verdicts is looked at once."""
_ROW_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
_AnyIndex = QModelIndex | QPersistentModelIndex


class ArticlesModel(QStringListModel):
    """The articles of a project that fit a search and a filter.

    Keys are read off the GUI thread, and what comes late for an older query is dropped. It is a
    list of strings, all of them empty, for their number alone: a view that lays out 100,000 rows
    asks for it at each of them, which takes a third of a second where Python answers.
    """

    keys_loaded = Signal()
    """The rows are those of the query asked for last."""
    counts_loaded = Signal(object)
    """A dict as of `Project.document_counts`, and "disputed" once that is known and two people
    have finished the same article."""
    document_found = Signal(str, int)
    """A document asked for by `find_document` stands at this row."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._pages = ArticlePages(project.document_rows)
        self._query = ListQuery()
        self._keys_task: Task | None = None
        self._stopped = Event()
        self._counts_task: Task | None = None
        self._disputed_stopped = Event()
        self._disputed: int | None = None
        self._find_task: Task | None = None
        self._counts: dict[str, int] = {}
        self._untitled: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.reload)
        self._deciding = QTimer(self, singleShot=True, interval=_DECIDING_PAUSE_MS)
        self._deciding.timeout.connect(self.reload_disputed)

    # ---- the query -----------------------------------------------------------------------

    @property
    def query(self) -> ListQuery:
        """What was asked for last."""
        return self._query

    @property
    def keys(self) -> Sequence[int]:
        """The keys of the documents that fit the query, in order."""
        return self._pages.keys

    @property
    def counts(self) -> dict[str, int]:
        """How many articles there are by status, as far as known."""
        return self._counts

    def set_search(self, search: str) -> None:
        """Search when the typing pauses."""
        if search.strip() != self._query.search:
            self._query = replace(self._query, search=search.strip())
            self._stop_reading()
            self._pause.start()

    def set_filter(self, which: DocumentFilter) -> None:
        """Show the articles of a status."""
        self.set_query(replace(self._query, which=which))

    def set_query(self, query: ListQuery) -> None:
        """Show the articles that fit a query, in its order."""
        if query != self._query:
            self._query = query
            self.reload()

    def reload(self) -> None:
        """Read the keys of the query again."""
        self._pause.stop()
        self._stop_reading()
        query, stopped = self._query, Event()
        self._stopped = stopped
        self._keys_task = read_project(
            self._project,
            self._project.work_list.keys,
            query,
            stopped.is_set,
            owner=self,
            on_done=lambda keys: self._show_keys(query, keys),
            on_failed=_pass_over_cancelled,
        )

    def _stop_reading(self) -> None:
        """End the search under way: nobody waits for it any more."""
        self._stopped.set()
        _cancel(self._keys_task)

    def reload_counts(self) -> None:
        """Read how many articles there are again."""
        _cancel(self._counts_task)
        self._counts_task = read_project(
            self._project, self._project.document_counts, owner=self, on_done=self._take_counts
        )

    def reload_disputed(self) -> None:
        """Find out again how many articles are disputed: at once where nothing has changed."""
        self._disputed_stopped.set()
        self._disputed_stopped = stopped = Event()
        read_project(
            self._project,
            self._project.review.disputed,
            stopped.is_set,
            owner=self,
            on_done=lambda found: self._take_disputed(stopped, found),
            on_failed=_pass_over_cancelled,
        )

    def stop(self) -> None:
        """Read nothing further: the project is about to be closed."""
        self._deciding.stop()
        self._disputed_stopped.set()

    def _take_disputed(self, stopped: Event, found: Disputed) -> None:
        if not stopped.is_set():
            self._disputed = len(found.documents) if found.compared else None
            self._show_counts(self._counts)

    def _show_keys(self, query: ListQuery, keys: Sequence[int]) -> None:
        if query != self._query:
            return
        if keys and keys == self._pages.keys:
            self._pages.set_keys(keys)  # the same rows, which may say something else
            self.dataChanged.emit(self.index(0), self.index(len(keys) - 1))
        else:
            self._pages.set_keys(keys)
            self.setStringList([""] * len(keys))
        self.keys_loaded.emit()

    def _take_counts(self, counts: dict[str, int]) -> None:
        self._counts_task = None
        self._show_counts(counts)

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._counts = {**counts, "disputed": self._disputed or 0}
        if self._disputed is None:
            del self._counts["disputed"]
        self.counts_loaded.emit(self._counts)

    # ---- what happens --------------------------------------------------------------------

    def take_changes(self, changes: Changes) -> None:
        """Say in the row concerned what is so from now on."""
        if changes.has_list_changes or changes.assignments:
            self.reload()
            self.reload_counts()
        if _may_settle(changes):
            self._deciding.start()
        if changes.document is None:
            return
        if changes.annotation_set is not None and self._is_mine(changes):
            parts = parts_of_set(self._project.annotation_set(changes.document))
            self._emit_row(self._pages.change_row(changes.document, **parts))
            if _has_doubts(changes):
                self.reload_counts()
            else:
                self._count_state(changes)
        if changes.meta is not None:
            self._take_meta(changes)

    def take_saved(self) -> None:
        """Read articles that lost their title once more: the file knows their first words now."""
        for document in tuple(self._untitled):
            row = self._pages.drop_page_of(document)
            self._emit_row(row)
            shown = None if row is None else self._pages.row(row)
            if shown is None or shown.title != document:
                self._untitled.discard(document)

    def _is_mine(self, changes: Changes) -> bool:
        """Tell whether a set is mine, or that of a second time of mine."""
        me = self._project.me
        assert changes.annotation_set is not None
        annotator = changes.annotation_set.annotator
        if me is None or annotator is None or annotator == me.id:
            return me is not None and annotator == me.id
        time = self._project.assignments.second_time(annotator)
        return time is not None and time.of == me.id

    def _take_meta(self, changes: Changes) -> None:
        assert changes.meta is not None
        assert changes.document is not None
        meta = changes.meta[1]
        if meta.title:
            parts = {
                "title": meta.title,
                "source": meta.source or "",
                "published": meta.published or "",
            }
            self._emit_row(self._pages.change_row(changes.document, **parts))
        else:
            self._untitled.add(changes.document)
            self._emit_row(self._pages.drop_page_of(changes.document))

    def _count_state(self, changes: Changes) -> None:
        if changes.state is None:
            return
        before, after = (state.status for state in changes.state)
        if before == after:
            return
        if self._counts_task is not None or "mine" in self._counts:
            self.reload_counts()  # what is being read may be from before this change
        elif self._counts:
            counts = dict(self._counts)
            counts[before] = counts.get(before, 0) - 1
            counts[after] = counts.get(after, 0) + 1
            self._show_counts(counts)

    def _emit_row(self, row: int | None) -> None:
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    # ---- finding -------------------------------------------------------------------------

    def find_document(self, document: str) -> None:
        """Look where a document (by id) stands, and say `document_found` if it does."""
        _cancel(self._find_task)
        row = self._pages.index_of(document)
        if row is not None:
            self.document_found.emit(document, row)
            return
        keys = self._pages.keys
        self._find_task = read_project(
            self._project,
            _place_of,
            self._project,
            keys,
            document,
            owner=self,
            on_done=lambda place: self._say_found(keys, document, place),
        )

    def _say_found(self, keys: Sequence[int], document: str, place: int | None) -> None:
        if place is not None and keys is self._pages.keys:
            self.document_found.emit(document, place)

    def row_of(self, document: str) -> int | None:
        """Return the row of an article (an id) that has been on screen lately."""
        return self._pages.index_of(document)

    def document_row(self, row: int) -> DocumentRow | None:
        """Return what is known about the article in a row."""
        return self._pages.row(row) if 0 <= row < len(self._pages) else None

    # ---- Qt's own ------------------------------------------------------------------------

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Rows can be chosen, and neither edited nor dragged as those of a list of strings."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _ROW_FLAGS

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Nothing is written here."""
        return False

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return title (display), spoken words (accessible text) or the row (`RowRole`)."""
        row = self.document_row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return title_words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_words(row)
        return row if role == RowRole else None


def _has_doubts(changes: Changes) -> bool:
    """Tell whether a span was to be checked before or is now: one act changes few spans."""
    return any(one is not None and one.is_doubtful for pair in changes.spans for one in pair)


def _may_settle(changes: Changes) -> bool:
    """Whether an edit can open or settle a dispute: between those who have finished, that is."""
    is_of_finished = changes.annotation_set is not None and (
        changes.annotation_set.status == "finished" or changes.state is not None
    )
    return bool(changes.verdicts or changes.label_set or changes.has_list_changes or is_of_finished)


def _cancel(task: Task | None) -> None:
    """Let go of a task whose result nobody waits for any more."""
    if task is not None:
        task.cancel()


def _pass_over_cancelled(error: Exception) -> None:
    if not isinstance(error, Cancelled):
        raise error


def _place_of(project: Project, keys: Sequence[int], document: str) -> int | None:
    key = project.work_list.key_of(document)
    return keys.index(key) if key in keys else None
