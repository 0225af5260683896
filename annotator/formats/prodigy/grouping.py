"""Tasks on one text put together: what somebody answered to each of them is one set.

Prodigy asks about one text in many tasks (one span each, one label each); they have the same
`_input_hash`, and need not follow each other. A file is looked through for what one person was
asked several times before it is read; only lines of that kind wait for their last one.
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.json_reading import extra_of, file_noted
from annotator.formats.json_records import raw_records
from annotator.formats.prodigy.reading import NAME, annotator_of
from annotator.formats.source import Source
from annotator.formats.strict_json import JsonWrong, parse_strict
from annotator.model.errors import FileUnreadable
from annotator.model.span import Span

_HASH = re.compile(rb'"_input_hash"\s{0,9}:\s{0,9}(-?\d{1,18})(?=[\s,}])')
_WHO = re.compile(rb'"(_annotator_id|_session_id)"\s{0,9}:\s{0,9}("[^"\\]*+(?:\\.[^"\\]*+)*+")')
_BY_WEIGHT = ("new", "in_progress", "finished", "curated")
_EVERY = 500
"""After so many tasks somebody may stop the import."""


def repeated_answers(source: Source, report_bytes: Callable[[int], None] | None) -> Counter[int]:
    """Return what was asked several times of one person, and how often; nothing of a stream.

    Keys are those of `_key`. `report_bytes` is told 0: nothing is read yet.
    """
    import numpy as np

    found = array("q")
    if source.stream is not None:
        return Counter()
    try:
        for number, raw in enumerate(raw_records(source)):
            if report_bytes and number % _EVERY == 0:
                report_bytes(0)
            if hash := _HASH.search(raw):
                said = {match[1].decode(): _decoded(match[2]) for match in _WHO.finditer(raw)}
                found.append(_key(int(hash[1]), annotator_of(said, source.plain_path)))
    except FileUnreadable:
        return Counter()
    values, counts = np.unique(np.frombuffer(found, np.int64), return_counts=True)
    is_repeated = counts > 1
    return Counter(
        dict(zip(values[is_repeated].tolist(), counts[is_repeated].tolist(), strict=True))
    )


def _key(hash_of_text: int, annotator: str | None) -> int:
    return hash((hash_of_text, annotator))


def _decoded(raw: bytes) -> Any:
    try:
        return parse_strict(raw)
    except JsonWrong:
        return None


def put_together(
    items: Iterable[CorpusLine | Problem], repeated: Counter[int], source: Source
) -> Iterator[CorpusLine | Problem]:
    """Yield lines and problems; those of one text and annotator as one line, at the last one's
    place. What was put together is told."""
    waiting: dict[int, list[CorpusLine]] = {}
    together = 0
    for item in items:
        key = None if isinstance(item, Problem) else _key_of(item)
        if isinstance(item, Problem) or key is None or key not in repeated:
            yield item
            continue
        held = waiting.setdefault(key, [])
        at = next((at for at, one in enumerate(held) if _is_same(one, item)), None)
        if at is None:
            held.append(item)
        else:
            held[at] = merged(held[at], item)
            together += 1
        repeated[key] -= 1
        if repeated[key] <= 0:
            yield from waiting.pop(key)
    for lines in waiting.values():
        yield from lines
    if together:
        what = f"{together} answers to articles that have others by the same person were joined"
        yield file_noted(source, what)


def _key_of(line: CorpusLine) -> int | None:
    said = extra_of(line.document.meta, NAME).get("_input_hash")
    return _key(said, line.annotator) if type(said) is int else None


def _is_same(one: CorpusLine, other: CorpusLine) -> bool:
    return (one.document.text, one.annotator, one.status == "curated") == (
        other.document.text,
        other.annotator,
        other.status == "curated",
    )


def merged(one: CorpusLine, other: CorpusLine) -> CorpusLine:
    """Return two sets of one person on one text as one; what both say stands there once."""
    ids = {_said(span): span.id for span in one.spans}
    renamed: dict[str, str] = {}
    spans = list(one.spans)
    for span in other.spans:
        renamed[span.id] = ids.setdefault(_said(span), span.id)
        if renamed[span.id] == span.id:
            spans.append(span)
    relations = list(one.relations)
    tied = {(relation.label, relation.head, relation.tail) for relation in relations}
    for relation in other.relations:
        moved = relation._replace(head=renamed[relation.head], tail=renamed[relation.tail])
        if (moved.label, moved.head, moved.tail) not in tied and moved.head != moved.tail:
            relations.append(moved)
    return replace(
        one,
        status=max(one.status, other.status, key=_BY_WEIGHT.index),
        labels=tuple(dict.fromkeys((*one.labels, *other.labels))),
        spans=tuple(spans),
        relations=tuple(relations),
    )


def _said(span: Span) -> tuple[object, ...]:
    return (span.fragments, span.label)
