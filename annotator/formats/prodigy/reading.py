"""Tasks of Prodigy as corpus lines.

Source of the facts: Prodigy's pages on its interfaces and its database, and the files of its
recipes. Offsets are code points (its backend is Python); `token_end` is inclusive; a relation
names the last token of each of its spans and repeats the spans themselves. A task that was
rejected is nothing that anybody holds true, one that was ignored nothing at all: both stay out and
are counted. What the review interface made is curated, and its versions are those it was made of.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import Wrong, a_name, an_integer, an_object, text_or_none
from annotator.formats.format import ReadOptions
from annotator.formats.found_spans import (
    FoundRelation,
    FoundSpan,
    finish_relations,
    place_found,
)
from annotator.formats.json_reading import (
    DOCUMENT_KEY,
    an_article,
    attributes_said,
    document_id,
    file_noted,
    kept,
    read_meta,
)
from annotator.formats.line_reading import LineReading
from annotator.formats.source import Source
from annotator.formats.units import Claim
from annotator.model.annotation_set import Status
from annotator.model.document import Document, Meta
from annotator.model.format_errors import FileWrong
from annotator.model.relation import Relation
from annotator.model.span import Span

NAME = "prodigy"
TOKEN_LABEL = "token"
"""What a span is called that only holds the end of a relation between bare tokens."""
_SHOWN = ("image", "audio", "video", "html")
_SAID = {
    "text",
    "spans",
    "tokens",
    "relations",
    "answer",
    "accept",
    "meta",
    "versions",
    "_annotator_id",
    "_session_id",
    "_view_id",
    DOCUMENT_KEY,
}
_SPAN_SAID = {"start", "end", "label", "text", "token_start", "token_end", "attributes", "note"}
_NOBODY = re.compile(r"(?:.*-)?(?:\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d|default)")
"""A session that nobody named is called by the time it began."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one answer to a task says of its text."""

    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]
    labels: tuple[str, ...]
    beside: Mapping[str, Any]
    """What else stood with the spans, by their ids."""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.spans or self.relations or self.labels)


