"""Corpus lines as examples of doccano, one file for each annotator.

Decision: a file for each, since doccano takes a file as one person's work, and hands out its own
exports so; in one file every text would stand there as often as it was labelled. Offsets count
UTF-16 units, as its browser does.
"""

from typing import Any

import orjson

from annotator.formats.corpus import CorpusLine
from annotator.formats.doccano.reading import ANNOTATOR_KEY, NAME
from annotator.formats.format import WriteOptions
from annotator.formats.json_reading import DOCUMENT_KEY, extra_of, meta_keys
from annotator.formats.losses import Lost, lose
from annotator.model.span import Span
from annotator.text.offsets import Unit, unit_positions


class ExampleWriting:
    """Encodes the examples of one file; numbers its spans and relations."""

    def __init__(
        self, shape: str, unit: Unit, options: WriteOptions, annotator: str | None = None
    ) -> None:
        """`shape` is "relations", "spans", "intents" or "classes", as a project of doccano.

        `annotator` is named in each example: where no file can be called so.
        """
        self._annotator = annotator
        self._shape = shape
        self._unit = unit
        self._options = options
        self._spans = 0
        self._relations = 0

    def encode(self, line: CorpusLine) -> bytes:
        """Return the bytes of an example, line feed included."""
        document = line.document
        body: dict[str, Any] = {"text": document.text}
        spans = [] if self._shape == "classes" else self._whole(line)
        if self._shape == "classes":
            body["label"] = sorted(line.labels)
        elif self._shape == "relations":
            body |= self._related(line, spans)
        else:
            tuples = self._tuples(line, spans)
            body["label" if self._shape == "spans" else "entities"] = tuples
        if self._shape == "intents" or (line.labels and self._shape != "classes"):
            body["cats"] = sorted(line.labels)
        self._tell(line)
        beside = extra_of(document.meta, NAME)
        for key, value in {**beside, **meta_keys(document.meta)}.items():
            if key not in body and key not in ("id", "label", "labels", "entities", "annotations"):
                body[key] = value
        body[DOCUMENT_KEY] = document.id
        if self._annotator is not None:
            body[ANNOTATOR_KEY] = self._annotator
        return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)

    def _tell(self, line: CorpusLine) -> None:
        """Tell of what the shape has no room for."""
        if self._shape == "classes":
            for span in line.spans:
                self._lose("span", line, span.id, span.label)
        if self._shape != "relations":
            for relation in line.relations:
                self._lose("relation", line, relation.id, relation.label)

    def _lose(self, kind: Any, line: CorpusLine, id: str, name: str, is_bent: bool = False) -> None:
        lost = Lost(kind, line.document.id, id, is_bent, name)
        lose(lost, self._options.misfit, self._options.report_loss)

    def _whole(self, line: CorpusLine) -> list[Span]:
        """Return the spans in one piece and in their order."""
        spans = []
        for span in line.spans:
            if span.is_discontinuous:
                self._lose("discontinuous", line, span.id, span.label, True)
            spans.append(span)
        return sorted(spans, key=lambda one: (one.start, -one.end, one.label, one.id))

    def _tuples(self, line: CorpusLine, spans: list[Span]) -> list[list[Any]]:
        at = unit_positions(line.document.text, self._unit)
        return [[at[span.start], at[span.end], span.label] for span in spans]

    def _related(self, line: CorpusLine, spans: list[Span]) -> dict[str, Any]:
        """Return spans and relations that name them by number."""
        numbers: dict[str, int] = {}
        entities = []
        for span, (start, end, label) in zip(spans, self._tuples(line, spans), strict=True):
            self._spans += 1
            numbers[span.id] = self._spans
            entities.append(
                {"id": self._spans, "label": label, "start_offset": start, "end_offset": end}
            )
        ordered = sorted(
            line.relations,
            key=lambda one: (numbers[one.head], numbers[one.tail], one.label, one.id),
        )
        relations = []
        for one in ordered:
            self._relations += 1
            relations.append(
                {
                    "id": self._relations,
                    "from_id": numbers[one.head],
                    "to_id": numbers[one.tail],
                    "type": one.label,
                }
            )
        return {"entities": entities, "relations": relations}
