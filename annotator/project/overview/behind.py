"""Doors: the articles, spans and relations behind a number."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

import numpy as np
import orjson

from annotator.model.annotation_set import STATUSES, Status
from annotator.model.attribute import AttributeTarget, AttributeValue
from annotator.project.overview.corpus import TARGETS, CorpusView
from annotator.project.overview.label_graph import end_labels
from annotator.project.overview.progress import article_states
from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import FINISHED, NOBODY, Mask, Numbers
from annotator.project.overview.spans import set_rates, set_totals, tenth_of
from annotator.project.overview.timeline import Timeline, local_day
from annotator.project.overview.words import WordCounts

PAGE = 200
"""Rows behind a number that are shown at once, unless more are asked for."""

Row = TypeVar("Row")
Range = tuple[int, int]
"""Least and most, both included."""
Value = tuple[str, AttributeValue]
"""An attribute (id) and one of its values."""


@dataclass(frozen=True, slots=True)
class ArticlesWhere:
    """Which articles are behind a number; what is not said is any."""

    state: Literal["", "reviewed", "finished", "in_progress", "new", "waiting", "disputed"] = ""
    """As `by_state` counts them; what is disputed, as `disputed` finds it."""
    annotator: str | None = ""
    """Who (id; None: the curated set) has a set of the status on it; "" is anybody."""
    status: Status | None = None
    untouched_by: str | None = ""
    """Who (id; None: the curated set) has begun nothing on it; "" is nobody."""
    day: str = ""
    """The local day (ISO) on which a set was finished, of the annotator if one is named."""
    label: str = ""
    """A label (id) of spans or relations that stands on it."""
    source: str | None = None
    published: str | None = None
    """The beginning of the date, or "" where it is not known."""
    language: str | None = None
    characters: Range | None = None
    spans: Range | None = None
    """A set has so many."""
    rate: Range | None = None
    """A set has so many for a thousand words."""
    places: Range | None = None
    """Its place among the articles with spans, in project order, counted from 1."""
    value: Value | None = None
    """What a set says of the whole article."""


@dataclass(frozen=True, slots=True)
class SpansWhere:
    """Which spans are behind a number; what is not said is any."""

    label: str = ""
    text: str | None = None
    """What it covers, white space as one space."""
    characters: Range | None = None
    """How many it covers."""
    tenth: int | None = None
    """The tenth of the article in which it begins, 0 to 9."""
    value: Value | None = None
    annotator: str | None = ""
    """Whose (id; None: the curated set) it is; "" is anybody's."""
    entity: str | None = ""
    """The entity (id) it is linked to; None: to none."""


@dataclass(frozen=True, slots=True)
class RelationsWhere:
    """Which relations are behind a number, by the labels (ids) of head, relation and tail; what is
    not said is any."""

    head: str = ""
    label: str = ""
    tail: str = ""
    head_span: SpansWhere | None = None
    tail_span: SpansWhere | None = None
    value: Value | None = None


class SpanRow(NamedTuple):
    """A span, with what stands around it."""

    document: str
    annotator: str | None
    """None: the curated set."""
    span: str
    label: str
    start: int
    end: int
    left: str
    text: str
    right: str


class RelationRow(NamedTuple):
    """A relation and its ends."""

    relation: str
    label: str
    head: SpanRow
    tail: SpanRow


@dataclass(frozen=True, slots=True)
class Behind(Generic[Row]):
    """Some of what is behind a number, in project order."""

    total: int
    rows: Sequence[Row]


# ---- articles -----------------------------------------------------------------------------------


