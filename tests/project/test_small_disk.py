"""Rows 4 to 6 on a real disk, full or read-only: two megabytes in memory, for a child alone."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project.building import make_documents, make_project
from tests.project.test_durability import ROOT

MOUNT = 'mount -t tmpfs -o size=2m none "$1" && cp "$2" "$1" && cd "$3" && shift 3 && exec "$@"'


def on_small_disk(tmp_path: Path, project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with a copy of a project on a disk of 2 MB, mounted at `tmp_path / "disk"`."""
    if (
        not shutil.which("unshare")
        or subprocess.run(["unshare", "-rm", "true"], check=False).returncode
    ):
        pytest.skip("no small disk can be mounted here")
    disk = tmp_path / "disk"
    disk.mkdir()
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", MOUNT, "sh", disk, project, ROOT, *command],
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_row_4_a_disk_that_is_full(tmp_path: Path, tally: Callable[..., None]) -> None:
    make_project(tmp_path).close()
    module = "tests.project.fill_a_small_disk"
    place = tmp_path / "disk" / "news.annotator"
    done = on_small_disk(
        tmp_path, tmp_path / "news.annotator", sys.executable, "-m", module, str(place)
    )
    assert done.returncode == 0, done.stderr
    told, words, saved = done.stdout.splitlines()
    assert float(told.split()[-1]) < 1
    assert "disk" in words
    assert "full" in words
    tally(disks_filled=1, edits_saved=int(saved.split()[1]), losses=0)


def test_row_5_an_export_onto_a_disk_that_is_full(
    tmp_path: Path, tally: Callable[..., None]
) -> None:
    make_project(tmp_path, make_documents(800, "Ilse Varga runs the ferry. " * 150)).close()
    script = (
        'echo old > "$1/out.jsonl"; "$2" -m annotator export "$3" -o "$1/out.jsonl"; echo $?;'
        ' cat "$1/out.jsonl"; ls -A "$1"'
    )
    (tmp_path / "small").write_text("")
    done = on_small_disk(
        tmp_path, tmp_path / "small", "sh", "-c", script, "sh",
        str(tmp_path / "disk"), sys.executable, str(tmp_path / "news.annotator"),
    )  # fmt: skip
    assert done.stdout.splitlines() == ["2", "old", "out.jsonl", "small"], done.stderr
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr or "full" in done.stderr
    tally(disks_filled=1, losses=0)


READ_ONLY = """
import os, sys
from pathlib import Path
from annotator import Project
from annotator.edits.edit import AddSpan
from annotator.model.errors import ProjectReadOnly
from annotator.model.span import Span
path = Path(sys.argv[1])
with Project.open(path, annotator="ilse") as project:
    print(project.is_read_only, project.read_only_reason, len(list(project.documents())))
    assert project.check() == []
    try:
        project.apply(AddSpan(Span("a", "p", ((0, 5),))), "talks")
    except ProjectReadOnly:
        print("refused")
print(os.listdir(path.parent))
"""


@pytest.mark.trust(6, simulated="the read-only share is a drive in memory, mounted so")
def test_a_share_that_is_read_only(tmp_path: Path) -> None:
    make_project(tmp_path).close()
    place = tmp_path / "disk" / "news.annotator"
    done = on_small_disk(
        tmp_path, tmp_path / "news.annotator", "sh", "-c",
        'mount -o remount,ro "$1" && exec "$2" -c "$3" "$1/news.annotator"', "sh",
        str(place.parent), sys.executable, READ_ONLY,
    )  # fmt: skip
    said = done.stdout.splitlines()
    assert said == ["True file 1", "refused", "['news.annotator']"], done.stderr
