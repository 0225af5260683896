"""A change of many annotation sets as one act: whoever they are of, in one transaction.

It walks the road of a taking in: the act refers to its edits, which are kept one by one with their
inverses; undo takes all of them back, or where later work stands on one of them nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import orjson

from annotator.edits.apply import Ground, apply
from annotator.edits.edit import (
    Edit,
    GiveBack,
    PutEntities,
    ReplaceLabelSet,
    SetEdit,
    Settle,
    TakeIn,
)
from annotator.edits.encoding import decode_verdict
from annotator.edits.history import Act
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.entity import Entity
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.model.verdict import Verdict
from annotator.project.merging.giving_back import forget_all
from annotator.project.merging.parts import apply_in_file, make_part
from annotator.project.pages import pages
from annotator.project.past import row_of
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.storage.annotation_writing import write_set_changes
from annotator.storage.annotations import read_sets_on_each
from annotator.storage.documents import read_each_document
from annotator.storage.entities import put_entities
from annotator.storage.history import HistoryRow
from annotator.storage.imports import begin_import, drop_import
from annotator.storage.labels import put_label_set
from annotator.storage.taken import TakenEdit, TakenRow, add_taken_edit, add_taken_rows
from annotator.storage.verdicts import read_verdicts_on_each
from annotator.storage.writer import Transaction

EditOf = Callable[[AnnotationSet, str], SetEdit | None]
"""Says what is done to a set on an article with this text; None: nothing."""


VerdictOf = Callable[[Verdict, str], Verdict | None]
"""Says how a verdict on an article with this text reads afterwards; None: as before."""


@dataclass(frozen=True, slots=True)
class ManyChanges:
    """What one act does to many sets."""

    act: str
    """What it is, in a few words, for the history."""
    documents: Sequence[str]
    """Ids."""
    edit_of: EditOf
    verdict_of: VerdictOf = lambda verdict, text: None
    label_set: LabelSet | None = None
    """As it is afterwards; None: as before."""
    entities: tuple[Entity, ...] = ()
    """As they are afterwards; others stay as they are."""
    is_decision: bool = True
    """Whether somebody decides on each annotation by it, under the label set as it is; a change of
    labels only carries along what wears them."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Document -> annotator (ids) whose set there is made where there is none yet."""


