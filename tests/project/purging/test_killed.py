"""The process that erases is killed at any moment: all is as it was, or it is erased and the rest is
gone on with; never is there no good backup.

Real processes, and so some seconds.
"""

import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from annotator.project.project import Project
from annotator.storage.backups.folder import list_backups
from annotator.storage.backups.making import unpack_backup, verify
from tests.builders import TEXT
from tests.project.building import bring, make_documents
from tests.project.purging.worlds import ID, leave_traces, make_world, traces

ROOT = Path(__file__).parents[3]
KILLS = 5
CHILD = f"""
import sys
from pathlib import Path
from annotator.project.project import Project
path, root = map(Path, sys.argv[1:])
with Project.open(path, annotator="ilse") as project:
    print("ready", flush=True)
    project.purging.purge_articles(["{ID}"], "The court says so.", root=root)
    print("done", flush=True)
"""


def test_all_or_nothing_at_any_moment(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    with make_world(work) as project:
        bring(project, make_documents(60, TEXT * 20), import_id="many")
        leave_traces(project)
        for _ in range(1):
            project.backups.make(root=tmp_path / "backups")
    seconds = _seconds(tmp_path, work)
    chance = random.Random(6)
    found = Counter(
        _killed(tmp_path, work, seconds * chance.random() ** 4, number) for number in range(KILLS)
    )
    print(f"purge killed: {dict(found)} of {KILLS}")
    assert set(found) <= {"as it was", "gone on with", "done"}
    assert found["gone on with"] > 0, "no kill came while it was under way"


def _copy(tmp_path: Path, work: Path, name: str) -> tuple[Path, Path]:
    """Lay the project out at its old path, for that is how its backups are found."""
    root = tmp_path / f"backups {name}"
    shutil.copytree(tmp_path / "backups", root)
    place = tmp_path / "kept.annotator"
    if not place.exists():
        shutil.copyfile(work / "news.annotator", place)
    shutil.copyfile(place, work / "news.annotator")
    (work / "news.annotator-journal").unlink(missing_ok=True)
    return work / "news.annotator", root


def _seconds(tmp_path: Path, work: Path) -> float:
    """Return how long it takes when nobody kills it, from "ready" on."""
    import time

    path, root = _copy(tmp_path, work, "whole")
    with _child(path, root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        begun = time.monotonic()
        assert process.stdout.readline() == "done\n"
        return time.monotonic() - begun


def _child(path: Path, root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(root)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def _killed(tmp_path: Path, work: Path, after: float, number: int) -> str:
    path, root = _copy(tmp_path, work, str(number))
    with _child(path, root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
    [folder] = root.iterdir()
    assert any(_is_good(root, one.path) for one in list_backups(folder)), "no good backup is left"
    with Project.open(path, annotator="ilse") as project:
        assert project.check() == []
        if ID in [one.id for one in project.documents()]:
            assert project.purging.tombstones() == []
            assert len(project.annotation_set(ID).spans) == 1
            return "as it was"
        was_finished = not project.purging.unfinished()
        project.purging.finish(root=root)
        assert project.check() == []
        assert traces(path, root) == []
    assert traces(path, root) == []
    return "done" if was_finished else "gone on with"


def _is_good(root: Path, backup: Path) -> bool:
    file = root / "unpacked"
    unpack_backup(backup, file)
    is_good = not list(verify(file))
    file.unlink()
    return is_good
