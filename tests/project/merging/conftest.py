"""A project and a copy of it."""

from pathlib import Path

import pytest

from tests.project.merging.copies import copy, make_base


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return make_base(tmp_path)


@pytest.fixture
def other(base: Path) -> Path:
    return copy(base, "other")
