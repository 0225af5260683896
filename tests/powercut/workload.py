"""A child of the power-cut tests: works in a project, and writes down which act is saved.

The numbers of acts are written into a file of the recorded folder, so that the record holds them in
their place among what SQLite wrote.
"""

import os
import random
import sys
from pathlib import Path

from annotator.edits.edit import AddSpan, RemoveSpan, SetNote, SetStatus
from annotator.model.document import Document
from annotator.model.span import Span
from annotator.project.label_changes.change import Rename
from annotator.project.project import Project
from tests.builders import make_document
from tests.project.building import bring

ACTS = 60
SAVED = "saved"
"""The file into which the numbers go."""


def main(path: Path) -> None:
    chance = random.Random(7)
    saved = os.open(path.with_name(SAVED), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with Project.open(path, annotator="ilse") as project:
        for number in range(ACTS):
            _act(project, number, chance)
            project.flush()
            latest = next(project.history(newest=1))
            os.write(saved, f"{latest.seq}\n".encode())
    os.close(saved)


def _act(project: Project, number: int, chance: random.Random) -> None:
    """Mostly spans, as on any day; now and then what writes many pages at once."""
    spans = list(project.annotation_set("talks").spans)
    match number % 12:
        case 3:
            project.apply(SetNote(chance.choice(spans), "who is this? " * 200), "talks")
        case 5:
            project.undo()
        case 6:
            project.redo()
        case 8:
            bring(project, _more(number), import_id=f"import {number}")
        case 9:
            project.apply(RemoveSpan(chance.choice(spans)), "talks")
        case 10:
            project.labels.change(Rename("p", f"PERSON {number}"))
        case 11:
            status = project.annotation_set("talks").status
            project.apply(SetStatus("new" if status == "finished" else "finished"), "talks")
        case _:
            start = number % 100
            project.apply(AddSpan(Span(f"s{number}", "p", ((start, start + 5),))), "talks")


def _more(number: int) -> list[Document]:
    text = "Norrow Lines sails again. " * 40
    return [make_document(f"{number} {nth} {text}", f"d{number}-{nth}") for nth in range(40)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
