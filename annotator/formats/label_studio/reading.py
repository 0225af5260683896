"""Tasks of Label Studio as corpus lines: annotations, predictions, old completions, and JSON-MIN.

Of each task every annotation is a set of its own, and every prediction that of a model. Several
results with one id are one region: its labels make the span, its choices, texts and numbers are
attributes. Source: Label Studio's page on its export, its front end, and its example files.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import Wrong, a_list, a_name, an_integer, an_object
from annotator.formats.format import ReadOptions
from annotator.formats.found_spans import FoundRelation, FoundSpan, finish_found, finish_relations
from annotator.formats.json_reading import (
    DOCUMENT_KEY,
    an_article,
    document_id,
    file_noted,
    kept,
    note_line,
    read_meta,
)
from annotator.formats.label_studio.config import TRUTH, Config, attribute_of
from annotator.formats.label_studio.json_min import as_results, is_region_list
from annotator.formats.label_studio.whose import ANNOTATOR_KEY, annotator_of, person_of
from annotator.formats.line_reading import LineReading
from annotator.formats.source import Source
from annotator.formats.unit_finding import UnitFinder
from annotator.formats.units import Claim
from annotator.model.annotation_set import Status
from annotator.model.attribute import AttributeValue
from annotator.model.document import Document, Meta
from annotator.model.errors import OffsetUnitFound
from annotator.model.span import Origin

NAME = "label-studio"
UNNAMED_RELATION = "related"
_SETS = ("annotations", "completions")
_TASK_SAID = {"data", "annotations", "completions", "predictions", "drafts", "result"}
_SET_SAID = {"result", ANNOTATOR_KEY}
_MARKUP_KINDS = {"hypertextlabels", "paragraphlabels"}
_VALUES = {
    "choices": "choices",
    "textarea": "text",
    "number": "number",
    "rating": "rating",
    "datetime": "datetime",
    "taxonomy": "taxonomy",
}
"""Type of a result -> the key of its value."""


@dataclass(slots=True)
class _Set:
    """What one annotation or prediction says; its offsets are not understood yet."""

    annotator: str | None
    status: Status
    path: str
    origin: Origin = "imported"
    labels: list[str] = field(default_factory=list)
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    spans: list[FoundSpan] = field(default_factory=list)
    relations: list[FoundRelation] = field(default_factory=list)


@dataclass(slots=True)
class Task:
    """A task of which everything is understood but its offsets."""

    document: Document
    is_raw: bool
    reading: LineReading
    sets: list[_Set]

    @property
    def claims(self) -> tuple[str, list[Claim]]:
        """The text, and where the spans of all sets lie as the file counts."""
        return self.document.text, [one.claim for made in self.sets for one in made.spans]


class TaskReading:
    """Understands the tasks of one file."""

    def __init__(self, source: Source, options: ReadOptions, config: Config, text_key: str) -> None:
        self._source = source
        self._config = config
        self._text_key = text_key or config.text_key
        self.finder = UnitFinder(source, options, "codepoint", "Label Studio", is_documented=True)
        self._out: Counter[str] = Counter()

    def task(self, body: dict[str, Any], reading: LineReading) -> Task:
        """Return what a record holds. Wrong where it shows no plain text."""
        if "data" not in body:
            return self._small_task(body, reading)
        data = an_object(body["data"], "data")
        key = self._key_of_text(data)
        text = an_article(data.get(key), f"data.{key}")
        kinds = _kinds_of(body)
        if kinds & _MARKUP_KINDS and "labels" not in kinds:
            raise Wrong(f"data.{key}", "marked as HTML or a dialogue, and no plain text")
        sets: list[_Set] = []
        for name in _SETS:
            listed = body.get(name) or []
            sets += self._sets(a_list(listed, name), name, reading)
        if "result" in body:
            sets += self._sets([{"result": body["result"]}], "task", reading)
        predictions = [one for one in _listed(body.get("predictions")) if isinstance(one, dict)]
        sets += reading.each(
            predictions, "predictions", lambda one, at: self._guess(one, at, reading)
        )
        self._out["draft"] += len(_listed(body.get("drafts")))
        document, is_raw = self._document(body, data, key, text, reading)
        return Task(document, is_raw, reading, sets)

    def lines(self, tasks: Iterable[Task | Problem]) -> Iterator[CorpusLine | Problem]:
        """Yield the problems and the lines of tasks, each in its order."""
        for one in self.finder.each(tasks, _claims):
            if isinstance(one, Problem):
                yield one
                continue
            lines = [self._line(one, made) for made in one.sets]
            yield from one.reading.problems
            yield from lines or [
                CorpusLine(one.document, is_raw=one.is_raw, number=one.reading.number)
            ]

    def remarks(self) -> Iterator[Problem]:
        """Yield what is to be said of the file once it is read."""
        words = {"cancelled": "annotations that were cancelled", "draft": "drafts"}
        for kind, count in sorted(self._out.items()):
            if count:
                what = words.get(kind, f"results of the type {kind}, which mark no plain text,")
                yield file_noted(self._source, f"{what} stay out ({count})", is_skipped=True)

    # ---- the task --------------------------------------------------------------------------

    def _key_of_text(self, data: Mapping[str, Any]) -> str:
        """Return the key of the text: the one named, the configuration's, `text`, the longest."""
        if self._text_key:
            return self._text_key
        if self._config.others and not self._config.texts:
            kinds = ", ".join(sorted(set(self._config.others.values())))
            raise Wrong("data", f"shows {kinds} and no plain text")
        if isinstance(data.get("text"), str):
            return "text"
        texts = [key for key, value in data.items() if isinstance(value, str)]
        return max(texts, key=lambda key: len(data[key]), default="text")

    def _document(
        self,
        body: Mapping[str, Any],
        data: Mapping[str, Any],
        key: str,
        text: str,
        reading: LineReading,
    ) -> tuple[Document, bool]:
        id, is_raw = document_id(data.get(DOCUMENT_KEY), self._source, reading.number)
        known, other = read_meta(kept(data, {key, DOCUMENT_KEY}))
        beside = kept(body, _TASK_SAID)
        for name in (*_SETS, "predictions"):
            sets = [
                kept(one, _SET_SAID) for one in _listed(body.get(name)) if isinstance(one, dict)
            ]
            if any(sets):
                beside[name] = sets
        if other:
            beside["data"] = other
        if key != "text":
            beside["text_key"] = key
        return Document(id, text, Meta(**known, extra={NAME: beside} if beside else {})), is_raw

    def _small_task(self, body: dict[str, Any], reading: LineReading) -> Task:
        """Return a task of JSON-MIN: labels stand beside the text, under their controls' names."""
        controls = {
            key: value
            for key, value in body.items()
            if key in self._config.controls or is_region_list(value)
        }
        data = {key: value for key, value in body.items() if key not in controls}
        text_key = self._key_of_text(data)
        text = an_article(data.get(text_key), text_key)
        results = [result for key, value in controls.items() for result in as_results(key, value)]
        made = _Set(person_of(body.get("annotator")), "finished", "")
        self._take_results(made, results, reading)
        document, is_raw = self._document({}, data, text_key, text, reading)
        is_bare = not (results or made.annotator)
        return Task(document, is_raw, reading, [] if is_bare else [made])

    # ---- sets ------------------------------------------------------------------------------

    def _sets(self, listed: list[Any], name: str, reading: LineReading) -> Iterator[_Set]:
        """Yield the sets of annotations: somebody's, or the curated one."""
        unnamed = 0
        has_truth = False
        for at, one in enumerate(listed):
            path = f"{name}[{at}]"
            if not isinstance(one, dict):
                reading.refuse(Wrong(path, "not an object"))
                continue
            if one.get("was_cancelled") is True or one.get("skipped") is True:
                self._out["cancelled"] += 1
                continue
            annotator = annotator_of(one)
            if annotator is None:
                unnamed += 1
                annotator = f"annotator {unnamed}" if unnamed > 1 else None
            is_truth = one.get("ground_truth") is True
            if annotator is not None or not is_truth or has_truth:
                yield self._set(_Set(annotator, "finished", path), one, reading)
            if is_truth and has_truth:
                note_line(reading, f"“{path}” is ground truth too, and not the curated set")
            elif is_truth:
                has_truth = True
                yield self._set(_Set(None, "curated", path), one, reading)

    def _set(self, made: _Set, body: Mapping[str, Any], reading: LineReading) -> _Set:
        try:
            results = a_list(body.get("result") or [], f"{made.path}.result")
            self._take_results(made, results, reading)
        except Wrong as wrong:
            reading.refuse(wrong)
        return made

    def _guess(self, body: dict[str, Any], path: str, reading: LineReading) -> _Set:
        model = body.get("model_version")
        name = model if isinstance(model, str) and model.strip() else "prediction"
        return self._set(_Set(name, "in_progress", path, "suggested"), body, reading)

    def _take_results(self, made: _Set, results: list[Any], reading: LineReading) -> None:
        """Fill a set with what its results say; old files have lists of lists of them."""
        flat: list[Any] = []
        for one in results:
            flat += one if isinstance(one, list) else [one]
        path = f"{made.path}.result" if made.path else "result"
        bodies = list(reading.each(flat, path, _body_of))
        notes = {_key(body): note for _, body in bodies if (note := _note(body))}
        for at, body in bodies:
            if body.get("type") == "labels":
                self._take(made, at, body, reading, self._labels, notes.get(_key(body)))
        regions = {one.key for one in made.spans}
        values: dict[Hashable, dict[str, AttributeValue]] = {}
        for at, body in bodies:
            kind = _kind(body)
            if kind == "relation":
                self._take(made, at, body, reading, self._relation)
            elif kind in _VALUES:
                self._take(made, at, body, reading, self._value, regions, values)
            elif kind != "labels":
                self._out[kind or "unknown"] += 1
        made.spans = [
            one._replace(attributes=values.get(one.key, one.attributes)) for one in made.spans
        ]

    @staticmethod
    def _take(
        made: _Set, path: str, body: dict[str, Any], reading: LineReading, take: Any, *more: Any
    ) -> None:
        try:
            take(made, path, body, reading, *more)
        except Wrong as wrong:
            reading.refuse(wrong)

    # ---- results ---------------------------------------------------------------------------

    def _labels(
        self, made: _Set, path: str, body: dict[str, Any], reading: LineReading, note: str | None
    ) -> None:
        """A region with two labels becomes two spans."""
        where = str(body.get("to_name"))
        if where in self._config.others or (
            len(self._config.texts) > 1 and self._is_elsewhere(where)
        ):
            raise Wrong(f"{path}.to_name", "not of the text of this article")
        value = an_object(body.get("value"), f"{path}.value")
        start = an_integer(value.get("start"), f"{path}.value.start")
        end = an_integer(value.get("end"), f"{path}.value.end")
        text = value.get("text")
        claim = Claim(((start, end),), text if isinstance(text, str) else None)
        labels = [
            a_name(one, f"{path}.value.labels")
            for one in a_list(value.get("labels"), f"{path}.value.labels")
        ]
        if not labels:
            raise Wrong(f"{path}.value.labels", "empty")
        if len(labels) > 1:
            note_line(reading, f"“{path}” has {len(labels)} labels and became as many spans")
        key = _key(body)
        for label in labels:
            made.spans.append(FoundSpan(path, label, claim, key, note=note, origin=made.origin))

    def _is_elsewhere(self, to_name: str) -> bool:
        return self._config.texts.get(to_name) != self._text_key

    def _relation(self, made: _Set, path: str, body: dict[str, Any], reading: LineReading) -> None:
        head, tail = _id(body.get("from_id")), _id(body.get("to_id"))
        direction = body.get("direction", "right")
        if direction == "left":
            head, tail = tail, head
        labels = body.get("labels") or [UNNAMED_RELATION]
        attributes: dict[str, AttributeValue] = {"direction": "bi"} if direction == "bi" else {}
        for label in a_list(labels, f"{path}.labels"):
            name = a_name(label, f"{path}.labels")
            made.relations.append(
                FoundRelation(path, name, head, tail, attributes, origin=made.origin)
            )

    def _value(
        self,
        made: _Set,
        path: str,
        body: dict[str, Any],
        reading: LineReading,
        regions: set[Hashable],
        values: dict[Hashable, dict[str, AttributeValue]],
    ) -> None:
        """A choice, text or number: of a region, where it has a span's id, or of the article."""
        key, kind = _key(body), str(body["type"])
        control = a_name(body.get("from_name"), f"{path}.from_name")
        value = an_object(body.get("value"), f"{path}.value")
        said = self._said(control, kind, value.get(_VALUES[kind]), f"{path}.value.{_VALUES[kind]}")
        is_of_region = key is not None and key in regions
        if not is_of_region and ("start" in value or control in self._config.is_of_regions):
            raise Wrong(path, "of a region that has no label")
        target, name = attribute_of(control, is_of_region)
        if is_of_region:
            values.setdefault(key, {})[a_name(name, path)] = said
        elif kind == "choices" and target == "document" and name == control:
            labels = said if isinstance(said, tuple) else (str(said),)
            made.labels += [one for one in labels if one not in made.labels]
        else:
            made.attributes[a_name(name, path)] = said

    def _said(self, control: str, kind: str, value: Any, path: str) -> AttributeValue:
        """Return what was answered, as the value of an attribute."""
        if kind in ("number", "rating"):
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise Wrong(path, "not a number")
            kept({"": value})
            return value
        listed = [value] if isinstance(value, str) else a_list(value, path)
        texts = ["/".join(map(str, one)) if isinstance(one, list) else one for one in listed]
        if not texts or not all(isinstance(one, str) for one in texts):
            raise Wrong(path, "no words" if not texts else "not a text")
        if kind in ("textarea", "datetime"):
            return "\n".join(texts)
        if control in self._config.is_truth and texts[0] in TRUTH:
            return TRUTH[texts[0]]
        for one in texts:
            a_name(one, path)
        is_one = len(texts) == 1 and control not in self._config.is_several
        return texts[0] if is_one else tuple(texts)

    # ---- lines -----------------------------------------------------------------------------

    def _line(self, task: Task, made: _Set) -> CorpusLine:
        text = task.document.text
        unit, placed = self.finder.place(text, [one.claim for one in made.spans])
        if unit != self.finder.unit:
            task.reading.remark(OffsetUnitFound(unit, self.finder.unit))
        spans, ids = finish_found(text, made.spans, placed, task.reading)
        relations = finish_relations(made.relations, ids, task.reading)
        line = CorpusLine(
            task.document,
            made.annotator,
            made.status,
            tuple(made.labels),
            made.attributes or None,
            tuple(spans),
            tuple(relations),
            is_raw=task.is_raw,
            number=task.reading.number,
        )
        is_empty = not (spans or relations or made.labels or made.attributes)
        is_nobodys = made.annotator is None and made.status != "curated"
        return replace(line, status="new") if is_empty and is_nobodys else line


