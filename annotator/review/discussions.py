"""Discussions: which remarks belong together, and for whom an answer is due."""

from collections.abc import Iterable, Sequence

from annotator.model.difference import Difference
from annotator.model.verdict import Remark, Verdict


def subjects_of_difference(difference: Difference) -> tuple[str, ...]:
    """Return the ids that remarks on a difference are about, the first side's first."""
    ids = [one.id for one in (difference.first, difference.second) if one is not None]
    return (*ids, *(one for one in (difference.attribute, difference.document_label) if one))


def subjects_of_verdict(verdict: Verdict) -> tuple[str, ...]:
    """Return the ids that remarks on a verdict are about: its own first, then what it judged."""
    judged = subjects_of_difference(verdict.difference) if verdict.difference else ()
    return (verdict.id, *judged)


def subjects_of_annotation(annotation: str, verdicts: Iterable[Verdict]) -> frozenset[str]:
    """Return the ids that remarks on a span or relation (id) are about: its own, those of the
    verdicts on it, and what it was judged against."""
    subjects = {annotation}
    for verdict in verdicts:
        judged = subjects_of_verdict(verdict)
        if annotation in judged:
            subjects.update(judged)
    return frozenset(subjects)


def thread_of(remarks: Iterable[Remark], subjects: Iterable[str]) -> tuple[Remark, ...]:
    """Return the remarks about any of these ids, in their order."""
    wanted = set(subjects)
    return tuple(one for one in remarks if one.about in wanted)


def is_open(thread: Sequence[Remark]) -> bool:
    """Tell whether something has been said and the last remark did not close the discussion."""
    return bool(thread) and not thread[-1].is_closing


def count_unanswered(thread: Sequence[Remark], annotator: str) -> int:
    """Return how many remarks others have made in an open discussion since an annotator (id) last
    said something in it."""
    if not is_open(thread):
        return 0
    count = 0
    for remark in reversed(thread):
        if remark.annotator == annotator:
            break
        count += 1
    return count
