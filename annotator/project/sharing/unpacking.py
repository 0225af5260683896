"""What a revision says, read back: strictly, for it comes from elsewhere.

Whoever pushes may only speak for themselves: what somebody's stream says in another's name is
refused. Whether each value is what it must be is seen again when it is taken in, as of any file of
a colleague's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import orjson

from annotator.edits.encoding import (
    decode_annotation,
    decode_attributes,
    decode_label_set,
    decode_meta,
    decode_verdict,
)
from annotator.hub.article import ArticleKey
from annotator.hub.revision import Revision
from annotator.model.annotation_set import STATUSES, AnnotationSet
from annotator.model.annotator import Annotator
from annotator.model.assignment import Assignment, SecondTime
from annotator.model.document import Meta
from annotator.model.entity import Entity
from annotator.model.hub_errors import HubTooNew, RevisionRefused
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Remark, Verdict
from annotator.project.sharing.packing import VERSION, owners_of
from annotator.storage.history import HistoryRow
from annotator.storage.label_set_versions import VersionRow
from annotator.storage.taken import TakenRow


class Unfit(ValueError):
    """Why a revision cannot be used."""


class ReadSet(NamedTuple):
    """A set as a revision has it."""

    annotation_set: AnnotationSet
    origins: frozenset[str]
    """Ids under which it goes elsewhere."""
    made_under: Mapping[str, str]
    """Annotation id -> hash of the version of the label set."""


class ReadAnswer(NamedTuple):
    """What somebody says to a verdict (id) of another's; None: nothing any more."""

    verdict: str
    answer: Any
    judged_sha256: str
    """Of the verdict as they had it."""


@dataclass(slots=True)
class Unpacked:
    """All that a revision says."""

    revision: Revision
    people: list[Annotator]
    label_set: LabelSet
    rows: list[TakenRow]
    article: ArticleKey | None = None
    entities: list[Entity] = field(default_factory=list)
    sets: list[ReadSet] = field(default_factory=list)
    second_times: list[SecondTime] = field(default_factory=list)
    meta: Meta | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    answers: list[ReadAnswer] = field(default_factory=list)
    versions: list[VersionRow] = field(default_factory=list)
    reasons: tuple[str, ...] = ()
    assignments: list[tuple[str, Assignment]] = field(default_factory=list)
    """Each with the hash of its article's text."""


def unpack(revision: Revision, name: str) -> Unpacked:
    """Return what a revision says that `name` has pushed. RevisionRefused, HubTooNew."""
    try:
        body = orjson.loads(revision.payload)
        if body["version"] != VERSION:
            raise HubTooNew(name, int(body["version"]), VERSION)
        return _READERS[revision.kind](revision, body)
    except Unfit as error:
        raise RevisionRefused(name, revision.seq, str(error)) from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise RevisionRefused(name, revision.seq, "it cannot be understood") from None


def _set(revision: Revision, body: Mapping[str, Any]) -> Unpacked:
    read = _on_article(revision, body)
    read.second_times = [_second_time(one) for one in body["second_times"]]
    if any(one.of != revision.person for one in read.second_times):
        raise Unfit("it speaks for somebody else")
    owners = owners_of(revision.person, [one.annotator for one in read.second_times])
    for one in body["sets"]:
        if one["annotator"] not in owners:
            raise Unfit("it speaks for somebody else")
        read.sets.append(_read_set(one, revision.document or ""))
    if len({one.annotation_set.annotator for one in read.sets}) < len(read.sets):
        raise Unfit("it has two sets of one annotator")
    return read


