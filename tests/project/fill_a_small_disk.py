"""A child of the tests of small disks: works on a disk of two megabytes until it is full, makes
room, and goes on. Says how long it took to be told, and what was told."""

import sys
import threading
import time
from pathlib import Path

from annotator.edits.edit import AddSpan
from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError
from annotator.model.span import Span
from annotator.project.project import Project


class Ear:
    """Notes when saving failed."""

    def __init__(self) -> None:
        self.failed = threading.Event()
        self.words = ""

    def changed(self, changes: Changes, origin: object) -> None:
        """Nothing."""

    def saved(self, unsaved: int) -> None:
        """Nothing."""

    def saving_failed(self, error: AnnotatorError, unsaved: int) -> None:
        """A commit failed."""
        self.words = sentence(error)
        self.failed.set()


def main(path: Path) -> None:
    ballast = path.with_name("ballast")
    ballast.write_bytes(b"x" * 600_000)
    project = Project.open(path, annotator="ilse")
    ear = Ear()
    project.subscribe(ear)
    number = 0
    while not ear.failed.is_set():
        note = "x" * 20_000
        began = time.monotonic()
        project.apply(AddSpan(Span(f"s{number}", "p", ((0, 5),), note=note)), "talks")
        number += 1
        while project.unsaved and not ear.failed.is_set():
            time.sleep(0.001)
    print("told after", time.monotonic() - began, flush=True)
    print(ear.words, flush=True)
    assert project.unsaved >= 1
    assert len(project.annotation_set("talks").spans) == number
    ballast.unlink()
    project.retry()
    project.flush()
    assert project.saving_error is None
    assert project.check() == []
    project.close()
    print("saved", number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
