"""When the rest of a project may be done, in a sentence."""

from typing import Literal

Why = Literal["", "done", "too little", "too far"]
"""Why there is no day: nothing is left, or it was finished on fewer than three days, or the day is
more than ten years away."""

_WHY_WORDS: dict[Why, str] = {
    "done": "All articles are finished.",
    "too little": "When the rest is done cannot be told yet: articles were finished on fewer than"
    " three of the last 28 days.",
    "too far": "At this pace the rest takes more than ten years.",
}


def forecast_words(
    why: Why, per_day: float, early: str | None, likely: str | None, late: str | None
) -> str:
    """Return the day (ISO) by which the rest may be done, and those between which eight of ten
    cases lie (None: much later), or `why` there is none."""
    if why:
        return _WHY_WORDS[why]
    between = f"between {early} and {late}" if late else f"not before {early}"
    return (
        f"At {per_day:.1f} articles a day the rest is done by {likely}; in eight of ten cases"
        f" {between}."
    )
