"""What stands behind spans: entities, and which span is a mention of which."""

# One that was taken back keeps its row: links in old history may be put back. A span without a link
# is as long in the file as before, but for one byte. One of an import counts as long as that does,
# or as long as a span is linked to it.
ENTITIES = (
    """
    CREATE TABLE entities (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL CHECK (name <> ''),
        kind TEXT REFERENCES span_labels (id),
        identifier TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
        is_withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (is_withdrawn IN (0, 1)),
        import_id TEXT REFERENCES imports (id)
    ) STRICT
    """,
    "CREATE INDEX entities_by_name ON entities (name)",
    "CREATE INDEX entities_by_import ON entities (import_id)",
    "ALTER TABLE spans ADD COLUMN entity_key INTEGER REFERENCES entities (key)",
    "CREATE INDEX spans_by_entity ON spans (entity_key) WHERE entity_key IS NOT NULL",
    "CREATE INDEX linked_spans ON spans (set_key) WHERE entity_key IS NOT NULL",
    """
    CREATE VIEW entity_text AS
    SELECT
        entities.name AS entity,
        entities.identifier AS identifier,
        span_text.document AS document,
        span_text.title AS title,
        span_text.annotator AS annotator,
        span_text.label AS label,
        span_text.text AS text,
        spans.id AS id
    FROM entities
    JOIN spans ON spans.entity_key = entities.key
    JOIN annotation_sets ON annotation_sets.key = spans.set_key
    JOIN span_text ON span_text.id = spans.id
    WHERE annotation_sets.is_retired = 0
    """,
)
