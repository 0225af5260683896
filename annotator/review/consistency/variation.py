"""The same words otherwise: another label, other ends. What is odd is what few do."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from annotator.model.oddity import Odd, Oddity
from annotator.review.consistency.counting import with_article
from annotator.review.consistency.ranking import likelihood, weight_of
from annotator.text.finding import Range


class Compared(NamedTuple):
    """A span as it is compared with others over the same words; document, annotator and label, and
    the words beside it, by number."""

    document: int
    annotator: int
    span: str
    label: int
    start: int
    end: int
    before: int
    after: int
    relations: int
    is_stacked: bool = False
    """Whether the same annotator has put another label on the same place that counts here."""


class Suspect(NamedTuple):
    """A span that looks odd, in which document and whose (by number), and how likely."""

    document: int
    annotator: int
    oddity: Oddity
    likelihood: float


# ---- labels -------------------------------------------------------------------------------------

Votes = Mapping[tuple[int, int], int]
"""(label, annotator) -> how many spans over the same words."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How the same words are labelled."""

    counts: Mapping[int, int]
    """Label -> spans."""
    usual: int | None
    """The label that most wear; None where no label is worn by more than any other."""
    own: Mapping[int, int]
    """Annotator -> spans with the usual label."""

    @property
    def is_varied(self) -> bool:
        """Whether there is more than one label."""
        return len(self.counts) > 1


def usage_of(votes: Votes) -> Usage:
    """Return how words are labelled of which these spans are."""
    counts: dict[int, int] = {}
    for (label, _), count in votes.items():
        counts[label] = counts.get(label, 0) + count
    most = max(counts.values(), default=0)
    first = [label for label, count in counts.items() if count == most]
    usual = first[0] if len(first) == 1 else None
    own = {annotator: count for (label, annotator), count in votes.items() if label == usual}
    return Usage(counts, usual, own)


class Context(NamedTuple):
    """The words (by number) that stand beside spans with the usual label."""

    before: Collection[int] = ()
    after: Collection[int] = ()


def find_minorities(
    usage: Usage, others: Iterable[Compared], context: Context, names: Sequence[str]
) -> list[Suspect]:
    """Return those of the spans that do not wear the usual label, as odd; where none is usual, of
    all spans. `names` are the ids of labels by number.

    What an annotator has stacked on a span with the usual label is meant so.
    """
    return [_minority(usage, one, context, names) for one in others if not one.is_stacked]


def _minority(usage: Usage, one: Compared, context: Context, names: Sequence[str]) -> Suspect:
    counts = usage.counts
    is_tie = usage.usual is None
    # Of several that are worn as often the most worn other one is named.
    rivals = sorted((-count, label) for label, count in counts.items() if label != one.label)
    usual = rivals[0][1] if usage.usual is None else usage.usual
    total = sum(counts.values())
    oddity = Oddity(
        "labels",
        "tie" if is_tie else "minority",
        ((one.start, one.end),),
        names[one.label],
        (one.span,),
        "" if is_tie else "relabel",
        names[usual],
        counts=(counts[one.label], counts[usual], total, usage.own.get(one.annotator, 0)),
        weight=weight_of(one.relations),
    )
    sides = (one.before in context.before) + (one.after in context.after)
    chance = likelihood(counts[usual], total, 0 if is_tie else sides)
    return Suspect(one.document, one.annotator, oddity, chance)


# ---- ends ---------------------------------------------------------------------------------------

End = Literal["article", "possessive", "stop"]
"""What may be in a span or beside it."""
ENDS: tuple[End, ...] = ("article", "possessive", "stop")
BESIDE, WITHIN = 1, 2
_ODD: dict[End, tuple[Odd, Odd]] = {
    "article": ("article", "no article"),
    "possessive": ("possessive", "no possessive"),
    "stop": ("full stop", "no full stop"),
}
"""Taken in where most leave it out; left out where most take it in."""


class Ends(NamedTuple):
    """How often something at the end of the same words is left out of the span, and taken in."""

    end: End
    beside: int
    within: int

    @property
    def odd_state(self) -> int | None:
        """Which of the two is odd (`BESIDE`, `WITHIN`); None where as many do either."""
        if self.beside == self.within:
            return None
        return WITHIN if self.within < self.beside else BESIDE


def odd_end(ends: Ends, one: Compared, text: str, names: Sequence[str]) -> Suspect:
    """Return a span whose end is the odd one, and where it would end as most do."""
    few, most = sorted((ends.beside, ends.within))
    is_within = ends.odd_state == WITHIN
    better = _moved(ends.end, text, (one.start, one.end), is_in=not is_within)
    oddity = Oddity(
        "variants",
        _ODD[ends.end][0 if is_within else 1],
        ((one.start, one.end),),
        names[one.label],
        (one.span,),
        "move",
        better_place=(better,),
        counts=(few, most),
        weight=weight_of(one.relations),
    )
    return Suspect(one.document, one.annotator, oddity, likelihood(most, most + few))


def _moved(end: End, text: str, place: Range, *, is_in: bool) -> Range:
    start, last = place
    if end == "article":
        return with_article(text, start, last, is_in=is_in)
    length = 2 if end == "possessive" else 1
    if is_in:
        return start, last + length
    # White space may end the span too, and behind a possessive a full stop.
    last = start + len(text[start:last].rstrip())
    if end == "possessive" and text[last - 1] == ".":
        last -= 1
    return start, last - length
