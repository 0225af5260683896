"""Lists of documents: which there are, in what state, found by words; unsaved edits included."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime

from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.document import Meta
from annotator.model.errors import Cancelled
from annotator.model.hidden import Hidden
from annotator.project.on_screen import OnScreen
from annotator.project.road import Road
from annotator.project.rows import DocumentFilter, DocumentRow, ListOrder, ListQuery, Mine
from annotator.storage.annotations import read_sets_on
from annotator.storage.annotators import read_annotators
from annotator.storage.documents import (
    OPENING,
    PAGE,
    ListRow,
    SearchRow,
    count_by_status,
    count_documents,
    keys_of,
    read_list_rows,
    read_search_rows,
    read_statuses,
)
from annotator.storage.hidden import count_hidden, read_hidden
from annotator.storage.store import Store
from annotator.storage.work_list import Column, Listed, Told, read_listed

_TITLE_LENGTH = 80
"""Characters of the text that stand for a title."""


def list_keys(
    store: Store,
    on_screen: OnScreen,
    mine: Mine,
    query: ListQuery,
    is_cancelled: Callable[[], bool] = lambda: False,
    among: Collection[str] | None = None,
) -> list[int]:
    """Return the keys of the documents asked for, in the order asked for; Cancelled where nobody
    waits for them any more. `among`: no others than these (ids) come in question; the filter of
    the query is by status then, or "all"."""
    metas = on_screen.unsaved_metas()
    told = _told(store, _unsaved(on_screen, mine), mine)
    with store.reading() as connection:
        keys = read_listed(
            connection,
            Listed(
                mine.annotator,
                is_hidden=query.which == "hidden",
                among=among,
                status=_STATUS_ASKED.get(query.which),
                sources=query.sources,
                published=(query.since, query.until),
                characters=query.characters,
                spans=query.spans,
                edited=(query.edited_since, query.edited_until),
                order=_COLUMNS[query.order],
                is_descending=query.is_reversed,
                told=told,
                metas={id: (meta.source, meta.published) for id, meta in metas.items()},
            ),
        )
    words = query.search.casefold().split()
    return _search(store, metas, keys, words, is_cancelled) if words else keys


_STATUS_ASKED: dict[DocumentFilter, Status] = {
    "new": "new",
    "in_progress": "in_progress",
    "finished": "finished",
}
_COLUMNS: dict[ListOrder, Column] = {
    "project": "position",
    "status": "status",
    "published": "published",
    "source": "source",
    "characters": "characters",
    "spans": "spans",
    "last_edit": "edited",
}


def _told(store: Store, unsaved: Mapping[str, AnnotationSet], mine: Mine) -> dict[str, Told]:
    """Return what counts instead of my sets as they stand in the file: those of a second time, and
    what is not saved yet, which has been edited just now."""
    found: dict[str, Told] = {}
    if mine.instead:
        with store.reading() as connection:
            keys = keys_of(connection, mine.instead)
            for annotator in set(mine.instead.values()):
                wanted = [key for id, key in keys.items() if mine.instead[id] == annotator]
                for row in read_list_rows(connection, wanted, annotator):
                    found[row.id] = Told(row.status, row.spans, None)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    for id, one in unsaved.items():
        found[id] = Told(one.status, len(one.spans), now)
    return found


def _statuses(store: Store, unsaved: Mapping[str, AnnotationSet], mine: Mine) -> dict[int, Status]:
    """Return key -> status of the documents on which I have a set."""
    with store.reading() as connection:
        statuses = read_statuses(connection, mine.annotator)
        again = keys_of(connection, mine.instead) if mine.instead else {}
        for annotator in set(mine.instead.values()):
            theirs = read_statuses(connection, annotator)
            for document, key in again.items():
                if mine.instead[document] == annotator:
                    statuses[key] = theirs.get(key, "new")
        for document, key in keys_of(connection, unsaved).items():
            statuses[key] = unsaved[document].status
    return statuses


def _unsaved(on_screen: OnScreen, mine: Mine) -> dict[str, AnnotationSet]:
    """Return document id -> my set, where it has edits that are not saved yet."""
    unsaved = on_screen.unsaved_sets(mine.annotator)
    if not mine.instead:
        return unsaved
    found = {id: one for id, one in unsaved.items() if id not in mine.instead}
    for annotator in set(mine.instead.values()):
        for document, one in on_screen.unsaved_sets(annotator).items():
            if mine.instead.get(document) == annotator:
                found[document] = one
    return found


def _search(
    store: Store,
    metas: dict[str, Meta],
    keys: Sequence[int],
    words: list[str],
    is_cancelled: Callable[[], bool],
) -> list[int]:
    found: list[int] = []
    for first in range(0, len(keys), PAGE):
        if is_cancelled():
            raise Cancelled
        with store.reading() as connection:
            page = list(read_search_rows(connection, keys[first : first + PAGE]))
        found += [row.key for row in page if _has_words(row, metas.get(row.id), words)]
    return found


def _has_words(row: SearchRow, meta: Meta | None, words: list[str]) -> bool:
    title, source = (meta.title, meta.source) if meta else (row.title, row.source)
    haystack = f"{title or ''}\n{source or ''}\n{row.text}".casefold()
    return all(word in haystack for word in words)


def list_rows(
    store: Store, on_screen: OnScreen, mine: Mine, keys: Sequence[int]
) -> list[DocumentRow]:
    """Return what the list shows for these keys, in their order."""
    unsaved, metas = _unsaved(on_screen, mine), on_screen.unsaved_metas()
    untitled = [document for document, meta in metas.items() if not meta.title]
    with store.reading() as connection:
        rows = read_list_rows(connection, keys, mine.annotator, untitled)
        for annotator in {mine.instead[row.id] for row in rows if row.id in mine.instead}:
            theirs = {row.id: row for row in read_list_rows(connection, keys, annotator, untitled)}
            rows = [
                theirs[row.id] if mine.instead.get(row.id) == annotator else row for row in rows
            ]
        away = {one.document: one for one in read_hidden(connection, [row.id for row in rows])}
    return [
        _list_row(row, unsaved.get(row.id), metas.get(row.id), away.get(row.id)) for row in rows
    ]


def _list_row(
    row: ListRow, unsaved: AnnotationSet | None, meta: Meta | None, hidden: Hidden | None
) -> DocumentRow:
    title, source, published = (
        (meta.title, meta.source, meta.published)
        if meta
        else (row.title, row.source, row.published)
    )
    status, spans, relations = (
        (unsaved.status, len(unsaved.spans), len(unsaved.relations))
        if unsaved
        else (row.status, row.spans, row.relations)
    )
    return DocumentRow(
        row.key,
        row.id,
        shown_title(title, row.opening, row.id),
        source or "",
        published or "",
        row.characters,
        status,
        spans,
        relations,
        "" if hidden is None else "removed" if hidden.is_removed else "set aside",
    )


def shown_title(title: str | None, text: str, id: str) -> str:
    """Return what a document is called wherever it is shown: its title, else the first words of
    its text, else its id."""
    return title or _first_words(text[:OPENING]) or id


def _first_words(opening: str) -> str:
    """Return the first line that has words, cut between words where it is long."""
    lines = (" ".join(line.split()) for line in opening.splitlines())
    line = next((line for line in lines if line), "")
    if len(line) <= _TITLE_LENGTH:
        return line
    return line[:_TITLE_LENGTH].rpartition(" ")[0] or line[:_TITLE_LENGTH]


def list_sets(road: Road, document: str) -> list[AnnotationSet]:
    """Return the sets on a document (id), annotators by name, the curated set last."""
    with road.lock:
        unsaved = {one.annotator: one for one in road.on_screen.unsaved_sets_on(document)}
        with road.store.reading() as connection:
            saved = {one.annotator: one for one in read_sets_on(connection, document)}
            names = dict(read_annotators(connection))
        if not saved and not unsaved:
            road.length(document)  # DocumentUnknown
    for annotator, one in unsaved.items():
        if one.is_untouched:
            saved.pop(annotator, None)  # All of it was taken back: it goes with the next commit.
        else:
            saved[annotator] = one
    return sorted(
        saved.values(), key=lambda one: (one.annotator is None, names.get(one.annotator or ""))
    )


def count_by_state(store: Store, on_screen: OnScreen, mine: Mine) -> dict[str, int]:
    """Return how many documents there are: all, new, in_progress, finished; where something is
    assigned to me, mine and mine_open (those of them that I have not finished) too, and hidden
    where any is, which count nowhere else."""
    unsaved = _unsaved(on_screen, mine)
    with store.reading() as connection:
        gone = count_hidden(connection)
        if gone:
            away = {one.document for one in read_hidden(connection)}
            unsaved = {id: one for id, one in unsaved.items() if id not in away}
            mine = mine.without(away)
        total, _ = count_documents(connection)
        besides = [*unsaved, *mine.instead]
        counts = Counter(count_by_status(connection, mine.annotator, besides))
        assigned = keys_of(connection, mine.assigned) if mine.assigned else {}
    statuses = _statuses(store, unsaved, mine) if assigned else {}
    counts.update(one.status for one in unsaved.values())
    again = assigned.keys() & mine.instead.keys() - unsaved.keys()
    counts.update(statuses.get(assigned[one], "new") for one in again)
    begun = {"in_progress": counts["in_progress"], "finished": counts["finished"]}
    found = {"all": total, "new": total - sum(begun.values()), **begun}
    if gone:
        found["hidden"] = gone
    if not assigned:
        return found
    open = sum(statuses.get(key) != "finished" for key in assigned.values())
    return {**found, "mine": len(assigned), "mine_open": open}
