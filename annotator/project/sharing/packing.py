"""What a revision says, as JSON: one person's labels on an article, what they say of the article as
a whole, or what concerns no article in particular."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, TypeVar

import orjson

from annotator.edits.edit import (
    AnswerVerdict,
    Assign,
    CorrectMeta,
    Edit,
    ReviewTogether,
    Say,
    Settle,
    Unsay,
)
from annotator.edits.encoding import (
    encode_attributes,
    encode_label_set,
    encode_meta,
    encode_relation,
    encode_span,
    encode_verdict,
)
from annotator.edits.other_copy import copy_annotator
from annotator.edits.touched import ANSWER, Touched
from annotator.hub.revision import NewRevision
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.project.merging.sides import FileSide, KnownRow, OnDocument

VERSION = 1
"""Of what a payload looks like."""
Body = dict[str, Any]
SAID_OF_ARTICLES = (Settle, AnswerVerdict, Say, Unsay, ReviewTogether, CorrectMeta)
Label = TypeVar("Label", SpanLabel, RelationLabel, DocumentLabel, Attribute)


class Packing:
    """Makes revisions of what a project file says by now, as one person's."""

    def __init__(self, side: FileSide, me: str) -> None:
        self._side = side
        self.me = me
        self.owners = owners_of(me, [time.annotator for time in self._times(me)])
        """The annotators (ids) whose sets are mine: my second times, and what other copies say."""
        self._names = {one.id: one.name for one in side.people}
        self._labels = encode_label_set(_without_words(side.label_set))

    def _times(self, person: str) -> list[Any]:
        return [one for one in self._side.second_times.values() if one.of == person]

    # ---- labels on an article -------------------------------------------------------------------

    def labels_on(self, about: OnDocument) -> NewRevision | None:
        """Return my labels on an article; None: I never said anything there."""
        mine = {whose: one for whose, one in about.sets.items() if whose in self.owners}
        rows = [
            row
            for row in about.rows
            if row.known.act.annotation_set is not None and row.owner in self.owners
        ]
        if about.document is None or not (mine or rows):
            return None
        body = self._begun(about)
        body["sets"] = [self._set(one, about) for _, one in sorted(mine.items(), key=str)]
        body["second_times"] = [list(one) for one in self._times(self.me)]
        linked = {
            span.entity for one in mine.values() for span in one.spans.values() if span.entity
        }
        body |= self._said_by(mine, linked)
        return self._revision("set", about, body, rows)

    def _set(self, one: AnnotationSet, about: OnDocument) -> Body:
        made_under: dict[str, list[str]] = defaultdict(list)
        for id in (*one.spans, *one.relations):
            if under := about.made_under.get(id):
                made_under[under].append(id)
        return {
            "id": one.id,
            "annotator": one.annotator,
            "status": one.status,
            "labels": sorted(one.labels),
            "attributes": encode_attributes(one.attributes),
            "spans": [encode_span(span) for span in one.spans.values()],
            "relations": [encode_relation(held) for held in one.relations.values()],
            "origins": sorted(self._side.origins.get(one.id, ())),
            "made_under": made_under,
        }

    # ---- what is said of an article -------------------------------------------------------------

    def said_of(self, about: OnDocument) -> NewRevision | None:
        """Return what I say of an article as a whole; None: I never said anything."""
        # A row that does something to labels too goes with those: it tells of them alone.
        rows = [
            row
            for row in self._rows_on(about)
            if self._is_mine(row) and row.known.act.annotation_set is None
        ]
        given = [one for one in about.verdicts.values() if one.reviewer == self.me]
        remarks = [one for one in about.remarks.values() if one.annotator == self.me]
        answers = [
            [one.id, dict(one.answers).get(self.me), judged_sha256(one)]
            for one in self._answered(about, rows)
        ]
        if about.document is None or not (rows or given or remarks or answers):
            return None
        body = self._begun(about)
        if any(isinstance(row.known.act.edit, CorrectMeta) for row in rows):
            body["meta"] = encode_meta(about.document.meta)
        body["verdicts"] = [encode_verdict(replace(one, answers=())) for one in given]
        body["remarks"] = [
            {name: getattr(one, name) for name in type(one).__dataclass_fields__} for one in remarks
        ]
        body["answers"] = answers
        outcome = [span for one in given for span in one.outcome if isinstance(span, Span)]
        who = {self.me} | {
            whose for one in given for whose in (one.first, one.second) if whose is not None
        }
        body |= self._said_by(who, {span.entity for span in outcome if span.entity})
        return self._revision("article", about, body, rows)

    def _rows_on(self, about: OnDocument) -> list[KnownRow]:
        rows = [row for row in about.rows if isinstance(row.known.act.edit, SAID_OF_ARTICLES)]
        id = about.document.id if about.document else ""
        several = (row for row in self._side.project_rows if id in documents_judged(row))
        return [*rows, *several]

    def _is_mine(self, row: KnownRow) -> bool:
        return row.known.act.annotator == self.me

    def _answered(self, about: OnDocument, rows: Iterable[KnownRow]) -> list[Verdict]:
        """Return the verdicts of others that I have said anything to."""
        touched = Touched((row.known for row in rows), with_undone=True)
        return [
            one
            for one in about.verdicts.values()
            if one.reviewer != self.me
            and (touched.whens(one.id, ANSWER) or self.me in dict(one.answers))
        ]

    # ---- the project ----------------------------------------------------------------------------

    def project(self) -> NewRevision:
        """Return what I know that concerns no article in particular."""
        side = self._side
        assigned = [one for each in side.assignments.values() for one in each]
        rows = [
            row
            for row in side.project_rows
            if isinstance(row.known.act.edit, Assign) and self._is_mine(row)
        ]
        who = {self.me, *(one.annotator for one in assigned)}
        who |= {one.by for one in assigned if one.by is not None}
        times = [one for one in side.second_times.values() if one.annotator in who]
        body: Body = {
            "version": VERSION,
            "label_set": encode_label_set(side.label_set),
            "versions": [list(one) for one in side.versions],
            "reasons": list(side.reasons),
            "assignments": [
                [side.texts.get(one.document, ""), *one]
                for one in assigned
                if one.by in {self.me, None}
            ],
            "second_times": [list(one) for one in times],
        }
        body["people"] = self._people({*who, *(one.of for one in times)})
        return _made("project", None, body | {"rows": [_row(row) for row in rows]})

    # ---- parts ----------------------------------------------------------------------------------

    def _begun(self, about: OnDocument) -> Body:
        assert about.document is not None
        document = {"id": about.document.id, "sha256": about.document.sha256}
        return {"version": VERSION, "document": document}

    def _said_by(self, people: Iterable[str | None], entities: Collection[str]) -> Body:
        known = (self._side.entities.get(id) for id in sorted(entities))
        return {
            "people": self._people({self.me, *(one for one in people if one is not None)}),
            "labels": self._labels,
            "entities": [
                {name: getattr(one, name) for name in type(one).__dataclass_fields__}
                for one in known
                if one
            ],
        }

    def _people(self, people: Collection[str]) -> list[list[str]]:
        return [[id, self._names[id]] for id in sorted(people) if id in self._names]

    @staticmethod
    def _revision(
        kind: Any, about: OnDocument, body: Body, rows: Iterable[KnownRow]
    ) -> NewRevision:
        assert about.document is not None
        return _made(kind, about.document.id, body | {"rows": [_row(row) for row in rows]})


