"""Every reader there is, with damaged files: some of each in the everyday run, as many as one likes
by `packaging/dev.py fuzz`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.formats.format import Format
from tests.fuzz import importers
from tests.fuzz.seeds import read_formats, seeds_of

every_reader = pytest.mark.parametrize("format", read_formats(), ids=lambda one: one.name)


@every_reader
def test_there_are_files_to_damage_which_come_in_whole(format: Format, tmp_path: Path) -> None:
    assert seeds_of(format), f"tests/fuzz/seeds.py has nothing for {format.name}"
    for number, files in enumerate(seeds_of(format)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, raw in files.items():
            (folder / name).write_bytes(raw)
        assert importers.read(format, folder / next(iter(files)))


@every_reader
@pytest.mark.trust(21, 22, 23, 24, 25, 27)
def test_a_damaged_file_is_read_or_told_and_nothing_else(
    format: Format, tmp_path: Path, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    for trial in importers.trials(format, range(trials(everyday=15, full=400))):
        importers.attempt_in(trial, tmp_path)
        tally(inputs_tried=1)
