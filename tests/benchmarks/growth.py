"""How the work of each act grows with the number of articles: seconds at each size, an exponent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from pathlib import Path
from time import process_time
from typing import Any

from annotator.benchmark.corpus import PEOPLE, PHRASE, USUAL
from annotator.benchmark.ground import Ground, Sizes
from annotator.benchmark.stopwatch import memory_of, seconds_of
from annotator.formats.verify import verify
from annotator.project.corpus_search import CorpusQuery
from annotator.project.project import Project
from annotator.project.review import Pairing
from annotator.project.rows import ListQuery

SIZES = (1_000, 10_000, 100_000)
LINEAR = 1.15
"""The exponent over which an act grows faster than the articles do."""
_SHORT = 0.05
"""Seconds below which a question is repeated, and any act too short to tell an exponent of."""
_TIMES = 20
_ASKED = (
    "first hits of a phrase",
    "narrow the list",
    "read one article",
    "open the project",
)
"""Acts that change nothing and may be repeated."""

Said = Callable[[str], None]


@dataclass(slots=True)
class Growth:
    """What one act took at each size."""

    act: str
    seconds: dict[int, float] = field(default_factory=dict)
    """Articles -> processor time."""
    megabytes: dict[int, float] = field(default_factory=dict)
    """Articles -> how much more than at rest was held at most."""

    @property
    def exponent(self) -> float | None:
        """The power of the articles that the time grows with, between the two largest sizes: what
        is small is mostly what comes with every act. None: one size, or too short to tell."""
        steps = list(pairwise(sorted(self.seconds)))
        if not steps or self.seconds[steps[-1][1]] < _SHORT:
            return None
        few, many = steps[-1]
        return log(self.seconds[many] / self.seconds[few]) / log(many / few)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "act": self.act,
            "seconds": {str(size): taken for size, taken in self.seconds.items()},
            "megabytes": {str(size): held for size, held in self.megabytes.items()},
            "exponent": self.exponent,
        }


def measure_all(folder: Path, sizes: Sequence[int], say: Said) -> list[Growth]:
    """Do every act once at each size, smallest first."""
    grown: dict[str, Growth] = {}
    for size in sorted(sizes):
        for act, work in _acts(Ground(folder, Sizes(size, size, 1, 1)), size):
            one = grown.setdefault(act, Growth(act))
            taken: list[float] = []
            memory = memory_of(lambda work=work, taken=taken: taken.append(_timed(work)))
            if act in _ASKED and taken[0] < _SHORT:
                taken = [_timed(work) for _ in range(_TIMES)]
            one.seconds[size] = min(taken)
            if memory is not None:
                one.megabytes[size] = memory.peak - memory.rest
            say(f"{size:>7,} articles  {act:<28} {one.seconds[size]:8.3f} s")
    return list(grown.values())


def _timed(work: Callable[[], object]) -> float:
    return seconds_of(work, process_time)


def _acts(ground: Ground, size: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is done, each when those before it have been done."""
    mine, theirs = (ground.corpus(size, USUAL, (name,)) for name in PEOPLE)
    path = ground.folder / f"growing-{size}.annotator"
    out = ground.folder / "growing.jsonl"
    with Project.create(path, annotator=PEOPLE[0], backups=ground.backups) as project:
        yield "import", lambda: project.import_sources([mine])
        yield "index the words", project.search.index
        yield "first hits of a phrase", lambda: next(project.search.hits(CorpusQuery(PHRASE)))
        yield "narrow the list", lambda: project.work_list.keys(ListQuery(PHRASE.split()[-1]))
        last = f"report-{size - 1:06}"
        yield "read one article", lambda: list(project.annotation_sets(last))
        yield "export", lambda: project.export(out)
        yield "verify", lambda: verify(out)
    out.unlink()
    other = ground.project(size, USUAL, PEOPLE[1:])
    theirs.unlink()
    with ground.open(path) as project:
        yield "merge a colleague's", lambda: project.merge(other)
        other.unlink()
        yield "agreement", project.agreement
        pairing = Pairing(*(one.id for one in project.annotators()))
        yield "compare", lambda: _differences(project, pairing)
        yield "take the merging back", project.undo
    mine.unlink()
    yield "open the project", lambda: _open(path)
    path.unlink()


def _differences(project: Project, pairing: Pairing) -> int:
    return sum(
        len(project.review.compare(document, pairing).differences)
        for document in project.review.labelled(pairing)
    )


def _open(path: Path) -> None:
    with Project.open(path, is_read_only=True):
        pass


def lines_of(grown: Sequence[Growth]) -> Iterator[str]:
    """Yield a table of Markdown: seconds and megabytes at each size, and the exponent."""
    sizes = sorted({size for one in grown for size in one.seconds})
    yield f"| act | {' | '.join(f'{size:,}' for size in sizes)} | MB at most | grows with |"
    yield f"|---|{'---|' * (len(sizes) + 2)}"
    for one in grown:
        times = " | ".join(show(one.seconds.get(size)) for size in sizes)
        held = max(one.megabytes.values(), default=0.0)
        yield f"| {one.act} | {times} | {held:.0f} | {show_exponent(one.exponent)} |"


def show(seconds: float | None) -> str:
    """Return a time with the unit that fits; nothing where it was not measured."""
    if seconds is None:
        return ""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def show_exponent(exponent: float | None) -> str:
    """Return it in words."""
    return "too short to tell" if exponent is None else f"n^{exponent:.2f}"


def too_fast(grown: Sequence[Growth]) -> list[str]:
    """Return the acts that grow faster than the articles do."""
    return [one.act for one in grown if one.exponent is not None and one.exponent > LINEAR]


def growth_of(body: Mapping[str, Any]) -> Growth:
    """Return what `as_json` wrote."""
    seconds, megabytes = (
        {int(size): value for size, value in body[name].items()}
        for name in ("seconds", "megabytes")
    )
    return Growth(body["act"], seconds, megabytes)
