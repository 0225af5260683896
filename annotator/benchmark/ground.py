"""What acts are done on: corpora and projects in one folder, made once and shared by all."""

import shutil
from pathlib import Path
from typing import NamedTuple

from annotator.benchmark.corpus import PEOPLE, USUAL, Shape, make_lines
from annotator.formats.jsonl import encode_line
from annotator.project.project import Project

LIGHT, LARGE = Shape(6), Shape(30_000)


class Sizes(NamedTuple):
    """How many articles acts are done on, and how often."""

    many: int
    some: int
    rounds: int
    """Of an act that takes a second or so."""
    strokes: int
    """Of an act that takes milliseconds."""


FULL = Sizes(100_000, 1_000, 7, 200)
QUICK = Sizes(5_000, 100, 3, 40)


class Ground:
    """A folder with what acts are done on. Each is made when it is first asked for."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder = folder
        self.sizes = sizes

    def corpus(self, count: int, shape: Shape = USUAL, people: tuple[str, ...] = PEOPLE) -> Path:
        """Return a JSONL file of so many articles as these people have labelled them."""
        path = self.folder / f"{_name(count, shape, people)}.jsonl"
        if not path.exists():
            with _beside(path).open("wb") as stream:
                stream.writelines(map(encode_line, make_lines(count, shape, people)))
            _beside(path).rename(path)
        return path

    def project(self, count: int, shape: Shape = USUAL, people: tuple[str, ...] = PEOPLE) -> Path:
        """Return a project with them, its index of words made. Not to be changed: see `copy`."""
        path = self.folder / f"{_name(count, shape, people)}.annotator"
        if not path.exists():
            made = _beside(path)
            made.unlink(missing_ok=True)
            with Project.create(made, annotator=PEOPLE[0], backups=self.backups) as project:
                project.import_sources([self.corpus(count, shape, people)])
                project.search.index()
            made.rename(path)
        return path

    def copy(self, project: Path, name: str) -> Path:
        """Return a copy of a project that may be changed."""
        return Path(shutil.copyfile(project, self.folder / f"{name}.annotator"))

    @property
    def backups(self) -> Path:
        """Where backups and journals go: not among those of the user's own projects."""
        return self.folder / "backups"

    def open(self, path: Path) -> Project:
        """Open a project to work in as the first of `PEOPLE`."""
        return Project.open(path, annotator=PEOPLE[0], backups=self.backups)


def _beside(path: Path) -> Path:
    return path.with_name(f"making-{path.name}")


def _name(count: int, shape: Shape, people: tuple[str, ...]) -> str:
    return f"{count}-by-{shape.spans}-of-{'-and-'.join(people)}"
