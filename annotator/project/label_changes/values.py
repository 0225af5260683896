"""What a change makes of the values of attributes."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from annotator.model.attribute import Attribute, Attributes, AttributeValue
from annotator.model.labels import LabelSet
from annotator.project.label_changes.change import (
    ChangeKind,
    LabelChange,
    Merge,
    RemoveValue,
    RenameValue,
    Revise,
)

_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")

ValueOf: TypeAlias = Callable[[AttributeValue], AttributeValue]


class Revaluing:
    """Says what becomes of attributes; of a change that is about none, nothing."""

    def __init__(self, change: LabelChange, after: LabelSet) -> None:
        self._values: dict[str, ValueOf] = {}
        self._heirs: dict[str, str] = {}
        """Attributes (ids) that another takes the place of."""
        self._attributes: frozenset[str] = frozenset()
        """Those that the change is about."""
        self._value: str | None = None
        """The one value that it is about; None: whatever it is."""
        if isinstance(change, RenameValue | RemoveValue):
            self._attributes, self._value = frozenset({change.attribute}), change.value
            new = change.name if isinstance(change, RenameValue) else change.instead
            if new:
                self._values[change.attribute] = _exchange({change.value: new})
        elif isinstance(change, ChangeKind):
            self._attributes = frozenset({change.attribute})
            attribute = after.attribute(change.attribute)
            assert attribute is not None
            self._values[change.attribute] = _conversion(attribute)
        elif isinstance(change, Revise):
            self._revise(change, after)
        elif isinstance(change, Merge):
            if after.attribute(change.into) is not None:
                self._attributes = frozenset(change.labels)
                self._heirs = dict.fromkeys(change.labels, change.into)
        elif after.attribute(getattr(change, "label", "")) is not None:
            self._attributes = frozenset({change.label})

    def _revise(self, change: Revise, after: LabelSet) -> None:
        names: dict[str, dict[str, str]] = {}
        for attribute, value, name in change.value_names:
            names.setdefault(attribute, {})[value] = name
        others = (id for id in change.changed if after.attribute(id) is not None)
        self._attributes = frozenset(names) | change.converted | frozenset(others)
        for id in frozenset(names) | change.converted:
            revised = after.attribute(id)
            assert revised is not None
            steps = [_exchange(names[id])] if id in names else []
            steps += [_conversion(revised)] if id in change.converted else []
            self._values[id] = _one_after_the_other(steps)

    @property
    def is_any(self) -> bool:
        """Whether any value, or what it is a value of, may become another."""
        return bool(self._values or self._heirs)

    def of(self, attributes: Attributes) -> Attributes:
        """Return attributes as they are afterwards; the same object where they stay."""
        changed = {
            name: after
            for name, change in self._values.items()
            if name in attributes and (after := change(attributes[name])) != attributes[name]
        }
        if self._heirs.keys() & attributes.keys():
            return self._inherited({**attributes, **changed})
        return {**attributes, **changed} if changed else attributes

    def value_of(
        self, attribute: str, value: AttributeValue | None
    ) -> tuple[str, AttributeValue | None]:
        """Return which attribute (id) a value is of afterwards, and what it is."""
        change = self._values.get(attribute)
        after = change(value) if change is not None and value is not None else value
        return self._heirs.get(attribute, attribute), after

    def concerns(self, attributes: Attributes) -> bool:
        """Tell whether there is anything that the change is about."""
        return self.count(attributes) > 0

    def count(self, attributes: Attributes) -> int:
        """Return of how many attributes that is so."""
        if not self._attributes:
            return 0
        return sum(
            name in attributes and self._is_meant(attributes[name]) for name in self._attributes
        )

    def _is_meant(self, value: AttributeValue) -> bool:
        wanted = self._value
        return wanted is None or value == wanted or (isinstance(value, tuple) and wanted in value)

    def _inherited(self, attributes: dict[str, AttributeValue]) -> Attributes:
        """What the heir has no value of it gets; another value stays where it was, with the
        attribute that is retired. Of several values all are kept."""
        for gone, heir in self._heirs.items():
            if gone not in attributes:
                continue
            held, value = attributes.get(heir), attributes[gone]
            if isinstance(held, tuple) and isinstance(value, tuple):
                attributes[heir] = tuple(dict.fromkeys((*held, *value)))
            elif held is None:
                attributes[heir] = value
            elif held != value or type(held) is not type(value):
                continue
            del attributes[gone]
        return attributes


def _exchange(names: Mapping[str, str]) -> ValueOf:
    """Return what gives values their new names, all at once: two may change places."""

    def change(value: AttributeValue) -> AttributeValue:
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(names.get(one, one) for one in value))
        return names.get(value, value) if isinstance(value, str) else value

    return change


def _one_after_the_other(steps: Sequence[ValueOf]) -> ValueOf:
    def change(value: AttributeValue) -> AttributeValue:
        for step in steps:
            value = step(value)
        return value

    return change


def _conversion(attribute: Attribute) -> ValueOf:
    def change(value: AttributeValue) -> AttributeValue:
        if attribute.accepts(value):
            return value
        made = _converted(attribute, value)
        return made if made is not None and attribute.accepts(made) else value

    return change


def _converted(attribute: Attribute, value: AttributeValue) -> AttributeValue | None:
    """Return a value said in the kind of an attribute, None where it cannot be."""
    said = _said(value)
    match attribute.kind:
        case "several":
            return (said,) if said is not None else None
        case "flag":
            word = (said or "").strip().casefold()
            return True if word in _YES else False if word in _NO else None
        case "number":
            return _number(said)
        case "text" if isinstance(value, tuple):
            return ", ".join(value)
        case _:
            return said


def _said(value: AttributeValue) -> str | None:
    """Return a value in words, None for several."""
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _number(said: str | None) -> int | float | None:
    for read in (int, float):
        try:
            return read(said or "")
        except ValueError:
            continue
    return None
