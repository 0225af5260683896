"""What the journal beside the backups costs a save, and how fast it is put onto a backup.

    python -m pytest -m benchmark tests/benchmarks/test_journal_speed.py -s

Saves with and without it take turns, so that what else the machine does meets both alike.
"""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.backup import THE_END
from annotator.model.span import Span
from annotator.project.backups import find_backup, restore
from annotator.project.project import Project
from tests.builders import make_document
from tests.project.building import make_project

pytestmark = pytest.mark.benchmark

SAVES, ACTS = 300, 5_000


@pytest.fixture
def projects(tmp_path: Path) -> Iterator[dict[str, Project]]:
    made = {}
    for name in ("without", "with"):
        make_project(tmp_path, [make_document("x" * 9_000, "talks")], name=name).close()
        path = tmp_path / f"{name}.annotator"
        made[name] = Project.open(path, annotator="ilse", backups=tmp_path / "backups")
    made["with"].backups.make()
    yield made
    for one in made.values():
        one.close()


def add(project: Project, number: int) -> None:
    project.apply(AddSpan(Span(f"s{number}", "p", ((number, number + 1),))), "talks")


def test_what_it_costs_a_save(projects: dict[str, Project]) -> None:
    taken: dict[str, list[float]] = {name: [] for name in projects}
    for number in range(SAVES):
        for name, project in projects.items():
            start = time.perf_counter()
            add(project, number)
            project.flush()
            taken[name].append(1000 * (time.perf_counter() - start))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, times in taken.items():
        late = statistics.quantiles(times, n=20)[-1]
        print(f"\na save {name:8} it {medians[name]:8.2f} ms (95 % within {late:.2f})", end="")
    assert medians["with"] < 2 * medians["without"] + 5


def test_how_fast_it_is_put_onto_a_backup(projects: dict[str, Project], tmp_path: Path) -> None:
    project = projects["with"]
    for number in range(ACTS):
        add(project, number)
    project.flush()
    project.close()
    project.path.unlink()
    start = time.perf_counter()
    done = restore(project.path, find_backup(project.path, root=tmp_path / "backups"), THE_END)
    print(f"\n{done.reach.acts:,} acts in {time.perf_counter() - start:.2f} s", end="")
    assert done.reach.acts == ACTS
