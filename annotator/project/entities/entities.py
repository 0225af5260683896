"""The entities of a project: looking, suggesting, linking, merging. A door of its own beside
`Project`: `project.entities`."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from annotator.edits.cleaning import clean_entities
from annotator.edits.edit import LinkSpan, PutEntities, SetEdit, Together
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.entity import Entity
from annotator.model.entity_errors import EntityIntoItself, EntityLinked
from annotator.model.errors import AnnotatorUnknown, SpanUnknown
from annotator.model.ids import new_id
from annotator.project.entities.doing import (
    EntityAct,
    LinkEverywhere,
    MergeEntities,
    SplitEntity,
)
from annotator.project.entities.known_names import KnownNames
from annotator.project.entities.matching import Matching
from annotator.project.entities.planning import Planner, alike_to
from annotator.project.entities.putting import clean_name, put_entities
from annotator.project.entities.rows import EntityRow, MentionRow, Touched, mention_row
from annotator.project.entities.suggesting import Names, Suggestion, covered_by_linked, suggest
from annotator.project.many_sets import ManyChanges, change_many
from annotator.project.pages import Said, pages, read_said
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.project.seeing import can_see
from annotator.storage.documents import read_each_document
from annotator.storage.entities import (
    Linked,
    count_linked,
    count_links_of,
    has_entities,
    read_documents_covering,
    read_documents_linked,
    read_linked_words,
)


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
        book = self._road.entities
        if not book.is_read:
            read = book.read()
            with self._road.lock:
                book.take(read)
        with self._road.lock:
            return dict(book.all)

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
                            yield mention_row(said, one, span)

    def _can_see(self, one: AnnotationSet) -> bool:
        with self._road.lock:
            return can_see(self._road, one.document, self._road.my_id, one.annotator)

    def matching(self) -> Matching:
        """Return what finds entities by what is typed, as they are now. It belongs off the GUI
        thread."""
        return Matching(self.all().values())

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
        here = covered_by_linked(others, text)
        with self._names() as names:
            return suggest(found.covered_text(text), names, here)

    @contextmanager
    def _names(self) -> Iterator[Names]:
        """Give what entities are called, by what has been done since they were asked for last."""
        known = self._road.entities.known
        with known.lock:
            try:
                if known.is_stale:
                    self._read_names(known)
                with self._road.lock:
                    since = known.take_since()
                known.catch_up(since, self._texts)
            except BaseException:
                with self._road.lock:
                    known.forget()
                raise
            yield known.names

    def _read_names(self, known: KnownNames) -> None:
        """Read all of them as the file has them at one moment; what is done from then on is noted,
        and waits for none of this."""
        road = self._road
        self.all()  # read before the lock is taken
        with ExitStack() as held:
            with road.lock:
                if road.store.writer is not None and road.on_screen.all_unsaved_sets():
                    self._flush()
                connection = held.enter_context(road.store.reading())
                has_entities(connection)  # the first reading is what holds the file as it is
                entities = list(road.entities.all.values())
                known.begin()
            linked = read_linked_words(connection)
        known.names.catch_up(entities, linked)

    def _texts(self, documents: Collection[str]) -> dict[str, str]:
        with self._road.store.reading() as connection:
            found = read_each_document(connection, list(documents))
        return {id: one.text for id, one in found.items()}

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
        entity = Entity(new_id(), clean_name(name), kind, identifier)
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

    def remove(self, entities: Collection[str], *, origin: object = None) -> Changes:
        """Remove entities (ids) to which nothing is linked, as one act.

        EntityUnknown; EntityLinked where something is; the errors of `put`.
        """
        self.check_unlinked(entities)
        return self.put(PutEntities((), tuple(dict.fromkeys(entities))), origin=origin)

    def check_unlinked(self, entities: Iterable[str]) -> None:
        """EntityUnknown, or EntityLinked, where one of these (ids) cannot be removed."""
        road = self._road
        self._flush()
        for id in entities:
            with road.lock:
                name = road.entities.entity(id).name
            with road.store.reading() as connection:
                count = count_links_of(connection, [id])
            if count:
                raise EntityLinked(name, count)

    def preview(
        self,
        act: EntityAct,
        *,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> list[MentionRow]:
        """Return the spans that an act would change, and nothing is done: the errors of `do`. It
        belongs off the GUI thread."""
        planner, documents = self._plan(act)
        rows: list[MentionRow] = []
        for done, page in enumerate(pages(documents)):
            stop_if(is_cancelled)
            progress(Progress(done * len(page), len(documents)))
            for said in read_said(self._road, page):
                for one in _sets_on(said):
                    edit = planner.edit_of(one, said.document.text)
                    parts = edit.edits if isinstance(edit, Together) else ()
                    rows += [
                        mention_row(said, one, one.spans[part.span])
                        for part in parts
                        if isinstance(part, LinkSpan)
                    ]
        return rows

    def count_alike(
        self,
        act: LinkEverywhere,
        *,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Linked:
        """Return how many spans an act is about, whatever they are linked to now: the errors of
        `do`. It belongs off the GUI thread."""
        planner, documents = self._plan(act)
        planner.target = ""  # nothing is linked to that
        for done, page in enumerate(pages(documents)):
            stop_if(is_cancelled)
            progress(Progress(done * len(page), len(documents)))
            for said in read_said(self._road, page, with_review=False):
                for one in _sets_on(said):
                    planner.edit_of(one, said.document.text)
        return Linked(planner.spans, len(planner.documents))

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
        planner, documents = self._plan(act)
        changed: tuple[Entity, ...] = ()
        if isinstance(act, MergeEntities):
            changed = _merged(
                [road.entities.entity(id) for id in act.entities], road.entities.entity(act.into)
            )
        elif isinstance(act, SplitEntity):
            of = road.entities.entity(act.entity)
            changed = (Entity(planner.target or "", planner.name, of.kind),)
        elif act.made is not None:
            changed = (replace(act.made, name=clean_name(act.made.name)),)
        many = ManyChanges(self._words(act, planner), documents, planner.edit_of, entities=changed)
        changes = change_many(road, many, progress=progress, is_cancelled=is_cancelled)
        road.tell(changes, origin)
        is_made = isinstance(act, SplitEntity) or (isinstance(act, LinkEverywhere) and act.made)
        made = planner.target or "" if is_made else ""
        return Touched(planner.spans, len(planner.documents), made)

    def _plan(self, act: EntityAct) -> tuple[Planner, list[str]]:
        """Return what says how each set is changed, and the documents (ids) on which any may be.
        These are looked for without the lock: edits need not wait for it."""
        documents = self._documents(act)
        return self._planner(act, documents), documents

    def _planner(self, act: EntityAct, documents: Iterable[str]) -> Planner:
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
                return Planner(act, new_id(), clean_name(act.name))
            if self._road.my_id is None:
                raise AnnotatorUnknown("")
            target = act.made or (None if act.entity is None else book.entity(act.entity))
            owners = {
                id: owner
                for id in documents
                if (owner := self._road.set_owner(id, self._road.my_id))
            }
            name = target.name if target else ""
            return Planner(act, target.id if target else None, name, owners)

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
            return read_documents_covering(connection, alike_to(act.words))

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
        replace(into, identifier=known[0] if known else "", is_retired=False),
    )


def _sets_on(said: Said) -> list[AnnotationSet]:
    imported = [said.imported.annotation_set] if said.imported else []
    return [*said.sets, *said.again, *imported]
