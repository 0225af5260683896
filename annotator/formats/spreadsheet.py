"""CSV for spreadsheets: a row for each span and each relation, with the sentence around it.

Rows are as RFC 4180 has them. A cell that a spreadsheet would take for a formula (it begins with
=, +, -, @, a TAB or a carriage return) has an apostrophe before it; all other cells are exact.

Decision: what is labelled on a whole article is a row too, so that the table is whole, and so is an
article in which nothing is. Attributes of the label set have columns of their own, which can be
filtered; those it does not know stand together as JSON.
"""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any, BinaryIO

import orjson

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Carries, Format, Setting, WriteOptions, all_settings
from annotator.model.attribute import Attributes
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.text.tokens import Range, sentences

COLUMNS = (
    "kind",
    "article",
    "title",
    "published",
    "annotator",
    "status",
    "label",
    "text",
    "head",
    "head label",
    "tail",
    "tail label",
    "sentence",
    "note",
    "start",
    "end",
    "pieces",
    "id",
    "head id",
    "tail id",
)
"""What every table has; then the attributes, by name."""
OTHER_ATTRIBUTES = "other attributes"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_LONGEST_CONTEXT = 1000
"""In characters; more is no sentence but a text without full stops."""


class Spreadsheet(Format):
    """One table of all spans and relations."""

    name = "spreadsheet"
    title = "CSV for spreadsheets"
    endings = (".csv",)
    carries = Carries(
        text=False,
        spans=True,
        overlap=True,
        discontinuous=True,
        relations=True,
        far_relations=True,
        attributes=True,
        notes=True,
        document_labels=True,
        annotators=True,
        statuses=True,
    )
    write_settings = (
        Setting(
            "separator",
            "Between columns",
            "comma",
            ("comma", "semicolon", "tab"),
            "semicolon where a comma is in numbers, as in German Excel",
        ),
        Setting(
            "mark",
            "Byte order mark",
            "yes",
            ("yes", "no"),
            "Excel needs it to see that the file is UTF-8; scripts may not want it",
        ),
        Setting("context", "Sentence", "yes", ("yes", "no"), "the sentence that a span stands in"),
    )

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write the names of the columns, then the rows of one article after another."""
        chosen = all_settings(options.settings, self.write_settings)
        table = _Table(options.label_set, _SEPARATORS[chosen["separator"]], chosen["context"])
        mark = "\ufeff" if chosen["mark"] == "yes" else ""
        stream.write((mark + table.written([table.columns])).encode())
        for line in lines:
            stream.write(table.written(table.rows(line)).encode())


class _Table:
    def __init__(self, label_set: LabelSet, separator: str, context: str) -> None:
        self._separator = separator
        self._has_context = context == "yes"
        names = dict.fromkeys(one.name for one in label_set.attributes)
        self._attributes = {name: len(COLUMNS) + at for at, name in enumerate(names)}
        self.columns = (*COLUMNS, *names, OTHER_ATTRIBUTES)

    def written(self, rows: Iterable[Sequence[Any]]) -> str:
        """Return rows as CSV."""
        out = StringIO(newline="")
        writer = csv.writer(out, delimiter=self._separator, lineterminator="\r\n")
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)
        return out.getvalue()

    def rows(self, line: CorpusLine) -> Iterator[list[Any]]:
        """Yield the rows of an article: its own labels, spans in order, relations in order."""
        text = line.document.text
        has_spans = bool(line.spans) and self._has_context
        around = list(sentences(text)) if has_spans else []
        spans = sorted(line.spans, key=lambda one: (one.start, -one.end, one.label, one.id))
        attributes = line.attributes or {}
        for label in line.labels or (("",) if not line.spans or attributes else ()):
            yield self._row(line, attributes, kind="article", label=label)
        for span in spans:
            yield self._span_row(line, span, _sentence(text, span, around))
        by_id = {span.id: span for span in spans}
        places = {span.id: at for at, span in enumerate(spans)}
        for one in sorted(
            line.relations, key=lambda one: (places[one.head], places[one.tail], one.label, one.id)
        ):
            yield self._relation_row(line, one, by_id, around)

    def _span_row(self, line: CorpusLine, span: Span, sentence: str) -> list[Any]:
        return self._row(
            line,
            span.attributes,
            kind="span",
            label=span.label,
            text=span.covered_text(line.document.text),
            sentence=sentence,
            note=span.note or "",
            start=span.start,
            end=span.end,
            pieces=orjson.dumps(span.fragments).decode() if span.is_discontinuous else "",
            id=span.id,
        )

    def _relation_row(
        self,
        line: CorpusLine,
        relation: Relation,
        spans: Mapping[str, Span],
        around: Sequence[Range],
    ) -> list[Any]:
        head, tail = spans[relation.head], spans[relation.tail]
        text = line.document.text
        return self._row(
            line,
            relation.attributes,
            kind="relation",
            label=relation.label,
            head=head.covered_text(text),
            tail=tail.covered_text(text),
            sentence=_sentence(text, head, around),
            note=relation.note or "",
            id=relation.id,
            **{
                "head label": head.label,
                "tail label": tail.label,
                "head id": head.id,
                "tail id": tail.id,
            },
        )

    def _row(self, line: CorpusLine, attributes: Attributes, **cells: Any) -> list[Any]:
        cells |= {
            "article": line.document.id,
            "title": line.document.meta.title or "",
            "published": line.document.meta.published or "",
            "annotator": line.annotator or "",
            "status": line.status,
        }
        row = [cells.get(name, "") for name in COLUMNS] + [""] * (len(self._attributes) + 1)
        others = {}
        for name, value in sorted(attributes.items()):
            if name in self._attributes:
                row[self._attributes[name]] = _shown(value)
            else:
                others[name] = value
        if others:
            row[-1] = orjson.dumps(others).decode()
        return row


def safe_cell(cell: Any) -> str:
    """Return a cell's text, never one that a spreadsheet would run."""
    text = str(cell)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _sentence(text: str, span: Span, around: Sequence[Range]) -> str:
    """Return the sentence in which a span begins, on one line."""
    at = bisect_right(around, (span.start, len(text))) - 1
    if at < 0:
        return ""
    start, end = around[at]
    if end - start > _LONGEST_CONTEXT:
        start = max(start, span.start - _LONGEST_CONTEXT // 2)
        end = min(end, start + _LONGEST_CONTEXT)
    return " ".join(text[start:end].split())
