"""The entities of a project: looking, suggesting, linking, merging. A door of its own beside
`Project`: `project.entities`."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.edits.cleaning import clean_entities
from annotator.edits.edit import LinkSpan, PutEntities, SetEdit, Together
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.entity import Entity
from annotator.model.entity_errors import EntityIntoItself
from annotator.model.errors import AnnotatorUnknown, SpanUnknown
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.entities.doing import (
    EntityAct,
    Mention,
    MergeEntities,
    SplitEntity,
)
from annotator.project.entities.planning import Planner
from annotator.project.entities.putting import check_name, put_entities
from annotator.project.entities.suggesting import Names, Suggestion, covered_by_linked, suggest
from annotator.project.listing import shown_title
from annotator.project.many_sets import ManyChanges, change_many
from annotator.project.pages import Said, pages, read_said
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.project.seeing import can_see
from annotator.storage.documents import read_all_ids
from annotator.storage.entities import (
    Linked,
    count_linked,
    read_documents_linked,
    read_linked_words,
)

_AROUND = 40
"""Characters shown on either side of a mention."""


class EntityRow(NamedTuple):
    """An entity, and how much is linked to it."""

    entity: Entity
    spans: int = 0
    documents: int = 0


class MentionRow(NamedTuple):
    """A span that is linked, or would be, with what stands around it."""

    mention: Mention
    title: str
    start: int
    left: str
    text: str
    right: str
    label: str
    """Its id."""
    entity: str | None
    """The entity (id) it is linked to now."""


class Touched(NamedTuple):
    """What an act on entities has done."""

    spans: int = 0
    articles: int = 0
    entity: str = ""
    """The id of the one that a split has made."""


class Entities:
    """What can be asked of the entities of a project and done with them."""

    def __init__(
        self, road: Road, walk: Callable[[Callable[[Road], Changes], object], Changes]
    ) -> None:
        self._road = road
        self._walk = walk

    # ---- looking --------------------------------------------------------------------------------

    def all(self) -> dict[str, Entity]:
        """Return id -> entity, retired ones included, in the order in which they were made."""
        with self._road.lock:
            return dict(self._road.entities.all)

    def get(self, entity: str) -> Entity | None:
        """Return an entity by id."""
        with self._road.lock:
            return self._road.entities.get(entity)

    def named(self, name: str) -> Entity:
        """Return the entity with this id, or the only one with this name. EntityUnknown,
        EntityAmbiguous."""
        with self._road.lock:
            return self._road.entities.named(name)

    def rows(self, *, is_for_me: bool = False) -> list[EntityRow]:
        """Return all entities with how much is linked to them, by name. It belongs off the GUI
        thread. `is_for_me`: only what I may see in the window (`Assignments.can_see`) counts."""
        counts = self._counts(is_for_me=is_for_me)
        rows = [EntityRow(one, *counts.get(one.id, (0, 0))) for one in self.all().values()]
        return sorted(rows, key=lambda one: (one.entity.name.casefold(), one.entity.id))

    def count(self, entity: str, *, is_for_me: bool = False) -> Linked:
        """Return how much is linked to an entity (id) in the project."""
        return self._counts(is_for_me=is_for_me).get(entity, Linked())

    def _counts(self, *, is_for_me: bool) -> dict[str, Linked]:
        road = self._road
        self._flush()
        with road.lock:
            mine = road.mine() if is_for_me and road.assigned.has_blind() else None
        with road.store.reading() as connection:
            return count_linked(connection, None if mine is None else (mine.annotator or ""))

    def mentions(
        self, entity: str, *, is_for_me: bool = False, is_cancelled: IsCancelled = lambda: False
    ) -> Iterator[MentionRow]:
        """Yield what is linked to an entity (id), in project order. `is_for_me`: only what I may
        see in the window. Cancelled."""
        road = self._road
        self._flush()
        with road.store.reading() as connection:
            documents = read_documents_linked(connection, [entity], is_shown=True)
        for page in pages(documents):
            stop_if(is_cancelled)
            for said in read_said(road, page):
                for one in _sets_on(said):
                    if is_for_me and not self._can_see(one):
                        continue
                    for span in one.spans.values():
                        if span.entity == entity:
                            yield _mention_row(said, one, span)

    def _can_see(self, one: AnnotationSet) -> bool:
        with self._road.lock:
            return can_see(self._road, one.document, self._road.my_id, one.annotator)

    # ---- suggesting -----------------------------------------------------------------------------

    def suggestions(self, document: str, span: str) -> list[Suggestion]:
        """Return which entities a span (id) of mine on a document may be a mention of, the
        likeliest first. SpanUnknown."""
        road = self._road
        with road.lock:
            mine = road.annotation_set(document, road.set_owner(document, road.my_id))
            text = road.document(document).text
            found = mine.spans.get(span)
            if found is None:
                raise SpanUnknown(span)
            others = [one for one in mine.spans.values() if one.id != span]
            names = self._names()
        here = covered_by_linked(others, text)
        return suggest(found.covered_text(text), names, here)

    def _names(self) -> Names:
        """Return what entities are called; read anew only when links have changed."""
        book = self._road.entities
        kept = book.names
        if kept is None or kept[0] != book.version:
            writer = self._road.store.writer
            if writer is not None and self._road.on_screen.all_unsaved_sets():
                self._flush()
            with self._road.store.reading() as connection:
                linked = read_linked_words(connection)
            kept = book.names = (book.version, Names(book.all.values(), linked))
        return kept[1]

    # ---- doing ----------------------------------------------------------------------------------

    def make(
        self,
        name: str,
        kind: str | None = None,
        *,
        identifier: str = "",
        document: str | None = None,
        spans: Collection[str] = (),
        origin: object = None,
    ) -> Entity:
        """Make an entity, and link spans (ids) of mine on a document to it in the same act.

        EntityNameEmpty, and the errors of `Project.apply`.
        """
        entity = Entity(new_id(), " ".join(name.split()), kind, identifier)
        linked = link_spans(spans, entity) if spans else None
        self.put(PutEntities((entity,), linked=linked), document, origin=origin)
        return entity

    def put(
        self, edit: PutEntities, document: str | None = None, *, origin: object = None
    ) -> Changes:
        """Apply an edit of entities, and what it does to my set on a document, as one act.

        EntityNameEmpty, EntityUnknown, UndoBlocked (a span is linked to what would be taken back);
        the errors of `Project.apply`.
        """
        clean = clean_entities(edit)
        return self._walk(lambda road: put_entities(road, clean, document), origin)

    def preview(
        self,
        act: EntityAct,
        *,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> list[MentionRow]:
        """Return the spans that an act would change, and nothing is done: the errors of `do`. It
        belongs off the GUI thread."""
        planner = self._planner(act)
        documents = self._documents(act)
        rows: list[MentionRow] = []
        for done, page in enumerate(pages(documents)):
            stop_if(is_cancelled)
            progress(Progress(done * len(page), len(documents)))
            for said in read_said(self._road, page):
                for one in _sets_on(said):
                    edit = planner.edit_of(one, said.document.text)
                    parts = edit.edits if isinstance(edit, Together) else ()
                    rows += [
                        _mention_row(said, one, one.spans[part.span])
                        for part in parts
                        if isinstance(part, LinkSpan)
                    ]
        return rows

    def do(
        self,
        act: EntityAct,
        *,
        origin: object = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Touched:
        """Merge, split or link everywhere, as one act of mine; return what has changed.

        EntityUnknown, EntityIntoItself, EntityNameEmpty; AnnotatorUnknown where nobody has signed
        in to link; Cancelled, SavingFailed, ProjectReadOnly, ProjectLocked.
        """
        road = self._road
        planner = self._planner(act)
        changed: tuple[Entity, ...] = ()
        if isinstance(act, MergeEntities):
            changed = _merged(
                [road.entities.entity(id) for id in act.entities], road.entities.entity(act.into)
            )
        elif isinstance(act, SplitEntity):
            of = road.entities.entity(act.entity)
            changed = (Entity(planner.target or "", planner.name, of.kind),)
        many = ManyChanges(
            self._words(act, planner), self._documents(act), planner.edit_of, entities=changed
        )
        changes = change_many(road, many, progress=progress, is_cancelled=is_cancelled)
        road.tell(changes, origin)
        made = planner.target or "" if isinstance(act, SplitEntity) else ""
        return Touched(planner.spans, len(planner.documents), made)

    def _planner(self, act: EntityAct) -> Planner:
        with self._road.lock:
            book = self._road.entities
            if isinstance(act, MergeEntities):
                into = book.entity(act.into)
                book.check_all(act.entities)
                if act.into in act.entities:
                    raise EntityIntoItself(into.name)
                return Planner(act, into.id, into.name)
            if isinstance(act, SplitEntity):
                book.entity(act.entity)
                check_name(act.name)
                return Planner(act, new_id(), " ".join(act.name.split()))
            if self._road.my_id is None:
                raise AnnotatorUnknown("")
            target = None if act.entity is None else book.entity(act.entity)
            owners = {
                id: owner
                for id in self._documents(act)
                if (owner := self._road.set_owner(id, self._road.my_id))
            }
            name = target.name if target else ""
            return Planner(act, act.entity, name, owners)

    def _documents(self, act: EntityAct) -> list[str]:
        """Return the documents (ids) on which an act may do anything, in project order."""
        self._flush()
        with self._road.store.reading() as connection:
            if isinstance(act, MergeEntities):
                return read_documents_linked(connection, act.entities)
            if isinstance(act, SplitEntity):
                chosen = {one.document for one in act.mentions}
                linked = read_documents_linked(connection, [act.entity])
                return [id for id in linked if id in chosen]
            if act.documents is not None:
                return list(act.documents)
            return read_all_ids(connection)

    def _words(self, act: EntityAct, planner: Planner) -> str:
        with self._road.lock:
            names = {id: one.name for id, one in self._road.entities.all.items()}
        if isinstance(act, MergeEntities):
            merged = ", ".join(f"“{names[id]}”" for id in act.entities)
            return f"merged {merged} into “{planner.name}”"
        if isinstance(act, SplitEntity):
            return f"split “{planner.name}” off “{names[act.entity]}”"
        if act.entity is None:
            return f"took the links of “{act.words}” away"
        return f"linked “{act.words}” to “{planner.name}” everywhere"

    def _flush(self) -> None:
        writer = self._road.store.writer
        if writer is not None:
            writer.flush()


def link_spans(spans: Iterable[str], entity: Entity | None) -> SetEdit:
    """Return the edit that links one or several spans (ids) to an entity, or to none."""
    id, name = (entity.id, entity.name) if entity is not None else (None, "")
    parts = tuple(LinkSpan(span, id, name) for span in dict.fromkeys(spans))
    return parts[0] if len(parts) == 1 else Together(parts, "link all")


def _merged(entities: Sequence[Entity], into: Entity) -> tuple[Entity, ...]:
    """Return entities as they are once they are merged: retired, and what the one they are merged
    into is called elsewhere, where only they say so, is kept."""
    known = [one.identifier for one in (into, *entities) if one.identifier]
    return (
        *(replace(one, is_retired=True) for one in entities),
        replace(into, identifier=known[0] if known else ""),
    )


def _sets_on(said: Said) -> list[AnnotationSet]:
    imported = [said.imported.annotation_set] if said.imported else []
    return [*said.sets, *said.again, *imported]


def _mention_row(said: Said, one: AnnotationSet, span: Span) -> MentionRow:
    document = said.document
    text = document.text
    return MentionRow(
        Mention(document.id, one.annotator, span.id),
        shown_title(document.meta.title, text, document.id),
        span.start,
        text[max(0, span.start - _AROUND) : span.start],
        span.covered_text(text),
        text[span.end : span.end + _AROUND],
        span.label,
        span.entity,
    )
