"""Documents erased: their rows in every table, and what elsewhere tells of them."""

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

import orjson

from annotator.model.purge import Erased, HashedDocument, Mentioned
from annotator.storage.about import put_about
from annotator.storage.columns import dump
from annotator.storage.history import ROW
from annotator.storage.purging.history import (
    Told,
    drop_taken_edits,
    drop_taken_rows,
    find_acts,
)
from annotator.storage.purging.purges import id_sha256
from annotator.storage.purging.written import (
    rewrite_labels,
    rewrite_packet_note,
    rewrite_taken_edits,
    words_in,
)
from annotator.text.quotations import Quotable

_ON_SETS = ("spans", "relations", "span_counts", "relation_counts", "provenance", "negatives")
_ON_DOCUMENTS = (
    "verdicts",
    "remarks",
    "assignments",
    "dismissals",
    "seen_texts",
    "fingerprints",
    "newer_texts",
    "hidden_documents",
)
_OF_IMPORTS = ("documents", "annotation_sets", "taken_edits", "taken_history")
_TELLING = 5
"""Characters that a word must have to be looked for within the name of a file."""
_GONE = "erased"
"""What an entity is called that is kept only so that nothing refers to nothing."""


class Found(NamedTuple):
    """Documents to be erased as they stand in one file: all rows that have one of these ids, and
    retired ones with one of these texts."""

    ids: frozenset[str]
    keys: tuple[int, ...]
    texts: frozenset[str]
    """Hashes."""


def find_documents(connection: sqlite3.Connection, ids: Collection[str]) -> Found:
    """Return the documents with these ids. Others with the same text stay, unless retired."""
    asked = dump(sorted(ids))
    rows = connection.execute(
        "SELECT key, sha256 FROM documents WHERE id IN (SELECT value FROM json_each(?))", (asked,)
    ).fetchall()
    texts = frozenset(sha256 for _, sha256 in rows)
    retired = connection.execute(
        "SELECT key FROM documents WHERE is_retired = 1"
        " AND sha256 IN (SELECT value FROM json_each(?))",
        (dump(sorted(texts)),),
    )
    keys = {key for key, _ in rows} | {key for (key,) in retired}
    return Found(frozenset(ids), tuple(sorted(keys)), texts)


def find_hashed(
    connection: sqlite3.Connection,
    documents: Sequence[HashedDocument],
    spared: Collection[str],
) -> Found:
    """Return the same from hashes, in a copy of the project: whatever has such an id, or such a
    text and is not one of those `spared` (ids)."""
    wanted = {one.id_sha256 for one in documents}
    texts = {one.text_sha256 for one in documents}
    named = set()
    for statement in (
        "SELECT DISTINCT id FROM documents",
        "SELECT DISTINCT document FROM history WHERE document IS NOT NULL",
        "SELECT DISTINCT here FROM taken_history WHERE here IS NOT NULL",
    ):
        named |= {id for (id,) in connection.execute(statement)}
    ids = {id for id in named if id_sha256(id) in wanted}
    ids |= {
        id
        for (id,) in connection.execute(
            "SELECT id FROM documents WHERE sha256 IN (SELECT value FROM json_each(?))",
            (dump(sorted(texts)),),
        )
        if id not in spared
    }
    return find_documents(connection, ids)


def hashes_of(connection: sqlite3.Connection, found: Found) -> tuple[HashedDocument, ...]:
    """Return the hashes by which documents are known again, one for each id."""
    rows = connection.execute(
        "SELECT id, sha256 FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY is_retired DESC",
        (dump(sorted(found.ids)),),
    )
    return tuple(HashedDocument(id_sha256(id), sha256) for id, sha256 in dict(rows).items())


def erase_documents(
    connection: sqlite3.Connection, found: Found, told: Told
) -> tuple[Erased, list[int]]:
    """Erase documents, and what elsewhere tells of them; return how much it was, and the rows of
    the history (numbers) that are to be emptied."""
    erasing = _Erasing(connection, found, told)
    erasing.erase()
    return erasing.erased, erasing.acts