def change_many(
    road: Road,
    many: ManyChanges,
    *,
    progress: ReportProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> Changes:
    """Change sets, verdicts on them, and the label set, as one act of mine.

    Waits for all edits so far, and lets nothing be done meanwhile. Whatever is raised, nothing
    stays. SavingFailed, Cancelled, ProjectReadOnly, ProjectLocked.
    """
    change_id = new_id()
    with road.lock:
        road.check_writable()
        road.check_free()
        before = road.label_set
        entities = _put_entities(road, many.entities)
        act = road.new_act(TakeIn(change_id), GiveBack(change_id), "do", None)
        road.imports_running += 1
        road.takings_running += 1

        def work(writing: Transaction) -> Act | None:
            begin_import(writing.connection, change_id, act.at, [])
            changing = _Changing(writing, act, change_id, many, before)
            changing.put_entities(*entities)
            for page in pages(many.documents):
                stop_if(is_cancelled)
                progress(Progress(changing.documents, len(many.documents)))
                changing.change(page)
            changing.put_label_set()
            # Of verdicts alone, the documents that they are on are what has changed.
            changed = changing.sets or changing.judged
            if not (changed or entities[0].entities) and many.label_set in (None, before):
                drop_import(writing.connection, change_id)
                return None
            made = replace(
                act,
                edit=TakeIn(change_id, changed=changed, act=many.act),
                inverse=GiveBack(change_id, changed=changed, act=many.act),
            )
            writing.append(row_of(made))
            return made

        queued = road.writer.enqueue(work)
    try:
        done = road.writer.wait_for(queued)
    finally:
        with road.lock:
            road.imports_running -= 1
            road.takings_running -= 1
    if done is None:
        return Changes()
    with road.lock:
        held = dict(road.entities.all) if many.entities else {}
        forget_all(road)
        road.past.record(done)
        now = road.label_set
    return Changes(
        label_set=(before, now) if before != now else None,
        sets_changed=done.edit.changed,
        entities=tuple((held.get(one.id), one) for one in entities[0].entities),
    )


def _put_entities(road: Road, entities: Sequence[Entity]) -> tuple[PutEntities, PutEntities]:
    """Return the edit after which entities are so, and its inverse."""
    there = road.entities.all
    changed = [one for one in entities if there.get(one.id) != one]
    before = [there[one.id] for one in changed if one.id in there]
    new = tuple(one.id for one in changed if one.id not in there)
    return PutEntities(tuple(changed)), PutEntities(tuple(before), new)


class _Changing:
    """Writes the changes of one act, page by page; each is kept with its inverse.

    The label set comes last: taken back it comes first, and what wore its labels wears them again.
    What is done to a set, and to verdicts, is a row of that document's history too, which other
    copies of the file learn of: without it a copy that meets this one would not know why what
    stands there is otherwise. The rows count as long as the act does.
    """

    def __init__(
        self, writing: Transaction, act: Act, change_id: str, many: ManyChanges, before: LabelSet
    ) -> None:
        self.documents = self.sets = self.judged = 0
        self._writing = writing
        self._act = act
        self._id = change_id
        self._many = many
        self._before = before

    def change(self, documents: Sequence[str]) -> None:
        """Change what stands on a page of documents."""
        connection = self._writing.connection
        texts = read_each_document(connection, documents)
        sets = read_sets_on_each(connection, documents)
        verdicts = read_verdicts_on_each(connection, documents)
        for id in documents:
            self.documents += 1
            if id in texts:
                for one in self._with_owner(id, sets.get(id, ())):
                    self._change_set(one, texts[id].text)
                self._change_verdicts(id, verdicts.get(id, ()), texts[id].text)

    def _with_owner(self, document: str, sets: Sequence[AnnotationSet]) -> Iterable[AnnotationSet]:
        owner = self._many.owners.get(document)
        if owner is None or any(one.annotator == owner for one in sets):
            return sets
        return [*sets, AnnotationSet(new_id(), document, owner)]

    def put_entities(self, edit: PutEntities, inverse: PutEntities) -> None:
        """Put entities in place: before what is linked to them, and taken back after it."""
        if edit.entities:
            put_entities(self._writing.connection, edit.entities)
            self._keep(edit, inverse)

    def put_label_set(self) -> None:
        """Put the label set in place that the act leaves."""
        after = self._many.label_set
        if after is not None and after != self._before:
            put_label_set(self._writing.connection, after, self._act.at)
            self._keep(ReplaceLabelSet(after), ReplaceLabelSet(self._before))

    def _change_set(self, annotation_set: AnnotationSet, text: str) -> None:
        edit = self._many.edit_of(annotation_set, text)
        if edit is None:
            return
        outcome = apply(edit, annotation_set, Ground(self._before, len(text)))
        write_set_changes(
            self._writing.connection, outcome.changes, is_decision=self._many.is_decision
        )
        self._keep(edit, outcome.inverse, annotation_set.document, annotation_set)
        self.sets += 1

    def _change_verdicts(self, document: str, bodies: Sequence[str], text: str) -> None:
        before = [decode_verdict(orjson.loads(body)) for body in bodies]
        pairs = [(one, after) for one in before if (after := self._many.verdict_of(one, text))]
        if pairs:
            edit = Settle(tuple(after for _, after in pairs))
            inverse = Settle(tuple(one for one, _ in pairs))
            part = make_part(edit, inverse, document)
            apply_in_file(self._writing, part, edit, self._before)
            add_taken_edit(self._writing.connection, self._id, part)
            self._tell_copies(part, self._act.annotator)
            self.judged += 1

    def _keep(
        self,
        edit: Edit,
        inverse: Edit,
        document: str | None = None,
        annotation_set: AnnotationSet | None = None,
    ) -> None:
        part = make_part(edit, inverse, document, annotation_set)
        add_taken_edit(self._writing.connection, self._id, part)
        if annotation_set is not None:
            self._tell_copies(part, part.annotator)

    def _tell_copies(self, part: TakenEdit, annotator: str | None) -> None:
        """Keep a row of a document's history: on a set it is told as its owner's, who alone could
        have done so by hand."""
        row = HistoryRow(
            self._act.seq,
            self._act.at,
            annotator,
            part.document,
            part.annotation_set,
            "do",
            None,
            part.edit,
            part.inverse,
        )
        taken = TakenRow(row, "", row.sha256(""))
        add_taken_rows(self._writing.connection, self._id, part.document, [taken])
