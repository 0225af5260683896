"""Project files with one invented article of any size, and the least it takes to read them."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.project.project import Project
from annotator.storage.intake import Intake
from tests.benchmarks.large_articles import make_article
from tests.builders import LABEL_SET

DOCUMENT = "talks"
SIZES = {
    "small": (3_000, 60, 20, False),
    "large": (1_000_000, 50_000, 15_000, False),
    "dense": (100_000, 20_000, 8_000, False),
    "one paragraph": (1_000_000, 50_000, 15_000, True),
}
"""Characters, spans, relations, and whether all is one paragraph."""


def make_project(path: Path, name: str) -> Path:
    """Make a project with the article of this name and ilse's set on it."""
    size, spans, relations, is_one = SIZES[name]
    document, mine = make_article(size, spans, relations, is_one_paragraph=is_one)

    def job(intake: Intake) -> None:
        ilse = intake.annotator_named("ilse")
        intake.add_document(document)
        intake.add_set(replace(mine, annotator=ilse.id))

    with Project.create(path, label_set=LABEL_SET, annotator="ilse") as project:
        project.bring_in(job, import_id="all")
    return path


def read_rows(path: Path) -> Iterable[object]:
    """Read all there is of the article, with nothing but sqlite3."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            connection.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("documents", "annotation_sets", "spans", "relations")
        ]
