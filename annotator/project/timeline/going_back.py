"""How the annotation sets on a document were after an act.

Decision: states are told from what stands there now, walked back act by act, newest first: each row
of the history holds the edit that takes it back with all that was there before, whatever has become
of the label set since. Only rows that are newer than the moment are read. At each step what the act
left is held against what is there: where the two do not go together, the past of that set cannot
be told, and that is said instead.
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import orjson

from annotator.edits.edit import (
    BringIn,
    Edit,
    GiveBack,
    JoinAnnotators,
    PartAnnotators,
    Purge,
    ReplaceLabelSet,
    Retire,
    TakeIn,
)
from annotator.edits.encoding import decode_edit
from annotator.edits.stepping import part_on_set, step_back, step_forth
from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.errors import DocumentUnknown
from annotator.model.history_errors import ActUnknown, NotThereThen
from annotator.model.ids import derived_id
from annotator.model.labels import LabelSet
from annotator.project.merging.parts import edit_of
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, stop_if
from annotator.storage.documents import read_characters
from annotator.storage.history import HistoryRow, last_row
from annotator.storage.labels import read_label_set
from annotator.storage.past import (
    SetEver,
    has_acts_until,
    read_forgetful,
    read_import_of,
    read_parts_on,
    read_rows_since,
    read_sets_ever,
)
from annotator.storage.taken import TakenEdit

_PAGE = 200
"""Rows read at once: a few milliseconds."""


class PastArticle(NamedTuple):
    """What was said of a document after an act."""

    document: str
    seq: int
    sets: tuple[AnnotationSet, ...]
    """Those that said anything, annotators by name as they are now."""
    untold: tuple[str | None, ...]
    """Annotators (ids; None: the curated set) whose set then cannot be told."""
    label_set: LabelSet
    """As it was; what an import has brought since may be in it already."""
    rows: int = 0
    """How many rows of the history it took."""

    def set_of(self, annotator: str | None) -> AnnotationSet | None:
        """Return the set of an annotator (id)."""
        return next((one for one in self.sets if one.annotator == annotator), None)


def go_back(
    road: Road, document: str, seq: int, is_cancelled: IsCancelled = lambda: False
) -> PastArticle:
    """Return how the sets on a document (id) were after the act with this number; 0: before any.

    It tells what is saved. DocumentUnknown, ActUnknown, NotThereThen, Cancelled. It belongs off
    the GUI thread where many acts have been done since: a thousand take some tenths of a second.
    """
    with road.store.reading() as connection:
        last = last_row(connection)[0]
        length = read_characters(connection, document)
        if length is None:
            raise DocumentUnknown(document)
        if not 0 <= seq <= last:
            raise ActUnknown(seq, last)
        brought_by = read_import_of(connection, document)
        walk = _Walk(road, document, length, read_label_set(connection))
        walk.begin(read_sets_ever(connection, document))
    before = last + 1
    while True:
        stop_if(is_cancelled)
        with road.store.reading() as connection:
            page = read_rows_since(connection, document, seq, before, _PAGE)
            decoded = [(row, _decoded(row.edit), _decoded(row.inverse)) for row in page]
            imports = {one.import_id for _, one, _ in decoded if isinstance(one, TakeIn | GiveBack)}
            parts = read_parts_on(connection, document, imports)
        for row, edit, inverse in decoded:
            walk.step(row, edit, inverse, parts)
        if len(page) < _PAGE:
            break
        before = page[-1].seq
    if not walk.is_there(brought_by):
        raise NotThereThen(document, seq)
    with road.store.reading() as connection:
        walk.lose_all_of(read_forgetful(connection, walk.purges, seq))
        for one in walk.born_of_nothing():
            if not has_acts_until(connection, document, one, seq):
                walk.lose(one)
    return walk.done(seq)


def _decoded(body: str) -> Edit | None:
    """Return an edit; None where the history does not say any more what it was."""
    try:
        return decode_edit(orjson.loads(body))
    except (KeyError, TypeError, ValueError):
        return None


@dataclass(slots=True)
class _Walk:
    """The sets on a document on their way back."""

    road: Road
    document: str
    length: int
    label_set: LabelSet
    sets: dict[str, AnnotationSet] = field(default_factory=dict)
    imports: dict[str, str | None] = field(default_factory=dict)
    """Set -> the import that brought it."""
    there: dict[str, bool] = field(default_factory=dict)
    """Import -> whether what it brought was there."""
    lost: set[str] = field(default_factory=set)
    """Sets of which no more can be told."""
    purges: dict[str, list[str]] = field(default_factory=dict)
    """What was erased for good since, by the hashes of the acts that were emptied then."""
    count: int = 0

    def begin(self, sets: list[SetEver]) -> None:
        for one in sets:
            self.sets[one.annotation_set.id] = one.annotation_set
            self.imports[one.annotation_set.id] = one.import_id
            if one.import_id is not None:
                self.there[one.import_id] = not one.is_retired

    def is_there(self, import_id: str | None) -> bool:
        return import_id is None or self.there.get(import_id, True)

    def born_of_nothing(self) -> list[str]:
        """Return the sets that say something although no import is known to have brought them."""
        return [
            id
            for id, one in self.sets.items()
            if self.imports.get(id) is None and not one.is_untouched and id not in self.lost
        ]

    def lose(self, annotation_set: str) -> None:
        self.lost.add(annotation_set)

    def lose_all_of(self, annotators: set[str | None]) -> None:
        """Some of what these have done is not known any more."""
        self.lost |= {id for id, one in self.sets.items() if one.annotator in annotators}

    def done(self, seq: int) -> PastArticle:
        shown = [(id, one) for id, one in self.sets.items() if self.is_there(self.imports.get(id))]
        untold = tuple(one.annotator for id, one in shown if id in self.lost)
        sets = tuple(one for id, one in shown if id not in self.lost and not _is_empty(one))
        return PastArticle(self.document, seq, sets, untold, self.label_set, self.count)

    # ---- one row ----------------------------------------------------------------------------

    def step(
        self,
        row: HistoryRow,
        edit: Edit | None,
        inverse: Edit | None,
        parts: dict[str, list[TakenEdit]],
    ) -> None:
        """Go from what an act left to what was there before."""
        self.count += 1
        if edit is None or inverse is None:
            self._lose_all_of(row)
        elif isinstance(edit, Purge):
            self.purges[edit.purge] = [sha256 for sha256, _ in edit.emptied]
        elif isinstance(edit, TakeIn | GiveBack):
            self._step_over_many(row, edit, parts[edit.import_id])
        elif isinstance(edit, BringIn | Retire):
            self.there[edit.import_id] = isinstance(edit, Retire)
        elif isinstance(edit, ReplaceLabelSet):
            if isinstance(inverse, ReplaceLabelSet):
                self.label_set = inverse.label_set
        elif isinstance(edit, JoinAnnotators | PartAnnotators):
            owner = edit.annotator if isinstance(edit, JoinAnnotators) else edit.into
            for id in {*edit.set_ids} & self.sets.keys():
                self.sets[id] = replace(self.sets[id], annotator=owner)
        elif row.annotation_set is not None and part_on_set(edit) is not None:
            self._know(row.annotation_set, self._owner(row))
            self._step_set(row.annotation_set, edit, inverse)

    def _lose_all_of(self, row: HistoryRow) -> None:
        """What a row did is not known any more."""
        gone = [row.annotation_set] if row.annotation_set else self.sets if not row.document else ()
        for id in gone:
            self.lost.add(id)

    def _step_over_many(
        self, row: HistoryRow, edit: TakeIn | GiveBack, parts: list[TakenEdit]
    ) -> None:
        is_back = isinstance(edit, GiveBack)
        self.there[edit.import_id] = is_back
        for part in parts if is_back else parts[::-1]:
            done, undoing = (edit_of(part, is_inverse=one) for one in (False, True))
            if isinstance(done, ReplaceLabelSet) and isinstance(undoing, ReplaceLabelSet):
                after, before = (undoing, done) if is_back else (done, undoing)
                # What had changed meanwhile stayed as it was when this was taken back or redone.
                if row.step == "do" or self.label_set == after.label_set:
                    self.label_set = before.label_set
            elif part.annotation_set is not None and part_on_set(done) is not None:
                self._know(part.annotation_set, part.annotator)
                if is_back:
                    self._step_forth(part.annotation_set, done)
                else:
                    self._step_set(part.annotation_set, done, undoing)

    def _know(self, id: str, annotator: str | None) -> None:
        """A set of which nothing stands in the file says nothing now."""
        if id not in self.sets:
            status: Status = "curated" if annotator is None else "new"
            self.sets[id] = AnnotationSet(id, self.document, annotator, status)

    def _step_set(self, id: str, edit: Edit, inverse: Edit) -> None:
        if id not in self.lost:
            before = step_back(self.sets[id], edit, inverse, self.length)
            self._put(id, before)

    def _step_forth(self, id: str, edit: Edit) -> None:
        if id not in self.lost:
            self._put(id, step_forth(self.sets[id], edit, self.label_set, self.length))

    def _put(self, id: str, one: AnnotationSet | None) -> None:
        if one is None:
            self.lost.add(id)
        else:
            self.sets[id] = one

    def _owner(self, row: HistoryRow) -> str | None:
        """Return whose set a row touched: of whoever acted, or of a second time of theirs."""
        if row.annotator is not None and row.annotation_set is not None:
            with self.road.lock:
                times = self.road.assigned.times_of(row.annotator)
            for time in times:
                if derived_id("set", self.document, time.annotator) == row.annotation_set:
                    return time.annotator
        return row.annotator


def _is_empty(one: AnnotationSet) -> bool:
    said = one.spans or one.relations or one.labels or one.attributes
    return not said and one.status in ("new", "curated")