def _read_set(body: Mapping[str, Any], document: str) -> ReadSet:
    spans = [decode_annotation(one) for one in body["spans"]]
    relations = [decode_annotation(one) for one in body["relations"]]
    made = AnnotationSet(
        _text(body["id"]),
        document,
        body["annotator"],
        body["status"],
        frozenset(map(_text, body["labels"])),
        decode_attributes(body["attributes"]),
        {one.id: one for one in spans if isinstance(one, Span)},
        {one.id: one for one in relations if isinstance(one, Relation)},
    )
    if made.status not in STATUSES or made.status == "curated":
        raise Unfit("a set has no status")
    if len(made.spans) < len(spans) or len(made.relations) < len(relations):
        raise Unfit("two annotations have one id")
    if any(end not in made.spans for one in made.relations.values() for end in one[2:4]):
        raise Unfit("an end of a relation is not there")
    made_under = {_text(id): sha256 for sha256, ids in body["made_under"].items() for id in ids}
    return ReadSet(made, frozenset(map(_text, body["origins"])), made_under)


def _article(revision: Revision, body: Mapping[str, Any]) -> Unpacked:
    read = _on_article(revision, body)
    if any(one.row.annotator != revision.person for one in read.rows):
        raise Unfit("it speaks for somebody else")
    read.meta = decode_meta(body["meta"]) if "meta" in body else None
    read.verdicts = [decode_verdict(one) for one in body["verdicts"]]
    read.remarks = [Remark(**one) for one in body["remarks"]]
    speakers = {*(one.reviewer for one in read.verdicts), *(one.annotator for one in read.remarks)}
    if speakers - {revision.person} or any(one.answers for one in read.verdicts):
        raise Unfit("it speaks for somebody else")
    about = {one.document for one in read.verdicts} | {one.document for one in read.remarks}
    if about - {revision.document}:
        raise Unfit("it is about another article")
    for verdict, answer, judged in body["answers"]:
        if answer not in ("accepted", "contested", None):
            raise Unfit("an answer is none")
        read.answers.append(ReadAnswer(_text(verdict), answer, _text(judged)))
    return read


def _project(revision: Revision, body: Mapping[str, Any]) -> Unpacked:
    read = _begun(revision, body, body["label_set"])
    read.versions = [(_text(one), _text(at), _text(said)) for one, at, said in body["versions"]]
    read.reasons = tuple(map(_text, body["reasons"]))
    read.second_times = [_second_time(one) for one in body["second_times"]]
    for sha256, document, annotator, at, by, is_blind in body["assignments"]:
        if by not in {revision.person, None}:
            raise Unfit("it speaks for somebody else")
        made = Assignment(_text(document), _text(annotator), _text(at), by, bool(is_blind))
        read.assignments.append((_text(sha256), made))
    return read


def _on_article(revision: Revision, body: Mapping[str, Any]) -> Unpacked:
    read = _begun(revision, body, body["labels"])
    said = body["document"]
    read.article = ArticleKey(_text(said["id"]), _text(said["sha256"]))
    if read.article.document != revision.document:
        raise Unfit("it is about another article")
    if any(one.row.document != revision.document for one in read.rows if one.row.annotation_set):
        raise Unfit("it is about another article")
    read.entities = [Entity(**one) for one in body["entities"]]
    return read


def _begun(revision: Revision, body: Mapping[str, Any], labels: Mapping[str, Any]) -> Unpacked:
    people = [Annotator(_text(id), _text(name)) for id, name in body["people"]]
    return Unpacked(revision, people, decode_label_set(labels), [_row(one) for one in body["rows"]])


def _row(cells: list[Any]) -> TakenRow:
    *said, previous, sha256 = cells
    row = HistoryRow(*said)
    if row.sha256(_text(previous)) != sha256:
        raise Unfit("a row of its history is not what its hash says")
    return TakenRow(row, previous, sha256)


def _second_time(cells: list[Any]) -> SecondTime:
    annotator, of, number = cells
    if type(number) is not int:
        raise Unfit("a second time has no number")
    return SecondTime(_text(annotator), _text(of), number)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unfit("it cannot be understood")
    return value


_READERS = {"set": _set, "article": _article, "project": _project}


def answered(verdict: Verdict, person: str, answer: Any) -> Verdict:
    """Return a verdict with what somebody (id) says to it; None takes it away."""
    said = {who: one for who, one in verdict.answers if who != person}
    if answer is not None:
        said[person] = answer
    return replace(verdict, answers=tuple(sorted(said.items())))
