"""Who somebody is, erased: the name, in all its forms, where the program put it and where people
wrote it. The labels stay, and are those of somebody called otherwise."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain, count

import orjson

from annotator.model.annotator import LONGEST_NAME
from annotator.model.purge import Erased, Mentioned, Written
from annotator.storage.columns import dump
from annotator.storage.emptied import EMPTY
from annotator.storage.purging.history import Told, find_acts
from annotator.storage.purging.written import (
    WORDS,
    Rewrite,
    rewrite_column,
    rewrite_labels,
    rewrite_packet_note,
    rewrite_taken_edits,
    rewrite_values,
    rewrite_verdicts,
    text_attributes,
    words_in,
)

_MADE_BY_US = re.compile(r", (other copy|\w+ time( \(\d+\))?)")
"""What the program has added to somebody's name."""
_NOTED = (("spans", "note"), ("relations", "note"), ("remarks", "text"), ("entities", "note"))


class Person:
    """Somebody as they stand in one file: their annotators, and all names they had there."""

    def __init__(
        self, connection: sqlite3.Connection, annotator: str, copies: Sequence[str], told: Told
    ) -> None:
        """`copies` are ids of annotators that stand for other copies of what this one said."""
        self._connection = connection
        self.annotator = annotator
        self.ids = self._ids(copies)
        self._told = told
        self._attributes = text_attributes(connection)
        self._words = WORDS | self._attributes | {"value"}
        """Under which names people's words stand in edits."""
        self.names = self._names()
        """The longest first."""
        alike = "|".join(re.escape(one) for one in self.names)
        self._pattern = re.compile(rf"(?<!\w)(?:{alike})(?!\w)", re.IGNORECASE) if alike else None

    def _ids(self, copies: Sequence[str]) -> frozenset[str]:
        """Return the annotators that are this person: with those that became them, second times,
        and other copies of any of them."""
        rows = self._connection.execute(
            "SELECT annotator FROM joined_annotators WHERE into_annotator = :who"
            " UNION SELECT annotator FROM second_times WHERE of = :who"
            " UNION SELECT id FROM annotators WHERE id = :who"
            " OR id IN (SELECT value FROM json_each(:copies))",
            {"who": self.annotator, "copies": dump(list(copies))},
        )
        return frozenset(id for (id,) in rows)

    def _names(self) -> list[str]:
        """Return what these were called at any time, as far as the file tells."""
        found = {
            name
            for (name,) in self._connection.execute(
                "SELECT name FROM annotators WHERE id IN (SELECT value FROM json_each(?))",
                (dump(sorted(self.ids)),),
            )
        }
        for body in chain.from_iterable(
            self._connection.execute(
                "SELECT edit, inverse FROM history WHERE document IS NULL AND edit <> ?", (EMPTY,)
            )
        ):
            if body.startswith('{"edit":"RenameAnnotators"'):
                found |= {name for id, name in orjson.loads(body)["names"] if id in self.ids}
        bare = {_MADE_BY_US.split(name)[0].strip() for name in found}
        return sorted(bare - {""}, key=lambda one: (-len(one), one))

    # ---- asking ---------------------------------------------------------------------------------

    def is_named_in(self, words: str) -> bool:
        """Tell whether words have any of the names in them, as a word of its own."""
        return self._pattern is not None and self._pattern.search(words) is not None

    def written(self) -> Iterator[Written]:
        """Yield the places where people wrote one of the names."""
        on_set = (
            "SELECT documents.id, {table}.note FROM {table}"
            " JOIN annotation_sets ON annotation_sets.key = set_key"
            " JOIN documents ON documents.key = document_key WHERE {table}.note IS NOT NULL"
        )
        said = "SELECT documents.id, {column} FROM {table} JOIN documents ON key_ = document_key"
        asked = [
            ("note", on_set.format(table="spans")),
            ("note", on_set.format(table="relations")),
            ("remark", said.format(table="remarks", column="remarks.text")),
            ("verdict", said.format(table="verdicts", column="comment")),
            ("entity", "SELECT '', note FROM entities"),
            ("label", "SELECT '', description || char(10) || example || char(10) || guideline FROM"
             " span_labels UNION ALL SELECT '', description || char(10) || example || char(10) ||"
             " guideline FROM relation_labels UNION ALL SELECT '', description FROM attributes"
             " UNION ALL SELECT '', description FROM document_labels"),
            ("packet note", "SELECT '', value FROM meta WHERE name = 'packet_note'"),
            ("reason", "SELECT '', reason FROM reasons UNION ALL SELECT '', reason FROM purges"),
        ]  # fmt: skip
        for kind, statement in asked:
            rows = self._connection.execute(statement.replace("key_", "documents.key"))
            for document, words in rows:
                yield from (
                    Written(kind, document, line)
                    for line in words.split("\n")
                    if self.is_named_in(line)
                )

        yield from self._written_values()

    def _written_values(self) -> Iterator[Written]:
        """Yield the values of text attributes with one of the names in them."""
        for table, key in (
            ("spans", "set_key"), ("relations", "set_key"), ("annotation_sets", "key"),
        ):  # fmt: skip
            rows = self._connection.execute(
                f"SELECT documents.id, {table}.attributes FROM {table}"
                f" JOIN annotation_sets AS held ON held.key = {table}.{key}"
                " JOIN documents ON documents.key = held.document_key"
                f" WHERE {table}.attributes IS NOT NULL"
            )
            for document, body in rows:
                for words in words_in(orjson.loads(body), self._attributes):
                    if self.is_named_in(words):
                        yield Written("attribute", document, words)

    def renamed(self, words: str, pseudonym: str) -> str:
        """Return words with a pseudonym in the place of any of the names."""
        return self._pattern.sub(lambda _: pseudonym, words) if self._pattern else words

    # ---- erasing --------------------------------------------------------------------------------

    def erase(self, pseudonym: str, *, are_words_replaced: bool) -> tuple[Erased, list[int]]:
        """Call the person by a pseudonym everywhere; return how much was changed, and the rows of
        the history (numbers) that are to be emptied."""
        erased = Erased()

        def rewrite(words: str) -> str:
            return self.renamed(words, pseudonym)

        self._rename(pseudonym)
        erased.sources = self._rewrite_sources(rewrite)
        acts = find_acts(
            self._connection,
            (),
            lambda body: self._is_about(body, are_words_replaced=are_words_replaced),
            is_everywhere=are_words_replaced,
        )
        erased.taken = self._drop_taken(are_words_replaced=are_words_replaced)
        if are_words_replaced:
            erased.words = self._rewrite_words(rewrite)
        erased.acts = len(acts)
        return erased, acts

    def _rename(self, pseudonym: str) -> None:
        """Each of them gets a name that nobody has; what the program had added to it stays."""
        people = self._connection.execute(
            "SELECT id, name FROM annotators WHERE id IN (SELECT value FROM json_each(?))",
            (dump(sorted(self.ids)),),
        ).fetchall()
        people.sort(key=lambda one: (one[0] != self.annotator, one[1]))
        for id, name in people:
            added = _MADE_BY_US.search(name)
            wanted = f"{pseudonym}{added[0] if added else ''}"[: LONGEST_NAME - 6]
            free = (wanted if nth == 1 else f"{wanted} ({nth})" for nth in count(1))
            taken = {
                one
                for (one,) in self._connection.execute(
                    "SELECT name FROM annotators WHERE id <> ?", (id,)
                )
            }
            self._connection.execute(
                "UPDATE annotators SET name = ? WHERE id = ?",
                (next(one for one in free if one not in taken), id),
            )

    def _rewrite_sources(self, rewrite: Rewrite) -> int:
        changed = 0
        for id, sources in self._connection.execute("SELECT id, sources FROM imports").fetchall():
            named = orjson.loads(sources)
            after = [rewrite(str(one)) for one in named]
            if after != named:
                changed += sum(one != other for one, other in zip(named, after, strict=True))
                self._connection.execute(
                    "UPDATE imports SET sources = ? WHERE id = ?", (dump(after), id)
                )
        return changed

    def _is_about(self, body: str, *, are_words_replaced: bool) -> bool:
        try:
            if self._mentioned(body).people & self.ids:
                return True
            said = orjson.loads(body)
        except (KeyError, TypeError, ValueError, AttributeError):
            return False
        if are_words_replaced:
            return any(map(self.is_named_in, words_in(said, self._words)))
        return any(self.is_named_in(str(one)) for one in said.get("sources", ()))

    def _mentioned(self, body: str) -> Mentioned:
        # Quick: in a large project there are very many acts.
        return self._told(body) if body.startswith('{"edit":"RenameAnn') else Mentioned()

    def _drop_taken(self, *, are_words_replaced: bool) -> int:
        keys = [
            (key,)
            for key, *bodies in self._connection.execute(
                "SELECT key, edit, inverse FROM taken_history"
            ).fetchall()
            if any(self._is_about(one, are_words_replaced=are_words_replaced) for one in bodies)
        ]
        self._connection.executemany("DELETE FROM taken_history WHERE key = ?", keys)
        return len(keys)

    def _rewrite_words(self, rewrite: Rewrite) -> int:
        connection = self._connection
        changed = rewrite_labels(connection, rewrite) + rewrite_packet_note(connection, rewrite)
        changed += sum(rewrite_column(connection, *one, rewrite) for one in _NOTED)
        for table in ("spans", "relations", "annotation_sets"):
            changed += rewrite_values(connection, table, rewrite, self._attributes)
        changed += rewrite_verdicts(connection, rewrite, self._words)
        changed += rewrite_column(connection, "reasons", "reason", rewrite)
        changed += self._rewrite_tombstones(rewrite)
        rewrite_taken_edits(connection, rewrite, self._words)
        return changed

    def _rewrite_tombstones(self, rewrite: Rewrite) -> int:
        rows = self._connection.execute("SELECT id, reason FROM purges").fetchall()
        changed = [(rewrite(reason), id) for id, reason in rows if rewrite(reason) != reason]
        self._connection.executemany("UPDATE purges SET reason = ? WHERE id = ?", changed)
        return len(changed)


def read_articles(connection: sqlite3.Connection, after: int, count: int) -> list[tuple[int, str]]:
    """Return key and words (title, authors, text) of the next documents behind a key."""
    return connection.execute(
        "SELECT key, coalesce(title, '') || ' ' || authors || ' ' || text FROM documents"
        " WHERE is_retired = 0 AND key > ? ORDER BY key LIMIT ?",
        (after, count),
    ).fetchall()
