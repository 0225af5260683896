"""An article as it was after an act, beside how it is now; knows nothing of Qt."""

from dataclasses import replace
from typing import NamedTuple, TypeAlias

from annotator.model.altered import plain
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import IsCancelled
from annotator.project.timeline.going_back import PastArticle
from annotator.ui.history.lines import Line
from annotator.ui.models.article_words import count_words
from annotator.ui.review.disputed import joined_places
from annotator.ui.text_view.look import Disputed, TextRange
from annotator.ui.text_view.ordering import Ordered, order_article


class Differences(NamedTuple):
    """In which spans and relations (ids) a set differs from what it is now."""

    gone: frozenset[str]
    changed: frozenset[str]
    new: frozenset[str]
    has_other_state: bool
    """Whether status, labels or attributes of the article are others."""

    @property
    def is_none(self) -> bool:
        """Whether it is as it is now."""
        return not (self.gone or self.changed or self.new or self.has_other_state)

    @property
    def words(self) -> str:
        """What has become of it since, in a line."""
        counts = [
            f"{len(ids):,} {what}"
            for ids, what in ((self.gone, "gone"), (self.changed, "changed"), (self.new, "new"))
            if ids
        ]
        if self.has_other_state:
            counts.append("the article’s own labels or status others")
        return f"Since then: {', '.join(counts)}." if counts else "Nothing differs from now."


class Compared(NamedTuple):
    """One annotator's set then and now, and what is to be seen of the difference."""

    then: AnnotationSet
    now: AnnotationSet
    differing: Differences
    below: AnnotationSet
    """What of it was not so then: it stands below the text."""
    look: Disputed


class Past(NamedTuple):
    """What is shown of a moment: everybody's sets that I may see, then and now."""

    document: Document
    seq: int
    then: dict[str | None, AnnotationSet]
    """Annotator (id; None: the curated set) -> set."""
    now: dict[str | None, AnnotationSet]
    untold: frozenset[str | None]
    names: dict[str, str]
    """Annotator (id) -> name."""
    mine: str | None
    """Whose set is mine on this article."""
    label_set: LabelSet
    """As it was, with what has come since."""
    owner: str | None
    """Whose set the act was about, mine where it was about nobody's."""
    compared: Compared
    """The owner's set then and now."""
    ordered: Ordered | None
    """Their set then, ready for the text view, where that was asked for."""

    @property
    def people(self) -> list[str | None]:
        """Whose sets there are, then or now: mine first, the others by name."""
        found = {*self.then, *self.now, *self.untold}
        return sorted(
            found,
            key=lambda one: (one != self.mine, one is None, self.names.get(one or "", "")),
        )

    def compare(self, annotator: str | None, touched: frozenset[str]) -> Compared:
        """Return the set of an annotator (id) then and now; one who said nothing has none."""
        if annotator == self.owner:
            return self.compared
        return _compare(self.document.id, self.then, self.now, annotator, touched)


Sets: TypeAlias = dict[str | None, AnnotationSet]


def read_past(
    project: Project,
    document: str,
    line: Line,
    *,
    is_ordered: bool = False,
    is_cancelled: IsCancelled = lambda: False,
) -> Past:
    """Return how an article (id) was after an act of this file; with `is_ordered` ready to be shown
    anew. DocumentUnknown, ActUnknown, NotThereThen, Cancelled."""
    assert line.seq is not None, "only this file's own acts have a state here"
    told = project.timeline.state(document, line.seq, is_for_me=True, is_cancelled=is_cancelled)
    can_see = project.assignments.can_see
    then: Sets = {one.annotator: one for one in told.sets}
    now: Sets = {
        one.annotator: one
        for one in project.annotation_sets(document)
        if can_see(document, one.annotator)
    }
    mine = project.annotation_set(document).annotator
    owner = _owner(line.annotation_set, then, now, mine)
    compared = _compare(document, then, now, owner, line.annotations)
    read = project.document(document)
    return Past(
        read,
        line.seq,
        then,
        now,
        frozenset(told.untold),
        {one.id: one.name for one in project.annotators(with_second_times=True)},
        mine,
        _both(told, project.label_set),
        owner,
        compared,
        order_article(read, compared.then) if is_ordered else None,
    )


def _owner(annotation_set: str | None, then: Sets, now: Sets, mine: str | None) -> str | None:
    for sets in (then, now):
        for annotator, one in sets.items():
            if one.id == annotation_set:
                return annotator
    return mine if mine in then or mine in now else next(iter([*then, *now]), mine)


def _compare(
    document: str, then: Sets, now: Sets, annotator: str | None, touched: frozenset[str]
) -> Compared:
    known = then.get(annotator) or now.get(annotator)
    empty = AnnotationSet(known.id if known is not None else "", document, annotator)
    return compare_moments(then.get(annotator, empty), now.get(annotator, empty), touched)


def _both(past: PastArticle, now: LabelSet) -> LabelSet:
    """Return the labels as they were, and those that are new."""
    then = past.label_set
    return replace(
        then,
        span_labels=(
            *then.span_labels,
            *(one for one in now.span_labels if then.span_label(one.id) is None),
        ),
        relation_labels=(
            *then.relation_labels,
            *(one for one in now.relation_labels if then.relation_label(one.id) is None),
        ),
    )


def compare_moments(then: AnnotationSet, now: AnnotationSet, touched: frozenset[str]) -> Compared:
    """Return what has become of a set since; `touched` are ids that an act was about. Where there
    are tens of thousands of spans it belongs off the GUI thread."""
    differing = differences(then, now)
    shown = differing.changed | differing.new
    spans = {id: now.spans[id] for id in shown if id in now.spans}
    below = replace(now, spans=spans, relations={})
    return Compared(then, now, differing, below, look_of(then, now, differing, touched))


def differences(then: AnnotationSet, now: AnnotationSet) -> Differences:
    """Return what has become of a set since."""
    gone: set[str] = set()
    changed: set[str] = set()
    new: set[str] = set()
    kinds = ((then.spans, now.spans), (then.relations, now.relations))
    for before, after in ((plain(one), plain(other)) for one, other in kinds):
        gone |= before.keys() - after.keys()
        new |= after.keys() - before.keys()
        changed |= {id for id, one in before.items() if id in after and after[id] != one}
    return Differences(frozenset(gone), frozenset(changed), frozenset(new), then.state != now.state)


def look_of(
    then: AnnotationSet, now: AnnotationSet, differing: Differences, touched: frozenset[str]
) -> Disputed:
    """Return what wears colour in the text: what differs from now; with a ring what an act was
    about."""
    ids = differing.gone | differing.changed | differing.new
    found = (then.spans.get(id) or now.spans.get(id) for id in ids)
    here = frozenset(id for id in touched if id in then.spans)
    return Disputed(
        ids | {id for id in touched if id in then.spans or id in then.relations},
        _places([span for span in found if span is not None]),
        here,
        _places([then.spans[id] for id in here]),
    )


def _places(spans: list[Span]) -> tuple[TextRange, ...]:
    return joined_places(part for span in spans for part in span.fragments)


def set_words(one: AnnotationSet) -> str:
    """Return "12 spans, 4 relations"."""
    counts = count_words(len(one.spans), "span"), count_words(len(one.relations), "relation")
    return ", ".join(counts)
