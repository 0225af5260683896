"""What is chosen in the window, the change it stands for, and its words; no widget."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.attribute import Attribute, AttributeKind, AttributeValue
from annotator.model.labels import LabelSet
from annotator.project.label_changes.afterwards import KINDS, Part, are_alike, find_part
from annotator.project.label_changes.change import (
    AllowEnds,
    ChangeKind,
    LabelChange,
    Merge,
    RemoveValue,
    Rename,
    RenameValue,
    Restore,
    Retire,
    Revise,
    Split,
)
from annotator.project.label_changes.changing import KIND_WORDS
from annotator.project.label_changes.counting import LabelPreview
from annotator.project.label_changes.invalid import InvalidKind
from annotator.ui.models.article_words import count_words, one_line

Verb: TypeAlias = Literal[
    "rename", "merge", "split", "retire", "restore", "ends", "rename_value", "remove_value", "kind"
]

VERB_WORDS: dict[Verb, str] = {
    "rename": "Rename",
    "merge": "Merge into another",
    "split": "Split by a rule",
    "retire": "Retire",
    "restore": "Offer again",
    "ends": "Say which heads and tails are allowed",
    "rename_value": "Rename a value",
    "remove_value": "Remove a value",
    "kind": "Make it another kind",
}
_NOUNS = dict(zip(KINDS, ("spans", "relations", "articles", "attribute"), strict=True))
_INVALID_WORDS: dict[InvalidKind, tuple[str, str]] = {
    "ends": ("relation", "a head or tail that is not allowed"),
    "retired": ("place", "a label that is retired"),
    "value": ("place", "a value that does not fit"),
    "elsewhere": ("place", "an attribute that its label does not carry"),
    "missing": ("place", "no value where one is required"),
}


class Named(NamedTuple):
    """A label or attribute to choose."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What is filled in; each verb asks for some of it."""

    verb: Verb
    label: str
    """The label or attribute (id)."""
    name: str = ""
    """The new one, of a label or a value."""
    into: str = ""
    words: str = ""
    is_pattern: bool = False
    condition: tuple[str, AttributeValue] | None = None
    heads: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    value: str = ""
    instead: str = ""
    kind: AttributeKind = "choice"
    values: tuple[str, ...] = ()


# ---- what there is to choose -----------------------------------------------------------------


def list_parts(label_set: LabelSet) -> list[Named]:
    """Return all labels and attributes, in the order of the label set."""
    return [
        Named(one.id, f"{one_line(one.name, 40)} · {_NOUNS[kind]}{_retired(one)}")
        for kind in KINDS
        for one in getattr(label_set, kind)
    ]


def list_verbs(label_set: LabelSet, id: str) -> list[Verb]:
    """Return what can be done to a label or attribute. LabelUnknown."""
    kind, part = find_part(label_set, id)
    if isinstance(part, Attribute):
        values: list[Verb] = ["rename_value", "remove_value"] if part.values else []
        return ["rename", "merge", *values, "kind", "restore" if part.is_retired else "retire"]
    verbs: list[Verb] = ["rename", "merge"]
    if kind != "document_labels":
        verbs.append("split")
    if kind == "relation_labels":
        verbs.append("ends")
    return [*verbs, "restore" if part.is_retired else "retire"]


def list_heirs(label_set: LabelSet, id: str) -> list[Named]:
    """Return the others that are offered and can take its place: labels of the same kind,
    attributes that are asked of the same and answered alike. LabelUnknown."""
    kind, part = find_part(label_set, id)
    others = getattr(label_set, kind)
    return [
        Named(one.id, one_line(one.name, 40))
        for one in others
        if one.id != id and not one.is_retired and are_alike(part, one)
    ]


def list_conditions(label_set: LabelSet, id: str) -> list[tuple[str, tuple[str, AttributeValue]]]:
    """Return the values by which a label can be split: words, and attribute (id) with value."""
    kind, _ = find_part(label_set, id)
    target = {"span_labels": "span", "relation_labels": "relation"}.get(kind)
    return [
        (f"{one_line(one.name, 30)}: {words}", (one.id, value))
        for one in label_set.attributes
        if one.applies_to == target and one.applies_to_label(id)
        for words, value in _values_of(one)
    ]


def _values_of(attribute: Attribute) -> Iterator[tuple[str, AttributeValue]]:
    if attribute.kind == "flag":
        yield from (("yes", True), ("no", False))
    elif attribute.kind == "choice":
        yield from ((one_line(one, 30), one) for one in attribute.values)
    elif attribute.kind == "several":
        yield from ((f"only {one_line(one, 30)}", (one,)) for one in attribute.values)


def _retired(part: Part) -> str:
    return ", retired" if part.is_retired else ""


# ---- what it stands for ----------------------------------------------------------------------


