"""What becomes of our project, written into it within one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotator.edits.becoming import edit_between
from annotator.edits.edit import (
    Assign,
    CorrectMeta,
    Edit,
    Hide,
    PutEntities,
    ReplaceLabelSet,
    Say,
    SetReasons,
    Settle,
    Unsay,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import AssignmentChange, RemarkChange, VerdictChange
from annotator.model.ids import new_id
from annotator.project.merging.meeting import DocumentMet, ProjectsMeeting
from annotator.project.merging.parts import apply_in_file, make_part
from annotator.project.merging.sets import SetMet
from annotator.storage.annotations import has_set_id
from annotator.storage.annotators import add_annotator
from annotator.storage.assignments import put_second_times
from annotator.storage.intake import Intake
from annotator.storage.label_set_versions import put_made_under, read_version_numbers
from annotator.storage.taken import add_taken_edit, add_taken_rows, add_taken_set
from annotator.storage.writer import Transaction


class Taking:
    """Writes what a meeting yields. What is new goes the way of an import; what changes what is
    here is an edit with its inverse; all of it belongs to one import."""

    def __init__(self, writing: Transaction, import_id: str, meeting: ProjectsMeeting) -> None:
        self.import_id = import_id
        self.sets_changed = 0
        self.verdicts: list[VerdictChange] = []
        self.remarks: list[RemarkChange] = []
        self.assignments: list[AssignmentChange] = []
        self.has_learned = False
        """Whether anything is known of their history that was not."""
        self.intake = Intake(writing, import_id)
        self.label_set = meeting.labels.label_set
        self._writing = writing
        self._connection = writing.connection
        self._meeting = meeting
        self._people = 0
        self.intake.add_versions(meeting.theirs.versions)
        self._numbers = read_version_numbers(self._connection)
        before = meeting.ours.label_set
        if self.label_set != before:
            self.intake.put_label_set(self.label_set)
            self._keep(ReplaceLabelSet(self.label_set), ReplaceLabelSet(before))

    def write(self, met: DocumentMet) -> None:
        """Write what becomes of a document."""
        self._add_people()
        if met.new:
            self.intake.add_document(met.new)
            if met.hidden:
                self._do(Hide((met.hidden,)), Hide((), (met.id,)), met.id)
        if met.meta:
            before, after = met.meta
            self._do(CorrectMeta(met.id, after), CorrectMeta(met.id, before), met.id)
        for one in met.sets.changed:
            self._write_set(one, met.made_under)
        for one in met.sets.learned:
            add_taken_set(self._connection, self.import_id, one.after.id, one.others)
            self.has_learned = True
        self._write_review(met)
        if met.assignments:
            self.assignments += met.assignments
            edit, inverse = (_assigned(met.assignments, side) for side in (1, 0))
            self._do(edit, inverse, met.id)
        if met.rows:
            add_taken_rows(self._connection, self.import_id, met.id, met.rows)
            self.has_learned = True

    def finish(self) -> None:
        """Write what concerns no document in particular, and what is gathered still."""
        self.intake.finish()
        new = self._meeting.new_reasons
        if new:
            before = self._meeting.our_reasons
            self._do(SetReasons((*before, *new)), SetReasons(before))
        rows = [
            row.row
            for row in self._meeting.project_rows
            if isinstance(row.known.act.edit, Settle | Assign)
        ]
        if rows:
            add_taken_rows(self._connection, self.import_id, None, rows)
            self.has_learned = True

    def _add_people(self) -> None:
        added = self._meeting.people.new[self._people :]
        for one in added:
            add_annotator(self._connection, one)
        times = self._meeting.second_times
        put_second_times(self._connection, [times[one.id] for one in added if one.id in times])
        self._people = len(self._meeting.people.new)

    # ---- sets -----------------------------------------------------------------------------------

    def _bring_entities(self, annotations: Iterable[object]) -> None:
        """Before anything that is linked to them is written."""
        new = self._meeting.entities.needed(annotations)
        if new:
            self._do(PutEntities(new), PutEntities((), tuple(one.id for one in new)))

    def _write_set(self, one: SetMet, made_under: Mapping[str, str]) -> None:
        self._bring_entities(one.after.spans.values())
        if one.before is None:
            written = self._add_set(one.after, made_under)
        else:
            written = one.after
            edit = edit_between(one.before, one.after)
            inverse = edit_between(one.after, one.before)
            self._do(edit, inverse, one.after.document, one.before)
            numbers = {
                id: self._numbers.get(made_under.get(id, "")) for id in _told(one.before, one.after)
            }
            put_made_under(self._connection, one.before.id, numbers)
            self.sets_changed += 1
        add_taken_set(self._connection, self.import_id, written.id, one.others)

    def _add_set(self, one: AnnotationSet, made_under: Mapping[str, str]) -> AnnotationSet:
        """Add a set under its own id, or where one that was taken back has that under another."""
        if has_set_id(self._connection, one.id):
            one = replace(one, id=new_id())
        known = {id: made_under[id] for id in (*one.spans, *one.relations) if id in made_under}
        self.intake.add_set(one, made_under=known)
        return one

    # ---- reviews --------------------------------------------------------------------------------

    def _write_review(self, met: DocumentMet) -> None:
        self.verdicts += met.verdicts
        self.remarks += met.remarks
        for _, verdict in met.verdicts:
            self._bring_entities(verdict.outcome if verdict else ())
        if met.verdicts:
            edit, inverse = (_settled(met.verdicts, side) for side in (1, 0))
            self._do(edit, inverse, met.id)
        for before, after in met.remarks:
            if after:
                self._do(Say(after), Unsay(after.id), met.id)
            elif before:
                self._do(Unsay(before.id), Say(before), met.id)

    # ---- edits ----------------------------------------------------------------------------------

    def _do(
        self,
        edit: Edit,
        inverse: Edit,
        document: str | None = None,
        annotation_set: AnnotationSet | None = None,
    ) -> None:
        part = make_part(edit, inverse, document, annotation_set)
        apply_in_file(self._writing, part, edit, self.label_set)
        add_taken_edit(self._connection, self.import_id, part)

    def _keep(self, edit: Edit, inverse: Edit) -> None:
        add_taken_edit(self._connection, self.import_id, make_part(edit, inverse))


def _told(before: AnnotationSet, after: AnnotationSet) -> list[str]:
    """Return the ids of the annotations that the other file has told of, or told otherwise."""
    spans = [id for id, one in after.spans.items() if before.spans.get(id) != one]
    relations = [id for id, one in after.relations.items() if before.relations.get(id) != one]
    return [*spans, *relations]


def _assigned(changes: list[AssignmentChange], side: int) -> Assign:
    """Return the edit after which the assignments are as on one side: 0 before, 1 after."""
    gone = [other for pair in changes if (other := pair[1 - side]) and not pair[side]]
    return Assign(
        tuple(one for pair in changes if (one := pair[side])),
        tuple((one.document, one.annotator) for one in gone),
    )


def _settled(changes: list[VerdictChange], side: int) -> Settle:
    """Return the edit after which the verdicts are as on one side: 0 before, 1 after."""
    wanted = [pair[side] for pair in changes]
    gone = [other.id for pair in changes if (other := pair[1 - side]) and not pair[side]]
    return Settle(tuple(one for one in wanted if one), tuple(gone))