@dataclass(slots=True)
class TaskReading:
    """The tasks of one file; counts what stays out."""

    source: Source
    options: ReadOptions
    _out: Counter[str] = field(default_factory=Counter)

    def lines(self, body: dict[str, Any], reading: LineReading) -> Iterator[CorpusLine]:
        """Yield what comes of a task: its set, or those of a review. Wrong."""
        if "text" not in body and "pattern" in body:
            self._out["pattern"] += 1
            return
        shown = [one for one in _SHOWN if one in body and (one != "html" or not body.get("text"))]
        if shown:
            self._out[shown[0]] += 1
            return
        text = an_article(body.get("text"), "text")
        document, is_raw = self._document(body, text, reading)
        versions = body.get("versions")
        for annotator, part, path in _versions(versions, reading):
            if part.get("text", text) != text:
                reading.refuse(Wrong(path, "of another text"))
            elif self._is_accepted(part, reading, path):
                answer = self._answer(part, text, reading, f"{path}.")
                yield _line(document, is_raw, annotator, "finished", answer, reading)
        if not self._is_accepted(body, reading, ""):
            return
        answer = self._answer(body, text, reading, "")
        if isinstance(versions, list):
            yield _line(document, is_raw, None, "curated", answer, reading)
            return
        status: Status = "finished" if body.get("answer") else "in_progress"
        annotator = annotator_of(body, self.source.plain_path)
        if answer.is_empty and annotator is None and status != "finished":
            status = "new"
        yield _line(document, is_raw, annotator, status, answer, reading)

    def remarks(self) -> Iterator[Problem]:
        """Yield what is to be said of the file once it is read."""
        if patterns := self._out.pop("pattern", 0):
            error = FileWrong(
                self.source.path,
                f"holds {patterns} patterns to find words by, which are no articles",
            )
            yield Problem(self.source.name, None, error, is_whole=True)
        words = {
            "reject": "tasks that were rejected",
            "ignore": "tasks that were ignored",
            "span": "spans that were rejected or ignored",
        }
        for kind, count in sorted(self._out.items()):
            what = words.get(kind, f"tasks that show {kind} and no plain text")
            yield file_noted(self.source, f"{what} stay out ({count})", is_skipped=True)

    def _is_accepted(self, part: Mapping[str, Any], reading: LineReading, path: str) -> bool:
        answer = part.get("answer") or "accept"
        if answer not in ("accept", "reject", "ignore"):
            reading.refuse(Wrong(f"{path}.answer".lstrip("."), "not an answer"), is_whole=not path)
            return False
        if answer != "accept":
            self._out[answer] += 1
        return answer == "accept"

    def _document(
        self, body: Mapping[str, Any], text: str, reading: LineReading
    ) -> tuple[Document, bool]:
        id, is_raw = document_id(body.get(DOCUMENT_KEY), self.source, reading.number)
        beside = kept(body, _SAID)
        meta = body.get("meta")
        known, other = read_meta(meta) if isinstance(meta, dict) else ({}, meta)
        if other:
            beside["meta"] = kept({"meta": other})["meta"]
        return Document(id, text, Meta(**known, extra={NAME: beside} if beside else {})), is_raw

    # ---- what an answer says ---------------------------------------------------------------

    def _answer(
        self, part: Mapping[str, Any], text: str, reading: LineReading, path: str
    ) -> _Answer:
        found: list[FoundSpan] = []
        beside: list[dict[str, Any]] = []

        def take(one: Any, at: str) -> None:
            span = an_object(one, at)
            if span.get("answer", "accept") != "accept":
                self._out["span"] += 1
                return
            found.append(_found_span(span, at, len(found), reading))
            beside.append(kept(span, _SPAN_SAID))

        deque(reading.each(part.get("spans") or [], f"{path}spans", take), maxlen=0)
        named = {one["id"]: at for at, one in enumerate(beside) if isinstance(one.get("id"), str)}
        tokens = part.get("tokens") if part.get("relations") else None
        ends = _Ends(tokens, found, named, reading)
        relations = list(
            reading.each(part.get("relations") or [], f"{path}relations", ends.relation)
        )
        unit = self.options.offset_unit
        spans, ids = place_found(
            text, found, unit or "codepoint", reading, is_certain=unit is not None
        )
        kept_of = {ids[at]: one for at, one in enumerate(beside) if one and at in ids}
        return _Answer(
            tuple(spans),
            tuple(finish_relations(relations, ids, reading)),
            _labels(part, reading, path),
            kept_of,
        )


def _found_span(body: dict[str, Any], path: str, key: int, reading: LineReading) -> FoundSpan:
    start = an_integer(body.get("start"), f"{path}.start")
    end = an_integer(body.get("end"), f"{path}.end")
    return FoundSpan(
        path,
        a_name(body.get("label"), f"{path}.label"),
        Claim(((start, end),), text_or_none(body.get("text"), f"{path}.text")),
        key,
        attributes_said(body, path, reading),
        text_or_none(body.get("note"), f"{path}.note"),
    )


