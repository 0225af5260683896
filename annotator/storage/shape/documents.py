"""What a project is made of: annotators, imports, documents; fingerprints and newer texts."""

NOUNS = (
    """
    CREATE TABLE meta (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE annotators (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE CHECK (name <> '')
    ) STRICT
    """,
    """
    CREATE TABLE imports (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        sources TEXT NOT NULL CHECK (sources LIKE '[%]'),
        is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1))
    ) STRICT
    """,
    # The text stands last, so that lists read past it only where they ask for it.
    """
    CREATE TABLE documents (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        position INTEGER NOT NULL,
        title TEXT,
        source TEXT,
        published TEXT,
        url TEXT,
        authors TEXT NOT NULL DEFAULT '[]' CHECK (authors LIKE '[%]'),
        language TEXT,
        extra TEXT NOT NULL DEFAULT '{}' CHECK (extra LIKE '{%}'),
        sections TEXT NOT NULL DEFAULT '[]' CHECK (sections LIKE '[%]'),
        import_id TEXT REFERENCES imports (id),
        is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        characters INTEGER NOT NULL CHECK (characters >= 0),
        text TEXT NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX documents_by_id ON documents (id) WHERE is_retired = 0",
    "CREATE INDEX documents_in_order ON documents (position) WHERE is_retired = 0",
    "CREATE INDEX documents_by_sha256 ON documents (sha256)",
    "CREATE INDEX documents_by_import ON documents (import_id)",
)

# What articles have to do with each other. A fingerprint says what its text says, shorter: it is
# made when it is asked for and belongs to no act. That an article is a newer text of another is
# said by an import, and counts as long as that does.
TEXTS = (
    """
    CREATE TABLE fingerprints (
        document_key INTEGER PRIMARY KEY REFERENCES documents (key),
        fingerprint BLOB
    ) STRICT
    """,
    """
    CREATE TABLE newer_texts (
        document_key INTEGER PRIMARY KEY REFERENCES documents (key),
        older_key INTEGER NOT NULL REFERENCES documents (key),
        CHECK (older_key <> document_key)
    ) STRICT
    """,
    "CREATE INDEX newer_texts_by_older ON newer_texts (older_key)",
    "CREATE INDEX doubtful_spans ON spans (set_key) WHERE is_doubtful = 1",
    # It holds no text and no places: which documents have a word, and no more.
    """
    CREATE VIRTUAL TABLE word_index USING fts5(
        words, content='', columnsize=0, detail=none, tokenize='unicode61 remove_diacritics 2'
    )
    """,
)
