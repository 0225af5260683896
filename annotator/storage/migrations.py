"""The shape of the project file, version by version; a new file walks the same road as an old one.

Columns with JSON are checked by their brackets: SQLite does not trust json_valid() in a schema that
is not trusted itself (`trusted_schema = OFF`). A step, once released, is never changed: the next
shape is a new step at the end, and a new number in `annotator.storage.header`. The order of
statements is the order of the tables for people.
"""

import sqlite3

import sqlite_utils
from sqlite_utils.migrations import Migrations

from annotator.storage.database import transaction
from annotator.storage.header import APPLICATION_ID, OLDEST_READER, SCHEMA_VERSION

steps = Migrations("annotator")


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Walk every step that the file has not taken yet, all together or none."""
    database = sqlite_utils.Database(connection, execute_plugins=False)
    with transaction(connection, is_write=True):
        steps.apply(database)
        connection.executemany(
            "REPLACE INTO meta (name, value) VALUES (?, ?)",
            [("min_reader", str(OLDEST_READER)), ("min_writer", str(SCHEMA_VERSION))],
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@steps(name="1 documents, labels, annotations, history")
def _first(database: sqlite_utils.Database) -> None:
    for statement in (*_NOUNS, *_LABELS, *_ANNOTATIONS, *_HISTORY, *_VIEWS):
        database.execute(statement)


@steps(name="2 verdicts, remarks, reasons")
def _second(database: sqlite_utils.Database) -> None:
    for statement in _REVIEW:
        database.execute(statement)


@steps(name="3 histories taken, assignments, what imported curated sets say")
def _third(database: sqlite_utils.Database) -> None:
    for statement in (*_TAKEN, *_CURATED, *_ASSIGNMENTS):
        database.execute(statement)


@steps(name="4 fingerprints, newer texts, indexes of doubtful spans and of words")
def _fourth(database: sqlite_utils.Database) -> None:
    for statement in _TEXTS:
        database.execute(statement)


@steps(name="5 articles that lists leave out, joined annotators, what has been seen")
def _fifth(database: sqlite_utils.Database) -> None:
    for statement in (*_WORK_LISTS, *_RETIRED_ATTRIBUTES):
        database.execute(statement)


_NOUNS = (
    """
    CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE annotators (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE CHECK (name <> '')
    ) STRICT
    """,
    """
    CREATE TABLE imports (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        sources TEXT NOT NULL CHECK (sources LIKE '[%]'),
        is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1))
    ) STRICT
    """,
    # The text stands last, so that lists read past it only where they ask for it.
    """
    CREATE TABLE documents (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        title TEXT,
        source TEXT,
        published TEXT,
        url TEXT,
        authors TEXT NOT NULL DEFAULT '[]' CHECK (authors LIKE '[%]'),
        language TEXT,
        extra TEXT NOT NULL DEFAULT '{}' CHECK (extra LIKE '{%}'),
        sections TEXT NOT NULL DEFAULT '[]' CHECK (sections LIKE '[%]'),
        import_id TEXT REFERENCES imports (id),
        is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        characters INTEGER NOT NULL CHECK (characters >= 0),
        text TEXT NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX documents_by_id ON documents (id) WHERE is_retired = 0",
    "CREATE INDEX documents_in_order ON documents (position) WHERE is_retired = 0",
    "CREATE INDEX documents_by_sha256 ON documents (sha256)",
    "CREATE INDEX documents_by_import ON documents (import_id)",
)

