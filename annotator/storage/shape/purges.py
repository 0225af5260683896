"""What has been erased for good: articles, and who somebody is."""

# A tombstone says that there was something, when it was erased, by whom and why, and nothing of
# what it was: an article is met again by hashes. `annotator` is the person who was forgotten, by
# the id that stays. Until all copies that the program has made are without it (`is_finished`) it is
# gone on with. The history has a row of each purge, which names the rows that it has emptied.
PURGES = (
    """
    CREATE TABLE purges (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        by TEXT REFERENCES annotators (id),
        reason TEXT NOT NULL,
        annotator TEXT REFERENCES annotators (id),
        are_words_replaced INTEGER NOT NULL CHECK (are_words_replaced IN (0, 1)),
        is_finished INTEGER NOT NULL CHECK (is_finished IN (0, 1))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE purged_documents (
        purge TEXT NOT NULL REFERENCES purges (id),
        id_sha256 TEXT NOT NULL CHECK (length(id_sha256) = 64),
        text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
        PRIMARY KEY (purge, id_sha256)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX purged_documents_by_text ON purged_documents (text_sha256)",
)
