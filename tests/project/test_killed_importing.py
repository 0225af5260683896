"""Row 3: killed while ten thousand articles come in: all of them are there, or none."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.project.building import make_project

ROOT = Path(__file__).parents[2]


@pytest.fixture
def coming(trials: Callable[..., int]) -> int:
    """How many articles come in."""
    return trials(everyday=1_000, full=10_000)


@pytest.fixture
def corpus(tmp_path: Path, coming: int) -> Path:
    path = tmp_path / "in.jsonl"
    span = {"id": "s", "label": "PERSON", "start": 0, "end": 4}
    with path.open("w", encoding="utf-8") as stream:
        for number in range(coming):
            line = {"version": 1, "id": f"d{number}", "text": f"Ilse sails {number}.", "annotator": "zoe",
                    "status": "finished", "spans": [span], "relations": []}  # fmt: skip
            stream.write(json.dumps(line) + "\n")
    return path


def start(project: Path, corpus: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.project.import_and_report", str(project), str(corpus)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    return child


def test_row_3_killed_while_ten_thousand_articles_come_in(
    tmp_path: Path,
    corpus: Path,
    coming: int,
    tally: Callable[..., None],
    trials: Callable[..., int],
) -> None:
    (tmp_path / "work").mkdir()
    with make_project(tmp_path / "work") as made:
        path = made.path
    content = path.read_bytes()
    with start(path, corpus) as child:
        begun = time.monotonic()
        assert child.wait(120) == 0
        whole = time.monotonic() - begun
    chance, found = random.Random(3), Counter[int]()
    for _ in range(trials(everyday=2, full=20)):
        path.write_bytes(content)
        with start(path, corpus) as child:
            time.sleep(chance.uniform(0, 1.1 * whole))
            child.kill()
        with Project.open(path, annotator="ilse") as project:
            count = project.document_counts()["all"]
            faults = project.check()
        found[count] += 1
        tally(kills=1, losses=count not in (1, 1 + coming))
        assert (count in (1, 1 + coming), faults) == (True, [])
        assert list(path.parent.iterdir()) == [path]
    assert found[1], "it was never killed in time"
