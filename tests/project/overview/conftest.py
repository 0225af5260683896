"""Invented projects, each made once for the tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.project.overview.invented import invent

SIZES = {"some": (0, 14), "others": (1, 14), "one article": (4, 1), "empty": (5, 0)}
"""Name -> seed and articles."""


@pytest.fixture(scope="session", params=SIZES)
def invented_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a project by chance."""
    with invent(tmp_path_factory.mktemp("overview"), *SIZES[request.param]) as project:
        return project.path


@pytest.fixture
def invented(invented_file: Path) -> Iterator[Project]:
    """A project by chance, to be read."""
    with Project.open(invented_file, annotator="ilse", is_read_only=True) as project:
        yield project
