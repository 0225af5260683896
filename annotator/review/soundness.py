"""Is a verdict sound: does what it says fit the article, the labels and the people there are."""

from collections.abc import Collection, Iterator
from typing import NamedTuple, get_args

from annotator.model.difference import DIFFERENCE_KINDS, RelationFault
from annotator.model.relation import Relation
from annotator.model.span import Span, tidy_fragments
from annotator.model.verdict import CHOICES, Answer, Verdict


class Ground(NamedTuple):
    """What a verdict stands on: the length of its article in characters, the ids of all span and
    relation labels that are or were, and of all annotators."""

    characters: int
    labels: Collection[str]
    annotators: Collection[str]


def unsound(verdict: Verdict, ground: Ground) -> Iterator[str]:
    """Yield what is wrong with a verdict, a word of ours for each kind of fault."""
    difference = verdict.difference
    annotations = [*_annotations(verdict)]
    spans = [one for one in annotations if isinstance(one, Span)]
    people = {whose for whose, _ in (*verdict.answers, *verdict.answered_before)}
    if verdict.choice not in CHOICES or (
        difference
        and (
            difference.kind not in DIFFERENCE_KINDS
            or difference.fault not in (None, *get_args(RelationFault))
        )
    ):
        yield "verdict in unknown words"
    if any(not _fits(one, ground.characters) for one in spans):
        yield "verdict outside text"
    if any(one.label not in ground.labels for one in annotations):
        yield "verdict on an unknown label"
    if not people <= {*ground.annotators} or any(
        answer not in get_args(Answer) for _, answer in verdict.answers
    ):
        yield "verdict answered by nobody"


def _annotations(verdict: Verdict) -> Iterator[Span | Relation]:
    """All spans and relations that a verdict holds whole."""
    yield from verdict.outcome
    difference = verdict.difference
    if difference is not None:
        yield from (one for one in (difference.first, difference.second) if one is not None)
        yield from difference.first_ends or ()
        yield from difference.second_ends or ()


def _fits(span: Span, characters: int) -> bool:
    fragments = tuple(span.fragments)
    return bool(
        fragments
        and fragments == tidy_fragments(fragments)
        and fragments[0][0] >= 0
        and fragments[-1][1] <= characters
    )
