"""The label set as it is being edited: changes of it that are not applied yet. No Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeAlias

from annotator.model.attribute import Attribute
from annotator.model.ids import new_id
from annotator.model.label_keys import free_key_for
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.project.label_changes.change import Revise
from annotator.ui.label_set.colour_choice import is_colour, suggest_colours

Part: TypeAlias = SpanLabel | RelationLabel | Attribute | DocumentLabel
Kind: TypeAlias = Literal["span_labels", "relation_labels", "attributes", "document_labels"]
KINDS: tuple[Kind, ...] = ("span_labels", "relation_labels", "attributes", "document_labels")

_NEW_NAMES: dict[Kind, str] = {
    "span_labels": "New label",
    "relation_labels": "New relation",
    "attributes": "New attribute",
    "document_labels": "New label",
}


class Draft:
    """Holds the label set as the project has it (`before`) and as it would become (`label_set`)."""

    def __init__(self, before: LabelSet) -> None:
        self.before = before
        self.label_set = before
        self._value_names: dict[str, dict[str, str]] = {}
        self._keyed_by_name: set[str] = set()
        """Labels (ids) that were added and have the key that their name gives them."""

    @property
    def is_changed(self) -> bool:
        """Whether applying it would do anything."""
        return self.label_set != self.before

    # ---- looking ---------------------------------------------------------------------------

    def parts(self, kind: Kind) -> tuple[Part, ...]:
        """Return the labels or attributes of a kind, in order."""
        found: tuple[Part, ...] = getattr(self.label_set, kind)
        return found

    def part(self, id: str) -> Part | None:
        """Return a label or attribute (id) as it would become."""
        kind = self.kind_of(id)
        return None if kind is None else next(one for one in self.parts(kind) if one.id == id)

    def part_before(self, id: str) -> Part | None:
        """Return a label or attribute (id) as the project has it."""
        parts = (one for kind in KINDS for one in getattr(self.before, kind))
        return next((one for one in parts if one.id == id), None)

    def kind_of(self, id: str) -> Kind | None:
        """Return of which kind a label or attribute (id) is."""
        found = (kind for kind in KINDS if any(one.id == id for one in self.parts(kind)))
        return next(found, None)

    def is_new(self, id: str) -> bool:
        """Tell whether a label or attribute (id) is not in the project yet."""
        return self.part_before(id) is None

    def value_names(self, attribute: str) -> Mapping[str, str]:
        """Return value in the project -> what it is called now, of an attribute (id)."""
        return self._value_names.get(attribute, {})

    def naming(self, id: str) -> list[str]:
        """Return the names of what is said of this label (id) and would not know it any more."""
        relations = (
            one.name for one in self.label_set.relation_labels if id in one.heads | one.tails
        )
        attributes = (one.name for one in self.label_set.attributes if id in one.labels)
        return [*relations, *attributes]

    def change_wanted(self) -> Revise:
        """Return the change of the project's labels that applying it is."""
        before = {one.id: one for one in self.before.attributes}
        now = [one for one in self.label_set.attributes if one.id in before]
        names = (
            (one.id, old, new)
            for one in now
            for old, new in self.value_names(one.id).items()
            if old != new and old in before[one.id].values and new in one.values
        )
        converted = frozenset(one.id for one in now if one.kind != before[one.id].kind)
        parts = (one for kind in KINDS for one in getattr(self.before, kind))
        changed = (one.id for one in parts if _gist(one) != _gist(self.part(one.id)))
        return Revise(self.label_set, tuple(names), converted, frozenset(changed))

    # ---- changing --------------------------------------------------------------------------

    def add(self, kind: Kind) -> str:
        """Add a label or attribute with a free name, colour and key; return its id."""
        names = {one.name for one in self.parts(kind)}
        name, number = _NEW_NAMES[kind], 1
        while name in names:
            number += 1
            name = f"{_NEW_NAMES[kind]} {number}"
        part = self._made(kind, name)
        self._keyed_by_name.add(part.id)
        self._put(kind, (*self.parts(kind), part))
        return part.id

    def next_colour(self) -> str:
        """Return a colour that differs from those of all labels."""
        labels: tuple[SpanLabel | RelationLabel, ...]
        labels = (*self.label_set.span_labels, *self.label_set.relation_labels)
        used = (one.colour for one in labels if is_colour(one.colour))
        return suggest_colours(used, 1)[0]

    def free_key(self, id: str) -> str:
        """Return a key for a label (id) of spans or relations that none of its kind has."""
        part = self.part(id)
        if not isinstance(part, SpanLabel | RelationLabel):
            return ""
        kind = self.kind_of(id)
        others: Any = self.parts(kind) if kind is not None else ()
        return free_key_for(part, others, (part.key.lower(),) if part.key else ())

    def keep_key(self, id: str) -> None:
        """Let a label (id) that was added keep its key, whatever it will be called."""
        self._keyed_by_name.discard(id)

    def key_for(self, label: SpanLabel | RelationLabel) -> str:
        """Return the key of a label by its name, where it was added and nobody chose another."""
        if label.id not in self._keyed_by_name:
            return label.key
        kind = self.kind_of(label.id)
        others: Any = self.parts(kind) if kind is not None else ()
        return free_key_for(label, others)

    def change(self, part: Part, value_names: Mapping[str, str] | None = None) -> None:
        """Let the label or attribute with this id be so; `value_names` as the property."""
        kind = self.kind_of(part.id)
        if kind is not None:
            self._put(kind, (part if one.id == part.id else one for one in self.parts(kind)))
        if value_names is not None:
            self._value_names[part.id] = dict(value_names)

    def move(self, id: str, steps: int) -> None:
        """Move a label or attribute (id) down by so many places, up where negative; no farther
        than the ends."""
        self.move_to(id, self.place(id) + steps)

    def move_to(self, id: str, place: int) -> None:
        """Put a label or attribute (id) at a place of its kind, or at the end that is nearest."""
        kind = self.kind_of(id)
        if kind is None:
            return
        parts = list(self.parts(kind))
        moved = parts.pop(self.place(id))
        parts.insert(min(max(place, 0), len(parts)), moved)
        self._put(kind, parts)

    def place(self, id: str) -> int:
        """Return at which place of its kind a label or attribute (id) is."""
        kind = self.kind_of(id)
        return [one.id for one in self.parts(kind)].index(id) if kind is not None else -1

    def retire_or_restore(self, id: str) -> None:
        """Offer a label or attribute (id) no more, or again; one that was only added here goes."""
        part, kind = self.part(id), self.kind_of(id)
        if part is None or kind is None:
            return
        if self.is_new(id):
            self._put(kind, (one for one in self.parts(kind) if one.id != id))
        else:
            self.change(replace(part, is_retired=not part.is_retired))

    def take_over(self, label_set: LabelSet) -> None:
        """Let it become a label set with everything of the project's that it has now."""
        self.label_set = label_set

    # ---- inside ----------------------------------------------------------------------------

    def _made(self, kind: Kind, name: str) -> Part:
        if kind == "attributes":
            return Attribute(new_id(), name, "choice")
        if kind == "document_labels":
            return DocumentLabel(new_id(), name)
        if kind == "span_labels":
            span_label = SpanLabel(new_id(), name, self.next_colour())
            key = free_key_for(span_label, self.label_set.span_labels)
            return replace(span_label, key=key)
        relation = RelationLabel(new_id(), name, self.next_colour())
        return replace(relation, key=free_key_for(relation, self.label_set.relation_labels))

    def _put(self, kind: Kind, parts: Iterable[Part]) -> None:
        changed: Any = {kind: tuple(parts)}
        self.label_set = replace(self.label_set, **changed)


def _gist(part: Part | None) -> Part | None:
    """Return a part without what concerns nothing that wears or carries it."""
    if isinstance(part, SpanLabel | RelationLabel):
        return replace(part, colour="", key="", description="", example="", guideline="")
    if isinstance(part, Attribute):
        return replace(part, description="")
    return replace(part, description="", group="") if part is not None else None