# A label that left the label set keeps its row, without a position: old history may bring it back.
_LABELS = (
    """
    CREATE TABLE span_labels (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        position INTEGER,
        name TEXT NOT NULL,
        colour TEXT NOT NULL,
        shortcut TEXT NOT NULL DEFAULT '',
        description TEXT NOT NULL DEFAULT '',
        example TEXT NOT NULL DEFAULT '',
        guideline TEXT NOT NULL DEFAULT '',
        is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE relation_labels (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        position INTEGER,
        name TEXT NOT NULL,
        colour TEXT NOT NULL,
        heads TEXT NOT NULL DEFAULT '[]' CHECK (heads LIKE '[%]'),
        tails TEXT NOT NULL DEFAULT '[]' CHECK (tails LIKE '[%]'),
        shortcut TEXT NOT NULL DEFAULT '',
        description TEXT NOT NULL DEFAULT '',
        example TEXT NOT NULL DEFAULT '',
        guideline TEXT NOT NULL DEFAULT '',
        is_symmetric INTEGER NOT NULL DEFAULT 0 CHECK (is_symmetric IN (0, 1)),
        is_transitive INTEGER NOT NULL DEFAULT 0 CHECK (is_transitive IN (0, 1)),
        is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE attributes (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        position INTEGER,
        name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('choice', 'several', 'flag', 'text', 'number')),
        applies_to TEXT NOT NULL CHECK (applies_to IN ('span', 'relation', 'document')),
        choices TEXT NOT NULL DEFAULT '[]' CHECK (choices LIKE '[%]'),
        labels TEXT NOT NULL DEFAULT '[]' CHECK (labels LIKE '[%]'),
        is_required INTEGER NOT NULL DEFAULT 0 CHECK (is_required IN (0, 1)),
        description TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE document_labels (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        position INTEGER,
        name TEXT NOT NULL,
        group_name TEXT NOT NULL DEFAULT '',
        description TEXT NOT NULL DEFAULT '',
        is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1))
    ) STRICT
    """,
    "CREATE UNIQUE INDEX span_labels_by_name ON span_labels (name) WHERE position IS NOT NULL",
    """
    CREATE UNIQUE INDEX relation_labels_by_name ON relation_labels (name)
    WHERE position IS NOT NULL
    """,
    """
    CREATE UNIQUE INDEX attributes_by_name ON attributes (applies_to, name)
    WHERE position IS NOT NULL
    """,
    """
    CREATE UNIQUE INDEX document_labels_by_name ON document_labels (name)
    WHERE position IS NOT NULL
    """,
)

