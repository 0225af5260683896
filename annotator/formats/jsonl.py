"""Our own line, format `jsonl` version 1: the promise of INTERFACES, written and recognised here.

Decision: keys that say nothing are left out only where the promise names them as added
(`offsets`, `fragments`, `origin`, `suggested`, `provenance`, `attributes` of the document,
`negatives`, `entity` of a span and `entities` of the line); all others are always written.
A span that came in as doubtful says so (`"doubtful": true`), so that the doubt is not lost on the
way through a file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, BinaryIO

import orjson

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import Carries, Format, Item, ReadOptions, Sureness, WriteOptions
from annotator.formats.json_head import json_head
from annotator.formats.jsonl_checking import check_written
from annotator.formats.jsonl_entities import encode_entities
from annotator.formats.jsonl_reading import read_line
from annotator.formats.lines import LINE_LIMIT, bounded_lines
from annotator.formats.source import Source
from annotator.formats.without_text import hide_text
from annotator.model.attribute import Attributes
from annotator.model.curated import Negative
from annotator.model.document import Meta
from annotator.model.errors import FileEmpty, FileUnreadable, LineWrong
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span
from annotator.model.suggested import plain_of
from annotator.text.offsets import Unit, unit_positions

VERSION = 1
_OUR_LINE = re.compile(rb"\s*\{\s*\"version\"\s*:\s*\d")
_VERSION_SAID = re.compile(rb"\"version\"\s*:")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Jsonl(Format):
    """One line per document and annotation set."""

    name = "jsonl"
    title = "JSON lines (annotator)"
    endings = (".jsonl", ".ndjson")
    version = VERSION
    is_piecewise = True
    can_count_otherwise = True
    can_omit_text = True
    carries = Carries(
        spans=True,
        overlap=True,
        discontinuous=True,
        relations=True,
        far_relations=True,
        attributes=True,
        notes=True,
        document_labels=True,
        sections=True,
        meta=True,
        annotators=True,
        statuses=True,
        negatives=True,
        entities=True,
    )

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by the first key of its first line, and not likely where no version is said.

        What is no JSON at all is still read as ours if its ending says so: its faults are told.
        """
        if _OUR_LINE.match(head.removeprefix(_BYTE_ORDER_MARK)):
            return Sureness.SURE
        sureness = super().recognises(path, head)
        is_other = json_head(head).has("", "map") and not _VERSION_SAID.search(head)
        return min(sureness, Sureness.PERHAPS) if is_other else sureness

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the lines; a bad line or a bad part of one is a problem, the rest goes on."""
        is_empty = True
        try:
            with source.open() as stream:
                for number, raw in bounded_lines(stream, report_bytes=options.report_bytes):
                    is_empty = False
                    if raw is None:
                        reason = f"longer than {LINE_LIMIT >> 20} MB"
                        wrong = LineWrong(source.path, number, reason)
                        yield Problem(source.name, number, wrong, is_whole=True)
                    else:
                        yield from read_line(raw, source, number, options)
        except FileUnreadable as error:
            yield Problem(source.name, None, error, is_whole=True)
        else:
            if is_empty:
                yield Problem(source.name, None, FileEmpty(source.path), is_whole=True)

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write one line after another."""
        for line in lines:
            raw = encode_line(line, options.offsets, has_text=options.has_text)
            check_written(raw, line)
            stream.write(raw)


def encode_line(line: CorpusLine, offsets: Unit = "codepoint", *, has_text: bool = True) -> bytes:
    """Return the bytes of a line, line feed included, keys and lists in the order promised.

    Without its text a line is as `without_text` says.
    """
    document = line.document
    at = unit_positions(document.text, offsets) if offsets != "codepoint" else None
    body: dict[str, Any] = {"version": VERSION}
    if at is not None:
        body["offsets"] = offsets
    spans = sorted(line.spans, key=_place)
    body["id"] = document.id
    body["text"] = document.text
    body["meta"] = _encode_meta(document.meta)
    body["sections"] = [
        {"kind": kind, "start": at[start] if at else start, "end": at[end] if at else end}
        for kind, start, end in sorted(document.sections, key=lambda one: one.place)
    ]
    body["annotator"] = line.annotator
    body["status"] = line.status
    body["labels"] = sorted(line.labels)
    body["spans"] = _encode_spans(spans, document.text, at)
    body["relations"] = _encode_relations(line.relations, spans)
    if line.attributes:
        body["attributes"] = _encode_attributes(line.attributes)
    if line.provenance:
        for annotation in (*body["spans"], *body["relations"]):
            if annotation["id"] in line.provenance:
                annotation["provenance"] = line.provenance[annotation["id"]]
    if line.negatives:
        body["negatives"] = _encode_negatives(line.negatives, document.text, at)
    if line.entities:
        linked = {span.entity for span in spans}
        if entities := [one for one in line.entities if one.id in linked]:
            body["entities"] = encode_entities(entities)
    return encode_body(body if has_text else hide_text(body))


