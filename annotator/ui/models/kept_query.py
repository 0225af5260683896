"""What a project's list was narrowed to and sorted by, as the settings keep it: read with
forgiveness, since a file of settings can be anybody's."""

from pathlib import Path
from typing import Any, cast, get_args

from annotator.project.rows import Bounds, DocumentFilter, ListOrder, ListQuery
from annotator.settings.store import Settings

KEPT = 12
"""Projects whose lists are remembered."""


def remember_query(settings: Settings, project: Path, query: ListQuery) -> None:
    """Keep a query for a project, but for its words; what was set aside is not begun with."""
    kept = {key: one for key, one in settings.get("lists").items() if key != str(project)}
    plain = _plain(query)
    if plain:
        kept[str(project)] = plain
    settings.choose("lists", dict(list(kept.items())[-KEPT:]))


def kept_query(settings: Settings, project: Path) -> ListQuery:
    """Return what was kept for a project; what is not fit is left out."""
    return _query(settings.get("lists").get(str(project), {}))


def _plain(query: ListQuery) -> dict[str, Any]:
    written = {
        "which": "all" if query.which == "hidden" else query.which,
        "sources": list(query.sources),
        "since": query.since,
        "until": query.until,
        "characters": list(query.characters),
        "spans": list(query.spans),
        "edited_since": query.edited_since,
        "edited_until": query.edited_until,
        "order": query.order,
        "is_reversed": query.is_reversed,
    }
    nothing = {"which": "all", "order": "project"}
    empty: tuple[object, ...] = ("", [], [None, None], False)
    return {
        name: one for name, one in written.items() if one not in empty and one != nothing.get(name)
    }


def _query(plain: dict[str, Any]) -> ListQuery:
    def text(name: str) -> str:
        return plain[name] if isinstance(plain.get(name), str) else ""

    def bounds(name: str) -> Bounds:
        ends = plain.get(name)
        if isinstance(ends, list) and len(ends) == 2 and all(map(_is_end, ends)):
            return Bounds(*ends)
        return Bounds()

    sources = plain.get("sources")
    is_fit = isinstance(sources, list) and all(isinstance(one, str) for one in sources)
    return ListQuery(
        which=cast(DocumentFilter, _one_of(get_args(DocumentFilter), text("which"), "all")),
        sources=tuple(sources) if is_fit and sources else (),
        since=text("since"),
        until=text("until"),
        characters=bounds("characters"),
        spans=bounds("spans"),
        edited_since=text("edited_since"),
        edited_until=text("edited_until"),
        order=cast(ListOrder, _one_of(get_args(ListOrder), text("order"), "project")),
        is_reversed=plain.get("is_reversed") is True,
    )


def _one_of(values: tuple[str, ...], value: str, otherwise: str) -> str:
    return value if value in values else otherwise


def _is_end(end: object) -> bool:
    return end is None or (type(end) is int and end >= 0)
