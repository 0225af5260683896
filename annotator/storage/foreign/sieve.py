"""Rows of a foreign file, each checked, into a clean file of our own making."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from annotator.model.annotation_set import STATUSES
from annotator.model.annotator import fit_name
from annotator.model.document import text_sha256
from annotator.model.errors import HistoryBroken, NameUnfit, RowUnfit
from annotator.storage.columns import dump
from annotator.storage.database import transaction
from annotator.storage.emptied import PURGES, emptied_by, is_proved
from annotator.storage.foreign.cells import (
    Unfit,
    attributes,
    fragments,
    id_text,
    json_object,
    maybe,
    number,
    one_of,
    sections,
    suggested,
    text,
    texts,
)
from annotator.storage.foreign.guarding import Guarded
from annotator.storage.foreign.rows import (
    ANNOTATION,
    ASSIGNMENT,
    DOCUMENT,
    ENTITY,
    HIDDEN,
    HISTORY,
    LABEL_SET_VERSION,
    LABEL_TABLES,
    REMARK,
    SECOND_TIME,
    SET,
    VERDICT,
    Cells,
    annotation,
    assignment,
    entity,
    hidden,
    history_row,
    label_set_version,
    remark,
    second_time,
    verdict,
)
from annotator.storage.history import HistoryRow

THEIRS = "theirs"
"""The one import of the clean file: it refers to nothing, and nothing in it is retired."""

_OF_THEIRS = ("taken_history", "taken_sets")
"""Tables of what imports have brought: several of theirs may have brought the same."""
_SPAN = (*ANNOTATION, "start", "end", "fragments", "is_doubtful")
_LINKED = 5
"""The version from which on spans are linked to entities."""
_VERSIONED = 6
"""The version from which on the label set has versions."""
_SUGGESTED = 8
"""The version from which on spans know what they were suggested as."""
_RELATION = (*ANNOTATION, "head", "tail")
_TOGETHER = 200
"""Rows that are written at once."""
_FIRST = -(2**63)


class Sieve:
    """Takes tables in order: what a row refers to is taken before it."""

    def __init__(
        self,
        asked: Guarded,
        clean: sqlite3.Connection,
        path: Path,
        version: int,
        follow: Callable[[], None],
    ) -> None:
        """`follow` is called now and then, and may raise to end it all."""
        self._asked = asked
        self._clean = clean
        self._path = path
        self._version = version
        self._follow = follow
        self.unfit: list[RowUnfit] = []
        self.incomplete: set[str] = set()
        """Ids of sets of which something stays out."""
        self._characters: dict[int, int] = {}
        """Of the documents taken, by key."""
        self._entity_keys: set[int] = set()
        """Of the entities taken."""
        self._versions: set[int] = set()
        """Of the label set, those taken."""

    def sift(self) -> None:
        """Take everything. HistoryBroken: nothing may be used. NotAProject."""
        with transaction(self._clean, is_write=True):
            self._history()
        # Whoever did something may be somebody who stays out.
        self._clean.execute("PRAGMA foreign_keys = ON")
        with transaction(self._clean, is_write=True):
            self._tables()

    def _tables(self) -> None:
        self._clean.execute("INSERT INTO imports VALUES (?, '', '[]', 0)", (THEIRS,))
        self._annotators()
        self._labels()
        if self._version >= _LINKED:
            self._entities()
        if self._version >= _VERSIONED:
            self._take("label_set_versions", LABEL_SET_VERSION, label_set_version, key="number")
            found = self._clean.execute("SELECT number FROM label_set_versions")
            self._versions = {number for (number,) in found}
        self._take("documents", DOCUMENT, self._document, "is_retired = 0")
        self._sets()
        if self._version >= 2:
            self._take("verdicts", VERDICT, verdict)
            self._take("remarks", REMARK, remark)
            self._take("reasons", ("position", "reason"), lambda row: (row[0], id_text(row[1])))
        if self._version >= 3:
            self._take("second_times", SECOND_TIME, second_time, key="rowid")
            self._take("assignments", ASSIGNMENT, assignment)
            self._taken()
        if self._version >= 5:
            self._take("hidden_documents", HIDDEN, hidden)

    # ---- tables -----------------------------------------------------------------------------

    def _history(self) -> None:
        """The chain first: where it breaks, somebody has written what did not happen."""
        emptied = emptied_by(self._purge_rows())
        expected = ""
        for row in self._rows("history", HISTORY, key="seq"):
            seq = row[0] if isinstance(row[0], int) else 0
            try:
                if len(row) == 1:
                    raise Unfit("a text is too long")
                *cells, previous, sha256 = history_row(row)
            except Unfit:
                raise HistoryBroken(self._path, seq) from None
            if previous != expected or not is_proved(HistoryRow(*cells), previous, sha256, emptied):
                raise HistoryBroken(self._path, seq)
            expected = sha256
            self._insert("history", HISTORY, (*cells, previous, sha256))

    def _purge_rows(self) -> Iterator[Cells]:
        """Yield the rows that tell of purges: they prove rows that come before them."""
        for row in self._rows("history", HISTORY, PURGES, key="seq"):
            with suppress(Unfit):
                if len(row) == len(HISTORY):
                    yield history_row(row)

    def _annotators(self) -> None:
        def person(row: Cells) -> Cells:
            name = text(row[2])
            try:
                fit = fit_name(name)
            except NameUnfit as error:
                raise Unfit(error.reason) from None
            return (row[0], id_text(row[1]), fit)

        self._take("annotators", ("key", "id", "name"), person)

    def _labels(self) -> None:
        # A label that left the label set has no position, and nothing wears it.
        for table, (columns, make) in LABEL_TABLES.items():
            is_older = self._version < 5 and table == "attributes"
            known = tuple(one for one in columns if not is_older or one != "is_retired")
            self._take(table, known, make, "position IS NOT NULL")

    def _entities(self) -> None:
        # The label that one is of may have left the label set.
        labels = {id for (id,) in self._clean.execute("SELECT id FROM span_labels")}
        shown = (
            "is_withdrawn = 0 AND (import_id IS NULL"
            " OR import_id IN (SELECT id FROM imports WHERE is_retired = 0)"
            " OR key IN (SELECT entity_key FROM spans WHERE entity_key IS NOT NULL))"
        )
        self._take("entities", ENTITY, lambda row: entity(row, labels), shown)
        self._entity_keys = {key for (key,) in self._clean.execute("SELECT key FROM entities")}

    def _document(self, row: Cells) -> Cells:
        key, id, position, title, source, published, url, authors, language, extra, *rest = row
        marked, sha256, characters, body = rest
        words = text(body)
        if text_sha256(words) != text(sha256):
            raise Unfit("the text is not what its hash says")
        if number(characters) != len(words):
            raise Unfit("the text is not as long as it says")
        self._characters[key] = len(words)
        return (
            key,
            id_text(id),
            number(position, _FIRST),
            *(maybe(text, one) for one in (title, source, published, url)),
            dump(texts(authors)),
            maybe(text, language),
            dump(json_object(extra)),
            sections(marked, len(words)),
            text(sha256),
            len(words),
            words,
        )

    def _sets(self) -> None:
        keys = {}

        def annotation_set(row: Cells) -> Cells:
            key, id, document, annotator, status, labels, said = row
            keys[key] = (id_text(id), number(document))
            held = maybe(attributes, said)
            return (
                key,
                keys[key][0],
                keys[key][1],
                maybe(number, annotator),
                one_of(status, STATUSES),
                dump(sorted(set(texts(labels)))),
                dump(held) if held else None,
            )

        live = "is_retired = 0 AND document_key IN (SELECT key FROM documents WHERE is_retired = 0)"
        self._take("annotation_sets", SET, annotation_set, live)
        taken = {key for (key,) in self._clean.execute("SELECT key FROM annotation_sets")}
        for key in taken:
            self._follow()
            id, document = keys[key]
            spans = self._spans_of(key, id, self._characters[document])
            self._relations_of(key, id, spans)

    def _spans_of(self, key: int, set_id: str, length: int) -> set[str]:
        """Take the spans of a set; return their ids."""

        def span(row: Cells) -> Cells:
            start, end, parts, is_doubtful = row[of_all:of_spans]
            first = number(start, 0, length)
            last = number(end, first + 1, length)
            return (
                *annotation(row),
                first,
                last,
                None if parts is None else fragments(parts, first, last),
                number(is_doubtful, 0, 1),
                # The link alone goes where what it leads to stays out.
                *[
                    one if one in there else None
                    for one, there in zip(row[of_spans:], led_to, strict=False)
                ],
                *map(suggested, row[offered:]),
            )

        columns: tuple[str, ...] = _SPAN
        led_to: list[set[int]] = []
        if self._version >= _LINKED:
            columns, led_to = (*columns, "entity_key"), [self._entity_keys]
        if self._version >= _VERSIONED:
            columns, led_to = (*columns, "made_under"), [*led_to, self._versions]
        if self._version >= _SUGGESTED:
            columns = (*columns, "suggested")
        of_all, of_spans, offered = len(ANNOTATION), len(_SPAN), len(_SPAN) + len(led_to)
        return self._annotations("spans", columns, key, set_id, span)

    def _relations_of(self, key: int, set_id: str, spans: set[str]) -> None:
        def relation(row: Cells) -> Cells:
            head, tail = id_text(row[6]), id_text(row[7])
            if head not in spans or tail not in spans:
                raise Unfit("an end of it is not there")
            made_under = [one if one in versions else None for one in row[of_relations:]]
            return (*annotation(row), head, tail, *made_under)

        versions, of_relations = self._versions, len(_RELATION)
        columns = (*_RELATION, "made_under") if self._version >= _VERSIONED else _RELATION
        self._annotations("relations", columns, key, set_id, relation)

    def _annotations(
        self,
        table: str,
        columns: Sequence[str],
        key: int,
        set_id: str,
        make: Callable[[Cells], Cells],
    ) -> set[str]:
        """Take the spans or relations of a set; return the ids of those taken."""
        taken: set[str] = set()
        ready: list[Cells] = []
        before = len(self.unfit)
        for row in self._rows_of_set(table, columns, key, set_id):
            try:
                ready.append(make(row))
            except Unfit as error:
                self._refuse(table, _shown(row[1]), str(error))
            if len(ready) == _TOGETHER:
                taken |= self._write(table, columns, ready)
                ready = []
        taken |= self._write(table, columns, ready)
        if len(self.unfit) > before:
            self.incomplete.add(set_id)
        return taken

    def _write(self, table: str, columns: Sequence[str], ready: list[Cells]) -> set[str]:
        """Write rows together, or where one of them cannot be one by one; return their ids."""
        self._clean.execute("SAVEPOINT together")
        try:
            self._clean.executemany(_insertion(table, columns), ready)
        except sqlite3.IntegrityError:
            self._clean.execute("ROLLBACK TO together")
            return {row[1] for row in ready if self._keep(table, columns, row, _as_it_is, row[1])}
        finally:
            self._clean.execute("RELEASE together")
        return {row[1] for row in ready}

    def _rows_of_set(
        self, table: str, columns: Sequence[str], key: int, set_id: str
    ) -> Iterator[Cells]:
        """Yield the rows of a set; what has too long a text stays out."""
        statement = f"SELECT {_names(columns)} FROM {table} WHERE set_key = ?"
        seen: set[object] = set()
        try:
            for row in self._asked.ask(statement, (key,)):
                seen.add(row[1])
                yield row
        except sqlite3.DataError:
            rest = self._one_by_one(table, statement, key, set_id)
            yield from (row for row in rest if row[1] not in seen)

    def _one_by_one(self, table: str, statement: str, key: int, set_id: str) -> Iterator[Cells]:
        try:
            ids = [
                id for (id,) in self._asked.ask(f"SELECT id FROM {table} WHERE set_key = ?", (key,))
            ]
        except sqlite3.DataError:
            self._refuse(table, set_id, "an id is too long")
            return
        for id in ids:
            try:
                asked = self._asked.ask(f"{statement} AND id = CAST(? AS TEXT)", (key, bytes(id)))
                yield from list(asked)
            except sqlite3.DataError:
                self._refuse(table, _shown(id), "a text is too long")

    def _taken(self) -> None:
        """What the file knows of others', each row proved by its own hash."""

        def row_of(row: Cells) -> Cells:
            _, here, *cells = row
            *fields, previous, sha256 = history_row(cells)
            if HistoryRow(*fields).sha256(previous) != sha256:
                raise Unfit("it is not what its hash says")
            return (row[0], maybe(id_text, here), *fields, previous, sha256)

        live = "import_id IN (SELECT id FROM imports WHERE is_retired = 0)"
        self._take("taken_history", ("key", "here", *HISTORY), row_of, live)
        self._take(
            "taken_sets",
            ("rowid", "other", "annotation_set"),
            lambda row: (row[0], id_text(row[1]), id_text(row[2])),
            live,
            key="rowid",
        )

    # ---- rows -------------------------------------------------------------------------------

    def _take(
        self,
        table: str,
        columns: Sequence[str],
        make: Callable[[Cells], Cells],
        condition: str = "",
        key: str = "",
    ) -> None:
        for row in self._rows(table, columns, condition, key or columns[0]):
            self._keep(table, columns, row, make, _shown(row[1]) if len(row) > 1 else str(row[0]))

    def _rows(
        self, table: str, columns: Sequence[str], condition: str = "", key: str = "key"
    ) -> Iterator[Cells]:
        """Yield the rows of a table by key; of one with a text that is too long only the key."""
        chosen = f"SELECT {_names(columns)} FROM {table} WHERE"
        wanted = f"{key} > ?" + (f" AND {condition}" if condition else "")
        statement = f"{chosen} {wanted} ORDER BY {key}"
        last = _FIRST
        while True:
            try:
                for row in self._asked.ask(statement, (last,)):
                    last = row[0]
                    self._follow()
                    yield row
                return
            except sqlite3.DataError:
                # The row before the one that is too long may be lost with it: one at a time.
                found = f"SELECT min({key}) FROM {table} WHERE {wanted}"
                ((last,),) = list(self._asked.ask(found, (last,)))
            try:
                yield from list(self._asked.ask(f"{chosen} {key} = ?", (last,)))
            except sqlite3.DataError:
                yield (last,)

    def _keep(
        self,
        table: str,
        columns: Sequence[str],
        row: Cells,
        make: Callable[[Cells], Cells],
        where: str,
    ) -> bool:
        try:
            if len(row) < len(columns):
                raise Unfit("a text is too long")
            self._insert(table, columns, make(row))
        except Unfit as error:
            self._refuse(table, where, str(error))
        except sqlite3.IntegrityError:
            self._refuse(table, where, "it is there twice, or what it refers to is not there")
        else:
            return True
        return False

    def _insert(self, table: str, columns: Sequence[str], values: Cells) -> None:
        if table in _OF_THEIRS:
            values = (*values, THEIRS)
        self._clean.execute(_insertion(table, tuple(columns)), values)

    def _refuse(self, table: str, where: str, reason: str) -> None:
        self.unfit.append(RowUnfit(table, where, reason))


@cache
def _insertion(table: str, columns: Sequence[str]) -> str:
    verb = "INSERT"
    if table in _OF_THEIRS:
        columns, verb = (*columns, "import_id"), "INSERT OR IGNORE"
    places = ", ".join("?" * len(columns))
    return f"{verb} INTO {table} ({_names(columns)}) VALUES ({places})"


def _as_it_is(row: Cells) -> Cells:
    return row


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _shown(cell: object) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
