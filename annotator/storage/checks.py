"""Is the file whole: SQLite's own check, and every invariant of ours that one statement can ask."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from annotator.model.document import text_sha256
from annotator.storage.database import DAMAGE
from annotator.storage.emptied import PURGES, is_proved, read_emptied
from annotator.storage.history import ROW, HistoryRow


class Broken(NamedTuple):
    """What is not whole (a word of ours), where, and details of SQLite's where it has some."""

    what: str
    where: str


def check_database(connection: sqlite3.Connection) -> Iterator[Broken]:
    """Yield what SQLite itself finds: torn pages, broken constraints, ends that are not there."""
    # Not the quick one, which passes over indexes that find nothing any more.
    for (finding,) in connection.execute("PRAGMA integrity_check(100)"):
        if finding != "ok":
            yield Broken("database", finding)
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Broken("reference", f"{table} {row or ''} -> {parent}".replace("  ", " "))


def is_damaged(connection: sqlite3.Connection) -> bool:
    """Tell whether SQLite itself finds anything; it reads the whole file."""
    try:
        return next(check_database(connection), None) is not None
    except DAMAGE:
        return True


def check_texts(connection: sqlite3.Connection) -> Iterator[Broken]:
    """Yield documents whose text is not what its hash and length say."""
    for id, text, sha256, characters in connection.execute(
        "SELECT id, text, sha256, characters FROM documents ORDER BY position, key"
    ):
        # Damage can make bytes of a text, or nothing at all.
        if not isinstance(text, str) or text_sha256(text) != sha256:
            yield Broken("text", str(id))
        elif len(text) != characters:
            yield Broken("length", str(id))


def check_history(connection: sqlite3.Connection) -> Iterator[Broken]:
    """Yield the rows of the history at which the chain of hashes breaks. A row that a later purge
    has emptied does not break it."""
    emptied = read_emptied(connection)
    expected = ""
    for *cells, previous, sha256 in connection.execute("SELECT * FROM history ORDER BY seq"):
        row = HistoryRow(*cells)
        if previous != expected or not is_proved(row, previous, sha256, emptied):
            yield Broken("history", str(row.seq))
        expected = sha256


def check_taken(connection: sqlite3.Connection) -> Iterator[Broken]:
    """Yield the rows of other files' histories that are not what their hash says.

    Each by itself: a packet may bring some rows of a chain and not others.
    """
    if not _has_table(connection, "taken_history"):
        return
    for key, *row, previous, sha256 in connection.execute(
        f"SELECT key, {ROW}, previous_sha256, sha256 FROM taken_history ORDER BY key"
    ):
        if HistoryRow(*row).sha256(previous) != sha256:
            yield Broken("taken history", str(key))


def check_rows(connection: sqlite3.Connection) -> Iterator[Broken]:
    """Yield rows that break a rule of ours; the columns of each statement say where."""
    for what, statement in _RULES.items():
        yield from _broken(connection, what, statement)
    # A file of an older version that can only be read does not have all tables.
    for table, rules in _LATER_RULES.items():
        if _has_table(connection, table):
            for what, statement in rules.items():
                yield from _broken(connection, what, statement)


def _broken(connection: sqlite3.Connection, what: str, statement: str) -> Iterator[Broken]:
    for row in connection.execute(statement):
        yield Broken(what, " ".join(str(part) for part in row if part is not None))


def _has_table(connection: sqlite3.Connection, table: str) -> bool:
    row = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    return bool(row[0])


_PLACE = """
    documents.id AS document, {table}.id AS id FROM {table}
    JOIN annotation_sets ON annotation_sets.key = {table}.set_key
    JOIN documents ON documents.key = annotation_sets.document_key
"""

_NO_ATTRIBUTES = """
    {table}.attributes IS NOT NULL AND (
        typeof({table}.attributes) <> 'text' OR NOT json_valid({table}.attributes)
        OR json_type({table}.attributes) <> 'object'
    )
"""

