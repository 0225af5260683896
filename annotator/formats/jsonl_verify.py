"""Lines of our own format, checked one by one: schema, text, and what only the whole file shows.

Each line is read as an import reads it, offsets taken at their word, and written again: whatever
an import would remark is a fault here, and so is a line that comes out as other bytes. A line
without its text is looked at with a text of as many letters in its place.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import fastjsonschema
import orjson

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions
from annotator.formats.jsonl import encode_body, encode_line
from annotator.formats.jsonl_reading import read_line
from annotator.formats.lines import bounded_lines
from annotator.formats.manifest import Tally
from annotator.formats.source import Source
from annotator.formats.strict_json import JsonWrong, parse_strict
from annotator.formats.without_text import hidden_again, stand_in, unit_of
from annotator.model.document import text_sha256
from annotator.model.errors import AnnotatorError, LineWrong
from annotator.resources import resource_path


@cache
def line_schema(*, has_text: bool = True) -> Callable[[Any], Any]:
    """Return the check of a line against its JSON Schema in `resources`."""
    name = "jsonl.schema.json" if has_text else "jsonl-without-text.schema.json"
    schema = json.loads(resource_path(name).read_bytes())
    check: Callable[[Any], Any] = fastjsonschema.compile(schema)
    return check


class LineChecks:
    """Checks lines one after another and counts them."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self._annotation_ids: set[str] = set()
        self._texts: dict[str, str] = {}
        """Document -> the hash of its text."""
        self._places: set[tuple[str, str | None, bool]] = set()

    def faults(self, source: Source) -> Iterator[tuple[int, AnnotatorError]]:
        """Yield what is wrong in a file, each with its line. FileUnreadable."""
        with source.open() as stream:
            for number, raw in bounded_lines(stream):
                for error in self._faults_of(raw, source, number):
                    yield number, error

    def _faults_of(
        self, raw: bytes | None, source: Source, number: int
    ) -> Iterator[AnnotatorError]:
        def wrong(reason: str, field: str = "") -> LineWrong:
            return LineWrong(source.path, number, reason, field)

        if raw is None:
            yield wrong("too long")
            return
        try:
            body = parse_strict(raw)
            is_hidden = isinstance(body, dict) and body.get("text", "") is None
            line_schema(has_text=not is_hidden)(body)
        except JsonWrong as error:
            yield wrong(str(error))
        except fastjsonschema.JsonSchemaValueException as error:
            name = error.name or ""
            reason = error.message.removeprefix(name).strip()
            yield wrong(reason, name.removeprefix("data").lstrip("."))
        else:
            for fault in self._faults_within(raw, body, source, number, is_hidden=is_hidden):
                yield wrong(*fault) if isinstance(fault, tuple) else fault

    def _faults_within(
        self, raw: bytes, body: dict[str, Any], source: Source, number: int, *, is_hidden: bool
    ) -> Iterator[AnnotatorError | tuple[str, str]]:
        """What an import would say of the line, and what only the whole file shows."""
        unit = unit_of(body)
        shown = orjson.dumps(stand_in(body)) if is_hidden else raw
        is_faulty = False
        for item in read_line(shown, source, number, ReadOptions(offset_unit=unit)):
            if isinstance(item, Problem):
                is_faulty = True
                yield item.error
            elif isinstance(item, CorpusLine):
                self.tally.add(item)
                sha256 = body["sha256"] if is_hidden else text_sha256(item.document.text)
                yield from self._faults_among(item, sha256)
                again = encode_line(item, unit)
                if is_hidden:
                    again = encode_body(hidden_again(orjson.loads(again), body))
                if not is_faulty and again != raw + b"\n":
                    yield "not in the order or form of the format", ""

    def _faults_among(self, line: CorpusLine, sha256: str) -> Iterator[tuple[str, str]]:
        """What is wrong only beside the lines before: reason and field."""
        document = line.document.id
        if self._texts.setdefault(document, sha256) != sha256:
            yield "another text under the same id", "text"
        place = (document, line.annotator, line.status == "curated")
        if place in self._places:
            yield "twice on one document", "annotator"
        self._places.add(place)
        ids = [span.id for span in line.spans] + [one.id for one in line.relations]
        for id in ids:
            if id in self._annotation_ids:
                yield f"{id} is an id used before", "id"
            self._annotation_ids.add(id)
