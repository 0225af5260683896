"""A project that is open for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.project.building import make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with one document, "talks", open as ilse."""
    with make_project(tmp_path) as made:
        yield made