def find_articles(
    scope: Scope,
    where: ArticlesWhere,
    *,
    timeline: Timeline | None = None,
    languages: dict[int, str] | None = None,
    words: WordCounts | None = None,
    view: CorpusView | None = None,
) -> Mask:
    """Return which articles are meant. `timeline`, `languages`, `words` and `view` are needed where
    `day`, `language`, `rate` and `value` are asked for."""
    articles, chosen = scope.sheets.articles, scope.articles.copy()
    if where.state:
        chosen &= article_states(scope)[where.state]
    if where.untouched_by != "":
        theirs = scope.sheets.sets.annotators == _annotator_key(scope, where.untouched_by)
        is_begun = scope.sheets.sets.statuses != STATUSES.index("new")
        chosen &= ~_articles_of(scope, scope.begun & theirs & is_begun)
    if where.source is not None:
        chosen &= _each(one == where.source for one in articles.sources)
    if where.published is not None:
        said = where.published
        chosen &= _each((one.startswith(said) if said else not one) for one in articles.published)
    if where.language is not None and languages is not None:
        wanted = where.language
        chosen &= _each(languages.get(key, "") == wanted for key in articles.keys.tolist())
    if where.characters is not None:
        chosen &= _within(articles.characters, where.characters)
    if where.places is not None:
        has_spans = _articles_of(scope, scope.sets & (set_totals(scope) > 0))
        chosen &= has_spans & _within(np.cumsum(has_spans), where.places)
    if where.value is not None and view is not None:
        sets = view.set_rows("values")[_means(view, where.value, "document")]
        chosen &= _articles_of(scope, sets)
    if _is_about_sets(where):
        chosen &= _articles_of(scope, _find_sets(scope, where, timeline, words))
    return chosen


def _articles_of(scope: Scope, sets: Mask | Numbers) -> Mask:
    """Return which articles some sets (rows) are on."""
    found = np.zeros(len(scope.articles), np.bool_)
    found[scope.sheets.sets.articles[sets]] = True
    return found


def _is_about_sets(where: ArticlesWhere) -> bool:
    return bool(
        where.annotator != "" or where.status or where.day or where.label
        or where.spans is not None or where.rate is not None
    )  # fmt: skip


def _find_sets(
    scope: Scope, where: ArticlesWhere, timeline: Timeline | None, words: WordCounts | None
) -> Mask:
    sheets = scope.sheets
    sets, chosen = sheets.sets, scope.begun.copy()
    if where.label or where.spans is not None or where.rate is not None:
        chosen &= scope.sets
    if where.annotator != "":
        chosen &= sets.annotators == _annotator_key(scope, where.annotator)
    if where.status:
        chosen &= sets.statuses == STATUSES.index(where.status)
    if where.label:
        chosen &= _wears(scope, where.label)
    if where.spans is not None:
        chosen &= _within(set_totals(scope), where.spans)
    if where.rate is not None and words is not None:
        chosen &= _within(set_rates(scope, words), where.rate)
    if where.day and timeline is not None:
        chosen &= sets.statuses == FINISHED
        for row in np.flatnonzero(chosen).tolist():
            at = timeline.finished.get(sets.ids[row])
            chosen[row] = at is not None and local_day(at) == where.day
    return chosen


def _wears(scope: Scope, label: str) -> Mask:
    found = np.zeros(len(scope.sets), np.bool_)
    for kind, keys in (
        ("span", scope.sheets.span_labels),
        ("relation", scope.sheets.relation_labels),
    ):
        if label in keys:
            counts = scope.counts(kind)
            found[counts.sets[counts.labels == keys[label]]] = True
    return found


def _each(values: Iterable[bool]) -> Mask:
    return np.array(list(values), np.bool_)


def _within(values: Numbers, range: Range) -> Mask:
    return (values >= range[0]) & (values <= range[1])


def _annotator_key(scope: Scope, annotator: str | None) -> int:
    return NOBODY if annotator is None else scope.sheets.annotator_keys.get(annotator, -1)


# ---- spans and relations ------------------------------------------------------------------------


class Place(NamedTuple):
    """Where a span or relation stands: its article (row), its set (key), and its place there."""

    article: int
    set: int
    at: int


