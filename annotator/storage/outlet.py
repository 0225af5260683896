"""What exports and agreement read: documents with the sets on them, in order, page by page."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.curated import Curated
from annotator.model.document import Document
from annotator.model.format_errors import AnnotationDamaged
from annotator.storage.annotations import SetRow, read_set_rows
from annotator.storage.columns import dump
from annotator.storage.curated import read_curated
from annotator.storage.documents import read_documents, read_hashes, read_texts
from annotator.storage.hidden import SHOWN
from annotator.storage.store import Store
from annotator.storage.verdicts import has_reviews, read_verdicts_on_each

PAGE = 100
"""Documents that are read in one go, whole with their sets: some tens of milliseconds."""

SPANS_OF_A_PAGE = 20_000
"""More are not read in one go, but for a document that alone has more."""

BEFORE_ALL = (-1, -1)
"""The place before the first document."""


def stream_documents(reader: Store) -> Iterator[Document]:
    """Yield the documents that are not hidden, in project order; memory stays flat."""
    after = BEFORE_ALL
    while True:
        with reader.reading() as connection:
            page = read_documents(connection, after, PAGE)
        for after, document in page:  # noqa: B007  the last one's place begins the next page
            yield document
        if len(page) < PAGE:
            return


def stream_sets(
    reader: Store,
    *,
    annotators: Collection[str] | None = None,
    curated: bool | None = None,
    statuses: Collection[Status] = (),
    besides: Collection[str] = (),
    documents: Collection[str] | None = None,
    is_checked: bool = False,
) -> Iterator[tuple[Document, AnnotationSet | None]]:
    """Yield the chosen sets, each with its document: documents in project order, hidden ones left
    out, annotators by name, the curated set last. Memory stays flat.

    annotators: ids; None is everybody.
    curated: True adds the curated set, and alone chooses nothing else; False leaves it out;
        None has it where all annotators are asked for.
    statuses: those wanted; empty is all.
    besides: annotators (ids) whose sets are left out as if there were none.
    documents: no others than these (ids).
    is_checked: whether each text is held against the hash it came in with. AnnotationDamaged.

    Where nothing is filtered a document without a set is yielded once, with None. Each page is
    read in one go; what is committed between two pages is seen, so wait for the queue before.
    """
    condition, parameters = _condition(annotators, curated, statuses)
    is_narrowed = bool(condition)
    if besides:
        condition += " AND coalesce(annotators.id, '') NOT IN (SELECT value FROM json_each(?))"
        parameters.append(dump(list(besides)))
    after = BEFORE_ALL
    while True:
        with reader.reading() as connection:
            page = read_documents(connection, after, PAGE, documents)
            if is_checked:
                _check_texts(connection, page)
            sets = _sets_of_page(connection, [place[1] for place, _ in page], condition, parameters)
        for after, document in page:  # noqa: B007  as above
            chosen = sets.get(document.id, ())
            for row in chosen:
                yield document, row.made()
            if not chosen and not is_narrowed:
                yield document, None
        if len(page) < PAGE:
            return


class Reviewed(NamedTuple):
    """A document with all that its curated set is made of."""

    document: Document
    sets: list[AnnotationSet]
    """Annotators by name, an imported curated set last."""
    verdicts: list[str]
    """JSON, in the order in which they were given."""
    imported: Curated | None


def stream_reviewed(
    reader: Store, documents: Collection[str] | None = None, *, is_checked: bool = False
) -> Iterator[Reviewed]:
    """Yield every document (or those of these ids) that is not hidden with the sets and verdicts
    on it, in project order; memory stays flat.

    Each page is read in one go, and checked, as with `stream_sets`.
    """
    after = BEFORE_ALL
    while True:
        with reader.reading() as connection:
            page = read_documents(connection, after, PAGE, documents)
            if is_checked:
                _check_texts(connection, page)
            keys = [place[1] for place, _ in page]
            sets = _sets_of_page(connection, keys, "", [])
            curated = [row for held in sets.values() for row in held if row.annotator is None]
            imported = read_curated(connection, [row.made() for row in curated])
            verdicts = _verdicts_of(connection, [document.id for _, document in page])
        for after, document in page:  # noqa: B007  as above
            id = document.id
            held = [row.made() for row in sets.get(id, [])]
            yield Reviewed(document, held, verdicts.get(id, []), imported.get(id))
        if len(page) < PAGE:
            return


def _check_texts(
    connection: sqlite3.Connection, page: Sequence[tuple[tuple[int, int], Document]]
) -> None:
    hashes = read_hashes(connection, [place[1] for place, _ in page])
    for place, document in page:
        if document.sha256 != hashes[place[1]]:
            reason = "its text is not the one that came in"
            raise AnnotationDamaged(document.id, "", reason)


def _verdicts_of(connection: sqlite3.Connection, documents: list[str]) -> dict[str, list[str]]:
    return read_verdicts_on_each(connection, documents) if has_reviews(connection) else {}


def _condition(
    annotators: Collection[str] | None, curated: bool | None, statuses: Collection[Status]
) -> tuple[str, list[Any]]:
    """Return SQL that narrows the sets down, empty where nothing is filtered."""
    condition, parameters = "", []
    if annotators is not None or curated:
        if curated:
            condition += " AND (annotators.id IN (SELECT value FROM json_each(?))"
            condition += " OR annotators.id IS NULL)"
        else:
            condition += " AND annotators.id IN (SELECT value FROM json_each(?))"
        parameters.append(dump(list(annotators or ())))
    elif curated is False:
        condition += " AND annotators.id IS NOT NULL"
    if statuses:
        condition += " AND annotation_sets.status IN (SELECT value FROM json_each(?))"
        parameters.append(dump(list(statuses)))
    return condition, parameters


def _sets_of_page(
    connection: sqlite3.Connection, keys: list[int], condition: str, parameters: list[Any]
) -> dict[str, list[SetRow]]:
    wanted = "AND document_key IN (SELECT value FROM json_each(?))" + condition
    sets = read_set_rows(connection, wanted, (dump(keys), *parameters))
    return {document: list(group) for document, group in groupby(sets, lambda one: one.document)}


# ---- documents that several have labelled -------------------------------------------------------


class SharedDocument(NamedTuple):
    """A document on which two or more annotators have a set, by its key."""

    key: int
    spans: int
    """How many all these sets have together."""


def list_shared(
    reader: Store, annotators: Collection[str], statuses: Collection[Status]
) -> list[SharedDocument]:
    """Return the documents on which two or more of these annotators (ids) have a set with one of
    these statuses, in project order."""
    condition, parameters = _condition(annotators, None, statuses)
    with reader.reading() as connection:
        rows = connection.execute(
            "SELECT documents.key, sum(annotation_sets.spans) FROM annotation_sets"
            " JOIN documents ON documents.key = annotation_sets.document_key"
            " JOIN annotators ON annotators.key = annotation_sets.annotator_key"
            f" WHERE annotation_sets.is_retired = 0 AND {SHOWN}"
            f"{condition} GROUP BY documents.key HAVING count(*) > 1"
            " ORDER BY documents.position, documents.key",
            parameters,
        )
        return [SharedDocument(*row) for row in rows]


def stream_shared(
    reader: Store,
    documents: Sequence[SharedDocument],
    annotators: Collection[str],
    statuses: Collection[Status],
) -> Iterator[tuple[str, str, dict[str, AnnotationSet]]]:
    """Yield id and text of each of these documents, and the chosen sets on it by annotator (id).

    Memory stays flat, and each page is read in one go, as in `stream_sets`.
    """
    condition, parameters = _condition(annotators, None, statuses)
    for page in page_keys(documents):
        with reader.reading() as connection:
            texts = read_texts(connection, page)
            sets = _sets_of_page(connection, page, condition, parameters)
        for id, text in texts:
            held = sets.get(id, ())
            yield id, text, {row.annotator: row.made() for row in held if row.annotator}


def page_keys(documents: Iterable[SharedDocument]) -> Iterator[list[int]]:
    """Yield keys in order, as many at once as are read in some tens of milliseconds."""
    page: list[int] = []
    spans = 0
    for one in documents:
        if page and (len(page) == PAGE or spans + one.spans > SPANS_OF_A_PAGE):
            yield page
            page, spans = [], 0
        page.append(one.key)
        spans += one.spans
    if page:
        yield page
