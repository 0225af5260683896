"""What the text shows of a row of the inbox: its place lit, what was decided below it."""

from annotator.messages import show_text
from annotator.model.annotation_set import AnnotationSet
from annotator.model.relation import Relation
from annotator.model.span import Span, tidy_fragments
from annotator.review.concerns import ends_of
from annotator.review.inbox import InboxRow
from annotator.ui.text_view.look import Disputed


def decided_set(row: InboxRow) -> AnnotationSet | None:
    """Return what was decided as a set of its own, the ends of relations with it; None where that
    is nothing in the text."""
    if row.concern is None or row.concern.is_of_value:
        return None
    spans: dict[str, Span] = {}
    relations: dict[str, Relation] = {}
    for one in row.concern.after:
        if isinstance(one, Span):
            spans[one.id] = one
            continue
        ends = ends_of(row.concern.verdict, one)
        if ends is not None:
            spans |= {end.id: end for end in ends}
            relations[one.id] = one
    if not spans:
        return None
    return AnnotationSet(row.about, row.document, None, "curated", spans=spans, relations=relations)


def lit_place(row: InboxRow, mine: AnnotationSet) -> Disputed:
    """Return what of the text is lit for a row; my other labels keep their colours."""
    said = _said(row)
    spans = [one for one in said if isinstance(one, Span)]
    for one in said:
        if isinstance(one, Relation):
            ends = ends_of(row.verdict, one) if row.verdict is not None else None
            held = (mine.spans.get(one.head), mine.spans.get(one.tail))
            spans += ends or [end for end in held if end is not None]
    places = tidy_fragments([part for span in spans for part in span.fragments])
    ids = frozenset(one.id for one in said)
    everything = frozenset(mine.spans) | frozenset(mine.relations) | {one.id for one in spans}
    return Disputed(everything | ids, places, ids, places)


def name_of_decided(name: str) -> str:
    """Return whose the spans below the text are, for whoever points at one."""
    return show_text(f"decided by {name}", 60)


def _said(row: InboxRow) -> list[Span | Relation]:
    if row.concern is None:
        return [row.annotation] if row.annotation is not None else []
    before = [row.concern.before] if row.concern.before is not None else []
    return [*before, *row.concern.after]
