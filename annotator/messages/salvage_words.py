"""What was saved of a damaged project, in words."""

from annotator.messages.quoting import show_text
from annotator.model.backup import Salvaged

_NAMED = 5


def salvage_lines(done: Salvaged) -> list[str]:
    """Return lines for people: what was saved, what is known to be lost, what to look at."""
    lines = [
        f"Saved: {_count(done.documents, 'article')}, {_count(done.spans, 'span')},"
        f" {_count(done.relations, 'relation')}, {_count(done.acts, 'act')} of the history."
    ]
    lost = [
        _count(number, noun)
        for number, noun in (
            (done.lost_documents, "article with labels"),
            (done.lost_spans, "span"),
            (done.lost_relations, "relation"),
            (done.lost_acts, "act"),
        )
        if number
    ]
    lines.append(f"Lost, as far as is known: {', '.join(lost)}." if lost else "")
    if done.changed:
        names = ", ".join(show_text(one, 40) for one in done.changed[:_NAMED])
        more = " …" if len(done.changed) > _NAMED else ""
        lines.append(f"The text is not what it was, look at it: {names}{more}.")
    if done.unreadable:
        lines.append(f"Not all could be read of: {', '.join(done.unreadable)}.")
    return [one for one in lines if one]


def _count(number: int, noun: str) -> str:
    first, *rest = noun.split(" ", 1)
    many = first if number == 1 else f"{first}s"
    return " ".join([f"{number:,}", many, *rest])
