"""From a wish of the hand to an edit: labelling, moving ends, parts, deleting, relating.

Functions of plain values, no Qt. Each returns the edit, or None where there is nothing to do.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    MoveSpan,
    RelabelSpan,
    RemoveRelation,
    RemoveSpan,
    SetEdit,
    Together,
)
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet, RelationLabel
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span, tidy_fragments
from annotator.text import tokens
from annotator.text.graphemes import next_boundary, previous_boundary, snap_to_graphemes

Granularity = Literal["word", "character", "sentence"]
Unit = Literal["character", "word", "clause"]
"""What the ends of a span move by."""
_NEXT_END: dict[Unit, Callable[[str, int], int]] = {
    "character": next_boundary,
    "word": tokens.next_word_end,
    "clause": tokens.next_clause_end,
}
_PREVIOUS_END: dict[Unit, Callable[[str, int], int]] = {
    "character": previous_boundary,
    "word": tokens.previous_word_end,
    "clause": tokens.previous_clause_end,
}
_NEXT_START: dict[Unit, Callable[[str, int], int]] = {
    "character": next_boundary,
    "word": tokens.next_word_start,
    "clause": tokens.next_clause_start,
}
_PREVIOUS_START: dict[Unit, Callable[[str, int], int]] = {
    "character": previous_boundary,
    "word": tokens.previous_word_start,
    "clause": tokens.previous_clause_start,
}
GRANULARITIES: tuple[Granularity, ...] = ("word", "character", "sentence")


def snap(text: str, start: int, end: int, granularity: Granularity) -> Fragment:
    """Return the range as it is selected: whole words, graphemes or sentences."""
    if start >= end:
        return (start, start)
    if granularity == "character":
        return snap_to_graphemes(text, start, end)
    if granularity == "word":
        return tokens.snap_to_words(text, start, end)
    first, last = tokens.sentence_at(text, start), tokens.sentence_at(text, end - 1)
    return (min(first[0], start), max(last[1], first[1]))


def unit_at(text: str, offset: int, granularity: Granularity) -> Fragment | None:
    """Return what a label key means where nothing is selected: the word or sentence here."""
    if granularity == "sentence":
        found = tokens.sentence_at(text, offset)
        return found if found[0] < found[1] else None
    word = tokens.word_at(text, offset)
    return word if word is not None and tokens.is_word_like(text, word) else None


def add_span(label: str, covered: Fragment) -> AddSpan:
    """Return the edit that makes a span over a range."""
    return AddSpan(Span(new_id(), label, (covered,)))


def relabel(spans: Iterable[Span], label: str) -> SetEdit | None:
    """Return the edit that gives spans another label; None where all have it."""
    return together([RelabelSpan(one.id, label) for one in spans if one.label != label], "relabel")


def delete_spans(spans: Sequence[Span], relations: Iterable[Relation]) -> SetEdit | None:
    """Return the edit that takes spans away, and the relations at them first."""
    gone = {one.id for one in spans}
    standing = [one for one in relations if one.head in gone or one.tail in gone]
    edits: list[SetEdit] = [RemoveRelation(one.id) for one in standing]
    return together([*edits, *(RemoveSpan(one.id) for one in spans)], "delete")


def together(edits: Sequence[SetEdit], act: str) -> SetEdit | None:
    """Return several edits as one act; a single one as it is, none as None."""
    if not edits:
        return None
    return edits[0] if len(edits) == 1 else Together(tuple(edits), act)


def move_end(text: str, span: Span, step: int, unit: Unit = "word") -> SetEdit | None:
    """Return the edit that moves a span's end by some units; None where it cannot go."""
    start, end = span.fragments[-1]
    go = (_NEXT_END if step > 0 else _PREVIOUS_END)[unit]
    for _ in range(abs(step)):
        end = go(text, end)
    return reshape(span, (*span.fragments[:-1], (start, end))) if end > start else None


def move_start(text: str, span: Span, step: int, unit: Unit = "word") -> SetEdit | None:
    """Return the edit that moves a span's start by some units; None where it cannot go."""
    start, end = span.fragments[0]
    go = (_NEXT_START if step > 0 else _PREVIOUS_START)[unit]
    for _ in range(abs(step)):
        start = go(text, start)
    return reshape(span, ((start, end), *span.fragments[1:])) if start < end else None


def reshape(span: Span, fragments: Iterable[Fragment]) -> SetEdit | None:
    """Return the edit that gives a span other fragments; None where they are the same or none."""
    tidy = tidy_fragments(list(fragments))
    if not tidy or tidy == span.fragments:
        return None
    return MoveSpan(span.id, tidy)


def add_fragment(span: Span, part: Fragment) -> SetEdit | None:
    """Return the edit that adds a part to a span."""
    return reshape(span, (*span.fragments, part))


def remove_fragment(span: Span, offset: int) -> SetEdit | None:
    """Return the edit that takes away the part at an offset; None for the only part."""
    left = [one for one in span.fragments if not one[0] <= offset <= one[1]]
    return reshape(span, left) if left and len(left) < len(span.fragments) else None


def dragged_fragment(
    text: str, fragment: Fragment, side: str, offset: int, granularity: Granularity
) -> Fragment | None:
    """Return what a fragment becomes when its start or end is dragged to an offset."""
    start, end = fragment
    if side == "start":
        start = snap(text, min(offset, end - 1), end, granularity)[0]
    else:
        end = snap(text, start, max(offset, start + 1), granularity)[1]
    return (start, end) if start < end else None


# ---- relations ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RelationChoice:
    """One relation that could be made between two spans."""

    label: RelationLabel
    head: str
    tail: str
    is_reversed: bool
    """Whether it runs from the second span to the first."""

    def edit(self) -> AddRelation:
        """Return the edit that makes it."""
        return AddRelation(Relation(new_id(), self.label.id, self.head, self.tail))


def relation_choices(
    label_set: LabelSet, first: Span, second: Span, existing: Iterable[Relation] = ()
) -> list[RelationChoice]:
    """Return what could be said between two spans: first -> second, then what runs back only."""
    if first.id == second.id:
        return []
    there = [
        RelationChoice(label, first.id, second.id, False)
        for label in label_set.relations_between(first.label, second.label)
    ]
    known = {one.label.id for one in there}
    back = [
        RelationChoice(label, second.id, first.id, True)
        for label in label_set.relations_between(second.label, first.label)
        if label.id not in known
    ]
    said = {(one.label, one.head, one.tail) for one in existing}
    return [one for one in there + back if not _is_said(one, said)]


def can_relate(label_set: LabelSet, first: Span, second: Span) -> bool:
    """Tell whether any relation is allowed between two spans, in either direction."""
    return first.id != second.id and bool(
        label_set.relations_between(first.label, second.label)
        or label_set.relations_between(second.label, first.label)
    )


def _is_said(choice: RelationChoice, said: set[tuple[str, str, str]]) -> bool:
    ends = [(choice.head, choice.tail)]
    if choice.label.is_symmetric:
        ends.append((choice.tail, choice.head))
    return any((choice.label.id, head, tail) in said for head, tail in ends)
