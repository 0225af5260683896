"""Attributes: what can be said of a span, a relation or a document beyond its label."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

AttributeKind = Literal["choice", "several", "flag", "text", "number"]
AttributeTarget = Literal["span", "relation", "document"]
AttributeValue: TypeAlias = str | bool | int | float | tuple[str, ...]
"""choice and text: str · several: tuple of str · flag: bool · number: int or float."""
Attributes: TypeAlias = Mapping[str, AttributeValue]
"""Attribute id -> value."""

NO_ATTRIBUTES: Attributes = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question asked of annotations that wear one of `labels` (label ids; empty means all)."""

    id: str
    name: str
    kind: AttributeKind
    applies_to: AttributeTarget = "span"
    values: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    is_required: bool = False
    description: str = ""
    is_retired: bool = False
    """Nobody is asked any more; what carries it keeps it."""

    def applies_to_label(self, label: str) -> bool:
        """Tell whether annotations with this label id carry the attribute."""
        return not self.labels or label in self.labels

    def accepts(self, value: object) -> bool:
        """Tell whether a value fits the kind and, for choices, the values of this attribute."""
        if self.kind == "flag":
            return isinstance(value, bool)
        if self.kind == "number":
            # Files have no word for infinity, for what is no number, for wholes beyond 64 bits.
            if isinstance(value, float):
                return math.isfinite(value)
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
        if self.kind == "several":
            return isinstance(value, tuple) and all(one in self.values for one in value)
        if not isinstance(value, str):
            return False
        return self.kind == "text" or value in self.values


def read_value(attribute: Attribute, words: str) -> AttributeValue | None:
    """Return the value of an attribute that written words mean; None where it takes no such value.

    Of several values one is written: it is returned as a tuple of one.
    """
    value: AttributeValue = words
    if attribute.kind == "flag":
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(
            words.strip().lower()
        )
    if attribute.kind == "number":
        try:
            value = float(words) if not words.strip().lstrip("+-").isdecimal() else int(words)
        except ValueError:
            return None
    elif attribute.kind == "several":
        value = (words,)
    return value if attribute.accepts(value) else None


def with_attribute(
    attributes: Attributes, attribute: str, value: AttributeValue | None
) -> Attributes:
    """Return a copy in which the attribute has the value, or is gone where the value is None."""
    changed = {**attributes}
    if value is None:
        changed.pop(attribute, None)
    else:
        changed[attribute] = value
    return changed or NO_ATTRIBUTES