def _kinds_of(body: Mapping[str, Any]) -> set[str]:
    """Return the types of all results of a task."""
    found: set[str] = set()
    for name in (*_SETS, "predictions"):
        for made in _listed(body.get(name)):
            for one in _listed(made.get("result")) if isinstance(made, dict) else ():
                if isinstance(one, dict) and isinstance(one.get("type"), str):
                    found.add(one["type"])
    return found


def _claims(task: Task | Problem) -> tuple[str, list[Claim]] | None:
    return None if isinstance(task, Problem) else task.claims


def _body_of(one: Any, path: str) -> tuple[str, dict[str, Any]]:
    return path, an_object(one, path)


def _kind(body: Mapping[str, Any]) -> str:
    kind = body.get("type")
    return kind if isinstance(kind, str) else ""


def _id(value: Any) -> Hashable:
    return value if isinstance(value, str | int) else None


def _key(body: Mapping[str, Any]) -> Hashable:
    return _id(body.get("id"))


def _note(body: Mapping[str, Any]) -> str | None:
    """Return what people noted of a region: lines under `meta.text`."""
    meta = body.get("meta")
    said = meta.get("text") if isinstance(meta, dict) else None
    lines = [said] if isinstance(said, str) else said
    if not isinstance(lines, list):
        return None
    return "\n".join(one for one in lines if isinstance(one, str)) or None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
