"""A small project that several tests of this room start from."""

from pathlib import Path

from annotator.edits.edit import AddRelation, AddSpan, SetNote
from annotator.model.document import Meta
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from tests.builders import LABEL_SET, TEXT, make_span

QUIET = "Nothing happened.\n\nAgain nothing happened, said the mayor."


def make_talks(path: Path) -> Project:
    """One article marked by Maria and one that nobody has touched; open, to be closed."""
    project = Project.create(path, label_set=LABEL_SET, annotator="Maria")
    project.add_article(TEXT, Meta(source="Sound Wire"), name="talks")
    project.add_article(QUIET, Meta(), name="quiet")
    start, end = TEXT.index("We agreed"), TEXT.index("in June")
    for edit in (
        AddSpan(make_span(TEXT, "Ilse Varga", "p", "s1")),
        AddSpan(make_span(TEXT, "Norrow Lines", "o", "s2")),
        AddSpan(Span("s3", "c", ((start, start + 9), (end, end + 7)))),
        AddRelation(Relation("r1", "w", "s1", "s2")),
        SetNote("s1", "The first time she is named."),
    ):
        project.apply(edit, "talks")
    return project
