"""What annotators have, and what joining two would move, in words."""

from annotator.messages.quoting import show_text

_LIMIT = 40


def has_words(sets: int, finished: int, spans: int, relations: int) -> str:
    """Return what somebody has: "12 articles, 5 finished, 120 spans, 3 relations"; "nothing yet"
    where that is nothing."""
    if not sets:
        return "nothing yet"
    parts = [_count(sets, "article")]
    if finished:
        parts.append(f"{finished:,} finished")
    parts.append(_count(spans, "span"))
    if relations:
        parts.append(_count(relations, "relation"))
    return ", ".join(parts)


def join_words(
    annotator: str,
    into: str,
    *,
    sets: int,
    spans: int,
    relations: int,
    verdicts: int,
    remarks: int,
    assignments: int,
) -> str:
    """Return what would go over: "“maria b.” becomes “Maria”: 3 articles, 12 spans, 1 verdict"."""
    parts = [
        _count(number, noun)
        for number, noun in (
            (sets, "article"),
            (spans, "span"),
            (relations, "relation"),
            (verdicts, "verdict"),
            (remarks, "remark"),
            (assignments, "assignment"),
        )
        if number
    ]
    what = ", ".join(parts) or "nothing but the name"
    return f"“{show_text(annotator, _LIMIT)}” becomes “{show_text(into, _LIMIT)}”: {what}"


def _count(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"
