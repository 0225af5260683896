"""What lists of articles leave out, joined annotators, and what somebody has had on screen."""

from annotator.storage.shape.views import VIEWS

_IN_LISTS = "documents.key NOT IN (SELECT document_key FROM hidden_documents)"

# An article that was set aside or removed keeps all that stands on it, and has a row here. A table
# of its own, since a column behind a text would be read past it. What somebody has had on screen is
# theirs, changes while they scroll, and belongs to no act: JSON of [start, end], in order.
# The views for people leave such articles out as well.
WORK_LISTS = (
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
    f"{VIEWS[0]} AND {_IN_LISTS}",
    f"{VIEWS[1]} AND {_IN_LISTS}",
)
