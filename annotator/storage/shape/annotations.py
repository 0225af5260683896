"""Annotation sets with their spans and relations, and how many of them there are."""

# What is usual comes first in a CHECK: asking on took a third of the time of a large import.
ANNOTATIONS = (
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
