"""Small projects that several tests of this room start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan, SetNote
from annotator.model.document import Meta
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from tests.builders import LABEL_SET, TEXT, make_span
from tests.project.building import make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with one document, "talks", open as ilse."""
    with make_project(tmp_path) as made:
        yield made


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Project]:
    """One marked article by Maria and one that nobody has touched."""
    with Project.create(
        tmp_path / "talks.annotator", label_set=LABEL_SET, annotator="Maria"
    ) as project:
        project.add_article(TEXT, Meta(source="Sound Wire"), name="talks")
        project.add_article(
            "Nothing happened.\n\nAgain nothing happened, said the mayor.", Meta(), name="quiet"
        )
        project.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "s1")), "talks")
        project.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", "s2")), "talks")
        start, end = TEXT.index("We agreed"), TEXT.index("in June")
        quote = Span("s3", "c", ((start, start + 9), (end, end + 7)))
        project.apply(AddSpan(quote), "talks")
        project.apply(AddRelation(Relation("r1", "w", "s1", "s2")), "talks")
        project.apply(SetNote("s1", "The first time she is named."), "talks")
        yield project
