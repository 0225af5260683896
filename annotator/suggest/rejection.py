"""A rejection: that a suggestion is wrong. It is kept by a name on its document, as what only looks
like a slip is (`annotator.model.oddity.Dismissal`), and so walks the road of every act."""

from typing import NamedTuple

from annotator.model.oddity import Dismissal
from annotator.suggest.suggestion import Suggestion

KIND = "suggestion"
"""The kind of such a dismissal; no kind of oddity is called so."""
_UNSURE = "-"


class Rejection(NamedTuple):
    """Who rejected what on a document (ids); when, the history says."""

    document: str
    annotator: str
    suggestion: Suggestion


def dismissal_of(rejection: Rejection) -> Dismissal:
    """Return what the project keeps of a rejection."""
    one = rejection.suggestion
    place = "+".join(f"{start}-{end}" for start, end in one.place)
    sure = _UNSURE if one.confidence is None else f"{one.confidence:.3f}"
    parts = (place, one.label, rejection.annotator, sure, one.version or _UNSURE, one.model)
    return Dismissal(rejection.document, KIND, " ".join(parts))


def rejection_of(dismissal: Dismissal) -> Rejection | None:
    """Return the rejection that a dismissal keeps; None where it is about something else."""
    parts = dismissal.name.split(" ", 5)
    if dismissal.kind != KIND or len(parts) != 6:
        return None
    place, label, annotator, sure, version, model = parts
    try:
        fragments = tuple(_fragment(one) for one in place.split("+"))
        confidence = None if sure == _UNSURE else float(sure)
    except ValueError:
        return None
    version = "" if version == _UNSURE else version
    suggestion = Suggestion(fragments, label, model, version, confidence)
    return Rejection(dismissal.document, annotator, suggestion)


def _fragment(words: str) -> tuple[int, int]:
    start, end = words.split("-")
    return (int(start), int(end))