_RULES = {
    "span outside text": f"""
        SELECT {_PLACE.format(table="spans")} WHERE spans.end > documents.characters
    """,
    "fragments": f"""
        SELECT {_PLACE.format(table="spans")} WHERE fragments IS NOT NULL AND (
            json_extract(fragments, '$[0][0]') <> spans.start
            OR json_extract(fragments, '$[#-1][1]') <> spans.end
            OR EXISTS (
                SELECT 1 FROM json_each(fragments) AS one JOIN json_each(fragments) AS next
                ON next.key = one.key + 1
                WHERE json_extract(next.value, '$[0]') <= json_extract(one.value, '$[1]')
            )
        )
    """,
    "attributes": f"""
        SELECT {_PLACE.format(table="spans")} WHERE {_NO_ATTRIBUTES.format(table="spans")}
        UNION ALL
        SELECT {_PLACE.format(table="relations")} WHERE {_NO_ATTRIBUTES.format(table="relations")}
        UNION ALL
        SELECT documents.id, annotation_sets.id FROM annotation_sets
        JOIN documents ON documents.key = annotation_sets.document_key
        WHERE {_NO_ATTRIBUTES.format(table="annotation_sets")}
    """,
    "section outside text": """
        SELECT DISTINCT documents.id FROM documents, json_each(sections) AS section
        WHERE json_extract(section.value, '$[1]') < 0
        OR json_extract(section.value, '$[2]') > characters
        OR json_extract(section.value, '$[1]') > json_extract(section.value, '$[2]')
    """,
    "id twice": """
        SELECT id FROM (
            SELECT id, set_key FROM spans UNION ALL SELECT id, set_key FROM relations
        ) JOIN (SELECT key FROM annotation_sets WHERE is_retired = 0) ON key = set_key
        GROUP BY id HAVING count(*) > 1
    """,
    "label not in the label set": f"""
        SELECT {_PLACE.format(table="spans")}
        JOIN span_labels ON span_labels.key = label_key
        WHERE span_labels.position IS NULL AND annotation_sets.is_retired = 0
    """,
    "relation label not in the label set": f"""
        SELECT {_PLACE.format(table="relations")}
        JOIN relation_labels ON relation_labels.key = label_key
        WHERE relation_labels.position IS NULL AND annotation_sets.is_retired = 0
    """,
    "span summary": """
        SELECT documents.id, annotation_sets.id FROM annotation_sets
        JOIN documents ON documents.key = document_key
        WHERE spans <> (SELECT count(*) FROM spans WHERE set_key = annotation_sets.key)
        OR EXISTS (
            SELECT label_key, spans FROM span_counts WHERE set_key = annotation_sets.key
            EXCEPT SELECT label_key, count(*) FROM spans
            WHERE set_key = annotation_sets.key GROUP BY label_key
        )
        OR spans <> (
            SELECT coalesce(sum(span_counts.spans), 0) FROM span_counts
            WHERE set_key = annotation_sets.key
        )
    """,
    "relation summary": """
        SELECT documents.id, annotation_sets.id FROM annotation_sets
        JOIN documents ON documents.key = document_key
        WHERE relations <> (SELECT count(*) FROM relations WHERE set_key = annotation_sets.key)
        OR EXISTS (
            SELECT label_key, relations FROM relation_counts WHERE set_key = annotation_sets.key
            EXCEPT SELECT label_key, count(*) FROM relations
            WHERE set_key = annotation_sets.key GROUP BY label_key
        )
        OR relations <> (
            SELECT coalesce(sum(relation_counts.relations), 0) FROM relation_counts
            WHERE set_key = annotation_sets.key
        )
    """,
}

_NEGATIVE = """
    documents.id AS document, negatives.start, negatives.end FROM negatives
    JOIN annotation_sets ON annotation_sets.key = negatives.set_key
    JOIN documents ON documents.key = annotation_sets.document_key
"""

_LATER_RULES = {
    "entities": {
        "link to an entity that was taken back": f"""
            SELECT {_PLACE.format(table="spans")} JOIN entities ON entities.key = entity_key
            WHERE entity_key IS NOT NULL AND is_withdrawn = 1
            AND annotation_sets.is_retired = 0 AND documents.is_retired = 0
        """,
        "entity of a kind not in the label set": """
            SELECT entities.id FROM entities JOIN span_labels ON span_labels.id = kind
            WHERE is_withdrawn = 0 AND span_labels.position IS NULL
        """,
    },
    "negatives": {
        "negative outside text": f"""
            SELECT {_NEGATIVE} WHERE negatives.end > documents.characters
        """,
        "fragments": f"""
            SELECT {_NEGATIVE} WHERE fragments IS NOT NULL AND (
                json_extract(fragments, '$[0][0]') <> negatives.start
                OR json_extract(fragments, '$[#-1][1]') <> negatives.end
            )
        """,
        "label not in the label set": f"""
            SELECT {_NEGATIVE} JOIN span_labels ON span_labels.key = label_key
            WHERE span_labels.position IS NULL AND annotation_sets.is_retired = 0
        """,
        "negative of an annotator": f"SELECT {_NEGATIVE} WHERE annotator_key IS NOT NULL",
    },
    "provenance": {
        "provenance of an annotator": f"""
            SELECT {_PLACE.format(table="provenance")} WHERE annotator_key IS NOT NULL
        """,
        "provenance of nothing": f"""
            SELECT {_PLACE.format(table="provenance")} WHERE NOT EXISTS (
                SELECT 1 FROM spans
                WHERE spans.set_key = provenance.set_key AND spans.id = provenance.id
            ) AND NOT EXISTS (
                SELECT 1 FROM relations
                WHERE relations.set_key = provenance.set_key AND relations.id = provenance.id
            )
        """,
    },
    "purges": {
        "purge of which nothing is left but the act": f"""
            SELECT seq FROM history WHERE {PURGES}
            AND json_extract(edit, '$.purge') NOT IN (SELECT id FROM purges)
        """,
    },
    "second_times": {
        "second time of a second time": """
            SELECT annotator FROM second_times
            WHERE of IN (SELECT annotator FROM second_times)
        """,
    },
}
