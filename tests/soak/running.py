"""A soak from its first round to its last, and what came of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from pathlib import Path
from time import monotonic

from annotator.edits.edit import AddSpan, SetStatus
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.ui.application import make_application
from annotator.ui.picture import PictureSettings, quiet_platform, shown_window
from tests.builders import LABEL_SET, TEXT
from tests.project.building import make_documents, make_project
from tests.soak.measures import Held, kinds, look, slope, windows
from tests.soak.soak import Said, Soak

WARM = 6
"""Rounds before the first look: whatever is made once is made by then."""
IDLE, PAUSE = 2500, 60
"""Milliseconds without a key before the first and the last look, and before those between."""
LEAST = 4
"""Rounds that are looked at, however short the time."""
MOST_GROWTH = 0.1
"""MB of what is in use by which a round may grow, in the second half of a soak."""
MOST_OBJECTS = 2.0
"""Qt's objects by which a round may grow."""


@dataclass
class Outcome:
    """What a soak came to."""

    rounds: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    looks: list[Held] = field(default_factory=list)
    labels: int = 0
    """In the model at the end."""
    lost: int = 0
    """In the model and not, or not so, in the file."""
    not_told: int = 0
    """In the file and not in the model."""
    unexpected: list[str] = field(default_factory=list)
    file_faults: list[str] = field(default_factory=list)
    grown: Counter[str] = field(default_factory=Counter)
    new_windows: list[str] = field(default_factory=list)
    """Classes of the windows, shown or not, that were not there at the first look."""

    @property
    def growth(self) -> tuple[float, float, float]:
        """MB in use, Python's and Qt's objects by which a round grows, over the second half."""
        later = self.looks[len(self.looks) // 2 :]
        return (
            slope([one.in_use for one in later]),
            slope([one.python for one in later]),
            slope([one.objects for one in later]),
        )

    def faults(self) -> list[str]:
        """Return what is not as it must be."""
        first, last = self.looks[0], self.looks[-1]
        memory, _, objects = self.growth
        found = [f"{self.lost} labels lost"] if self.lost else []
        found += [f"{self.not_told} labels nobody told of"] if self.not_told else []
        found += self.file_faults + self.unexpected
        found += [f"{memory:.2f} MB more with each round"] if memory > MOST_GROWTH else []
        found += [f"{objects:.1f} objects more with each round"] if objects > MOST_OBJECTS else []
        found += [f"windows left: {one}" for one in self.new_windows]
        if last.timers_and_threads > first.timers_and_threads:
            found.append(f"timers left: {last.timers_and_threads}")
        found += [f"threads left: {last.threads}"] if last.threads > first.threads else []
        return found

    def lines(self) -> list[str]:
        """Return the figures, for people."""
        first, last = self.looks[0], self.looks[-1]
        memory, python, objects = self.growth
        acts = ", ".join(f"{n:,} {name}" for name, n in self.acts.most_common() if name[0] != " ")
        return [
            f"{self.rounds} rounds, {sum(self.acts.values()):,} acts: {acts}",
            f"dialogs opened: {sum(name[0] == ' ' for name in self.acts)} kinds",
            f"first look {first}",
            f"half time  {self.looks[len(self.looks) // 2]}",
            f"last look  {last}",
            f"a round grows by {memory:+.3f} MB in use, {python:+.1f} objects of Python, {objects:+.2f} of Qt",
            f"labels {self.labels:,}, lost {self.lost}, not told {self.not_told}",
            *(f"FAULT {one}" for one in self.faults()),
        ]


def make_work(folder: Path) -> Path:
    """Make a project of twelve articles that ilse and jon have begun, and return its path."""
    documents = make_documents(12, TEXT * 6)
    keyed = [replaced(one, key=str(at + 1)) for at, one in enumerate(LABEL_SET.span_labels)]
    with make_project(
        folder, documents, annotator="ilse", label_set=replaced(LABEL_SET, span_labels=tuple(keyed))
    ) as project:
        for name, label in (("ilse", "p"), ("jon", "o")):
            project.sign_in(name)
            for one in documents:
                for at in range(0, 200, 40):
                    span = Span(f"{name}-{one.id}-{at}", label, ((at, at + 9),))
                    project.apply(AddSpan(span), one.id)
                project.apply(SetStatus("finished"), one.id)
        return project.path


def work(
    folder: Path, seconds: float, seed: int, say: Callable[[str], object] = lambda line: None
) -> Outcome:
    """Work in a window on a new project in a folder until the time is over, and close it."""
    path = make_work(folder)
    outcome = Outcome()
    settings = PictureSettings()
    make_application(settings)
    end = monotonic() + seconds
    with quiet_platform(), shown_window(path, "ilse", settings, (1400, 900)) as window:
        soak = Soak(window, seed, folder)
        soak.open_everything()
        for _ in range(WARM):
            soak.round()
        soak.rest(IDLE)
        outcome.looks.append(look(window))
        before, shown = kinds(), windows()
        while monotonic() < end or outcome.rounds < LEAST:
            soak.round()
            soak.rest(PAUSE)
            outcome.rounds += 1
            outcome.looks.append(look(window))
            say(f"{outcome.rounds:>4} {outcome.looks[-1]}")
        soak.rest(IDLE)
        outcome.looks.append(look(window))
        outcome.grown = kinds() - before
        outcome.new_windows = sorted((windows() - shown).elements())
        outcome.acts, outcome.unexpected = soak.acts, soak.unexpected
        compare(outcome, soak.said, soak.in_file())
        outcome.file_faults = [str(one) for one in soak.session.project.check()]
    check_closed(outcome, path, soak.said)
    return outcome


def compare(outcome: Outcome, said: Said, found: Said) -> None:
    """Count what was said and is not in the file, and what is there and was not said."""
    outcome.labels = len(said)
    outcome.lost += sum(found.get(key) != one for key, one in said.items())
    outcome.not_told += sum(key not in said for key in found)


def check_closed(outcome: Outcome, path: Path, said: Said) -> None:
    """Open the file anew: it is whole, and has as much as was said."""
    with Project.open(path, annotator="ilse") as project:
        outcome.file_faults += [str(one) for one in project.check()]
        held = [project.annotation_set(one.id) for one in project.documents()]
        count = sum(len(one.spans) + len(one.relations) for one in held)
    outcome.lost += max(0, len(said) - count)


def tell_kinds(outcome: Outcome) -> None:
    """Print what has grown most, by class."""
    for name, count in outcome.grown.most_common(40):
        print(f"{count:>8,} {name}")
