"""What is not allowed in a project, place by place, in project order."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import AttributeValue
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.label_changes.counting import sets_of
from annotator.project.label_changes.invalid import Invalid, InvalidFinder, InvalidKind
from annotator.project.listing import shown_title
from annotator.project.pages import Said, pages, read_said
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.project.seeing import is_seen
from annotator.storage.documents import read_all_ids

_AROUND = 60


class InvalidPlace(NamedTuple):
    """One thing that the label set does not allow, and where it is."""

    kind: InvalidKind
    document: str
    title: str
    annotator: str | None
    """Whose it is (id); None: of the curated set that was imported."""
    annotation: str
    """The id of the span or relation; empty: the document as a whole."""
    start: int
    end: int
    """Of the span, or of the head of the relation (code points, half open); 0, 0 for the document
    as a whole."""
    left: str
    text: str
    """What is covered; of a relation by its head and its tail, with an arrow between."""
    right: str
    label: str
    """The label that is worn (id); empty for an attribute of the document."""
    attribute: str = ""
    """The attribute that it is about (id)."""
    value: AttributeValue | None = None
    head: str = ""
    tail: str = ""
    """Of a relation: the labels (ids) of head and tail."""
    is_mine: bool = False
    """Whether it is in the set that I label there, so that I can mend it."""


def list_invalid(
    road: Road,
    documents: Sequence[str] | None,
    *,
    is_for_me: bool,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> Iterator[list[InvalidPlace]]:
    """Yield what is not allowed, page by page; see `Labels.invalid`."""
    finder = InvalidFinder(road.label_set)
    if documents is None:
        with road.store.reading() as connection:
            documents = read_all_ids(connection)
    done = 0
    for page in pages(documents):
        stop_if(is_cancelled)
        progress(Progress(done, len(documents)))
        done += len(page)
        found = [
            _place(said, one, invalid, road)
            for said in read_said(road, page)
            for one in sets_of(said)
            if not is_for_me or is_seen(road, one)
            for invalid in finder.find(one)
        ]
        if found:
            yield found


def _place(said: Said, one: AnnotationSet, invalid: Invalid, road: Road) -> InvalidPlace:
    text = said.document.text
    mine = road.set_owner(said.document.id, road.my_id)
    held: Span | Relation | None = one.spans.get(invalid.annotation)
    held = held or one.relations.get(invalid.annotation)
    title = shown_title(said.document.meta.title, text, said.document.id)
    place = InvalidPlace(
        invalid.kind,
        said.document.id,
        title,
        one.annotator,
        invalid.annotation,
        0,
        0,
        "",
        "",
        "",
        invalid.label,
        invalid.attribute,
        invalid.value,
        is_mine=mine is not None and one.annotator == mine,
    )
    if held is None:
        return place
    span = held if isinstance(held, Span) else one.spans[held.head]
    place = place._replace(
        start=span.start,
        end=span.end,
        left=text[max(0, span.start - _AROUND) : span.start],
        text=span.covered_text(text),
        right=text[span.end : span.end + _AROUND],
    )
    if isinstance(held, Relation):
        tail = one.spans[held.tail]
        place = place._replace(
            text=f"{place.text} → {tail.covered_text(text)}",
            right="",
            head=span.label,
            tail=tail.label,
        )
    return place
