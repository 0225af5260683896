"""Spans and relations behind a number as lists show them, read for a page of them."""

from collections.abc import Sequence

import orjson

from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Span
from annotator.project.overview.behind import Place, RelationRow, SpanRow
from annotator.project.overview.sheets import NOBODY, Sheets
from annotator.storage.overview.corpus import SetParts, read_parts
from annotator.storage.readers import Reading

_AROUND = 40
"""Characters shown on either side of a span."""
_TOGETHER = 24
"""Articles that are read in one go."""


def show_spans(reading: Reading, sheets: Sheets, places: Sequence[Place]) -> list[SpanRow]:
    """Return the rows of spans; those that have gone since are left out."""
    page = _Page(reading, sheets, places)
    return [page.span(one.set, one.at) for one in places if one.at < len(page.parts(one.set).spans)]


def show_relations(reading: Reading, sheets: Sheets, places: Sequence[Place]) -> list[RelationRow]:
    """Return the rows of relations; those that have gone since are left out."""
    page = _Page(reading, sheets, places)
    return [
        page.relation(one.set, one.at)
        for one in places
        if one.at < len(page.parts(one.set).relations)
    ]


def span_row(text: str, held: AnnotationSet, span: Span) -> SpanRow:
    """Return the row of a span of a set on an article that has this text."""
    return SpanRow(
        held.document,
        held.annotator,
        span.id,
        span.label,
        span.start,
        span.end,
        text[max(0, span.start - _AROUND) : span.start],
        span.covered_text(text),
        text[span.end : span.end + _AROUND],
    )


class _Page:
    """What stands on some articles."""

    def __init__(self, reading: Reading, sheets: Sheets, places: Sequence[Place]) -> None:
        self._sheets = sheets
        self._texts: dict[int, str] = {}
        self._parts: dict[int, SetParts] = {}
        self._ids: dict[int, str] = {}
        rows = list(dict.fromkeys(one.article for one in places))
        for first in range(0, len(rows), _TOGETHER):
            keys = {
                int(sheets.articles.keys[row]): sheets.articles.ids[row]
                for row in rows[first : first + _TOGETHER]
            }
            self._ids |= keys
            with reading() as connection:
                texts, parts = read_parts(connection, keys)
            self._texts |= texts
            self._parts |= {one.key: one for one in parts}
        self._labels = {key: id for id, key in sheets.span_labels.items()}
        self._relation_labels = {key: id for id, key in sheets.relation_labels.items()}
        rows_of = {int(key): row for row, key in enumerate(sheets.sets.keys.tolist())}
        names = sheets.annotator_ids
        self._whose = {
            key: None
            if (who := int(sheets.sets.annotators[rows_of[key]])) == NOBODY
            else names[who]
            for key in self._parts
            if key in rows_of
        }

    def parts(self, set: int) -> SetParts:
        """Return what is in a set (key), nothing where it has gone."""
        return self._parts.get(set) or SetParts(set, 0, None, [], [])

    def span(self, set: int, at: int) -> SpanRow:
        """Return the span at a place of a set."""
        held = self.parts(set)
        id, label, start, end, fragments, _, _ = held.spans[at]
        text = self._texts[held.document]
        parts = ((start, end),) if fragments is None else orjson.loads(fragments)
        return SpanRow(
            self._ids[held.document],
            self._whose.get(set),
            id,
            self._labels[label],
            start,
            end,
            text[max(0, start - _AROUND) : start],
            " ".join(text[here:there] for here, there in parts),
            text[end : end + _AROUND],
        )

    def relation(self, set: int, at: int) -> RelationRow:
        """Return the relation at a place of a set."""
        held = self.parts(set)
        label, head, tail, _, id = held.relations[at]
        places = {one[0]: place for place, one in enumerate(held.spans)}
        ends = (self.span(set, places[end]) for end in (head, tail))
        return RelationRow(id, self._relation_labels[label], *ends)