# What is usual comes first in a CHECK: asking on took a third of the time of a large import.
_ANNOTATIONS = (
    """
    CREATE TABLE annotation_sets (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document_key INTEGER NOT NULL REFERENCES documents (key),
        annotator_key INTEGER REFERENCES annotators (key),
        status TEXT NOT NULL CHECK (status IN ('new', 'in_progress', 'finished', 'curated')),
        labels TEXT NOT NULL DEFAULT '[]' CHECK (labels LIKE '[%]'),
        attributes TEXT CHECK (attributes IS NULL OR attributes LIKE '{%}'),
        spans INTEGER NOT NULL DEFAULT 0 CHECK (spans >= 0),
        relations INTEGER NOT NULL DEFAULT 0 CHECK (relations >= 0),
        import_id TEXT REFERENCES imports (id),
        is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
        CHECK ((status = 'curated') = (annotator_key IS NULL))
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX annotation_sets_by_document
    ON annotation_sets (document_key, coalesce(annotator_key, 0)) WHERE is_retired = 0
    """,
    "CREATE INDEX annotation_sets_by_annotator ON annotation_sets (annotator_key, status)",
    "CREATE INDEX annotation_sets_by_import ON annotation_sets (import_id)",
    """
    CREATE TABLE spans (
        set_key INTEGER NOT NULL REFERENCES annotation_sets (key),
        id TEXT NOT NULL,
        label_key INTEGER NOT NULL REFERENCES span_labels (key),
        start INTEGER NOT NULL CHECK (start >= 0),
        end INTEGER NOT NULL CHECK (end > start),
        fragments TEXT CHECK (fragments IS NULL OR fragments LIKE '[%]'),
        attributes TEXT CHECK (attributes IS NULL OR attributes LIKE '{%}'),
        note TEXT,
        origin TEXT NOT NULL DEFAULT 'manual'
            CHECK (origin = 'manual' OR origin IN ('propagated', 'suggested', 'imported')),
        is_doubtful INTEGER NOT NULL DEFAULT 0 CHECK (is_doubtful IN (0, 1)),
        PRIMARY KEY (set_key, id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX spans_by_id ON spans (id)",
    """
    CREATE TABLE relations (
        set_key INTEGER NOT NULL REFERENCES annotation_sets (key),
        id TEXT NOT NULL,
        label_key INTEGER NOT NULL REFERENCES relation_labels (key),
        head TEXT NOT NULL,
        tail TEXT NOT NULL,
        attributes TEXT CHECK (attributes IS NULL OR attributes LIKE '{%}'),
        note TEXT,
        origin TEXT NOT NULL DEFAULT 'manual'
            CHECK (origin = 'manual' OR origin IN ('propagated', 'suggested', 'imported')),
        PRIMARY KEY (set_key, id),
        FOREIGN KEY (set_key, head) REFERENCES spans (set_key, id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (set_key, tail) REFERENCES spans (set_key, id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX relations_by_id ON relations (id)",
    # Summaries: how often each label stands in each set, kept in the transaction of the edit.
    """
    CREATE TABLE span_counts (
        set_key INTEGER NOT NULL REFERENCES annotation_sets (key),
        label_key INTEGER NOT NULL REFERENCES span_labels (key),
        spans INTEGER NOT NULL CHECK (spans >= 0),
        PRIMARY KEY (set_key, label_key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE relation_counts (
        set_key INTEGER NOT NULL REFERENCES annotation_sets (key),
        label_key INTEGER NOT NULL REFERENCES relation_labels (key),
        relations INTEGER NOT NULL CHECK (relations >= 0),
        PRIMARY KEY (set_key, label_key)
    ) STRICT, WITHOUT ROWID
    """,
)

# Ids, not keys: a history row says the same in every copy of the project, and its hash covers them.
_HISTORY = (
    """
    CREATE TABLE history (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        annotator TEXT REFERENCES annotators (id),
        document TEXT,
        annotation_set TEXT,
        step TEXT NOT NULL CHECK (step IN ('do', 'undo', 'redo')),
        of INTEGER REFERENCES history (seq) CHECK ((of IS NULL) = (step = 'do')),
        edit TEXT NOT NULL CHECK (edit LIKE '{%}'),
        inverse TEXT NOT NULL CHECK (inverse LIKE '{%}'),
        previous_sha256 TEXT NOT NULL,
        sha256 TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    "CREATE INDEX history_by_annotator ON history (annotator, seq, step, of)",
    "CREATE INDEX history_by_document ON history (document, seq)",
    "CREATE INDEX history_by_act ON history (of) WHERE of IS NOT NULL",
)

_VIEWS = (
    """
    CREATE VIEW span_text AS
    SELECT
        documents.id AS document,
        documents.title AS title,
        annotators.name AS annotator,
        span_labels.name AS label,
        spans.start AS start,
        spans.end AS end,
        CASE
            WHEN spans.fragments IS NULL
            THEN substr(documents.text, spans.start + 1, spans.end - spans.start)
            ELSE (
                SELECT group_concat(
                    substr(
                        documents.text,
                        json_extract(part.value, '$[0]') + 1,
                        json_extract(part.value, '$[1]') - json_extract(part.value, '$[0]')
                    ), ' '
                )
                FROM json_each(spans.fragments) AS part
            )
        END AS text,
        spans.note AS note,
        spans.id AS id
    FROM spans
    JOIN annotation_sets ON annotation_sets.key = spans.set_key
    JOIN documents ON documents.key = annotation_sets.document_key
    JOIN span_labels ON span_labels.key = spans.label_key
    LEFT JOIN annotators ON annotators.key = annotation_sets.annotator_key
    WHERE annotation_sets.is_retired = 0 AND documents.is_retired = 0
    """,
    """
    CREATE VIEW relation_text AS
    SELECT
        documents.id AS document,
        annotators.name AS annotator,
        head.text AS head,
        relation_labels.name AS label,
        tail.text AS tail,
        relations.note AS note,
        relations.id AS id
    FROM relations
    JOIN annotation_sets ON annotation_sets.key = relations.set_key
    JOIN documents ON documents.key = annotation_sets.document_key
    JOIN relation_labels ON relation_labels.key = relations.label_key
    JOIN span_text AS head ON head.id = relations.head AND head.document = documents.id
    JOIN span_text AS tail ON tail.id = relations.tail AND tail.document = documents.id
    LEFT JOIN annotators ON annotators.key = annotation_sets.annotator_key
    WHERE annotation_sets.is_retired = 0 AND documents.is_retired = 0
    """,
)

# What was judged is kept whole, as it was then: the sets move on, the verdict does not.
_REVIEW = (
    """
    CREATE TABLE verdicts (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document_key INTEGER NOT NULL REFERENCES documents (key),
        reviewer TEXT NOT NULL REFERENCES annotators (id),
        at TEXT NOT NULL,
        choice TEXT NOT NULL
            CHECK (choice IN ('first', 'second', 'both', 'neither', 'edited', 'added')),
        kind TEXT,
        first TEXT REFERENCES annotators (id),
        second TEXT REFERENCES annotators (id),
        reason TEXT,
        comment TEXT NOT NULL,
        needs_guideline INTEGER NOT NULL CHECK (needs_guideline IN (0, 1)),
        verdict TEXT NOT NULL CHECK (verdict LIKE '{%}')
    ) STRICT
    """,
    "CREATE INDEX verdicts_by_document ON verdicts (document_key)",
    """
    CREATE TABLE remarks (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document_key INTEGER NOT NULL REFERENCES documents (key),
        about TEXT NOT NULL,
        annotator TEXT NOT NULL REFERENCES annotators (id),
        at TEXT NOT NULL,
        text TEXT NOT NULL,
        is_closing INTEGER NOT NULL CHECK (is_closing IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX remarks_by_document ON remarks (document_key)",
    """
    CREATE TABLE reasons (
        position INTEGER PRIMARY KEY,
        reason TEXT NOT NULL UNIQUE CHECK (reason <> '')
    ) STRICT
    """,
)

# What was taken in from other files. Rows of their history stand as they stand there (`here` is the
# document's id in this file): what two files both know of a set, and what only one does, is told by
# their hashes, and by the ids under which the set goes in other files. What the taking in changed
# is kept edit by edit, in order. What belongs to a retired import does not count.
_TAKEN = (
    """
    CREATE TABLE taken_history (
        key INTEGER PRIMARY KEY,
        import_id TEXT NOT NULL REFERENCES imports (id),
        here TEXT,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        annotator TEXT,
        document TEXT,
        annotation_set TEXT,
        step TEXT NOT NULL CHECK (step IN ('do', 'undo', 'redo')),
        of INTEGER,
        edit TEXT NOT NULL CHECK (edit LIKE '{%}'),
        inverse TEXT NOT NULL CHECK (inverse LIKE '{%}'),
        previous_sha256 TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        UNIQUE (sha256, import_id)
    ) STRICT
    """,
    "CREATE INDEX taken_history_by_document ON taken_history (here)",
    "CREATE INDEX taken_history_by_import ON taken_history (import_id)",
    """
    CREATE TABLE taken_sets (
        import_id TEXT NOT NULL REFERENCES imports (id),
        other TEXT NOT NULL,
        annotation_set TEXT NOT NULL,
        PRIMARY KEY (import_id, other)
    ) STRICT
    """,
    "CREATE INDEX taken_sets_by_set ON taken_sets (annotation_set)",
    """
    CREATE TABLE taken_edits (
        key INTEGER PRIMARY KEY,
        import_id TEXT NOT NULL REFERENCES imports (id),
        document TEXT,
        annotator TEXT REFERENCES annotators (id),
        annotation_set TEXT,
        edit TEXT NOT NULL CHECK (edit LIKE '{%}'),
        inverse TEXT NOT NULL CHECK (inverse LIKE '{%}')
    ) STRICT
    """,
    "CREATE INDEX taken_edits_by_import ON taken_edits (import_id)",
    "CREATE INDEX taken_edits_by_set ON taken_edits (annotation_set)",
)

# The curated set is made anew whenever it is asked for. What stands here came with one that was
# imported: where its annotations come from (ids of spans and of relations), and what is nothing.
_CURATED = (
    """
    CREATE TABLE provenance (
        set_key INTEGER NOT NULL REFERENCES annotation_sets (key),
        id TEXT NOT NULL,
        provenance TEXT NOT NULL
            CHECK (provenance IN ('unanimous', 'adjudicated', 'added', 'imported')),
        PRIMARY KEY (set_key, id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE negatives (
        key INTEGER PRIMARY KEY,
        set_key INTEGER NOT NULL REFERENCES annotation_sets (key),
        label_key INTEGER NOT NULL REFERENCES span_labels (key),
        start INTEGER NOT NULL CHECK (start >= 0),
        end INTEGER NOT NULL CHECK (end > start),
        fragments TEXT CHECK (fragments IS NULL OR fragments LIKE '[%]')
    ) STRICT
    """,
    "CREATE INDEX negatives_by_set ON negatives (set_key)",
)

# Who is to label what, and whether nobody sees another's labels before all of them have finished.
# A second time (`round` above 1) is an annotator of its own, so that agreement with oneself is
# agreement between two.
_ASSIGNMENTS = (
    """
    CREATE TABLE assignments (
        key INTEGER PRIMARY KEY,
        document_key INTEGER NOT NULL REFERENCES documents (key),
        annotator TEXT NOT NULL REFERENCES annotators (id),
        at TEXT NOT NULL,
        by TEXT REFERENCES annotators (id),
        is_blind INTEGER NOT NULL CHECK (is_blind IN (0, 1)),
        UNIQUE (document_key, annotator)
    ) STRICT
    """,
    "CREATE INDEX assignments_by_annotator ON assignments (annotator)",
    """
    CREATE TABLE second_times (
        annotator TEXT PRIMARY KEY REFERENCES annotators (id),
        of TEXT NOT NULL REFERENCES annotators (id),
        round INTEGER NOT NULL CHECK (round > 1),
        UNIQUE (of, round)
    ) STRICT
    """,
)

# What articles have to do with each other. A fingerprint says what its text says, shorter: it is
# made when it is asked for and belongs to no act. That an article is a newer text of another is
# said by an import, and counts as long as that does.
_TEXTS = (
    """
    CREATE TABLE fingerprints (
        document_key INTEGER PRIMARY KEY REFERENCES documents (key),
        fingerprint BLOB
    ) STRICT
    """,
    """
    CREATE TABLE newer_texts (
        document_key INTEGER PRIMARY KEY REFERENCES documents (key),
        older_key INTEGER NOT NULL REFERENCES documents (key),
        CHECK (older_key <> document_key)
    ) STRICT
    """,
    "CREATE INDEX newer_texts_by_older ON newer_texts (older_key)",
    "CREATE INDEX doubtful_spans ON spans (set_key) WHERE is_doubtful = 1",
    # It holds no text and no places: which documents have a word, and no more.
    """
    CREATE VIRTUAL TABLE word_index USING fts5(
        words, content='', columnsize=0, detail=none, tokenize='unicode61 remove_diacritics 2'
    )
    """,
)

# An attribute that nobody is asked any more keeps its values.
_RETIRED_ATTRIBUTES = (
    """
    ALTER TABLE attributes
    ADD COLUMN is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1))
    """,
)

_IN_LISTS = "documents.key NOT IN (SELECT document_key FROM hidden_documents)"

# An article that was set aside or removed keeps all that stands on it, and has a row here. A table
# of its own, since a column behind a text would be read past it. What somebody has had on screen is
# theirs, changes while they scroll, and belongs to no act: JSON of [start, end], in order.
# The views for people leave such articles out as well.
_WORK_LISTS = (
    """
    CREATE TABLE hidden_documents (
        document_key INTEGER PRIMARY KEY REFERENCES documents (key),
        at TEXT NOT NULL,
        by TEXT REFERENCES annotators (id),
        is_removed INTEGER NOT NULL CHECK (is_removed IN (0, 1))
    ) STRICT
    """,
    # Two names of one person: what the one said became the other's.
    """
    CREATE TABLE joined_annotators (
        annotator TEXT PRIMARY KEY REFERENCES annotators (id),
        into_annotator TEXT NOT NULL REFERENCES annotators (id),
        CHECK (annotator <> into_annotator)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE seen_texts (
        document_key INTEGER NOT NULL REFERENCES documents (key),
        annotator_key INTEGER NOT NULL REFERENCES annotators (key),
        ranges TEXT NOT NULL CHECK (ranges LIKE '[%]'),
        PRIMARY KEY (document_key, annotator_key)
    ) STRICT, WITHOUT ROWID
    """,
    # What lists filter and sort by is read from indexes alone, past every text.
    """
    CREATE INDEX documents_in_lists ON documents (position, id, source, published, characters)
    WHERE is_retired = 0
    """,
    "CREATE INDEX history_by_last_edit ON history (annotator, document, at)",
    "CREATE INDEX taken_history_by_last_edit ON taken_history (annotator, here, at)",
    "DROP VIEW relation_text",
    "DROP VIEW span_text",
    f"{_VIEWS[0]} AND {_IN_LISTS}",
    f"{_VIEWS[1]} AND {_IN_LISTS}",
)
