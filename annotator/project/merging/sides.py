"""One of two files that meet: what is asked of it, whichever of the two it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import orjson

from annotator.edits.edit import PurgeEdit
from annotator.edits.encoding import decode_verdict
from annotator.edits.history import Act
from annotator.edits.touched import Known
from annotator.model.annotation_set import AnnotationSet
from annotator.model.annotator import Annotator
from annotator.model.assignment import Assignment, SecondTime
from annotator.model.curated import Curated
from annotator.model.difference import DIFFERENCE_KINDS
from annotator.model.document import Document
from annotator.model.errors import HistoryBroken, RowUnfit
from annotator.model.ids import derived_id
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import CHOICES, Remark, Verdict
from annotator.project.past import act_of
from annotator.storage.annotations import read_sets_on
from annotator.storage.annotators import read_annotators
from annotator.storage.assignments import has_assignments, read_assignments, read_second_times
from annotator.storage.curated import read_curated
from annotator.storage.documents import read_document, read_text_hashes
from annotator.storage.entities import read_entities
from annotator.storage.hidden import read_hidden
from annotator.storage.joined import read_joined
from annotator.storage.label_set_versions import (
    has_versions,
    read_made_under,
    read_version_rows,
)
from annotator.storage.labels import read_label_set
from annotator.storage.purging.purges import read_purged_texts
from annotator.storage.readers import Reading
from annotator.storage.taken import (
    TakenRow,
    read_annotation_places,
    read_known,
    read_known_rows,
    read_origins,
    read_row_places,
    read_set_places,
)
from annotator.storage.verdicts import has_reviews, read_reasons, read_remarks, read_verdicts

_PAGE = 500


class KnownRow(NamedTuple):
    """A row of a history that a file knows, as an act and as it stands."""

    known: Known
    row: TakenRow
    owner: str | None
    """Of an act on a set, whose set (annotator id) it is: that of a second time where it was one
    for whoever acted. Else whoever acted."""

    @property
    def sha256(self) -> str:
        """The hash by which every copy knows it."""
        return self.known.sha256


class OnDocument(NamedTuple):
    """All that a file has about one document."""

    document: Document | None
    sets: dict[str | None, AnnotationSet]
    """By annotator (id)."""
    rows: list[KnownRow]
    verdicts: dict[str, Verdict]
    remarks: dict[str, Remark]
    curated: Curated | None = None
    """The curated set among `sets`, with what it says beside its annotations."""
    made_under: Mapping[str, str] = MappingProxyType({})
    """Annotation id -> hash of the version of the label set, where it is known."""


NOTHING = OnDocument(None, {}, [], {}, {})


class FileSide:
    """What one file says. Reads are short, one document at a time."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self._path = path
        self._reading = reading
        with reading() as connection:
            self._has_reviews = has_reviews(connection)
            self._has_versions = has_versions(connection)
            self.versions = read_version_rows(connection)
            """Of the label set: hash, time, body."""
            self.people: list[Annotator] = read_annotators(connection)
            self.label_set: LabelSet = read_label_set(connection)
            self.reasons = read_reasons(connection) if self._has_reviews else ()
            self.texts: dict[str, str] = read_text_hashes(connection)
            """Document id -> hash of its text, in project order."""
            self.hidden = {one.document: one for one in read_hidden(connection)}
            """Document id -> how it is hidden."""
            self.entities = {one.id: one for one in read_entities(connection)}
            self.joined = read_joined(connection)
            """Annotator -> the one (ids) that they are now."""
            self.origins = read_origins(connection)
            self.assignments: dict[str, list[Assignment]] = defaultdict(list)
            """Document id -> its assignments."""
            self.second_times: dict[str, SecondTime] = {}
            """Annotator id -> what it is a second time of."""
            if has_assignments(connection):
                self.second_times = _of_people(read_second_times(connection))
                for assignment in read_assignments(connection):
                    self.assignments[assignment.document].append(assignment)
        self.unfit: list[RowUnfit] = []
        rows = self._known(None)
        self.emptied = frozenset(
            row.sha256 for row in rows if isinstance(row.known.act.edit, PurgeEdit)
        )
        """Hashes of rows that a purge has emptied, or that tell of one."""
        self.project_rows = [row for row in rows if row.sha256 not in self.emptied]
        """Rows about no document in particular: verdicts on several at once, for example. What a
        file has erased is its own affair, and goes nowhere."""

    def about(self, document: str) -> OnDocument:
        """Return what the file has about a document (id)."""
        with self._reading() as connection:
            found = read_document(connection, document)
            sets = self._by_person(read_sets_on(connection, document))
            curated = read_curated(connection, sets.values())
            bodies = read_verdicts(connection, document) if self._has_reviews else []
            remarks = read_remarks(connection, document) if self._has_reviews else []
            made_under = read_made_under(connection, document) if self._has_versions else {}
        verdicts = (self._verdict(body, found) for body in bodies)
        return OnDocument(
            found,
            sets,
            self._known(document, sets),
            {one.id: one for one in verdicts if one},
            {one.id: one for one in remarks},
            curated.get(document),
            made_under,
        )

    def _by_person(self, sets: Sequence[AnnotationSet]) -> dict[str | None, AnnotationSet]:
        """Return sets by whose they are now; where one person has two, each by its own name."""
        held: dict[str | None, AnnotationSet] = {one.annotator: one for one in sets}
        for whose in [*held]:
            into = self.joined.get(whose or "")
            if into is not None and into not in held:
                held[into] = replace(held.pop(whose), annotator=into)
        return held

    def purged(self, texts: Sequence[str]) -> set[str]:
        """Return those of some texts (hashes) that were erased here."""
        with self._reading() as connection:
            return read_purged_texts(connection, texts)

    def unknown(self, hashes: Sequence[str]) -> set[str]:
        """Return those of some hashes whose rows the file does not know."""
        known: set[str] = set()
        for first in range(0, len(hashes), _PAGE):
            with self._reading() as connection:
                known |= read_known(connection, hashes[first : first + _PAGE])
        return set(hashes) - known

    def row_places(self) -> list[tuple[str, str | None]]:
        """Return (hash, document id or None) of every row that the file knows."""
        with self._reading() as connection:
            return read_row_places(connection)

    def set_places(self) -> dict[str, str]:
        """Return set id -> document id of all sets."""
        with self._reading() as connection:
            return read_set_places(connection)

    def annotation_places(self, ids: Sequence[str]) -> list[tuple[str, str]]:
        """Return (annotation id, set id) for those of some ids that stand anywhere."""
        with self._reading() as connection:
            return read_annotation_places(connection, ids)

    def _verdict(self, body: str, document: Document | None) -> Verdict | None:
        try:
            verdict = decode_verdict(orjson.loads(body))
            if document is None or not is_sound(verdict, document):
                raise ValueError
        except (KeyError, TypeError, ValueError, AttributeError):
            self.unfit.append(RowUnfit("verdicts", body[:40], "it cannot be understood"))
            return None
        return verdict

    def _known(
        self, document: str | None, sets: Mapping[str | None, AnnotationSet] = MappingProxyType({})
    ) -> list[KnownRow]:
        with self._reading() as connection:
            rows = read_known_rows(connection, document)
        return [self._decoded(row, sets) for row in rows]

    def _owner(self, act: Act, sets: Mapping[str | None, AnnotationSet]) -> str | None:
        """Return whose set an act is on: its id tells, whether the set is there or was undone."""
        if act.annotation_set is None or act.document is None:
            return act.annotator
        for time in self.second_times.values():
            if time.of == act.annotator:
                ids = {derived_id("set", act.document, time.annotator)}
                if held := sets.get(time.annotator):
                    ids |= {held.id, *self.origins.get(held.id, ())}
                if act.annotation_set in ids:
                    return time.annotator
        if act.annotator in sets or act.annotator is None:
            return act.annotator
        return self.joined.get(act.annotator, act.annotator)

    def _decoded(self, row: TakenRow, sets: Mapping[str | None, AnnotationSet]) -> KnownRow:
        try:
            act = act_of(row.row)
            return KnownRow(Known(act, row.sha256), row, self._owner(act, sets))
        except (KeyError, TypeError, ValueError, AttributeError):
            # The chain is whole, yet this is no act that any version could have written.
            raise HistoryBroken(self._path, row.row.seq) from None


