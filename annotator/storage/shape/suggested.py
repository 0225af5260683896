"""What spans were suggested as."""

# JSON of `annotator.model.suggested`; few spans have one, or none, and an index of them alone.
SUGGESTED = (
    """
    ALTER TABLE spans
    ADD COLUMN suggested TEXT CHECK (suggested IS NULL OR suggested LIKE '{%}')
    """,
    "CREATE INDEX suggested_spans ON spans (set_key) WHERE suggested IS NOT NULL",
)
