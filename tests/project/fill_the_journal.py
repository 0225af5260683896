"""A child of the tests of the journal: its disk is full ("full") or gone ("gone") while one goes on
working. Says how often that was told, and how many spans are saved."""

import resource
import shutil
import sys
import time
from pathlib import Path

from annotator.edits.edit import AddSpan
from annotator.model.backup_errors import JournalStopped
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage.journal import journal

ROOM = 1_000_000
"""Bytes that no file may exceed: the journal does, the project does not."""


def main(path: Path, root: Path, what: str) -> None:
    journal._SYNC_EVERY = 0.05  # a folder that is gone is met when a piece is opened anew
    told: list[JournalStopped] = []
    project = Project.open(path, annotator="ilse", backups=root)
    project.backups.on_journal_stopped(told.append)
    (piece,) = root.glob("*/* journal.jsonl")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if what == "full":
        with piece.open("ab") as file:
            file.write(b"x" * ROOM + b"\n")
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    else:
        shutil.rmtree(root)
    longest = 0.0
    for number in range(100):
        start = time.monotonic()
        project.apply(AddSpan(Span(f"s{number}", "p", ((number, number + 1),))), "talks")
        project.flush()
        longest = max(longest, time.monotonic() - start)
    assert path.stat().st_size < ROOM, path.stat().st_size
    assert project.check() == []
    print("told", len(told), [one.is_disk_full for one in told], flush=True)
    print("longest", longest, flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    project.backups.make()
    project.apply(AddSpan(Span("last", "p", ((0, 5),))), "talks")
    project.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
