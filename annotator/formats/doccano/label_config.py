"""doccano's files of label types: read for names, colours and keys, and written.

    [{"id": 44, "text": "ORG", "suffix_key": "o", "background_color": "#FF0000",
      "task_type": "Span"}]

doccano exports and imports one kind of them at a time. `task_type` is "Span", "Category" or
"Relation"; where it is missing the file's name may say it, and else they are labels of spans.
A name has 100 characters at most, a key is a digit or a small letter, once in a file.
Source: doccano, `backend/label_types` and `frontend/services/application/label`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import orjson

from annotator.formats.corpus import LabelsFound, Problem
from annotator.formats.fields import Wrong, a_name, an_object
from annotator.formats.json_head import JsonHead
from annotator.formats.json_records import json_records
from annotator.formats.source import Source
from annotator.model.errors import LineWrong
from annotator.model.ids import new_id
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel

_KINDS = {"Span": "span", "Relation": "relation", "Category": "category"}
NAMES = (
    "label_config.json",
    "labels.json",
    "span_types.json",
    "relation_types.json",
    "category_types.json",
)
"""What files of label types are called beside the labels; the first is doccano's own word."""
L = TypeVar("L", SpanLabel, RelationLabel, DocumentLabel)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_KEY = re.compile(r"[0-9a-z]")


@dataclass(slots=True)
class LabelTypes:
    """Label types of a file: what they are called, and by which number."""

    spans: list[SpanLabel] = field(default_factory=list)
    relations: list[RelationLabel] = field(default_factory=list)
    documents: list[DocumentLabel] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    """Number in doccano's tables -> name."""

    @property
    def found(self) -> LabelsFound:
        """What the file declares."""
        return LabelsFound(
            LabelSet(
                span_labels=tuple(self.spans),
                relation_labels=tuple(self.relations),
                document_labels=tuple(self.documents),
            )
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is declared."""
        return not (self.spans or self.relations or self.documents)


def is_label_config(seen: JsonHead) -> bool:
    """Tell whether a file is one of label types by its keys."""
    return seen.has("text", "string") and seen.has_any(
        "background_color", "suffix_key", "task_type"
    )


def read_label_config(source: Source) -> Iterator[LabelTypes | Problem]:
    """Yield the problems of a file of label types, then what it declares."""
    types = LabelTypes()
    stem = source.plain_path.stem
    kinds = [kind for kind, word in _KINDS.items() if stem.startswith(word)]
    for record in json_records(source):
        if isinstance(record, Problem):
            yield record
            continue
        try:
            _take(types, an_object(record.value, "label"), *kinds)
        except Wrong as wrong:
            error = LineWrong(source.path, record.number, wrong.reason, wrong.field)
            yield Problem(source.name, record.number, error)
    yield types


def _take(types: LabelTypes, body: Mapping[str, Any], kind: str = "Span") -> None:
    name = a_name(body.get("text"), "text")
    number = body.get("id")
    if type(number) is int:
        types.names.setdefault(number, name)
    colour = body.get("background_color")
    colour = colour.lower() if isinstance(colour, str) and _COLOUR.fullmatch(colour) else ""
    key = body.get("suffix_key")
    key = key if isinstance(key, str) and len(key) == 1 else ""
    said = body.get("task_type")
    kind = said if isinstance(said, str) and said in _KINDS else kind
    if kind == "Category":
        _add(types.documents, DocumentLabel(new_id(), name))
    elif kind == "Relation":
        _add(types.relations, RelationLabel(new_id(), name, colour, key=key))
    else:
        _add(types.spans, SpanLabel(new_id(), name, colour, key=key))


def _add(labels: list[L], label: L) -> None:
    if any(one.name == label.name for one in labels):
        raise Wrong("text", "twice in this file")
    labels.append(label)


def encode_label_types(label_set: LabelSet) -> dict[str, bytes]:
    """Return the files of a project's labels by name, without those that are retired."""
    kinds: dict[str, list[Any]] = {
        "Span": list(label_set.usable_span_labels()),
        "Relation": [one for one in label_set.relation_labels if not one.is_retired],
        "Category": [one for one in label_set.document_labels if not one.is_retired],
    }
    return {
        f"{_KINDS[kind]}_types.json": _encode(kind, labels)
        for kind, labels in kinds.items()
        if labels
    }


def _encode(kind: str, labels: Iterable[Any]) -> bytes:
    bodies: list[dict[str, Any]] = []
    keys: set[str] = set()
    for label in labels:
        body: dict[str, Any] = {"text": label.name}
        key = getattr(label, "key", "")
        if _KEY.fullmatch(key) and key not in keys:
            keys.add(key)
            body["suffix_key"] = key
        if colour := getattr(label, "colour", ""):
            body |= {"background_color": colour, "text_color": "#ffffff"}
        bodies.append(body | {"task_type": kind})
    return orjson.dumps(bodies, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
