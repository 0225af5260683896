"""Where a span comes from that somebody was offered: what offered it, and what they did with it."""

import math
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

Answer = Literal["accepted", "changed"]
"""accepted: it stands as it was offered · changed: it wears another label, or has other ends."""


class Suggested(NamedTuple):
    """Kept on a span that was accepted, for as long as it stands."""

    model: str
    """What offered it: the name of a model, or "repetition" for the same text labelled before."""
    version: str = ""
    """Of the model; empty where there is only one."""
    confidence: float | None = None
    """How sure the model was, 0 to 1; None where it does not say."""
    answer: Answer = "accepted"
    at: str = ""
    """When it was accepted (ISO 8601); empty where nobody knows."""

    def changed(self) -> "Suggested":
        """Return the same where the span is no longer as it was offered."""
        return self._replace(answer="changed")


def plain_of(suggested: Suggested) -> dict[str, Any]:
    """Return it as JSON values, for files."""
    return suggested._asdict()


def suggested_of(body: object) -> Suggested:
    """Return what `plain_of` made this of. ValueError, with the name of the key that is wrong,
    where it holds what none does: it may come from elsewhere."""
    if not isinstance(body, Mapping) or not body.keys() <= set(Suggested._fields):
        raise ValueError("")
    for key in ("model", "version", "at"):
        if not isinstance(body.get(key, ""), str):
            raise ValueError(key)
    if not body.get("model"):
        raise ValueError("model")
    if body.get("answer", "accepted") not in get_args(Answer):
        raise ValueError("answer")
    confidence = body.get("confidence")
    if confidence is not None:
        if isinstance(confidence, bool) or not isinstance(confidence, int | float):
            raise ValueError("confidence")
        if not (math.isfinite(confidence) and 0 <= confidence <= 1):
            raise ValueError("confidence")
    return Suggested(**body)
