"""The edits by which suggestions become spans."""

from collections.abc import Sequence
from datetime import UTC, datetime

from annotator.edits.compose import ACCEPT
from annotator.edits.edit import AddSpan, SetEdit, Together
from annotator.model.ids import new_id
from annotator.model.span import Origin, Span
from annotator.model.suggested import Suggested
from annotator.suggest.suggestion import REPETITION, Place, Suggestion


def accept(suggestion: Suggestion, label: str | None = None, place: Place | None = None) -> AddSpan:
    """Return the edit that makes a span of a suggestion, with another label (id) or in another
    place where one is given."""
    is_other = label not in (None, suggestion.label) or place not in (None, suggestion.place)
    origin: Origin = "propagated" if suggestion.model == REPETITION else "suggested"
    suggested = Suggested(
        suggestion.model,
        suggestion.version,
        suggestion.confidence,
        "changed" if is_other else "accepted",
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return AddSpan(
        Span(
            new_id(),
            label or suggestion.label,
            place or suggestion.place,
            origin=origin,
            suggested=suggested,
        )
    )


def accept_all(suggestions: Sequence[Suggestion], label: str | None = None) -> SetEdit:
    """Return the edit that makes spans of several suggestions, as one act, with another label (id)
    where one is given."""
    edits = tuple(accept(one, label) for one in suggestions)
    return edits[0] if len(edits) == 1 else Together(edits, ACCEPT)
