"""Damaged archives, compressed files, label sets and exports: some of each every day."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz import other_files


@pytest.mark.parametrize("name", other_files.KINDS)
@pytest.mark.trust(34)
def test_what_is_damaged_is_read_or_told(
    name: str, tmp_path: Path, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    for number in range(trials(everyday=6, full=300)):
        other_files.attempt(name, number, tmp_path)
        tally(inputs_tried=1)


@pytest.mark.parametrize("name", other_files.KINDS)
def test_the_whole_ones_come_in(name: str, tmp_path: Path) -> None:
    kind = other_files.KINDS[name]
    path = tmp_path / f"whole{kind.ending}"
    path.write_bytes(kind.make())
    kind.read(path)