def owners_of(person: str, second_times: Iterable[str]) -> frozenset[str]:
    """Return the annotators (ids) whose sets belong to a person who has these second times."""
    own = (person, *second_times)
    return frozenset((*own, *map(copy_annotator, own)))


def judged_sha256(verdict: Verdict) -> str:
    """Return a hash of a verdict, whatever anybody answered to it."""
    body = encode_verdict(replace(verdict, answers=(), answered_before=()))
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def documents_judged(row: KnownRow) -> set[str]:
    """Return the documents (ids) that an act about several says verdicts on."""
    return {id for edit in (row.known.act.edit, row.known.act.inverse) for id in judged_in(edit)}


def judged_in(edit: Edit) -> Iterable[str]:
    """Yield the documents (ids) that an edit says verdicts on."""
    if isinstance(edit, Settle):
        yield from (one.document for one in edit.verdicts)
    elif isinstance(edit, ReviewTogether):
        for part in edit.edits:
            yield from judged_in(part)


def _row(row: KnownRow) -> list[Any]:
    return [*row.row.row, row.row.previous, row.row.sha256]


def _made(kind: Any, document: str | None, body: Body) -> NewRevision:
    return NewRevision(kind, document, orjson.dumps(body).decode())


def _without_words(label_set: LabelSet) -> LabelSet:
    """Return a label set without descriptions and guidelines: those go out once, not each time."""

    def bare(one: Label) -> Label:
        words = {"description", "example", "guideline"} & type(one).__dataclass_fields__.keys()
        empty: dict[str, Any] = dict.fromkeys(words, "")
        return replace(one, **empty)

    return LabelSet(
        label_set.name,
        "",
        tuple(map(bare, label_set.span_labels)),
        tuple(map(bare, label_set.relation_labels)),
        tuple(map(bare, label_set.attributes)),
        tuple(map(bare, label_set.document_labels)),
    )
