"""What is behind the numbers of the overview: articles for the list, or places for a list of their
own. All of it is found off the GUI thread.

What says which they are (`annotator.project.overview.behind`) needs numpy; it is imported when the
first numbers have come, for which another thread has loaded it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.model.labels import LabelSet
from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled
from annotator.ui.models.article_words import one_line, title_words

if TYPE_CHECKING:
    from annotator.project.overview.behind import (
        ArticlesWhere,
        RelationRow,
        RelationsWhere,
        SpanRow,
        SpansWhere,
    )
    from annotator.project.overview.cases import CaseRow, CasesWhere

SHOWN_AT_MOST = 2_000
"""Places listed: nobody looks through more."""
_PAGE = 200


@dataclass(frozen=True, slots=True)
class ArticlesBehind:
    """Articles, listed at the left under a name."""

    words: str
    where: "ArticlesWhere"
    narrowed: Narrowed

    def find(self, project: Project) -> frozenset[str]:
        """Return their ids."""
        return frozenset(project.overview.for_me().articles(self.where, self.narrowed))


@dataclass(frozen=True, slots=True)
class PlacesBehind:
    """Spans, relations or cases, listed in a window of their own under a name."""

    words: str
    where: "SpansWhere | RelationsWhere | CasesWhere"
    narrowed: Narrowed

    def find(
        self,
        project: Project,
        label_set: LabelSet,
        *,
        progress: Callable[["Found"], None],
        is_cancelled: IsCancelled,
    ) -> "Found":
        """Return all places, `SHOWN_AT_MOST` at most, a page at a time by `progress`. Cancelled."""
        read = _reader(project, self.where, is_cancelled)
        tell = _Telling(project, label_set)
        places: list[Passage] = []
        total = 0
        while len(places) < SHOWN_AT_MOST and not is_cancelled():
            behind = read(self.where, self.narrowed, first=len(places), count=_PAGE)
            total = behind.total
            places += [tell.passage(row) for row in behind.rows]
            if not behind.rows or len(places) >= total:
                break
            progress(Found(total, tuple(places)))
        return Found(total, tuple(places))


class Passage(NamedTuple):
    """A place in an article, as a list shows it; it is a row of a `Concordance`."""

    document: str
    title: str
    start: int
    end: int
    left: str
    text: str
    right: str
    labels: tuple[str, ...]
    said: str
    """What is said there, and by whom."""
    case: "CaseRow | None" = None


class Found(NamedTuple):
    """Places, and how many there are in all."""

    total: int
    places: tuple[Passage, ...]


def _reader(project: Project, where: object, is_cancelled: IsCancelled) -> Callable[..., Any]:
    from annotator.project.overview.behind import RelationsWhere, SpansWhere

    overview = project.overview.for_me()
    if isinstance(where, SpansWhere):
        return overview.spans
    if isinstance(where, RelationsWhere):
        return overview.relations
    return lambda *args, **more: overview.cases(*args, is_cancelled=is_cancelled, **more)


class _Telling:
    """Puts titles, labels' and people's names to rows of ids."""

    def __init__(self, project: Project, label_set: LabelSet) -> None:
        self._project = project
        people = project.annotators(with_second_times=True)
        self._people: dict[str | None, str] = {one.id: one.name for one in people}
        self._people[None] = "curated"
        self._labels = {one.id: one.name for one in label_set.span_labels}
        self._labels |= {one.id: one.name for one in label_set.relation_labels}
        self._titles: dict[str, str] = {}

    def passage(self, row: "SpanRow | RelationRow | CaseRow") -> Passage:
        """Return a row as it is shown."""
        from annotator.project.overview.behind import RelationRow, SpanRow

        if isinstance(row, SpanRow):
            return self._at(row, (row.label,), self._said(row))
        if isinstance(row, RelationRow):
            name = self._labels.get(row.label, row.label)
            onward = f" — {name} → {row.tail.text}"
            shown = self._at(row.head, (row.label,), f"{name} · {self._who(row.head.annotator)}")
            return shown._replace(right=onward)
        both = [one for one in (row.first, row.second) if one is not None]
        sides = zip((row.first, row.second), row.people, strict=True)
        said = " / ".join(self._said(one) if one else f"– · {self._who(id)}" for one, id in sides)
        return self._at(both[0], tuple(one.label for one in both), said)._replace(case=row)

    def _at(self, row: "SpanRow", labels: Sequence[str], said: str) -> Passage:
        return Passage(
            row.document,
            self._title(row.document),
            row.start,
            row.end,
            row.left,
            row.text,
            row.right,
            tuple(labels),
            said,
        )

    def _said(self, row: "SpanRow") -> str:
        return f"{self._labels.get(row.label, row.label)} · {self._who(row.annotator)}"

    def _who(self, annotator: str | None) -> str:
        return one_line(self._people.get(annotator, annotator or ""), 40)

    def _title(self, document: str) -> str:
        if document not in self._titles:
            key = self._project.work_list.key_of(document)
            rows = [] if key is None else self._project.document_rows([key])
            self._titles[document] = title_words(rows[0]) if rows else document
        return self._titles[document]


# ---- the doors that cards make -----------------------------------------------------------------


def articles(words: str, narrowed: Narrowed, **where: Any) -> ArticlesBehind:
    """Return the articles that an `ArticlesWhere` of these conditions names."""
    from annotator.project.overview.behind import ArticlesWhere

    return ArticlesBehind(words, ArticlesWhere(**where), narrowed)


def spans(words: str, narrowed: Narrowed, **where: Any) -> PlacesBehind:
    """Return the spans that a `SpansWhere` of these conditions names."""
    from annotator.project.overview.behind import SpansWhere

    return PlacesBehind(words, SpansWhere(**where), narrowed)


def relations(words: str, narrowed: Narrowed, **where: Any) -> PlacesBehind:
    """Return the relations that a `RelationsWhere` of these conditions names."""
    from annotator.project.overview.behind import RelationsWhere

    return PlacesBehind(words, RelationsWhere(**where), narrowed)


def cases(words: str, narrowed: Narrowed, **where: Any) -> PlacesBehind:
    """Return the cases that a `CasesWhere` of these conditions names."""
    from annotator.project.overview.cases import CasesWhere

    return PlacesBehind(words, CasesWhere(**where), narrowed)


STATE_WORDS = {
    "reviewed": "reviewed",
    "finished": "done",
    "in_progress": "in progress",
    "new": "to do",
    "waiting": "waiting for review",
    "disputed": "disputed",
}


def in_state(state: str, narrowed: Narrowed) -> ArticlesBehind:
    """Return the articles in a state, by a field of `ArticlesByState`."""
    return articles(STATE_WORDS[state], narrowed, state=state)


def untouched_by(annotator: str | None, narrowed: Narrowed) -> ArticlesBehind:
    """Return the articles on which an annotator (id; None: the curated set) has begun nothing."""
    theirs = replace(narrowed, annotators=(annotator,))
    return articles(STATE_WORDS["new"], theirs, untouched_by=annotator)


def among(words: str, narrowed: Narrowed, documents: frozenset[str]) -> ArticlesBehind:
    """Return articles (ids) that have been found out already."""
    return articles(words, replace(narrowed, documents=documents))


def of_status(annotator: str | None, status: str, narrowed: Narrowed) -> ArticlesBehind:
    """Return the articles on which an annotator's (id; None: the curated) set has a status."""
    wanted = "curated" if annotator is None and status == "finished" else status
    theirs = replace(narrowed, annotators=(annotator,))
    return articles(STATE_WORDS[status], theirs, annotator=annotator, status=wanted)
