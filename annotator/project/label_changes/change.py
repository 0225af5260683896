"""What can be done to labels of a project: small frozen values, nothing happens in them."""

from dataclasses import dataclass
from typing import TypeAlias

from annotator.model.attribute import AttributeValue


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a label, of spans, relations or documents, or an attribute (ids) another name."""

    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Retire:
    """Offer a label (id) no more; what wears it keeps it."""

    label: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Offer a retired label (id) again."""

    label: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Let everything that wears one of these labels (ids of one kind) wear another, and retire
    them. What the label set says of them, it says of the other from then on."""

    labels: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """Let the spans of a label (id) that meet all conditions wear another label."""

    label: str
    into: str
    words: str = ""
    """What they cover holds these words, as a search finds them; empty: whatever they cover."""
    is_pattern: bool = False
    attribute: tuple[str, AttributeValue] | None = None
    """An attribute (id) that they have with this value."""


LabelChange: TypeAlias = Rename | Retire | Restore | Merge | Split
