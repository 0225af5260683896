"""Damaged project files: some in the everyday run, fifteen hundred by `packaging/dev.py trust`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.model.document import Document
from tests.fuzz import project_files

Whole = tuple[Path, dict[str, Document]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return project_files.whole_file(tmp_path_factory.mktemp("whole"))


def test_the_whole_file_is_half_a_megabyte_and_says_what_it_said(
    whole: Whole, tmp_path: Path
) -> None:
    path, documents = whole
    raw = path.read_bytes()
    assert 400_000 < len(raw) < 800_000
    untouched = project_files.Trial(0, "none", raw)
    assert project_files.attempt(untouched, documents, tmp_path) == (True, False, True)


def test_rows_11_and_12_damage_is_told_and_no_other_text_is_shown(
    whole: Whole, tmp_path: Path, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    path, documents = whole
    numbers = range(trials(everyday=8, full=1500))
    for trial in project_files.trials(path.read_bytes(), numbers):
        try:
            project_files.attempt(trial, documents, tmp_path)
        except BaseException as error:
            error.add_note(f"project-file {trial.number}: {trial.way}")
            raise
        tally(faults_injected=1, losses=0)


@pytest.mark.trust(11, 12)
@pytest.mark.parametrize("number", [121, 494, 566, 628, 896, 1180, 1315])
def test_what_was_found_once_is_told_ever_since(whole: Whole, tmp_path: Path, number: int) -> None:
    """An act that is not found any more, no text at all, a text that is bytes, indexes that find
    nothing, a label that is none, a text whose hash is not found."""
    path, documents = whole
    (trial,) = project_files.trials(path.read_bytes(), range(number, number + 1))
    project_files.attempt(trial, documents, tmp_path)
