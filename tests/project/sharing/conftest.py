"""A hub in a folder and three people at it."""

from pathlib import Path

import pytest

from tests.project.sharing.team import Member, make_team


@pytest.fixture
def team(tmp_path: Path) -> list[Member]:
    return make_team(tmp_path)


@pytest.fixture
def folder(tmp_path: Path, team: list[Member]) -> Path:
    return tmp_path / "team"
