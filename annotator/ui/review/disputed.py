"""What wears colour in the text of a review: what waits, and what one is at. No Qt."""

from collections.abc import Iterable, Sequence

from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.cases import Case
from annotator.ui.text_view.look import Disputed, TextRange


def disputed(cases: Sequence[Case], current: Case | None) -> Disputed:
    """Return what differs and is open, and the case one is at; what is audited stays quiet until
    one is at it."""
    waiting = [one for one in cases if one.is_open and not one.is_audit]
    here = [current] if current is not None else []
    return Disputed(
        frozenset(id for one in (*waiting, *here) for id in _ids(one)),
        _places(one for one in waiting if one.difference.kind != "relation"),
        frozenset(id for one in here for id in _ids(one)),
        _places(here),
    )


def _ids(case: Case) -> list[str]:
    """Return the ids of what is shown of a case."""
    if case.place is not None:
        return [vote.annotations[0].id for vote in case.place.votes if vote.annotations]
    return [one.id for one in (case.difference.first, case.difference.second) if one is not None]


def _places(cases: Iterable[Case]) -> tuple[TextRange, ...]:
    """Return what of the text cases are about, joined where they overlap."""
    found: list[TextRange] = []
    for case in cases:
        difference = case.difference
        votes = case.place.votes if case.place is not None else ()
        said = [one for vote in votes for one in vote.annotations[:1]]
        for one in (difference.first, difference.second, *said):
            if isinstance(one, Span):
                found += one.fragments
        for ends in (difference.first_ends, difference.second_ends):
            if isinstance(difference.first or difference.second, Relation) and ends is not None:
                found += [part for end in ends for part in end.fragments]
    return joined_places(found)


def joined_places(places: Iterable[TextRange]) -> tuple[TextRange, ...]:
    """Return stretches of text in order, joined where they overlap."""
    joined: list[TextRange] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
