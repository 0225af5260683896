"""Story: the process is killed right after "Saved"; everything said to be saved is there."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.project.project import Project
from tests.e2e.conftest import ROOT, Annotator

CHILD = """
import sys, threading
from annotator.edits.edit import AddSpan
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.project import Project

class Listener:
    def __init__(self):
        self.is_saved = threading.Event()
    def changed(self, changes, origin):
        pass
    def saved(self, unsaved):
        if unsaved == 0:
            self.is_saved.set()
    def saving_failed(self, error, unsaved):
        print("failed", error, flush=True)

project = Project.open(sys.argv[1], annotator="Maria")
listener = Listener()
project.subscribe(listener)
document = next(project.documents()).id
label = project.label_set.span_labels[0].id
while True:
    span = Span(new_id(), label, ((0, 5),))
    listener.is_saved.clear()
    project.apply(AddSpan(span), document)
    listener.is_saved.wait()
    print(span.id, flush=True)
"""


@pytest.mark.parametrize("saves", [1, 2, 7, 25])
def test_row_2_what_was_said_to_be_saved_is_there(
    annotator: Annotator, tmp_path: Path, saves: int, tally: Callable[..., None]
) -> None:
    path = tmp_path / "news.annotator"
    (tmp_path / "talks.txt").write_text("Ferry talks\n\nThey go on.\n", encoding="utf-8")
    annotator("new", path)
    annotator("import", path, "talks.txt")

    said = read_lines_and_kill(path, saves)
    assert len(said) == saves

    with Project.open(path, annotator="Maria") as project:
        document = next(project.documents()).id
        kept = set(project.annotation_set(document).spans)
        tally(kills=1, losses=len(set(said) - kept))
        assert set(said) <= kept
        assert len(kept) <= saves + 1
        undo = project.next_undo()
        assert undo is not None
        assert project.check() == []


def read_lines_and_kill(path: Path, count: int) -> list[str]:
    """Run the child until it has said so many saves, and kill it at once."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(count)]
        process.kill()
    return [line for line in lines if line]
