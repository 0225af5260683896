"""Examples of doccano as corpus lines: every shape of its projects, now and before 1.1.

    {"id": 1, "text": "…", "label": [[0, 15, "PERSON"]], "Comments": []}          spans
    {"id": 7, "text": "…", "entities": [{"id": 0, "label": "ORG", "start_offset": 0,
     "end_offset": 6}], "relations": [{"id": 0, "from_id": 0, "to_id": 2, "type": "leads"}]}
    {"text": "…", "label": ["politics"]}                                          classification
    {"text": "…", "entities": [[0, 26, "City"]], "cats": ["flight"]}              intents
    {"text": "…", "annotations": [{"label": 12, "start_offset": 9, "end_offset": 14, "user": 1}]}
    {"text": "…", "labels": [[9, 14, "LOC"]]}                                     1.0

spaCy's own examples, whose `cats` are numbers by name, are read too.

All other keys are what a person has noted of the example: doccano spreads its `meta` among them.
Source: doccano, `backend/data_export/pipeline` and `backend/data_import/pipeline`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import Wrong, a_name, an_integer, an_object
from annotator.formats.format import ReadOptions
from annotator.formats.found_spans import (
    FoundRelation,
    FoundSpan,
    finish_found,
    finish_relations,
)
from annotator.formats.json_reading import (
    DOCUMENT_KEY,
    an_article,
    document_id,
    kept,
    read_meta,
)
from annotator.formats.line_reading import LineReading
from annotator.formats.source import Source
from annotator.formats.unit_finding import UnitFinder
from annotator.formats.units import Claim
from annotator.model.document import Document, Meta
from annotator.text.offsets import Unit

NAME = "doccano"
ANNOTATOR_KEY = "annotator_name"
"""Under it we write whose labels they are where no file can be called so."""
TEXT_KEYS = ("text", "data", "column_data")
LABEL_KEYS = ("label", "labels", "column_label", "annotations", "entities")
_USER = "user"
_HALF = 0.5


@dataclass(slots=True)
class Example:
    """An example of which everything is understood but its offsets."""

    document: Document
    is_raw: bool
    annotator: str | None
    reading: LineReading
    labels: dict[Any, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Labels of the text, by who gave them; None where that is not said."""
    spans: dict[Any, list[FoundSpan]] = field(default_factory=lambda: defaultdict(list))
    relations: list[FoundRelation] = field(default_factory=list)

    @property
    def claims(self) -> tuple[str, list[Claim]]:
        """The text, and where its spans lie as the file counts."""
        found = [one.claim for spans in self.spans.values() for one in spans]
        return self.document.text, found