class _Ends:
    """Finds the spans that relations tie, and makes those that are bare tokens."""

    def __init__(
        self,
        tokens: Any,
        found: list[FoundSpan],
        named: Mapping[str, int],
        reading: LineReading,
    ) -> None:
        self._found = found
        self._reading = reading
        self._named = named
        listed = enumerate(tokens if isinstance(tokens, list) else ())
        self._tokens = {
            one.get("id", at): _place(one)
            for at, one in listed
            if isinstance(one, dict) and type(one.get("id", at)) is int
        }

    def relation(self, one: Any, path: str) -> FoundRelation:
        """Return one of a task's `relations`. Wrong."""
        body = an_object(one, path)
        return FoundRelation(
            path,
            a_name(body.get("label"), f"{path}.label"),
            self._key(body, "head", path),
            self._key(body, "child", path),
            attributes_said(body, path, self._reading),
            text_or_none(body.get("note"), f"{path}.note"),
        )

    def _key(self, body: dict[str, Any], side: str, path: str) -> int:
        """Return the key of a span: the one that is said, or one that ends with that token."""
        said = body.get(f"{side}_span")
        if isinstance(said, dict) and isinstance(said.get("id"), str) and said["id"] in self._named:
            return self._named[said["id"]]
        token = body.get(side)
        place = _place(said) if isinstance(said, dict) else None
        if place is None and type(token) is int:
            place = self._tokens.get(token)
            ending = [one for one in self._found if place and _range(one)[1] == place[1]]
            if ending:
                longest = min(ending, key=lambda one: _range(one)[0])
                return self._found.index(longest)
        if place is None:
            raise Wrong(f"{path}.{side}", "no such span")
        label = said.get("label") if isinstance(said, dict) else None
        here = [at for at, one in enumerate(self._found) if _range(one) == place]
        same = [at for at in here if self._found[at].label == label]
        if same or here:
            return (same or here)[0]
        name = label if isinstance(label, str) and label.strip() else TOKEN_LABEL
        self._found.append(
            FoundSpan(f"{path}.{side}_span", a_name(name, path), Claim((place,)), len(self._found))
        )
        return len(self._found) - 1


def _place(span: Mapping[str, Any]) -> tuple[int, int] | None:
    start, end = span.get("start"), span.get("end")
    return (start, end) if type(start) is int and type(end) is int else None


def _range(span: FoundSpan) -> tuple[int, int]:
    return span.claim.fragments[0]


def _labels(part: Mapping[str, Any], reading: LineReading, path: str) -> tuple[str, ...]:
    """Return the options that were taken, or the label that was said yes to."""
    accept = part.get("accept")
    if isinstance(accept, list):
        names = [str(one) if type(one) is int else one for one in accept]
        return tuple(dict.fromkeys(reading.each(names, f"{path}accept", a_name)))
    label = part.get("label")
    is_yes = part.get("answer") == "accept" and not part.get("spans")
    return (label,) if is_yes and isinstance(label, str) and label.strip() else ()


# ---- whose it is ------------------------------------------------------------------------------


def annotator_of(body: Mapping[str, Any], path: PurePath) -> str | None:
    """Return who answered: of a session "dataset-name" the name, where the dataset is known."""
    annotator, session = body.get("_annotator_id"), body.get("_session_id")
    for said in (annotator, session):
        if isinstance(said, str) and said.strip() and not _NOBODY.fullmatch(said):
            dataset = body.get("_dataset")
            for prefix in (path.stem, dataset if isinstance(dataset, str) else path.stem):
                if said.startswith(f"{prefix}-") and len(said) > len(prefix) + 1:
                    return said[len(prefix) + 1 :]
            return said
    return None


def _versions(
    versions: Any, reading: LineReading
) -> Iterator[tuple[str | None, dict[str, Any], str]]:
    """Yield each session of each version that was reviewed, with where it stands."""
    if not isinstance(versions, list):
        return
    for at, version in enumerate(versions):
        path = f"versions[{at}]"
        if not isinstance(version, dict):
            reading.refuse(Wrong(path, "not an object"))
            continue
        sessions = version.get("sessions")
        names = sessions if isinstance(sessions, list) else []
        if not any(isinstance(name, str) and name for name in names):
            reading.refuse(Wrong(f"{path}.sessions", "nobody's"))
        for name in names:
            if isinstance(name, str) and name:
                said = annotator_of({"_session_id": name}, reading.source.plain_path)
                yield said or name, version, path


def _line(
    document: Document,
    is_raw: bool,
    annotator: str | None,
    status: Status,
    answer: _Answer,
    reading: LineReading,
) -> CorpusLine:
    if answer.beside:
        meta = document.meta
        held = {**meta.extra.get(NAME, {}), "spans": dict(answer.beside)}
        document = replace(document, meta=replace(meta, extra={NAME: held}))
    return CorpusLine(
        document,
        annotator,
        status,
        answer.labels,
        spans=answer.spans,
        relations=answer.relations,
        is_raw=is_raw,
        number=reading.number,
    )
