"""Assignments in words: who is waited for, how articles are divided, what comes back."""

from collections.abc import Mapping, Sequence

from annotator.messages.quoting import show_text

_NAMED = 4
"""People that are named before the rest is counted."""
ASSIGNED = "Assigned to you."
ASSIGNED_BLIND = (
    "Assigned to you, blind: nobody sees another's labels before all who have it have finished."
)
UNAIDED = "Nothing is suggested here, to compare with where it is."
SECOND_TIME = (
    "You are labelling this article a second time: what was said of it before is shown when you "
    "have finished it."
)


def people_words(names: Sequence[str]) -> str:
    """Return "Maria", "Jonas and Maria", "Erik, Jonas, Mara, Maria and 3 others"."""
    shown = [show_text(name, 30) for name in names[:_NAMED]]
    more = len(names) - len(shown)
    if more:
        shown.append(f"{more} other" + ("s" if more > 1 else ""))
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def blind_words(waiting: Sequence[str], *, can_look: bool) -> str:
    """Return why labels are not shown on an article that is given blind; `waiting` are the names
    of who has not finished it."""
    has = "has" if len(waiting) == 1 else "have"
    words = f"Given blind: {people_words(waiting)} {has} not finished; labels are shown after that."
    return words + (" You may look all the same, and the history will say so." if can_look else "")


def division_words(
    documents: int, loads: Mapping[str, int], shared: int, *, new: int, is_blind: bool
) -> str:
    """Return how articles are divided: "24 articles: 15 each, 6 by both, blind".

    loads: name -> how many of them they have. shared: how many more than one has. new: how many
    assignments are new.
    """
    articles = _count(documents, "article")
    if not documents or not loads:
        return articles
    if not new:
        return f"{articles}: all assigned to {_them(loads)} already"
    parts = [_shares(loads)]
    if shared:
        both = "both" if len(loads) == 2 else "two or more"
        parts.append(f"{shared:,} by {both}" if shared < documents else f"each by {both}")
    held = sum(loads.values()) - new
    if held:
        parts.append(f"{held:,} assigned before")
    if is_blind:
        parts.append("blind")
    return f"{articles}: {', '.join(parts)}"


def again_words(name: str, due: int, of: int, days: int) -> str:
    """Return what comes back to somebody: "Maria: 3 articles of 30 finished 14 days ago or more".

    due: how many are drawn. of: out of how many.
    """
    who, ago = show_text(name, 30), f" {_count(days, 'day')} ago or more" if days else ""
    if not of:
        return f"{who}: nothing finished{ago}"
    return f"{who}: {_count(due, 'article')} of {of:,} finished{ago}"


def came_back_words(counts: Mapping[str, int]) -> str:
    """Return what came back to whom; `counts` is name -> articles, none of them 0."""
    total = _count(sum(counts.values()), "article")
    return f"{total} {'comes' if total.startswith('1 ') else 'come'} back to {_them(counts)}"


def workload_words(assigned: int, finished: int, again: int, again_finished: int) -> str:
    """Return what somebody has been assigned: "24 assigned, 3 done · 2 came back, 1 done"."""
    parts = []
    if assigned:
        parts.append(f"{assigned:,} assigned, {finished:,} done")
    if again:
        parts.append(f"{again:,} came back, {again_finished:,} done")
    return " · ".join(parts)


def oneself_words(f1: float | None, documents: int) -> str:
    """Return how far somebody agrees with themselves: "0.87 with oneself on 3 articles"."""
    shown = "–" if f1 is None else f"{f1:.2f}"
    return f"{shown} with oneself on {_count(documents, 'article')}"


def _shares(loads: Mapping[str, int]) -> str:
    counts = set(loads.values())
    if len(loads) == 1:
        return f"for {_them(loads)}"
    if len(counts) == 1:
        return f"{counts.pop():,} each"
    shown = [f"{show_text(name, 30)} {count:,}" for name, count in loads.items()]
    more = len(shown) - _NAMED
    return ", ".join(shown[:_NAMED] + ([f"{more} more people"] if more > 0 else []))


def _them(loads: Mapping[str, int]) -> str:
    return people_words(list(loads))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
