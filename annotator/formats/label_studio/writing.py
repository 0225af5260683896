"""Corpus lines as tasks of Label Studio, and the labelling configuration that shows them.

Decision: whose annotation it is stands under a key of ours, not under `completed_by`: Label Studio
refuses a whole file that names a person it does not know. What a model suggested, and nobody took
over, goes out as a prediction.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any
from xml.sax.saxutils import quoteattr

import orjson
import regex

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.json_reading import DOCUMENT_KEY, extra_of, meta_keys
from annotator.formats.label_studio.config import BESIDE, OF_DOCUMENT, RESERVED
from annotator.formats.label_studio.reading import NAME
from annotator.formats.label_studio.whose import ANNOTATOR_KEY
from annotator.formats.losses import LossKind, Lost, lose
from annotator.model.attribute import AttributeTarget, AttributeValue
from annotator.model.labels import LabelSet
from annotator.model.span import Span

_LABELS, _CLASSES, _TEXT = RESERVED
_UNFIT_FOR_XML = regex.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class TaskWriting:
    """Encodes tasks, and remembers which controls they need."""

    def __init__(self, options: WriteOptions) -> None:
        self._options = options
        self._tasks = 0
        self._annotations = 0
        self.used = _Used()

    def tasks(self, lines: Iterable[CorpusLine]) -> Iterator[bytes]:
        """Yield a task for each article; its sets come one after another."""
        for _, of_document in groupby(lines, key=lambda one: one.document.id):
            yield self._task(list(of_document))

    def _task(self, lines: list[CorpusLine]) -> bytes:
        self._tasks += 1
        document = lines[0].document
        beside = extra_of(document.meta, NAME)
        held = beside.get("data")
        data: dict[str, Any] = {"text": document.text, DOCUMENT_KEY: document.id}
        for key, value in {
            **(held if isinstance(held, dict) else {}),
            **meta_keys(document.meta),
        }.items():
            data.setdefault(key, value)
        body: dict[str, Any] = {"id": self._tasks, "data": data, "annotations": []}
        predictions = []
        for line in lines:
            if is_prediction(line):
                predictions.append({"model_version": line.annotator, "result": self._results(line)})
            elif line.annotator is not None or line.status == "curated":
                body["annotations"].append(self._annotation(line))
        if predictions:
            body["predictions"] = predictions
        if "meta" in beside:
            body["meta"] = beside["meta"]
        return orjson.dumps(body)

    def _annotation(self, line: CorpusLine) -> dict[str, Any]:
        self._annotations += 1
        body: dict[str, Any] = {"id": self._annotations, "result": self._results(line)}
        if line.annotator is not None:
            body[ANNOTATOR_KEY] = line.annotator
        body["was_cancelled"] = False
        body["ground_truth"] = line.status == "curated"
        return body

    def _results(self, line: CorpusLine) -> list[dict[str, Any]]:
        results: list[dict[str, Any]] = []
        rank: dict[str, int] = {}
        ordered = sorted(line.spans, key=lambda one: (one.start, -one.end, one.label, one.id))
        for at, span in enumerate(ordered):
            rank[span.id] = at
            results += self._region(span, line)
        relations = sorted(
            line.relations, key=lambda one: (rank[one.head], rank[one.tail], one.label, one.id)
        )
        for relation in relations:
            self.used.relations.setdefault(relation.label)
            results.append(
                {
                    "type": "relation",
                    "from_id": relation.head,
                    "to_id": relation.tail,
                    "direction": "right",
                    "labels": [relation.label],
                }
            )
            for name in relation.attributes:
                self._lose("attribute", line, relation.id, name)
            if relation.note:
                self._lose("note", line, relation.id, relation.label)
        return [*results, *self._of_document(line)]

    def _region(self, span: Span, line: CorpusLine) -> Iterator[dict[str, Any]]:
        """Yield the results of one region: its label, then its attributes."""
        if span.is_discontinuous:
            self._lose("discontinuous", line, span.id, span.label, is_bent=True)
        self.used.labels.setdefault(span.label)
        place = {
            "start": span.start,
            "end": span.end,
            "text": line.document.text[span.start : span.end],
        }
        body = {
            "id": span.id,
            "from_name": _LABELS,
            "to_name": _TEXT,
            "type": "labels",
            "value": {**place, "labels": [span.label]},
        }
        if span.note:
            body["meta"] = {"text": [span.note]}
        yield body
        for name, value in sorted(span.attributes.items()):
            if (said := self._said("span", name, value)) is None:
                self._lose("attribute", line, span.id, name)
            else:
                yield {**said, "id": span.id, "value": {**place, **said["value"]}}

    def _of_document(self, line: CorpusLine) -> Iterator[dict[str, Any]]:
        """Yield the results that are of the whole article."""
        if line.labels:
            for label in line.labels:
                self.used.classes.setdefault(label)
            said: Any = {"choices": sorted(line.labels)}
            yield {"from_name": _CLASSES, "to_name": _TEXT, "type": "choices", "value": said}
        for name, value in sorted((line.attributes or {}).items()):
            if (result := self._said("document", name, value)) is None:
                self._lose("attribute", line, "", name)
            else:
                yield result

    def _said(
        self, target: AttributeTarget, name: str, value: AttributeValue
    ) -> dict[str, Any] | None:
        """Return the result that says an attribute's value; None for a list with nothing in it."""
        if value == ():
            return None
        known = self._options.label_set.attribute_named(name, target)
        kind, said = _answer(value, known.kind if known else "")
        self.used.take(target, name, kind, said)
        key = "text" if kind == "textarea" else "number" if kind == "number" else "choices"
        return {
            "from_name": control_of(target, name),
            "to_name": _TEXT,
            "type": "choices" if kind in ("several", "flag") else kind,
            "value": {key: said},
        }

    def _lose(
        self, kind: LossKind, line: CorpusLine, id: str, name: str, *, is_bent: bool = False
    ) -> None:
        lost = Lost(kind, line.document.id, id, is_bent, name)
        lose(lost, self._options.misfit, self._options.report_loss)


