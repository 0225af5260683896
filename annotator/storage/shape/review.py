"""Verdicts, remarks and reasons, and what imported curated sets say."""

# What was judged is kept whole, as it was then: the sets move on, the verdict does not.
REVIEW = (
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

# The curated set is made anew whenever it is asked for. What stands here came with one that was
# imported: where its annotations come from (ids of spans and of relations), and what is nothing.
CURATED = (
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
