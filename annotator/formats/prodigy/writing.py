"""Corpus lines as tasks of Prodigy, ready for `ner_manual`, `spans_manual` and `relations`.

Decision: the tokens of a task are the program's words, cut once more where a span begins or ends.
Prodigy takes any tokens that come with a task, so that no span has to move to a token's end; put
together again they are the text, as it wants them.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import orjson

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.json_reading import DOCUMENT_KEY, extra_of, meta_keys
from annotator.formats.losses import Lost, lose
from annotator.formats.prodigy.reading import NAME
from annotator.model.span import Span
from annotator.text.tokens import words

_HASHES = ("_input_hash", "_task_hash")
_LATER = ("spans", "meta", "options", "accept", "label", "_view_id", "_annotator_id", "_session_id")


def encode_task(line: CorpusLine, options: WriteOptions) -> bytes:
    """Return the bytes of a task, line feed included."""
    document = line.document
    beside = extra_of(document.meta, NAME)
    spans = [_whole(span, line, options) for span in line.spans]
    spans.sort(key=lambda one: (one.start, -one.end, one.label, one.id))
    tokens = task_tokens(document.text, spans)
    bodies = _spans(spans, tokens, beside.get("spans"))
    body: dict[str, Any] = {"text": document.text, DOCUMENT_KEY: document.id}
    meta = {**_objects(beside.get("meta")), **meta_keys(document.meta)}
    if meta:
        body["meta"] = meta
    body |= {key: beside[key] for key in _HASHES if key in beside}
    body["tokens"] = tokens
    body["spans"] = list(bodies.values())
    if line.relations:
        body["relations"] = _relations(line, spans, bodies)
    body |= _choice(line, options)
    has_set = line.annotator is not None or line.status == "curated"
    if has_set:
        body["answer"] = "accept"
    body["_view_id"] = _view(line, spans)
    if line.annotator is not None:
        body["_annotator_id"] = body["_session_id"] = line.annotator
    known = {*body, *_LATER}
    body |= {key: value for key, value in sorted(beside.items()) if key not in known}
    return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)


def _objects(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _whole(span: Span, line: CorpusLine, options: WriteOptions) -> Span:
    """Return a span in one piece."""
    if not span.is_discontinuous:
        return span
    lost = Lost("discontinuous", line.document.id, span.id, True, span.label)
    lose(lost, options.misfit, options.report_loss)
    return span._replace(fragments=((span.start, span.end),))


def task_tokens(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Return the tokens of a text, each with whether one space follows (`ws`).

    White space that is not one space between two tokens is a token of its own, as in spaCy.
    """
    begins = {span.start for span in spans}
    ends = {span.end for span in spans}
    cuts = {0, len(text), *begins, *ends}
    for start, end in words(text):
        cuts |= {start, end}
    tokens: list[dict[str, Any]] = []
    for start, end in pairwise(sorted(cuts)):
        piece = text[start:end]
        is_between = tokens and start not in begins and end not in ends
        if piece == " " and is_between and not tokens[-1]["ws"]:
            tokens[-1]["ws"] = True
            continue
        tokens.append({"text": piece, "start": start, "end": end, "id": len(tokens), "ws": False})
    return tokens


def _spans(
    spans: Iterable[Span], tokens: list[dict[str, Any]], beside: Any
) -> dict[str, dict[str, Any]]:
    spans = list(spans)
    places = Counter((span.start, span.end, span.label) for span in spans)
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    held = _objects(beside)
    bodies: dict[str, dict[str, Any]] = {}
    for span in spans:
        body: dict[str, Any] = {
            "start": span.start,
            "end": span.end,
            "token_start": first[span.start],
            "token_end": last[span.end],
            "label": span.label,
        }
        if places[span.start, span.end, span.label] > 1:
            # Relations name a span by its place and label.
            body["id"] = span.id
        if span.attributes:
            body["attributes"] = dict(sorted(span.attributes.items()))
        if span.note is not None:
            body["note"] = span.note
        bodies[span.id] = body | {
            key: value for key, value in _objects(held.get(span.id)).items() if key not in body
        }
    return bodies


def _relations(
    line: CorpusLine, spans: list[Span], bodies: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    rank = {span.id: at for at, span in enumerate(spans)}
    ordered = sorted(
        line.relations, key=lambda one: (rank[one.head], rank[one.tail], one.label, one.id)
    )
    made = []
    for one in ordered:
        head, child = bodies[one.head], bodies[one.tail]
        body: dict[str, Any] = {
            "head": head["token_end"],
            "child": child["token_end"],
            "label": one.label,
            "head_span": _end(head),
            "child_span": _end(child),
        }
        if one.attributes:
            body["attributes"] = dict(sorted(one.attributes.items()))
        if one.note is not None:
            body["note"] = one.note
        made.append(body)
    return made


def _end(span: dict[str, Any]) -> dict[str, Any]:
    keys = ("start", "end", "token_start", "token_end", "label", "id")
    return {key: span[key] for key in keys if key in span}


def _choice(line: CorpusLine, options: WriteOptions) -> dict[str, Any]:
    """Return the options of an article and those that were taken."""
    if not line.labels:
        return {}
    names = [one.name for one in options.label_set.document_labels if not one.is_retired]
    names += sorted(set(line.labels) - set(names))
    return {
        "options": [{"id": name, "text": name} for name in names],
        "accept": sorted(line.labels),
    }


def _view(line: CorpusLine, spans: list[Span]) -> str:
    """Return the interface that can show it all; `spans` are in order."""
    if line.relations:
        return "relations"
    if line.labels:
        return "blocks" if spans else "choice"
    reach = 0
    for span in spans:
        if span.start < reach:
            return "spans_manual"
        reach = max(reach, span.end)
    return "ner_manual"
