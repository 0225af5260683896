"""A project in which every picture of the overview has something to show: sources, dates,
languages, two months of work, attributes, entities' words, a curated set."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotator.edits.edit import AddSpan, SetAttribute
from annotator.model.document import Document, Meta
from tests.builders import TEXT, make_span
from tests.project.building import bring
from tests.ui.projects import add_documents
from tests.ui.review.crowd import make_crowd

_FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
_LATER = timedelta(days=31)
_CAME_LATER = 6
"""Articles before this one were worked on in the first month, the others in the second."""


def make_newsroom(path: Path) -> None:
    """Make the project of the crowd, with more articles that differ in all that is counted."""
    project = make_crowd(path)
    more = [
        Document(
            f"x{at}",
            f"{TEXT} " * (at + 1),
            Meta(
                f"New {at}",
                source=("Gazette", "Wire", None)[at % 3],
                published=("2017-01-24", "2017-02", "2018", None)[at % 4],
                language=("en", "de")[at % 2],
            ),
        )
        for at in range(8)
    ]
    add_documents(project, more, "more")
    project.sign_in("bo")
    for at in range(4):
        text = more[at].text
        for words, label in (("Ilse Varga", "p"), ("Monday", "c"), ("June", "c"))[: at + 1]:
            span = make_span(text, words, label, f"{words} x{at}")
            project.apply(AddSpan(span), f"x{at}")
            if words == "Monday":
                project.apply(SetAttribute(span.id, "x", "possible"), f"x{at}")
    ada = next(one.id for one in project.annotators() if one.name == "ada")
    curated = [
        replace(one, id=f"curated {one.document}", annotator=None, status="curated")
        for at in range(4, 8)
        for one in project.annotation_sets(f"d{at}")
        if one.annotator == ada
    ]
    bring(project, (), curated, import_id="curated")
    project.close()
    _spread(path)


def _spread(path: Path) -> None:
    """Let each act have come a minute after the one before, those on later articles a month on."""
    with closing(sqlite3.connect(path)) as connection, connection:
        acts = connection.execute("SELECT seq, document FROM history ORDER BY seq").fetchall()
        for minutes, (act, document) in enumerate(acts):
            is_late = bool(document) and int(document[1:]) >= _CAME_LATER
            at = _FIRST + timedelta(minutes=minutes) + (_LATER if is_late else timedelta())
            written = at.isoformat(timespec="milliseconds")
            connection.execute("UPDATE history SET at = ? WHERE seq = ?", (written, act))
