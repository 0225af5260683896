"""The shape of the project file, version by version; a new file walks the same road as an old one.

Columns with JSON are checked by their brackets: SQLite does not trust json_valid() in a schema that
is not trusted itself (`trusted_schema = OFF`). A step, once released, is never changed: the next
shape is a new step at the end, and a new number in `annotator.storage.header`. The order of
statements is the order of the tables for people.
"""

import sqlite3

import sqlite_utils
from sqlite_utils.migrations import Migrations

from annotator.model.labels import LabelSet
from annotator.storage.about import read_about
from annotator.storage.database import transaction
from annotator.storage.header import APPLICATION_ID, OLDEST_READER, SCHEMA_VERSION
from annotator.storage.label_set_versions import put_version
from annotator.storage.labels import read_label_set
from annotator.storage.shape.annotations import ANNOTATIONS
from annotator.storage.shape.assignments import ASSIGNMENTS
from annotator.storage.shape.dismissals import DISMISSALS
from annotator.storage.shape.documents import NOUNS, TEXTS
from annotator.storage.shape.entities import ENTITIES
from annotator.storage.shape.history import HISTORY, TAKEN
from annotator.storage.shape.label_set_versions import LABEL_SET_VERSIONS
from annotator.storage.shape.labels import LABELS, RETIRED_ATTRIBUTES
from annotator.storage.shape.purges import PURGES
from annotator.storage.shape.review import CURATED, REVIEW
from annotator.storage.shape.suggested import SUGGESTED
from annotator.storage.shape.views import VIEWS
from annotator.storage.shape.work_lists import WORK_LISTS

steps = Migrations("annotator")


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Walk every step that the file has not taken yet, all together or none."""
    database = sqlite_utils.Database(connection, execute_plugins=False)
    with transaction(connection, is_write=True):
        steps.apply(database)
        # A purge has said that older versions cannot read its history any more.
        said = read_about(connection, "min_reader")
        oldest = max(OLDEST_READER, int(said) if said.isdecimal() else 0)
        connection.executemany(
            "REPLACE INTO meta (name, value) VALUES (?, ?)",
            [("min_reader", str(oldest)), ("min_writer", str(SCHEMA_VERSION))],
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@steps(name="1 documents, labels, annotations, history")
def _first(database: sqlite_utils.Database) -> None:
    for statement in (*NOUNS, *LABELS, *ANNOTATIONS, *HISTORY, *VIEWS):
        database.execute(statement)


@steps(name="2 verdicts, remarks, reasons")
def _second(database: sqlite_utils.Database) -> None:
    for statement in REVIEW:
        database.execute(statement)


@steps(name="3 histories taken, assignments, what imported curated sets say")
def _third(database: sqlite_utils.Database) -> None:
    for statement in (*TAKEN, *CURATED, *ASSIGNMENTS):
        database.execute(statement)


@steps(name="4 fingerprints, newer texts, indexes of doubtful spans and of words")
def _fourth(database: sqlite_utils.Database) -> None:
    for statement in TEXTS:
        database.execute(statement)


@steps(name="5 articles that lists leave out, joined annotators, what has been seen, entities")
def _fifth(database: sqlite_utils.Database) -> None:
    for statement in (*WORK_LISTS, *RETIRED_ATTRIBUTES, *ENTITIES):
        database.execute(statement)


@steps(name="6 versions of the label set, what only looks like a slip")
def _sixth(database: sqlite_utils.Database) -> None:
    for statement in (*LABEL_SET_VERSIONS, *DISMISSALS):
        database.execute(statement)
    label_set = read_label_set(database.conn)
    if label_set != LabelSet():
        put_version(database.conn, label_set, "")


@steps(name="7 what has been erased for good")
def _seventh(database: sqlite_utils.Database) -> None:
    for statement in PURGES:
        database.execute(statement)


@steps(name="8 what spans were suggested as")
def _eighth(database: sqlite_utils.Database) -> None:
    for statement in SUGGESTED:
        database.execute(statement)
