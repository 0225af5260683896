"""The queue: the rows one works through, of this article or of the project, in which order, and
where in it one is."""

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QObject, Signal

from annotator.review.queue import CaseFilter, QueueOrder, in_queue_order
from annotator.settings.store import Settings
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.review.rows import ArticleRows, CaseKey, Row
from annotator.ui.review.survey import Survey
from annotator.ui.session import Session

Scope = Literal["article", "project"]


class Queue(QObject):
    """Rows in their order. Going on from the last of an article opens the next article."""

    changed = Signal()
    """Other rows, or in another order, or otherwise."""
    current_changed = Signal()
    """One is at another row."""

    def __init__(
        self,
        session: Session,
        reviewing: Reviewing,
        survey: Survey,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._reviewing = reviewing
        self._survey = survey
        self._settings = settings
        self.rows: list[Row] = []
        self.current: int | None = None
        """The number of the row one is at."""
        self.wanted = CaseFilter()
        self.scope: Scope = settings.get("queue_scope")
        self.order: QueueOrder = settings.get("queue_order")
        self.groups: list[tuple[str, list[Row]]] = []
        """The same rows by article, each with the title that stands above them, or ""."""
        self._titles: dict[int, str] = {}
        self._parts: dict[str, range] = {}
        """Document -> the numbers of its rows."""
        self._kept: set[tuple[str, CaseKey]] = set()
        """Rows that were wanted when they were last shown: they stay where one decides them."""
        self._passed: dict[str, tuple[ArticleRows, list[Row]]] = {}
        """Document -> its rows, and those that are shown of them."""
        self._ordered: list[ArticleRows] = []
        reviewing.cases_changed.connect(self._take_open)
        reviewing.current_changed.connect(self._take_current)
        survey.changed.connect(self._arrange)

    # ---- looking --------------------------------------------------------------------------------

    def title_at(self, number: int) -> str:
        """Return the title that stands above a row: of an article whose first row it is, where the
        queue is that of the project."""
        return self._titles.get(number, "")

    @property
    def articles(self) -> list[ArticleRows]:
        """The articles of the project in the order of the queue, whatever is wanted of them."""
        return self._ordered

    @property
    def in_scope(self) -> list[ArticleRows]:
        """The articles of which there are rows, whatever is wanted of them."""
        own = self._reviewing.rows
        return self._ordered if self.scope == "project" else [own] if own else []

    def next_article(self, step: int = 1) -> str | None:
        """Return the article (id) after the open one (-1: before it) that has a wanted row that
        waits, round from the last to the first; None where there is none, or it is not read
        yet."""
        here = self._reviewing.document
        ids = [one.standing.document for one in self._ordered]
        at = ids.index(here) if here in ids else -1 if step > 0 else len(ids)
        count = len(ids)
        for distance in range(1, count + 1):
            number = (at + step * distance) % count
            if ids[number] != here and any(map(_waits, self._shown(self._ordered[number]))):
                return ids[number]
        return None

    # ---- choosing what is shown -----------------------------------------------------------------

    def set_scope(self, scope: Scope) -> None:
        """Show the rows of the open article, or of the project."""
        if scope != self.scope:
            self.scope = scope
            self._settings.choose("queue_scope", scope)
            self._forget()

    def set_order(self, order: QueueOrder) -> None:
        """Show articles in reading order, or the worst first."""
        if order != self.order:
            self.order = order
            self._settings.choose("queue_order", order)
            self._forget()

    def set_wanted(self, wanted: CaseFilter) -> None:
        """Show only rows that are wanted, and go to the first of them."""
        if wanted != self.wanted:
            self.wanted = wanted
            self._forget()
            if self.current is None and self.rows:
                self._go_to_first()

    # ---- moving ---------------------------------------------------------------------------------

    def go_to(self, number: int) -> None:
        """Go to a row; its article is opened where another one is."""
        if 0 <= number < len(self.rows):
            self._open(self.rows[number])

    def step(self, step: int) -> bool:
        """Go to the next row (1) or the previous one (-1); tell whether there is one."""
        wanted = self._place(step) + step
        if not 0 <= wanted < len(self.rows):
            return False
        self.go_to(wanted)
        return True

    def go_to_open(self) -> bool:
        """Go to the next row that waits for a decision, round from the last to the first; tell
        whether there is one."""
        here, count = self._place(1), len(self.rows)
        for wanted in (*range(here + 1, count), *range(min(here + 1, count))):
            if self.rows[wanted].is_open:
                self.go_to(wanted)
                return True
        return False

    def _go_to_first(self) -> None:
        """To the first row that waits, in this article if it has one, else to the first at all."""
        here = self._reviewing.document
        waiting = [row for row in self.rows if row.is_open]
        own = (row for row in waiting if row.document == here)
        self._open(next(own, waiting[0] if waiting else self.rows[0]))

    def _open(self, row: Row) -> None:
        self._session.open_then(row.document, lambda: self._reviewing.go_to_key(row.key))

    def _place(self, step: int) -> int:
        """Return where one is, or where one comes from: the end of what is before, for going on."""
        if self.current is not None:
            return self.current
        own = self._parts.get(self._reviewing.document or "", range(0))
        if not own:
            return -1 if step > 0 else len(self.rows)
        return own.start - 1 if step > 0 else own.stop

    # ---- inside ---------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._kept.clear()
        self._passed.clear()
        self._arrange()

    def _take_open(self) -> None:
        own = self._reviewing.rows
        if own is not None and own.standing.document in self._passed:
            document = own.standing.document
            self._kept |= {(document, row.key) for row in self._passed[document][1]}
        if own is not None and self._reviewing.pairing == self._survey.pairing:
            self._survey.put(own)  # which says that it has changed
        else:
            self._arrange()

    def _arrange(self) -> None:
        """Put the rows in their order."""
        articles = self._survey.articles
        standings = in_queue_order((one.standing for one in articles.values()), self.order)
        self._ordered = [articles[one.document] for one in standings]
        self._gather(self.in_scope)
        self._find_current()
        self.changed.emit()

    def _gather(self, articles: Iterable[ArticleRows]) -> None:
        rows: list[Row] = []
        self.groups, self._titles, self._parts = [], {}, {}
        for article in articles:
            shown = self._shown(article)
            title = article.title if self.scope == "project" else ""
            if shown:
                self.groups.append((title, shown))
                self._titles[len(rows)] = title
            self._parts[article.standing.document] = range(len(rows), len(rows) + len(shown))
            rows += shown
        self.rows = rows

    def _shown(self, article: ArticleRows) -> list[Row]:
        document = article.standing.document
        known = self._passed.get(document)
        if known is not None and known[0] is article:
            return known[1]
        rows = list(article.rows)
        if not self.wanted.is_everything:
            rows = [row for row in rows if self._is_shown(row)]
        self._passed[document] = (article, rows)
        return rows

    def _is_shown(self, row: Row) -> bool:
        return row.passes(self.wanted) or (row.document, row.key) in self._kept

    def _take_current(self) -> None:
        self._find_current()
        self.current_changed.emit()

    def _find_current(self) -> None:
        part = self._parts.get(self._reviewing.document or "", range(0))
        key = self._reviewing.key
        self.current = next((at for at in part if self.rows[at].key == key), None)


def _waits(row: Row) -> bool:
    return row.is_open