def change_of(choice: Choice, label_set: LabelSet) -> LabelChange | None:
    """Return the change that is chosen, None while something is missing."""
    label, name = choice.label, choice.name.strip()
    match choice.verb:
        case "rename":
            part = find_part(label_set, label)[1]
            return Rename(label, name) if name and name != part.name else None
        case "merge":
            return Merge((label,), choice.into) if choice.into else None
        case "split":
            return _split_of(choice)
        case "retire" | "restore":
            return Retire(label) if choice.verb == "retire" else Restore(label)
        case "ends":
            return _ends_of(choice, label_set)
        case _:
            return _change_of_attribute(choice, label_set)


def _split_of(choice: Choice) -> Split | None:
    rule = (choice.words.strip(), choice.condition, choice.heads, choice.tails)
    if not choice.into or not any(rule):
        return None
    return Split(
        choice.label,
        choice.into,
        choice.words.strip(),
        choice.is_pattern,
        choice.condition,
        heads=choice.heads,
        tails=choice.tails,
    )


def _ends_of(choice: Choice, label_set: LabelSet) -> AllowEnds | None:
    label = label_set.relation_label(choice.label)
    if label is None or (label.heads, label.tails) == (choice.heads, choice.tails):
        return None
    return AllowEnds(
        choice.label, choice.heads, choice.tails, label.is_symmetric, label.is_transitive
    )


def _change_of_attribute(choice: Choice, label_set: LabelSet) -> LabelChange | None:
    label, value, name = choice.label, choice.value, choice.name.strip()
    if choice.verb == "kind":
        return _kind_of(choice, label_set)
    if choice.verb == "remove_value":
        return RemoveValue(label, value, choice.instead) if value else None
    return RenameValue(label, value, name) if name and name != value else None


def _kind_of(choice: Choice, label_set: LabelSet) -> ChangeKind | None:
    attribute = label_set.attribute(choice.label)
    has_values = choice.kind in ("choice", "several")
    if attribute is None or (has_values and not choice.values):
        return None
    values = choice.values if has_values else ()
    if (attribute.kind, attribute.values) == (choice.kind, values):
        return None
    return ChangeKind(choice.label, choice.kind, values)


# ---- words -----------------------------------------------------------------------------------


def missing_words(verb: Verb) -> str:
    """Return what is still to be filled in."""
    return {
        "rename": "Write the new name.",
        "merge": "There is nothing else of this kind.",
        "split": "Say which: words, a value, or what a relation joins.",
        "ends": "Nothing is changed yet: tick what is allowed.",
        "rename_value": "Write the new name of the value.",
        "kind": "Choose another kind, and for a choice write its values.",
    }.get(verb, "")


def concerned_words(preview: LabelPreview) -> str:
    """Return how much a change concerns, in one line."""
    counts = [
        count_words(number, noun)
        for number, noun in (
            (preview.spans, "span"),
            (preview.relations, "relation"),
            (preview.document_labels, "label or value of an article"),
        )
        if number
    ]
    if not counts:
        return "It concerns nothing that is labelled so far."
    *first, last = counts
    joined = f"{', '.join(first)} and {last}" if first else last
    return f"It concerns {joined}."


def invalid_words(preview: LabelPreview) -> str:
    """Return what would not be allowed any more, in one line; empty: nothing."""
    said = [
        f"{count_words(number, _INVALID_WORDS[kind][0])} will have {_INVALID_WORDS[kind][1]}"
        for kind, number in sorted(preview.invalid.items())
        if number > 0
    ]
    return f"{'; '.join(said)}. That stays as it is until somebody mends it." if said else ""


def done_words(change: LabelChange, before: LabelSet, preview: LabelPreview) -> str:
    """Return what a change did, in one line."""

    def name(id: str) -> str:
        return one_line(find_part(before, id)[1].name, 40)

    moved = concerned_words(preview).removeprefix("It concerns ").removesuffix(".")
    match change:
        case Merge(labels, into):
            gone = ", ".join(map(name, labels))
            what = moved if preview.worn else "nothing wore it"
            return f"Merged {gone} into {name(into)}: {what}."
        case Split(label, into):
            what = moved if preview.worn else "nothing fits"
            return f"Split {name(into)} off {name(label)}: {what}."
        case Rename(label, new):
            return f"{name(label)} is called {one_line(new, 40)} now."
        case Retire(label):
            return f"{name(label)} is retired: what wears it keeps it."
        case Restore(label):
            return f"{name(label)} is offered again."
        case AllowEnds(label):
            return f"{name(label)} has other heads and tails now."
        case Revise():
            return "The label set is changed."
        case _:
            return _done_to_attribute(change, name(change.attribute))


def _done_to_attribute(change: RenameValue | RemoveValue | ChangeKind, name: str) -> str:
    if isinstance(change, ChangeKind):
        return f"{name} is {KIND_WORDS[change.kind]} now."
    value = one_line(change.value, 30)
    if isinstance(change, RemoveValue):
        return f"{name} has no “{value}” any more."
    return f"“{value}” of {name} is “{one_line(change.name, 30)}” now."
