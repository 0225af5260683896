"""Which entities a span may be a mention of: those that the same words, or like ones, are linked
to, those of the same article first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.entity import Entity
from annotator.model.span import Span
from annotator.text.likeness import SMALL_WORDS, Likeness, likeness, name_words

Reason: TypeAlias = Literal["here", "project"]
"""here: a span of the same article is linked to it · project: only others are, or nothing is."""
_RANK: Mapping[Likeness, int] = {"same": 0, "part": 1, "initials": 2}
AT_MOST = 30
Linking: TypeAlias = tuple[str, str, int]
"""Entity (id), covered words, and how many spans that cover them are linked to it."""


class Suggestion(NamedTuple):
    """An entity that a span may be a mention of, and why."""

    entity: Entity
    likeness: Likeness
    words: str
    """What is like the span's words: its name, or what is linked to it."""
    reason: Reason


class Names:
    """What the entities of a project are called: their names, and the words linked to them.

    Looked up by word, so that a hundred thousand entities are not all held against a span; and
    changed where something is named or linked otherwise, so that they are not all read again.
    """

    def __init__(self, entities: Iterable[Entity] = (), linked: Iterable[Linking] = ()) -> None:
        self._entities: dict[str, Entity] = {}
        self._called: dict[str, dict[str, int]] = {}
        """Name -> the entities (ids) that are called so -> by how many: spans, and its name."""
        self._with_word: dict[str, dict[str, None]] = {}
        """Word, or initials -> names that hold it."""
        self.taken_apart = 0
        """How many names have been split into words so far: what takes long."""
        self.catch_up(entities, linked)

    # ---- changing

    def catch_up(self, entities: Iterable[Entity], linked: Iterable[Linking]) -> None:
        """Become what they are called now, by what differs from what is known."""
        now = {one.id: one for one in entities}
        counts: Counter[tuple[str, str]] = Counter()
        for one in now.values():
            counts[one.name, one.id] += 1
        for id, words, count in linked:
            counts[words, id] += count
        gone = [
            (name, id)
            for name, ids in self._called.items()
            for id in ids
            if (name, id) not in counts
        ]
        for name, id in gone:
            self._count(id, name, -self._called[name][id])
        for (name, id), count in counts.items():
            self._count(id, name, count - self._called.get(name, {}).get(id, 0))
        self._entities = now

    def put(self, before: Entity | None, after: Entity | None) -> None:
        """Know an entity as it is now, None where there is none any more."""
        if before is not None:
            self._count(before.id, before.name, -1)
            self._entities.pop(before.id, None)
        if after is not None:
            self._count(after.id, after.name, 1)
            self._entities[after.id] = after

    def link(self, entity: str, words: str, count: int = 1) -> None:
        """Know that so many more spans (below zero: fewer) that cover these words are linked to an
        entity (id)."""
        self._count(entity, words, count)

    def _count(self, entity: str, name: str, more: int) -> None:
        ids = self._called.get(name)
        if ids is None:
            ids = self._called[name] = {}
            for key in self._keys(name):
                self._with_word.setdefault(key, {})[name] = None
        count = ids.get(entity, 0) + more
        if count > 0:
            ids[entity] = count
            return
        ids.pop(entity, None)
        if not ids:
            self._drop(name)

    def _drop(self, name: str) -> None:
        del self._called[name]
        for key in self._keys(name):
            names = self._with_word[key]
            del names[name]
            if not names:
                del self._with_word[key]

    def _keys(self, name: str) -> set[str]:
        self.taken_apart += 1
        return _keys(name)

    # ---- asking

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
                if not self.has(entity):
                    continue
                if entity not in found or _RANK[how] < _RANK[found[entity][0]]:
                    found[entity] = (how, name)
        return found

    def has(self, id: str) -> bool:
        """Tell whether there is such an entity, and it is offered."""
        found = self._entities.get(id)
        return found is not None and not found.is_retired

    def entity(self, id: str) -> Entity:
        """Return an entity that was found."""
        return self._entities[id]

    def state(self) -> tuple[object, ...]:
        """Return all that is known, to be compared."""
        return (self._entities, self._called, self._with_word)


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
    """Return by what a name is found: its words, and the letters they begin with. By "the" and "of"
    only where it has no others: names that have only those in common are not alike."""
    found = name_words(name)
    telling = [word for word in found if word not in SMALL_WORDS]
    initials = ("".join(word[0] for word in each) for each in (found, telling))
    return {*(telling or found), *initials, "".join(found).replace(".", "")} - {""}


def covered_by_linked(spans: Iterable[Span], text: str) -> list[tuple[str, str]]:
    """Return entity (id) and covered words of each span that is linked."""
    return [(one.entity, one.covered_text(text)) for one in spans if one.entity is not None]
