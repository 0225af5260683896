"""The label set: each label a row."""

# A label that left the label set keeps its row, without a position: old history may bring it back.
LABELS = (
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

# An attribute that nobody is asked any more keeps its values.
RETIRED_ATTRIBUTES = (
    """
    ALTER TABLE attributes
    ADD COLUMN is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1))
    """,
)