EntityKey = Callable[[str], int]
"""Returns the key of an entity (id), 0 where there is none."""


def find_spans(
    view: CorpusView, where: SpansWhere, entity_key: EntityKey, first: int, count: int
) -> tuple[int, list[Place]]:
    """Return how many spans are meant, and the places of some of them, in project order."""
    rows = np.flatnonzero(_find_spans(view, where, entity_key))
    at = (view.article_rows("starts")[rows] << 32) + view.column("starts")[rows]
    page = rows[np.argsort(at, kind="stable")][first : first + count]
    return len(rows), _places(view, "starts", page)


def _find_spans(view: CorpusView, where: SpansWhere, entity_key: EntityKey) -> Mask:
    scope, count = view.scope, len(view.column("labels"))
    chosen = np.ones(count, np.bool_)
    if where.label:
        chosen &= view.column("labels") == scope.sheets.span_labels.get(where.label, -1)
    if where.text is not None:
        number = view.texts.get(where.text, -1)
        chosen &= view.column("texts") == number
    if where.characters is not None:
        chosen &= _within(view.column("lengths"), where.characters)
    if where.tenth is not None:
        chosen &= tenth_of(view) == where.tenth
    if where.annotator != "":
        annotators = scope.sheets.sets.annotators[view.set_rows("labels")]
        chosen &= annotators == _annotator_key(scope, where.annotator)
    if where.entity != "":
        wanted = 0 if where.entity is None else entity_key(where.entity) or -1
        chosen &= view.column("entities") == wanted
    if where.value is not None:
        chosen &= _has_value(view, where.value, "span", "labels")
    return chosen


def _has_value(view: CorpusView, value: Value, target: AttributeTarget, name: str) -> Mask:
    """Return for each row of a column (`name`) of spans or of relations, of what is chosen, whether
    it has a value."""
    owners = view.begins("values", name) + view.column("owners")
    has_value: Mask = np.isin(np.flatnonzero(view.mask(name)), owners[_means(view, value, target)])
    return has_value


def _means(view: CorpusView, value: Value, target: AttributeTarget) -> Mask:
    number = view.values.get(orjson.dumps(list(value)).decode(), -1)
    meant: Mask = view.column("targets") == TARGETS.index(target)
    meant &= view.column("values") == number
    return meant


def find_relations(
    view: CorpusView, where: RelationsWhere, entity_key: EntityKey, first: int, count: int
) -> tuple[int, list[Place]]:
    """Return how many relations are meant, and the places of some of them, in project order."""
    sheets = view.scope.sheets
    chosen = np.ones(len(view.column("relation_labels")), np.bool_)
    keys = (sheets.span_labels, sheets.relation_labels, sheets.span_labels)
    asked = (where.head, where.label, where.tail)
    for label, labels, known in zip(asked, end_labels(view), keys, strict=True):
        if label:
            chosen &= labels == known.get(label, -1)
    begins = view.begins("heads")
    for end, span in (("heads", where.head_span), ("tails", where.tail_span)):
        if span is not None:
            meant = np.zeros(len(view.whole("labels")), np.bool_)
            meant[view.mask("labels")] = _find_spans(view, span, entity_key)
            chosen &= meant[begins + view.column(end)]
    if where.value is not None:
        chosen &= _has_value(view, where.value, "relation", "heads")
    rows = np.flatnonzero(chosen)
    order = np.argsort(view.article_rows("heads")[rows], kind="stable")
    return len(rows), _places(view, "heads", rows[order][first : first + count])


def _places(view: CorpusView, name: str, rows: Numbers) -> list[Place]:
    sets = view.set_rows(name)[rows]
    return [
        Place(*one)
        for one in zip(
            view.scope.sheets.sets.articles[sets].tolist(),
            view.scope.sheets.sets.keys[sets].tolist(),
            view.places(name)[rows].tolist(),
            strict=True,
        )
    ]
