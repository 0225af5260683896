"""A child of the durability tests: adds spans for ever, and says on stdout what is saved.

After "saved 12" the spans s0 to s11 must be in the file, whatever happens to this process.
"""

import random
import sys
from pathlib import Path

from annotator.edits.edit import AddSpan, SetNote
from annotator.model.span import Span
from annotator.project.project import Project


def main(path: Path, backups: Path | None = None) -> None:
    project = Project.open(path, annotator="ilse", backups=backups)
    number = len(project.annotation_set("talks").spans)
    while True:
        for _ in range(random.randint(1, 5)):
            id = f"s{number}"
            start = number % 100
            project.apply(AddSpan(Span(id, "p", ((start, start + 5),))), "talks")
            if number % 3 == 0:
                project.apply(SetNote(id, "third"), "talks")
            number += 1
        project.flush()
        print("saved", number, flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
