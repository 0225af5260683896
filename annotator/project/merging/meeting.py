"""Two project files meet, document by document: what becomes of ours, written nowhere yet."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

from annotator.edits.edit import Assign, CorrectMeta, Settle
from annotator.edits.other_copy import copy_annotator, rename_copy
from annotator.edits.touched import When, standing
from annotator.model.annotation_set import AnnotationSet
from annotator.model.assignment import Assignment
from annotator.model.changes import AssignmentChange, MetaChange, RemarkChange, VerdictChange
from annotator.model.document import Document
from annotator.model.hidden import Hidden
from annotator.project.merging.entities import EntitiesMet
from annotator.project.merging.labels import meet_labels
from annotator.project.merging.people import PeopleMet
from annotator.project.merging.reviews import ReviewsMet
from annotator.project.merging.sets import (
    Pair,
    SetMet,
    SetsMet,
    meet_pair,
    rows_of_sets,
    with_free_ids,
)
from annotator.project.merging.sides import NOTHING, FileSide, KnownRow, OnDocument
from annotator.project.reviews import USUAL_REASONS
from annotator.storage.foreign.opening import Foreign
from annotator.storage.label_set_versions import VersionRow
from annotator.storage.purging.written import words_in
from annotator.storage.readers import Reading
from annotator.storage.taken import TakenRow
from annotator.text.quotations import Quotable


@dataclass(slots=True)
class DocumentMet:
    """What becomes of one document."""

    id: str
    """In our project."""
    new: Document | None = None
    hidden: Hidden | None = None
    """How a new one is hidden in theirs, and so here."""
    meta: MetaChange | None = None
    is_meta_kept: bool = False
    """Both sides have corrected what is known of it, and ours is the newer."""
    sets: SetsMet = field(default_factory=SetsMet)
    verdicts: list[VerdictChange] = field(default_factory=list)
    remarks: list[RemarkChange] = field(default_factory=list)
    assignments: list[AssignmentChange] = field(default_factory=list)
    rows: list[TakenRow] = field(default_factory=list)
    """Rows of their history that are known here from now on."""
    made_under: Mapping[str, str] = field(default_factory=dict)
    """Annotation id -> hash of the version of the label set under which it was made there."""

    @property
    def has_news(self) -> bool:
        """Whether anything of it changes that people see."""
        said = self.verdicts or self.remarks or self.assignments
        return bool(self.new or self.meta or self.sets.changed or said)


class ProjectsMeeting:
    """Our project and a colleague's. Everything is asked of both files page by page."""

    def __init__(
        self,
        own: Path,
        reading: Reading,
        path: Path,
        foreign: Foreign,
        *,
        with_purged: bool = False,
        is_round: bool = False,
    ) -> None:
        """`own` is read by `reading`, the file at `path` is `foreign`; `with_purged`: what was
        erased here may come in again; `is_round`: there is only what somebody has just sent, and
        all of it is looked at. HistoryBroken."""
        self._foreign = foreign
        self._is_round = is_round
        self._with_purged = with_purged
        self.ours = FileSide(own, reading)
        self.theirs = FileSide(path, lambda: nullcontext(foreign.connection))
        self.labels = meet_labels(self.ours.label_set, self.theirs.label_set)
        self.entities = EntitiesMet(
            self.ours.entities.values(), self.theirs.entities.values(), self.labels
        )
        self.second_times = self.theirs.second_times | self.ours.second_times
        self.ours.second_times = self.theirs.second_times = self.second_times
        self.theirs.joined = self.ours.joined
        self.people = PeopleMet(self.ours.people, self.theirs.people, self.second_times)
        self.met: dict[str, str] = {}
        """Document id of theirs -> of ours."""
        self.new: set[str] = set()
        self.different: list[str] = []
        """Document ids under which the two have different texts."""
        self.purged: list[str] = []
        """Document ids of theirs whose text was erased here, and which stay out."""
        self._meet_documents()
        if self.purged:
            self.theirs.versions = self._without_quotations()
        # What was emptied here they may have whole: it is known, and stays empty.
        mine = {row.sha256 for row in self.ours.project_rows} | self.ours.emptied
        self.theirs.project_rows = [
            row
            for row in self.theirs.project_rows
            if row.sha256 not in self.ours.emptied and not _documents_of(row) & {*self.purged}
        ]
        self.project_rows = [row for row in self.theirs.project_rows if row.sha256 not in mine]
        """Of theirs, about no document in particular, that are not known here."""
        self._ids: dict[str, str] = {}
        """Annotation id -> set id, of all that comes in."""

    @property
    def new_reasons(self) -> tuple[str, ...]:
        """Reasons for verdicts that only theirs has."""
        return tuple(one for one in self.theirs.reasons if one not in self.our_reasons)

    @property
    def our_reasons(self) -> tuple[str, ...]:
        """Reasons that verdicts are given for here."""
        return self.ours.reasons or USUAL_REASONS

    def changed(self) -> list[str]:
        """Return the documents (their ids) on which theirs says anything that is not known here,
        in their order. Quick where there is none."""
        if self._is_round:
            return list(self.met)
        found = set(self.new)
        places = dict(self.theirs.row_places())
        for sha256 in self.ours.unknown(list(places)):
            found.add(places[sha256] or "")
        for row in self.project_rows:
            found |= _documents_of(row)
        found |= {id for id in self.met if self._may_assign(id)}
        here = {*self.ours.set_places(), *(id for ids in self.ours.origins.values() for id in ids)}
        for id, document in self.theirs.set_places().items():
            if not here >= {id, *self.theirs.origins.get(id, ())}:
                found.add(document)
        return [id for id in self.met if id in found]

    def documents(self, wanted: Iterable[str]) -> Iterator[DocumentMet]:
        """Yield what becomes of documents (their ids), one after the other."""
        for their_id in wanted:
            yield self._document(their_id)

    # ---- documents ------------------------------------------------------------------------------

    def _meet_documents(self) -> None:
        """By id and text, else by text alone; the same id with another text is left alone."""
        ours = self.ours.texts
        same = {id for id, text in self.theirs.texts.items() if ours.get(id) == text}
        by_text: dict[str, list[str]] = {}
        for id, text in ours.items():
            if id not in same:
                by_text.setdefault(text, []).append(id)
        purged = set() if self._with_purged else self.ours.purged([*self.theirs.texts.values()])
        for id, text in self.theirs.texts.items():
            if id in same:
                self.met[id] = id
            elif by_text.get(text):
                self.met[id] = by_text[text].pop(0)
            elif text in purged:
                self.purged.append(id)
            elif id in ours:
                self.different.append(id)
            else:
                self.met[id] = id
                self.new.add(id)

    def _without_quotations(self) -> list[VersionRow]:
        """Return their versions of the label set but for those that quote what was erased here."""
        held = [one for id in self.purged if (one := self.theirs.about(id).document)]
        quotable = Quotable(
            [one.text for one in held], [one.meta.title for one in held if one.meta.title]
        )
        return [
            version
            for version in self.theirs.versions
            if not any(
                quotable.is_quoted_in(line)
                for words in words_in(orjson.loads(version[2]))
                for line in words.split("\n")
            )
        ]

    def _document(self, their_id: str) -> DocumentMet:
        id = self.met[their_id]
        yours = self.theirs.about(their_id)
        mine = NOTHING if their_id in self.new else self.ours.about(id)
        known = {sha256 for sha256, *_ in self.theirs.versions}
        made_under = {one: under for one, under in yours.made_under.items() if under in known}
        met = DocumentMet(id, made_under=made_under)
        if their_id in self.new:
            met.new, met.hidden = yours.document, self.theirs.hidden.get(their_id)
            if met.hidden:
                self.people.need(met.hidden.by)
        known = {row.sha256 for row in mine.rows}
        own = [row for row in yours.rows if row.sha256 not in known]
        self._meet_meta(met, mine, yours, own)
        unsure = self._meet_sets(met, id, mine, yours)
        self._meet_reviews(met, mine, yours)
        self._meet_assignments(met, mine, their_id)
        met.rows = [row.row for row in own if not _is_of_set(row, unsure)]
        return met

    def _meet_meta(
        self, met: DocumentMet, mine: OnDocument, yours: OnDocument, own: list[KnownRow]
    ) -> None:
        if mine.document is None or yours.document is None:
            return
        if mine.document.meta == yours.document.meta:
            return
        there = _last_correction(own)
        known = {row.sha256 for row in yours.rows}
        here = _last_correction(row for row in mine.rows if row.sha256 not in known)
        if there and (here is None or there > here):
            met.meta = (mine.document.meta, yours.document.meta)
        met.is_meta_kept = there is not None and met.meta is None

    # ---- sets -----------------------------------------------------------------------------------

    def _meet_sets(
        self, met: DocumentMet, id: str, mine: OnDocument, yours: OnDocument
    ) -> set[str | None]:
        """Meet the sets; return the annotators (ids) in whose sets of theirs something is amiss."""
        theirs = {whose: self.labels.annotation_set(one, id) for whose, one in yours.sets.items()}
        who = {*theirs, *(row.owner for row in yours.rows if row.known.act.annotation_set)}
        copies = self.people.copies()
        unsure: set[str | None] = set()
        for whose in sorted(who, key=lambda one: one or ""):
            of = copies.get(whose or "", whose)
            if of != whose and (of in theirs or of in mine.sets):
                continue  # An other copy goes with the set that it is a copy of.
            pair = self._pair(whose, mine, yours, theirs)
            if pair.is_incomplete:
                unsure.add(whose)
            self._note(met.sets, pair, meet_pair(pair))
        return unsure

    def _pair(
        self,
        whose: str | None,
        mine: OnDocument,
        yours: OnDocument,
        theirs: dict[str | None, AnnotationSet],
    ) -> Pair:
        my_set, your_set = mine.sets.get(whose), theirs.get(whose)
        is_incomplete = your_set is not None and your_set.id in self._foreign.incomplete
        your_origins = self._origins(self.theirs, your_set)
        names: dict[str, str] = {}
        if your_set is not None:
            your_set, names = with_free_ids(your_set, my_set, self._taken(your_set, my_set))
        copy = copy_annotator(whose)
        return Pair(
            whose,
            my_set,
            your_set,
            mine.sets.get(copy),
            rename_copy(theirs[copy], names) if copy in theirs else None,
            rows_of_sets(mine, whose),
            rows_of_sets(yours, whose),
            self._origins(self.ours, my_set),
            your_origins,
            names,
            self.labels.ids,
            is_incomplete,
        )

    def _taken(self, yours: AnnotationSet, mine: AnnotationSet | None) -> set[str]:
        """Return the ids of their annotations that stand elsewhere in our project."""
        held = {*mine.spans, *mine.relations} if mine else set()
        ids = [id for id in (*yours.spans, *yours.relations) if id not in held]
        taken = {id for id in ids if self._ids.setdefault(id, yours.id) != yours.id}
        if not self.ours.texts:
            return taken
        return taken | {id for id, _ in self.ours.annotation_places(ids)}

    @staticmethod
    def _origins(side: FileSide, one: AnnotationSet | None) -> frozenset[str]:
        """Return all ids under which a set goes, as far as its file knows."""
        return frozenset({one.id, *side.origins.get(one.id, ())} if one else ())

    def _note(self, sets: SetsMet, pair: Pair, met: list[SetMet] | None) -> None:
        changed = [one for one in met or () if one.is_changed]
        sets.changed += changed
        sets.learned += [one for one in met or () if not one.is_changed and one.others]
        sets.contradicted += [one for one in met or () if one.conflicts]
        if not changed and pair.yours is not None:
            sets.known.append(pair.annotator)
        for one in changed:
            if one.is_other_copy and one.before is None and pair.your_copy is None:
                self.people.need_copy(pair.annotator)
            else:
                self.people.need(one.annotator)

    # ---- reviews --------------------------------------------------------------------------------

    def _meet_reviews(self, met: DocumentMet, mine: OnDocument, yours: OnDocument) -> None:
        reviews = ReviewsMet(
            (*mine.rows, *self.ours.project_rows), (*yours.rows, *self.theirs.project_rows)
        )
        theirs = {id: self.labels.verdict(one, met.id) for id, one in yours.verdicts.items()}
        met.verdicts = reviews.verdicts(mine.verdicts, theirs)
        said = {id: replace(one, document=met.id) for id, one in yours.remarks.items()}
        met.remarks = reviews.remarks(mine.remarks, said)
        for _, verdict in met.verdicts:
            for whose in (verdict.reviewer, verdict.first, verdict.second) if verdict else ():
                self.people.need(whose)
        for _, remark in met.remarks:
            if remark:
                self.people.need(remark.annotator)

    # ---- assignments ----------------------------------------------------------------------------

    def _may_assign(self, their_id: str) -> bool:
        """Tell whether theirs assigns anybody a document who has not got it here."""
        held = {one.annotator for one in self.ours.assignments.get(self.met[their_id], ())}
        return any(one.annotator not in held for one in self.theirs.assignments.get(their_id, ()))

    def _meet_assignments(self, met: DocumentMet, mine: OnDocument, their_id: str) -> None:
        """Those of both stay, blind where either is; what was withdrawn here stays withdrawn."""
        held = {one.annotator: one for one in self.ours.assignments.get(met.id, ())}
        known = {
            (one.annotator, one.at)
            for row in (*mine.rows, *self.ours.project_rows)
            for one in _assigned_by(row)
            if one.document in {met.id, their_id}
        }
        for one in self.theirs.assignments.get(their_id, ()):
            before = held.get(one.annotator)
            if before is None and (one.annotator, one.at) not in known:
                met.assignments.append((None, one._replace(document=met.id)))
                for whose in (one.annotator, one.by):
                    self.people.need(whose)
            elif before is not None and one.is_blind and not before.is_blind:
                met.assignments.append((before, before._replace(is_blind=True)))


def _assigned_by(row: KnownRow) -> tuple[Assignment, ...]:
    edit = row.known.act.edit
    return edit.assignments if isinstance(edit, Assign) else ()


def _documents_of(row: KnownRow) -> set[str]:
    """Return the documents (ids in its file) that an act about several is about."""
    edits = (row.known.act.edit, row.known.act.inverse)
    verdicts = [one for edit in edits if isinstance(edit, Settle) for one in edit.verdicts]
    return {*(one.document for one in verdicts), *(one.document for one in _assigned_by(row))}


def _is_of_set(row: KnownRow, annotators: set[str | None]) -> bool:
    return row.known.act.annotation_set is not None and row.owner in annotators


def _last_correction(rows: Iterable[KnownRow]) -> When | None:
    """Return when what is known of a document was last corrected, by acts that still stand."""
    corrections = [one.known for one in rows if isinstance(one.known.act.edit, CorrectMeta)]
    return max(((one.act.at, one.sha256) for one in standing(corrections)), default=None)
