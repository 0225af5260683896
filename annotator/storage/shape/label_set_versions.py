"""What the label set and its guidelines said, version by version, and what was made under which."""

# An annotation of which nobody knows under which version it was made has NULL: one from a file of
# another tool, one older than the versions. What was deleted keeps its version aside, so that it
# has the same when it comes back: ids are given once.
LABEL_SET_VERSIONS = (
    """
    CREATE TABLE label_set_versions (
        number INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        label_set TEXT NOT NULL CHECK (label_set LIKE '{%}')
    ) STRICT
    """,
    "ALTER TABLE spans ADD COLUMN made_under INTEGER REFERENCES label_set_versions (number)",
    "ALTER TABLE relations ADD COLUMN made_under INTEGER REFERENCES label_set_versions (number)",
    """
    CREATE TABLE deleted_annotations (
        id TEXT PRIMARY KEY,
        made_under INTEGER REFERENCES label_set_versions (number)
    ) STRICT, WITHOUT ROWID
    """,
)