def _of_people(times: Sequence[SecondTime]) -> dict[str, SecondTime]:
    """Return them by annotator, without such as are of a second time again: no file has those."""
    found = {one.annotator: one for one in times}
    return {id: one for id, one in found.items() if one.of not in found}


def is_sound(verdict: Verdict, document: Document) -> bool:
    """Tell whether a verdict from elsewhere holds what its fields say."""
    texts: list[object] = [
        verdict.id,
        verdict.reviewer,
        verdict.at,
        verdict.comment,
        verdict.guideline,
    ]
    maybe: list[object] = [verdict.first, verdict.second, verdict.reason]
    difference = verdict.difference
    held: list[object] = [*verdict.outcome]
    if difference is not None:
        held += [one for one in (difference.first, difference.second) if one is not None]
        held += [*(difference.first_ends or ()), *(difference.second_ends or ())]
        maybe += [difference.attribute, difference.document_label]
    return (
        verdict.document == document.id
        and all(isinstance(one, str) for one in texts)
        and all(one is None or isinstance(one, str) for one in maybe)
        and verdict.choice in CHOICES
        and (difference is None or difference.kind in DIFFERENCE_KINDS)
        and all(_is_annotation(one, len(document.text)) for one in held)
    )


def _is_annotation(one: object, length: int) -> bool:
    if isinstance(one, Relation):
        return _are_texts(one.id, one.label, one.head, one.tail)
    return (
        isinstance(one, Span)
        and _are_texts(one.id, one.label)
        and bool(one.fragments)
        and all(
            type(start) is int and type(end) is int and 0 <= start < end <= length
            for start, end in one.fragments
        )
    )


def _are_texts(*values: object) -> bool:
    return all(isinstance(one, str) for one in values)