class _Erasing:
    def __init__(self, connection: sqlite3.Connection, found: Found, told: Told) -> None:
        self._connection = connection
        self._found = found
        self._told = told
        self._keys = dump(list(found.keys))
        self._entities: frozenset[str] = frozenset()
        """Those that only spans of these documents were linked to."""
        self._imports: frozenset[str] = frozenset()
        """Those that brought nothing else, or whose names of files tell of these documents."""
        self._others = self._ids_elsewhere()
        self._touched = self._imports_of_them()
        self._texts: list[str] = []
        self._quotable, self._names = self._read_words()
        self.erased = Erased()
        self.acts: list[int] = []

    def erase(self) -> None:
        """Take all of it away, but for the rows of the history."""
        connection, ids, erased = self._connection, self._found.ids, self.erased
        sets = self._on_documents("SELECT id FROM annotation_sets WHERE")
        self._count()
        linked = self._on_sets("SELECT DISTINCT entity_key FROM spans WHERE entity_key > 0 AND")
        self._forget_ids()
        self._entities = self._erase_rows([key for (key,) in linked])
        set_ids = [id for (id,) in sets]
        without = self._quotable.without_quotations
        erased.quotations = rewrite_labels(connection, without)
        erased.quotations += rewrite_packet_note(connection, without)
        erased.taken = drop_taken_rows(connection, ids, self._is_theirs_about)
        erased.taken += drop_taken_edits(connection, ids, set_ids, self._is_about)
        rewrite_taken_edits(connection, without)
        for set_id in set_ids:
            connection.execute("DELETE FROM taken_sets WHERE annotation_set = ?", (set_id,))
        self._imports = self._erase_sources()
        self.acts = find_acts(
            connection, ids, lambda body: self._is_about(body) or self._is_about_import(body)
        )
        erased.acts = len(self.acts)

    # ---- what tells of them ---------------------------------------------------------------------

    def _read_words(self) -> tuple[Quotable, frozenset[str]]:
        """Return what can be quoted of them, and words that names of files may have of them."""
        rows = self._on_keys("SELECT text, title, url FROM documents WHERE")
        self._texts = [text for text, *_ in rows]
        titles = [title for _, title, _ in rows if title]
        addresses = [url for *_, url in rows if url]
        names = {*self._found.ids, *self._others, *titles, *addresses}
        return Quotable(self._texts, titles), frozenset(name.casefold() for name in names)

    def _ids_elsewhere(self) -> frozenset[str]:
        """Return the ids under which they go in files that were taken in."""
        rows = self._connection.execute(
            "SELECT DISTINCT document FROM taken_history WHERE document IS NOT NULL"
            " AND here IN (SELECT value FROM json_each(?))",
            (dump(sorted(self._found.ids)),),
        )
        return frozenset(id for (id,) in rows)

    def _is_about(self, body: str) -> bool:
        said = self._mentioned(body)
        if said.documents & self._found.ids or said.entities & self._entities:
            return True
        if not body.startswith('{"edit":"ReplaceLabelSet"'):
            return False
        return any(
            self._quotable.is_quoted_in(line)
            for words in words_in(orjson.loads(body))
            for line in words.split("\n")
        )

    def _is_theirs_about(self, body: str) -> bool:
        return bool(self._mentioned(body).documents & self._others) or self._is_about(body)

    def _is_about_import(self, body: str) -> bool:
        return bool(self._mentioned(body).imports & self._imports)

    def _mentioned(self, body: str) -> Mentioned:
        try:
            return self._told(body)
        except (KeyError, TypeError, ValueError, AttributeError):
            return Mentioned()  # of another make: `annotator check` tells of it

    # ---- rows -----------------------------------------------------------------------------------

    def _erase_rows(self, linked: list[int]) -> frozenset[str]:
        """Delete the rows of documents and of all that stands on them; return the entities (ids)
        that nothing else was linked to."""
        connection = self._connection
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in _ON_SETS[::-1]:
            self._on_sets(f"DELETE FROM {table} WHERE")
        for table in _ON_DOCUMENTS:
            self._on_documents(f"DELETE FROM {table} WHERE")
        connection.execute(
            "DELETE FROM newer_texts WHERE older_key IN (SELECT value FROM json_each(?))",
            (self._keys,),
        )
        self._on_documents("DELETE FROM annotation_sets WHERE")
        self._on_keys("DELETE FROM documents WHERE")
        # Which words stand in which document cannot be taken out one by one and leave no trace.
        connection.execute("INSERT INTO word_index (word_index) VALUES ('delete-all')")
        put_about(connection, "word_index_up_to", "")
        return self._erase_entities(linked)

    def _erase_entities(self, linked: list[int]) -> frozenset[str]:
        """Erase the entities (keys) to which nothing else was linked, and those to which nothing
        is and whose name stands in these documents alone."""
        rows = self._connection.execute(
            "SELECT key, id, name FROM entities"
            " WHERE NOT EXISTS (SELECT 1 FROM spans WHERE entity_key = entities.key)"
        ).fetchall()
        gone = [row for row in rows if row[0] in {*linked} or self._is_named_only_here(row[2])]
        self._connection.executemany(
            "UPDATE entities SET name = ?, kind = NULL, identifier = '', note = '',"
            " is_withdrawn = 1 WHERE key = ?",
            [(_GONE, key) for key, *_ in gone],
        )
        self.erased.entities = [name for *_, name in gone]
        return frozenset(id for _, id, _ in gone)

    def _is_named_only_here(self, name: str) -> bool:
        """Tell whether a name stands in these documents, whose rows are gone, and in no other."""
        if not any(name in text for text in self._texts):
            return False
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM documents WHERE instr(text, ?))", (name,)
        ).fetchone()
        return not row[0]

    def _forget_ids(self) -> None:
        """Ids of annotations that were deleted are kept aside; those of these documents go."""
        strings: set[str] = set()
        for *_, edit, inverse in self._connection.execute(
            f"SELECT {ROW} FROM history WHERE document IN (SELECT value FROM json_each(?))",
            (dump(sorted(self._found.ids)),),
        ):
            strings |= _strings(orjson.loads(edit)) | _strings(orjson.loads(inverse))
        self._connection.execute(
            "DELETE FROM deleted_annotations WHERE id IN (SELECT value FROM json_each(?))",
            (dump(sorted(strings)),),
        )

    def _erase_sources(self) -> frozenset[str]:
        """Take names of files that tell of them from what is known of imports; return the imports
        (ids) of which the history may tell no more."""
        found = set()
        for id, sources in self._connection.execute("SELECT id, sources FROM imports").fetchall():
            named = orjson.loads(sources)
            kept = [] if self._is_left_empty(id) else [one for one in named if not self._tells(one)]
            if kept != named:
                found.add(id)
                self.erased.sources += len(named) - len(kept)
                self._connection.execute(
                    "UPDATE imports SET sources = ? WHERE id = ?", (dump(kept), id)
                )
        return frozenset(found)

    def _imports_of_them(self) -> frozenset[str]:
        """Return the imports (ids) that brought any of these documents, or anything about them."""
        ids = dump(sorted(self._found.ids))
        rows = self._on_keys("SELECT import_id FROM documents WHERE")
        rows += self._on_documents("SELECT import_id FROM annotation_sets WHERE")
        for table, column in (("taken_edits", "document"), ("taken_history", "here")):
            rows += self._connection.execute(
                f"SELECT import_id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
                (ids,),
            ).fetchall()
        return frozenset(str(id) for (id,) in rows if id is not None)

    def _is_left_empty(self, import_id: str) -> bool:
        """Tell whether an import has brought nothing but these documents."""
        return import_id in self._touched and not any(
            self._connection.execute(
                f"SELECT EXISTS (SELECT 1 FROM {table} WHERE import_id = ?)", (import_id,)
            ).fetchone()[0]
            for table in _OF_IMPORTS
        )

    def _tells(self, source: object) -> bool:
        name = str(source).casefold()
        return PurePath(name).stem in self._names or any(
            one in name for one in self._names if len(one) >= _TELLING
        )

    # ---- asking ---------------------------------------------------------------------------------

    def _count(self) -> None:
        erased = self.erased
        for (characters,) in self._on_keys("SELECT characters FROM documents WHERE"):
            erased.documents += 1
            erased.characters += characters
        erased.sets = self._number("annotation_sets")
        for name in ("spans", "relations"):
            ((number,),) = self._on_sets(f"SELECT count(*) FROM {name} WHERE")
            setattr(erased, name, number)
        erased.verdicts, erased.remarks = self._number("verdicts"), self._number("remarks")
        erased.assignments = self._number("assignments")

    def _number(self, table: str) -> int:
        ((number,),) = self._on_documents(f"SELECT count(*) FROM {table} WHERE")
        return int(number)

    def _on_keys(self, statement: str) -> list[tuple[Any, ...]]:
        return self._asked(f"{statement} key IN (SELECT value FROM json_each(?))")

    def _on_documents(self, statement: str) -> list[tuple[Any, ...]]:
        return self._asked(f"{statement} document_key IN (SELECT value FROM json_each(?))")

    def _on_sets(self, statement: str) -> list[tuple[Any, ...]]:
        return self._asked(
            f"{statement} set_key IN (SELECT key FROM annotation_sets"
            " WHERE document_key IN (SELECT value FROM json_each(?)))"
        )

    def _asked(self, statement: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, (self._keys,)).fetchall()


def _strings(value: object) -> set[str]:
    """Return all texts in a value of JSON."""
    if isinstance(value, str):
        return {value}
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for part in parts for text in _strings(part)}
