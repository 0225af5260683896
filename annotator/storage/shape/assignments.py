"""Who is to label what, and second times."""

# Who is to label what, and whether nobody sees another's labels before all of them have finished.
# A second time (`round` above 1) is an annotator of its own, so that agreement with oneself is
# agreement between two.
ASSIGNMENTS = (
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