def is_prediction(line: CorpusLine) -> bool:
    """Tell whether a set holds only what was suggested."""
    origins = [span.origin for span in line.spans] + [one.origin for one in line.relations]
    return line.annotator is not None and set(origins) == {"suggested"}


def control_of(target: AttributeTarget, name: str) -> str:
    """Return what the control of an attribute is called: never as another of ours."""
    if target == "document":
        return f"{OF_DOCUMENT}{name}"
    is_taken = name in RESERVED or name.endswith(BESIDE) or name.startswith(OF_DOCUMENT)
    return f"{name}{BESIDE}" if is_taken else name


def _answer(value: AttributeValue, kind: str) -> tuple[str, Any]:
    """Return what asks for a value ("choices", "several", "flag", "number", "textarea"), and it."""
    if isinstance(value, bool):
        return "flag", ["true" if value else "false"]
    if isinstance(value, tuple):
        return "several", list(value)
    if isinstance(value, str):
        return ("textarea" if kind == "text" else "choices"), [value]
    return "number", value


class _Used:
    """Which labels and controls the tasks have, in the order in which they were met."""

    def __init__(self) -> None:
        self.labels: dict[str, None] = {}
        self.relations: dict[str, None] = {}
        self.classes: dict[str, None] = {}
        self.attributes: dict[tuple[AttributeTarget, str], tuple[str, dict[str, None]]] = {}
        """Target and name -> what asks for it, and the values met."""

    def take(self, target: AttributeTarget, name: str, kind: str, said: Any) -> None:
        """Take note of an attribute's value."""
        _, values = self.attributes.setdefault((target, name), (kind, {}))
        for one in said if kind in ("choices", "several") else ():
            values.setdefault(one)


def encode_config(label_set: LabelSet, used: _Used) -> bytes:
    """Return the configuration for a project's labels, and those that its tasks have besides."""
    spans: dict[str, Mapping[str, str]] = {
        one.name: {"background": one.colour, "hotkey": one.key}
        for one in label_set.usable_span_labels()
    }
    relations = {
        one.name: {"background": one.colour}
        for one in label_set.relation_labels
        if not one.is_retired
    }
    classes = [one.name for one in label_set.document_labels if not one.is_retired]
    lines = ["<View>", "  <Relations>"]
    lines += [
        f"    <Relation{_parts(value=name, **relations.get(name, {}))}/>"
        for name in dict.fromkeys((*relations, *used.relations))
    ]
    lines += ["  </Relations>", f"  <Labels{_parts(name=_LABELS, toName=_TEXT)}>"]
    lines += [
        f"    <Label{_parts(value=name, **spans.get(name, {}))}/>"
        for name in dict.fromkeys((*spans, *used.labels))
    ]
    lines += ["  </Labels>", f"  <Text{_parts(name=_TEXT, value='$text')}/>"]
    lines += _control(_CLASSES, "several", (*classes, *used.classes), is_of_regions=False)
    for (target, name), (kind, values) in _asked(label_set, used).items():
        control = control_of(target, name)
        lines += _control(control, kind, values, is_of_regions=target == "span")
    return "\n".join([*lines, "</View>", ""]).encode()


def _asked(
    label_set: LabelSet, used: _Used
) -> dict[tuple[AttributeTarget, str], tuple[str, tuple[str, ...]]]:
    kinds = {"choice": "choices", "text": "textarea"}
    asked: dict[tuple[AttributeTarget, str], tuple[str, tuple[str, ...]]] = {}
    for one in label_set.attributes:
        if one.applies_to != "relation":
            asked[one.applies_to, one.name] = (kinds.get(one.kind, one.kind), one.values)
    for key, (kind, values) in used.attributes.items():
        known = asked.get(key, (kind, ()))
        asked[key] = (kind, (*known[1], *values))
    return asked


def _control(name: str, kind: str, values: Iterable[str], *, is_of_regions: bool) -> Iterator[str]:
    parts = {"name": name, "toName": _TEXT}
    if is_of_regions:
        parts["perRegion"] = "true"
    if kind == "number":
        yield f"  <Number{_parts(**parts)}/>"
    elif kind == "textarea":
        yield f"  <TextArea{_parts(**parts)}/>"
    else:
        choices = ("true", "false") if kind == "flag" else dict.fromkeys(values)
        if choices:
            parts["choice"] = "multiple" if kind == "several" else "single"
            yield f"  <Choices{_parts(**parts)}>"
            yield from (f"    <Choice{_parts(value=one)}/>" for one in choices)
            yield "  </Choices>"


def _parts(**parts: str) -> str:
    """Return attributes of a tag; those that are empty stay out."""
    return "".join(f" {key}={_quoted(value)}" for key, value in parts.items() if value)


def _quoted(value: str) -> str:
    return quoteattr(_UNFIT_FOR_XML.sub("\ufffd", value))
