"""The project file: the only room that knows sqlite3 and sqlite_utils.

Decisions: `journal_mode=TRUNCATE` and `synchronous=FULL`, so that the project is one file at every
moment and what was said to be saved survives a power cut; one thread writes, on one connection;
reads are short and page by page, because in this mode a reader holds up a commit. Rows of a set
stand together on disk (`WITHOUT ROWID`, keyed by set), so that opening an article is one range
read, and a relation's ends are foreign keys into its own set. What an undone import brought is
retired, not deleted: uniqueness of documents and sets holds among the rows that are not retired.
sqlite-utils gives the migrations and the everyday rows; bulk paths are prepared `executemany`.
"""