def encode_body(body: dict[str, Any]) -> bytes:
    """Return the bytes of a line whose keys are in order, line feed included."""
    return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)


def _place(span: Span) -> tuple[int, int, str, str]:
    """`place_of_span` written out: this is called once per span of a corpus."""
    fragments = span[2]
    return (fragments[0][0], -fragments[-1][1], span[1], span[0])


def _encode_meta(meta: Meta) -> dict[str, Any]:
    known = {
        "title": meta.title,
        "source": meta.source,
        "published": meta.published,
        "url": meta.url,
        "authors": meta.authors,
        "language": meta.language,
    }
    return {**known, **_sorted_keys(dict(meta.extra))} if meta.extra else known


def _sorted_keys(value: Any) -> Any:
    """What others wrote is kept, but for the order of its keys: no project remembers that."""
    if isinstance(value, dict):
        return {key: _sorted_keys(value[key]) for key in sorted(value)}
    return [_sorted_keys(one) for one in value] if isinstance(value, list) else value


def _encode_spans(
    spans: Iterable[Span], text: str, at: Sequence[int] | None
) -> list[dict[str, Any]]:
    bodies = []
    for id, label, fragments, attributes, note, origin, is_doubtful, entity, suggested in spans:
        start, end = fragments[0][0], fragments[-1][1]
        if len(fragments) == 1 and at is None:
            # Nearly every span is so, and a dict made at once takes half the time.
            body = {
                "id": id,
                "label": label,
                "start": start,
                "end": end,
                "text": text[start:end],
                "attributes": _encode_attributes(attributes) if attributes else {},
                "note": note,
            }
        else:
            body = _encode_placed(id, label, fragments, text, at)
            body["attributes"] = _encode_attributes(attributes) if attributes else {}
            body["note"] = note
        if origin != "manual":
            body["origin"] = origin
        if is_doubtful:
            body["doubtful"] = True
        if entity is not None:
            body["entity"] = entity
        if suggested is not None:
            body["suggested"] = plain_of(suggested)
        bodies.append(body)
    return bodies


def _encode_placed(
    id: str, label: str, fragments: Sequence[Fragment], text: str, at: Sequence[int] | None
) -> dict[str, Any]:
    """Return the beginning of a span: who it is and where, in any unit."""
    start, end = fragments[0][0], fragments[-1][1]
    body: dict[str, Any] = {
        "id": id,
        "label": label,
        "start": at[start] if at else start,
        "end": at[end] if at else end,
    }
    if len(fragments) > 1:
        body["fragments"] = [(at[s], at[e]) for s, e in fragments] if at else fragments
    body["text"] = " ".join(text[s:e] for s, e in fragments)
    return body


def _encode_negatives(
    negatives: Iterable[Negative], text: str, at: Sequence[int] | None
) -> list[dict[str, Any]]:
    bodies = []
    for negative in sorted(negatives, key=lambda one: one.place):
        body: dict[str, Any] = {
            "label": negative.label,
            "start": at[negative.start] if at else negative.start,
            "end": at[negative.end] if at else negative.end,
        }
        if len(negative.fragments) > 1:
            fragments = negative.fragments
            body["fragments"] = [(at[s], at[e]) for s, e in fragments] if at else fragments
        body["text"] = negative.covered_text(text)
        bodies.append(body)
    return bodies


def _encode_relations(relations: Iterable[Relation], spans: list[Span]) -> list[dict[str, Any]]:
    if not relations:
        return []
    rank = {span.id: place for place, span in enumerate(spans)}
    bodies = []
    for relation in sorted(
        relations, key=lambda one: (rank[one.head], rank[one.tail], one.label, one.id)
    ):
        body: dict[str, Any] = {
            "id": relation.id,
            "label": relation.label,
            "head": relation.head,
            "tail": relation.tail,
            "attributes": _encode_attributes(relation.attributes) if relation.attributes else {},
            "note": relation.note,
        }
        if relation.origin != "manual":
            body["origin"] = relation.origin
        bodies.append(body)
    return bodies


def _encode_attributes(attributes: Attributes) -> dict[str, Any]:
    if len(attributes) == 1:
        return attributes if isinstance(attributes, dict) else dict(attributes)
    return {name: attributes[name] for name in sorted(attributes)}
