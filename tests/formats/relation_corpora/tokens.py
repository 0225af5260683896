"""What the tests of corpora that count tokens have in common."""

from typing import Any

import orjson

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Format, WriteOptions
from annotator.formats.losses import Lost
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.json_files import written

TEXT = "Ilse Varga leads Norrow Lines. She met Erik Palm."
"""Tokens 0 to 5 and a full stop; 6 to 10 in the second sentence, the full stop with them."""
PLACES = {"Ilse Varga": "PERSON", "Norrow Lines": "ORG", "She": "PERSON", "Erik Palm": "PERSON"}
REMARK = (
    "in.jsonl: the text is put together from tokens, with a space between them "
    "and each sentence on its own line."
)


def span(words: str, label: str = "", **more: Any) -> Span:
    start = TEXT.index(words)
    return Span(words, label or PLACES[words], ((start, start + len(words)),), **more)


def relation(head: str, label: str, tail: str, **more: Any) -> Relation:
    return Relation(f"{head} {label} {tail}", label, head, tail, **more)


def line(*relations: Relation, spans: tuple[Span, ...] | None = None, **more: Any) -> CorpusLine:
    made = tuple(map(span, PLACES)) if spans is None else spans
    document = Document("talks", TEXT, Meta(**more))
    return CorpusLine(document, "maria", spans=made, relations=relations)


def bodies(
    format: Format, *lines: CorpusLine, settings: dict[str, str] | None = None
) -> tuple[list[Any], list[tuple[str, str]]]:
    """The records that are written, and kind and id of what was lost."""
    lost: list[Lost] = []
    options = WriteOptions(settings=settings or {}, report_loss=lost.append)
    raw = written(format, *lines, options=options)
    made = (
        orjson.loads(raw)
        if raw.startswith(b"[")
        else [orjson.loads(one) for one in raw.splitlines()]
    )
    return made, [(one.kind, one.annotation) for one in lost]
