"""One damaged file after another for one reader: each is read, or told in a sentence, in bounds of
time and memory, and nothing else happens."""

import random
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.format import Format, Item, ReadOptions
from annotator.formats.source import file_source
from annotator.messages.sentences import sentence
from annotator.model.errors import AnnotatorError
from annotator.project.project import Project
from tests.formats.test_damaged_annotations import check
from tests.fuzz.damage import hurt
from tests.fuzz.seeds import Files, seeds_of
from tests.watching import nothing_outside

SECONDS = 5.0
"""Of the processor, that a reader may take over a damaged file of some kilobytes."""
MEGABYTES = 200
"""By how much the process may have grown at its peak."""
EACH_INTO_A_PROJECT = 25
"""Of so many files one goes the whole way, through an import into a project."""


@dataclass(frozen=True)
class Trial:
    """One damaged seed. `number` and the format's name give it again."""

    format: Format
    number: int
    way: str
    files: Files


def trials(format: Format, numbers: range) -> Iterator[Trial]:
    """Yield damaged files; each number always gives the same."""
    seeds = seeds_of(format)
    for number in numbers:
        chance = random.Random(f"{format.name} {number}")
        files = dict(chance.choice(seeds))
        names = list(files)
        ways = []
        for name in chance.sample(names, chance.randint(1, min(3, len(names)))):
            way, files[name] = hurt(files[name], chance)
            ways.append(f"{way} {name}")
        yield Trial(format, number, ", ".join(ways), files)


def attempt_in(trial: Trial, place: Path) -> None:
    """Read one in a folder of its own; what fails says how it is given again."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        try:
            attempt(trial, Path(folder))
        except BaseException as error:
            error.add_note(f"{trial.format.name} {trial.number}: {trial.way}")
            raise


def attempt(trial: Trial, folder: Path) -> int:
    """Read one; return how many items came. AssertionError where anything else happens."""
    for name, raw in trial.files.items():
        (folder / name).write_bytes(raw)
    path = folder / next(iter(trial.files))
    before, started = peak_megabytes(), time.process_time()
    with warnings.catch_warnings(), nothing_outside(folder):
        warnings.simplefilter("ignore")  # of libraries of somebody else's, tested with the format
        items = read(trial.format, path)
        if trial.number % EACH_INTO_A_PROJECT == 0:
            import_it(path, trial.format)
    took, grown = time.process_time() - started, peak_megabytes() - before
    assert took < SECONDS, f"it took {took:.1f} s"
    assert grown < MEGABYTES, f"it took {grown} MB"
    return len(items)


def read(format: Format, path: Path) -> list[Item]:
    """Read a file as an import does; what comes is whole, and what does not is said."""
    try:
        items = list(format.read(file_source(path), ReadOptions()))
    except AnnotatorError as error:
        check_said(error)
        return []
    check(list(items))
    for one in items:
        if isinstance(one, Problem):
            check_said(one.error)
        else:
            assert isinstance(one, CorpusLine | LabelsFound)
    return items


def import_it(path: Path, format: Format) -> None:
    """Bring the file into a project, which is whole then, and empty again by one undo."""
    target = path.with_name("target.annotator")
    target.unlink(missing_ok=True)
    with Project.create(target, annotator="ilse") as project:
        try:
            project.import_sources([path])
            project.undo()
        except AnnotatorError as error:
            check_said(error)
        assert project.check() == []
        assert project.document_counts()["all"] == 0
    target.unlink()


def check_said(error: AnnotatorError) -> None:
    """A sentence, and not that of a fault of ours."""
    said = sentence(error)
    assert said.endswith((".", "!", "?", "”", ")")), said
    assert "fault of annotator" not in said, said
    said.encode()


def peak_megabytes() -> int:
    """Return the most that this process has ever held; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
