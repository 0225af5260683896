"""Tasks on one text put together: what somebody answered to each of them is one set.

Prodigy asks about one text in many tasks (one span each, one label each); they have the same
`_input_hash`, and need not follow each other. A file is looked through for hashes that it has
several times before it is read; only lines with such a hash wait for their last one.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.json_reading import extra_of, file_noted
from annotator.formats.prodigy.reading import NAME
from annotator.formats.source import Source
from annotator.model.errors import FileUnreadable
from annotator.model.span import Span

_HASH = re.compile(rb'"_input_hash"\s{0,9}:\s{0,9}(-?\d{1,18})(?=[\s,}])')
_OVERLAP = 64
_CHUNK = 1 << 18
_BY_WEIGHT = ("new", "in_progress", "finished", "curated")


def repeated_hashes(source: Source) -> Counter[int]:
    """Return the hashes that a file has several times, and how often; none of a stream."""
    import numpy as np

    found = array("q")
    if source.stream is not None:
        return Counter()
    try:
        with source.open() as stream:
            tail = b""
            while chunk := stream.read(_CHUNK):
                whole = tail + chunk
                # One that ends before the tail does was met with the chunk before.
                ends = ((match.end(), match[1]) for match in _HASH.finditer(whole))
                found.extend(int(digits) for end, digits in ends if end >= len(tail))
                tail = whole[-_OVERLAP:]
    except FileUnreadable:
        return Counter()
    values, counts = np.unique(np.frombuffer(found, np.int64), return_counts=True)
    is_repeated = counts > 1
    return Counter(
        dict(zip(values[is_repeated].tolist(), counts[is_repeated].tolist(), strict=True))
    )


def put_together(
    items: Iterable[CorpusLine | Problem], repeated: Counter[int], source: Source
) -> Iterator[CorpusLine | Problem]:
    """Yield lines and problems; those of one text and annotator as one line, at the last one's
    place. What was put together is told."""
    waiting: dict[int, list[CorpusLine]] = {}
    together = 0
    for item in items:
        hash = None if isinstance(item, Problem) else _hash_of(item)
        if isinstance(item, Problem) or hash is None or hash not in repeated:
            yield item
            continue
        held = waiting.setdefault(hash, [])
        at = next((at for at, one in enumerate(held) if _is_same(one, item)), None)
        if at is None:
            held.append(item)
        else:
            held[at] = merged(held[at], item)
            together += 1
        repeated[hash] -= 1
        if repeated[hash] <= 0:
            yield from waiting.pop(hash)
    for lines in waiting.values():
        yield from lines
    if together:
        what = f"{together} answers to articles that have others by the same person were joined"
        yield file_noted(source, what)


def _hash_of(line: CorpusLine) -> int | None:
    hash = extra_of(line.document.meta, NAME).get("_input_hash")
    return hash if type(hash) is int else None


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
