"""What looks like a slip in the labels and has been said to be right as it is."""

DISMISSALS = (
    """
    CREATE TABLE dismissals (
        document_key INTEGER NOT NULL REFERENCES documents (key),
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (document_key, kind, name)
    ) STRICT, WITHOUT ROWID
    """,
)