class ExampleReading:
    """Understands the examples of one file."""

    def __init__(
        self,
        source: Source,
        options: ReadOptions,
        keys: Mapping[str, str],
        names: Mapping[int, str],
        annotator: str | None,
        likely: Unit = "utf16",
    ) -> None:
        """`keys` are those that were named for "text" and "label", or empty; `names` what the
        numbers of labels mean; `annotator` whose file it is; `likely` what its offsets count where
        nothing tells."""
        self._source = source
        self._text_keys = (keys["text"],) if keys["text"] else TEXT_KEYS
        self._label_keys = (keys["label"], "entities") if keys["label"] else LABEL_KEYS
        self._names = names
        self._annotator = annotator
        self.finder = UnitFinder(
            source, options, likely, "doccano" if likely == "utf16" else "spaCy"
        )
        self.unnamed: set[int] = set()
        """Numbers of labels of which nobody says what they are called."""

    def example(self, body: Mapping[str, Any], reading: LineReading) -> Example:
        """Return what a record holds. Wrong where it holds no text."""
        text_key = next((one for one in self._text_keys if one in body), self._text_keys[0])
        text = an_article(body.get(text_key), text_key)
        used = [text_key]
        said = body.get(ANNOTATOR_KEY)
        annotator = said if isinstance(said, str) and said else self._annotator
        example = Example(Document("", text), False, annotator, reading)
        for key in self._label_keys:
            if key in body and key != text_key and body[key] is not None:
                self._take_labels(body[key], key, example)
                used.append(key)
        used += [key for key in ("cats", "relations") if isinstance(body.get(key), list)]
        used += ["cats"] if isinstance(body.get("cats"), dict) else []
        self._take_cats(body.get("cats"), example)
        self._take_relations(body.get("relations"), example)
        example.document, example.is_raw = self._document(body, text, used, reading)
        return example

    def lines(self, examples: Iterable[Example | Problem]) -> Iterator[CorpusLine | Problem]:
        """Yield the problems and the lines of examples, each in its order."""
        for one in self.finder.each(examples, _claims):
            if isinstance(one, Problem):
                yield one
                continue
            lines = list(self._finished(one))
            yield from one.reading.problems
            yield from lines

    # ---- labels ----------------------------------------------------------------------------

    def _take_labels(self, value: Any, key: str, example: Example) -> None:
        """Take what stands under a key of labels: spans, labels of the text, or both."""
        if isinstance(value, str):
            example.labels[None].append(a_name(value, key))
            return

        def take(one: Any, path: str) -> None:
            if isinstance(one, dict):
                self._take_object(one, path, example)
            elif isinstance(one, list):
                self._take_tuple(one, path, example)
            else:
                example.labels[None].append(self._name(one, path))

        for _ in example.reading.each(value, key, take):
            pass

    def _take_tuple(self, one: list[Any], path: str, example: Example) -> None:
        if len(one) != 3:
            raise Wrong(path, "not a start, an end and a label")
        start, end = an_integer(one[0], path), an_integer(one[1], path)
        label = self._name(one[2], path)
        example.spans[None].append(FoundSpan(path, label, Claim(((start, end),))))

    def _take_object(self, one: dict[str, Any], path: str, example: Example) -> None:
        label = self._name(one.get("label"), f"{path}.label")
        user = one.get(_USER)
        whose = f"{_USER} {user}" if type(user) is int else None
        if "start_offset" not in one:
            example.labels[whose].append(label)
            return
        start = an_integer(one["start_offset"], f"{path}.start_offset")
        end = an_integer(one.get("end_offset"), f"{path}.end_offset")
        claim = Claim(((start, end),))
        example.spans[whose].append(FoundSpan(path, label, claim, _id(one.get("id"))))

    def _name(self, value: Any, path: str) -> str:
        """Return the name of a label; one of 1.0 is a number, which the file of labels explains."""
        if type(value) is int:
            if value in self._names:
                return self._names[value]
            self.unnamed.add(value)
            return a_name(str(value), path)
        return a_name(value, path)

    def _take_cats(self, value: Any, example: Example) -> None:
        if isinstance(value, dict):
            # As spaCy has them, with how far each is so.
            taken = [name for name, share in value.items() if _is_so(share)]
            example.labels[None] += example.reading.each(taken, "cats", a_name)
        if isinstance(value, list):
            example.labels[None] += example.reading.each(value, "cats", self._name)

    def _take_relations(self, value: Any, example: Example) -> None:
        if isinstance(value, list):
            example.relations += example.reading.each(value, "relations", self._relation)

    def _relation(self, part: Any, path: str) -> FoundRelation:
        body = an_object(part, path)
        return FoundRelation(
            path,
            self._name(body.get("type"), f"{path}.type"),
            _id(body.get("from_id")),
            _id(body.get("to_id")),
        )

    # ---- the example as a whole ------------------------------------------------------------

    def _document(
        self, body: Mapping[str, Any], text: str, used: Iterable[str], reading: LineReading
    ) -> tuple[Document, bool]:
        id, is_raw = document_id(body.get(DOCUMENT_KEY), self._source, reading.number)
        if is_raw and type(body.get("id")) is int:
            prefix = NAME if self._annotator else self._source.plain_path.stem
            id = f"{prefix}-{body['id']}"
        known, other = read_meta(kept(body, {*used, DOCUMENT_KEY, ANNOTATOR_KEY, "meta"}))
        meta = body.get("meta")
        if isinstance(meta, dict):
            more, rest = read_meta(kept(meta))
            known = more | known
            other = rest | other
        return Document(id, text, Meta(**known, extra={NAME: other} if other else {})), is_raw

    def _finished(self, example: Example) -> Iterator[CorpusLine]:
        """Yield a line for each person who labelled the example, or the bare article."""
        people = list(dict.fromkeys((*example.labels, *example.spans)))
        if people == [None] or not people:
            yield self._line(example, None, example.annotator)
            return
        for one in people:
            yield self._line(example, one, one or example.annotator)

    def _line(self, example: Example, whose: Any, annotator: str | None) -> CorpusLine:
        found = example.spans.get(whose, [])
        text = example.document.text
        _, placed = self.finder.place(text, [one.claim for one in found])
        spans, ids = finish_found(text, found, placed, example.reading)
        keys: set[Hashable] = {one.key for one in found}
        all_keys = {one.key for spans in example.spans.values() for one in spans}
        mine = [one for one in example.relations if one.head in keys or one.head not in all_keys]
        labels = tuple(dict.fromkeys(example.labels.get(whose, ())))
        relations = finish_relations(mine, ids, example.reading)
        has_content = bool(spans or labels)
        return CorpusLine(
            example.document,
            annotator,
            "in_progress" if has_content or annotator else "new",
            labels,
            spans=tuple(spans),
            relations=tuple(relations),
            is_raw=example.is_raw,
            number=example.reading.number,
        )


def _claims(example: Example | Problem) -> tuple[str, list[Claim]] | None:
    return None if isinstance(example, Problem) else example.claims


def _is_so(share: Any) -> bool:
    return isinstance(share, bool | int | float) and share >= _HALF


def _id(value: Any) -> Hashable:
    return value if isinstance(value, int | str) else None
