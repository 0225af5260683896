"""The process killed while one labels, the project file deleted: the backup and the journal beside
it have all that was said to be saved. And a journal that cannot be written holds nobody up."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.model.backup import THE_END
from annotator.project.backups import find_backup, restore
from annotator.project.project import Project
from tests.builders import make_document
from tests.project.building import make_project
from tests.project.test_durability import ROOT, kill_after


def start(child: str, *arguments: Path | str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.project.{child}", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def spans(path: Path) -> set[str]:
    with Project.open(path, annotator="ilse") as project:
        assert project.check() == []
        return set(project.annotation_set("talks").spans)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def path(tmp_path: Path, root: Path) -> Path:
    with make_project(tmp_path, [make_document("x" * 500, "talks")]) as project:
        project.backups.make(root=root)
    return project.path


def test_row_10_killed_and_deleted_it_is_all_there_again(
    path: Path, root: Path, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    chance = random.Random(1)
    kills, saved = trials(everyday=5, full=60), 0
    for _ in range(kills):
        saved = kill_after(start("annotate_and_report", path, root), chance.randint(1, 6))
        path.unlink()
        done = restore(path, find_backup(path, root=root), THE_END)
        assert done.kept is None
        lost = {f"s{number}" for number in range(saved)} - spans(path)
        tally(kills=1, files_deleted=1, losses=len(lost))
        assert not lost
    assert saved > kills


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes on Windows")
@pytest.mark.parametrize(("what", "is_full"), [("full", True), ("gone", False)])
def test_row_4_a_journal_that_cannot_be_written_holds_nobody_up(
    path: Path, root: Path, what: str, is_full: bool
) -> None:
    out, err = start("fill_the_journal", path, root, what).communicate(timeout=60)
    told, longest = out.splitlines()
    assert told == f"told 1 [{is_full}]", err
    assert float(longest.split()[1]) < 2
    assert len(spans(path)) == 101
    path.unlink()
    restore(path, find_backup(path, root=root), THE_END)
    assert len(spans(path)) == 101, "from the next backup on it is of use again"
