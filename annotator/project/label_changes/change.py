"""What can be done to labels of a project: small frozen values, nothing happens in them."""

from dataclasses import dataclass
from typing import TypeAlias

from annotator.model.attribute import AttributeKind, AttributeValue
from annotator.model.labels import LabelSet


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a label, of spans, relations or documents, or an attribute (ids) another name."""

    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Retire:
    """Offer a label or an attribute (id) no more; what wears or carries it keeps it."""

    label: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Offer a retired label or attribute (id) again."""

    label: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Let everything that wears one of these labels, or carries one of these attributes (ids of
    one kind) wear or carry another, and retire them. What the label set says of them, it says of
    the other from then on. Where something has values of both attributes that are not the same, it
    keeps both."""

    labels: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """Let the spans or relations of a label (id) that meet all conditions wear another label."""

    label: str
    into: str
    words: str = ""
    """What they cover holds these words, as a search finds them; empty: whatever they cover.
    A relation covers what its head and its tail do."""
    is_pattern: bool = False
    attribute: tuple[str, AttributeValue] | None = None
    """An attribute (id) that they have with this value."""
    texts: frozenset[str] = frozenset()
    """They cover one of these, letter by letter, white space aside; empty: whatever they cover."""
    heads: frozenset[str] = frozenset()
    """Labels (ids) of the head of a relation; empty: any."""
    tails: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AllowEnds:
    """Say which heads and tails (span label ids, empty: any) a relation label (id) may have, and
    how it is to be understood. Relations that it does not allow any more stay as they are."""

    label: str
    heads: frozenset[str]
    tails: frozenset[str]
    is_symmetric: bool = False
    is_transitive: bool = False


@dataclass(frozen=True, slots=True)
class RenameValue:
    """Call a value of an attribute (id) otherwise, everywhere."""

    attribute: str
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class RemoveValue:
    """Let an attribute (id) have a value no more. What carries it gets another value instead, or
    where none is named keeps it, as one that fits no more."""

    attribute: str
    value: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """Let an attribute (id) be of another kind. Values that can be said in the new kind are; others
    stay as they are, and fit no more."""

    attribute: str
    kind: AttributeKind
    values: tuple[str, ...] = ()
    """What there is to choose from; empty: as before."""


@dataclass(frozen=True, slots=True)
class Revise:
    """Let the label set be another one, which has everything that is here. What carries a value
    that is called otherwise there carries it by its new name, and values of attributes that are of
    another kind there are said in it where they can be."""

    label_set: LabelSet
    value_names: tuple[tuple[str, str, str], ...] = ()
    """Attribute (id), value, what it is called there."""
    converted: frozenset[str] = frozenset()
    """Attributes (ids) of another kind."""
    changed: frozenset[str] = frozenset()
    """Labels and attributes (ids) that say something else of what wears or carries them: a preview
    is about these as well."""


LabelChange: TypeAlias = (
    Rename
    | Retire
    | Restore
    | Merge
    | Split
    | AllowEnds
    | RenameValue
    | RemoveValue
    | ChangeKind
    | Revise
)
