"""Who did what, and what was taken in from other files."""

# Ids, not keys: a history row says the same in every copy of the project, and its hash covers them.
HISTORY = (
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

# What was taken in from other files. Rows of their history stand as they stand there (`here` is the
# document's id in this file): what two files both know of a set, and what only one does, is told by
# their hashes, and by the ids under which the set goes in other files. What the taking in changed
# is kept edit by edit, in order. What belongs to a retired import does not count.
TAKEN = (
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
