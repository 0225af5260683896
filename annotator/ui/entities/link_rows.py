"""What can be chosen for a span: entities it may be a mention of, a new one, none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.model.entity import Entity
from annotator.project.entities.suggesting import Suggestion
from annotator.ui.models.article_words import one_line

_NAME, _BESIDE = 80, 40
"""Characters shown."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One choice, as it is listed."""

    kind: Literal["entity", "new", "none"]
    text: str
    why: str = ""
    entity: Entity | None = None
    name: str = ""
    """What a new one will be called."""


def rows_of(
    words: str,
    typed: str,
    current: Entity | None,
    suggested: Iterable[Suggestion],
    found: Iterable[Entity],
    *,
    is_linked: bool = False,
) -> list[LinkRow]:
    """Return the choices for a span that covers these words, best first.

    `current`: what all of them are linked to now; `is_linked`: whether any is to anything;
    `found`: what was found by what is typed.
    """
    typed = " ".join(typed.split())
    why = {one.entity.id: why_words(one) for one in suggested}
    offered = found if typed else [one.entity for one in suggested]
    rows = [_entity_row(one, why.get(one.id, "")) for one in offered]
    if current is not None:
        now = [row for row in rows if row.entity and row.entity.id == current.id]
        rows = [row for row in rows if row not in now]
        if now or not typed:
            rows.insert(0, _entity_row(current, "linked now"))
    name = one_line(typed or words, 200)
    if name:
        is_taken = any(row.entity and row.entity.name == name for row in rows)
        noun = "Another new entity" if is_taken else "New entity"
        rows.append(LinkRow("new", f"{noun} “{one_line(name, _NAME)}”", name=name))
    if is_linked and not typed:
        rows.append(LinkRow("none", "No entity", "take the link away"))
    return rows


def why_words(one: Suggestion) -> str:
    """Return why an entity is suggested, in a few words."""
    parts = []
    if one.words != one.entity.name:
        parts.append(f"also “{one_line(one.words, _BESIDE)}”")
    elif one.likeness != "same":
        parts.append({"part": "part of the name", "initials": "initials"}[one.likeness])
    if one.reason == "here":
        parts.append("in this article")
    return " · ".join(parts) or "same name"


def _entity_row(entity: Entity, why: str) -> LinkRow:
    known = one_line(entity.identifier, _BESIDE)
    beside = " · ".join(part for part in (why, known) if part)
    return LinkRow("entity", one_line(entity.name, _NAME) or "␣", beside, entity)


def chosen_words(covered: Sequence[str]) -> str:
    """Return of what an entity is asked: the words of the one span, or how many spans there are."""
    first = f"“{one_line(covered[-1], 60)}”" if covered else ""
    return first if len(set(covered)) == 1 else f"{first} and {len(covered) - 1} more"
