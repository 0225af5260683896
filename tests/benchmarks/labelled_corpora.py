"""Invented articles in which names are labelled by two people, who now and then slip."""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage.intake import Intake
from tests.benchmarks.large_corpora import make_articles
from tests.builders import LABEL_SET

NAMES = 20_000
NAMES_IN_ONE = 8
"""Of an article, unless one asks for more."""
_LABELS = ("p", "o", "r", "c")
_RELATION_LABELS = ("w", "h", "s")
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er")]


def make_labelled(
    path: Path,
    count: int,
    *,
    names_in_one: int = NAMES_IN_ONE,
    relations: int = 0,
    is_by_both: bool = False,
) -> Path:
    """Make a project of so many articles with so many names in each, nearly all labelled: of a
    hundred spans one has another label, one takes a comma along, and one is forgotten. Two people
    take turns, or label each article both. In each set so many relations tie neighbours."""

    def job(intake: Intake) -> None:
        people = [intake.annotator_named(name).id for name in ("ilse", "jon")]
        random = Random(11)
        for number, (document, names) in enumerate(_named(count, names_in_one, random)):
            intake.add_document(document)
            for at in (0, 1) if is_by_both else (number % 2,):
                whose = people[at]
                prefix = f"{document.id}-{whose}" if is_by_both else document.id
                spans = {one.id: one for one in _spans(document, names, random, prefix)}
                ties = {one.id: one for one in _relations(list(spans), relations, prefix)}
                id = f"a{number}-{at}"
                intake.add_set(
                    AnnotationSet(id, document.id, whose, "finished", spans=spans, relations=ties)
                )

    with Project.create(path, label_set=LABEL_SET, annotator="ilse") as project:
        project.bring_in(job, import_id="all")
    return path


def _named(count: int, names_in_one: int, random: Random) -> Iterator[tuple[Document, list[str]]]:
    pool = [_name(random) for _ in range(NAMES)]
    weights = list(accumulate(1 / (rank + 20) for rank in range(NAMES)))
    for document in make_articles(count):
        names = random.choices(pool, cum_weights=weights, k=names_in_one)
        said = " ".join(f"It was {name}, they said." for name in names)
        yield Document(document.id, f"{document.text} {said}", document.meta), names


def _name(random: Random) -> str:
    words = ("".join(random.choices(_SYLLABLES, k=random.randint(2, 3))) for _ in range(2))
    return " ".join(word.capitalize() for word in words)


def _spans(document: Document, names: list[str], random: Random, prefix: str) -> Iterator[Span]:
    at = 0
    for number, name in enumerate(names):
        start = document.text.index(f"was {name}, they", at) + len("was ")
        at = end = start + len(name)
        label = _LABELS[len(name) % len(_LABELS)]
        slip = random.random()
        if slip < 0.01:
            continue
        if slip < 0.02:
            label = _LABELS[(len(name) + 1) % len(_LABELS)]
        elif slip < 0.03:
            end += 1
        yield Span(f"{prefix}-{number}", label, ((start, end),))


def _relations(spans: list[str], count: int, prefix: str) -> Iterator[Relation]:
    """Tie each span (id) to the next, as often as is wanted."""
    for number, (head, tail) in enumerate(pairwise(spans[: count + 1])):
        yield Relation(f"{prefix}-r{number}", _RELATION_LABELS[number % 3], head, tail)
