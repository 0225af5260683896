"""Which entities a span may be a mention of: those that the same words, or like ones, are linked
to, those of the same article first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.entity import Entity
from annotator.model.span import Span
from annotator.text.likeness import Likeness, likeness, name_words

Reason: TypeAlias = Literal["here", "project"]
"""here: a span of the same article is linked to it · project: only others are, or nothing is."""
_RANK: Mapping[Likeness, int] = {"same": 0, "part": 1, "initials": 2}
AT_MOST = 30


class Suggestion(NamedTuple):
    """An entity that a span may be a mention of, and why."""

    entity: Entity
    likeness: Likeness
    words: str
    """What is like the span's words: its name, or what is linked to it."""
    reason: Reason


class Names:
    """What the entities of a project are called: their names, and the words linked to them.

    Looked up by word, so that a hundred thousand entities are not all held against a span.
    """

    def __init__(self, entities: Iterable[Entity], linked: Iterable[tuple[str, str]] = ()) -> None:
        """`linked` is entity (id) and covered words."""
        self._entities = {one.id: one for one in entities if not one.is_retired}
        self._called: dict[str, dict[str, None]] = {}
        """Name -> the entities (ids) that are called so."""
        self._with_word: dict[str, dict[str, None]] = {}
        """Word, or initials -> names that hold it."""
        for one in self._entities.values():
            self._add(one.id, one.name)
        for id, words in linked:
            if id in self._entities:
                self._add(id, words)

    def _add(self, entity: str, name: str) -> None:
        if name not in self._called:
            self._called[name] = {}
            for key in _keys(name):
                self._with_word.setdefault(key, {})[name] = None
        self._called[name][entity] = None

    def like(self, words: str) -> dict[str, tuple[Likeness, str]]:
        """Return entity (id) -> how a name of it is like these words, and the name; the best."""
        candidates: dict[str, None] = {}
        for key in _keys(words):
            candidates |= self._with_word.get(key, {})
        found: dict[str, tuple[Likeness, str]] = {}
        for name in candidates:
            how = likeness(words, name)
            if how is None:
                continue
            for entity in self._called[name]:
                if entity not in found or _RANK[how] < _RANK[found[entity][0]]:
                    found[entity] = (how, name)
        return found

    def has(self, id: str) -> bool:
        """Tell whether there is such an entity, and it is offered."""
        return id in self._entities

    def entity(self, id: str) -> Entity:
        """Return an entity that was found."""
        return self._entities[id]


def suggest(words: str, names: Names, here: Iterable[tuple[str, str]]) -> list[Suggestion]:
    """Return what a span that covers these words may be a mention of, the likeliest first.

    `here` is entity (id) and covered words of what is linked on the same article: as it is on
    screen, not yet among `names` perhaps.
    """
    on_article: Counter[str] = Counter()
    like = names.like(words)
    for id, covered in here:
        on_article[id] += 1
        how = likeness(words, covered)
        if how and names.has(id) and (id not in like or _RANK[how] < _RANK[like[id][0]]):
            like[id] = (how, covered)
    found = [
        Suggestion(names.entity(id), how, name, "here" if on_article[id] else "project")
        for id, (how, name) in like.items()
    ]
    found.sort(
        key=lambda one: (
            one.reason != "here",
            _RANK[one.likeness],
            -on_article[one.entity.id],
            one.entity.name,
            one.entity.id,
        )
    )
    return found[:AT_MOST]


def _keys(name: str) -> set[str]:
    """Return by what a name is found: its words, and the letters they begin with."""
    found = name_words(name)
    initials = "".join(word[0] for word in found)
    return {*found, initials, "".join(found).replace(".", "")}


def covered_by_linked(spans: Iterable[Span], text: str) -> list[tuple[str, str]]:
    """Return entity (id) and covered words of each span that is linked."""
    return [(one.entity, one.covered_text(text)) for one in spans if one.entity is not None]
