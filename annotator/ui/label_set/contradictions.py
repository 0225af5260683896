"""What of a draft contradicts itself, each thing with the field where it can be mended. No Qt."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from annotator.messages import sentence, show_text
from annotator.model.attribute import Attribute
from annotator.model.errors import KeyTaken
from annotator.model.label_errors import NameEmpty, NameTaken
from annotator.model.label_keys import RESERVED
from annotator.model.labels import RelationLabel, SpanLabel
from annotator.text.names import is_name
from annotator.ui.label_set.colour_choice import is_colour
from annotator.ui.label_set.draft import KINDS, Draft, Part

Field: TypeAlias = Literal[
    "name", "colour", "key", "ends", "symmetric", "transitive", "values", "labels"
]


class Contradiction(NamedTuple):
    """Something that does not go together."""

    part: str
    """The label or attribute (id) where it can be mended."""
    field: Field
    words: str
    is_hindrance: bool = True
    """Whether the label set cannot be used so; else it is only odd."""


def contradictions(draft: Draft) -> list[Contradiction]:
    """Return what does not go together, in the order of the label set."""
    found: list[Contradiction] = []
    for kind in KINDS:
        parts = draft.parts(kind)
        names = Counter(_told(one) for one in parts)
        for part in parts:
            found += _of_name(part, names, draft)
            if isinstance(part, SpanLabel | RelationLabel):
                found += _of_colour(part)
                found += _of_key(part, parts, draft)
            if isinstance(part, RelationLabel):
                found += _of_ends(part, draft)
            if isinstance(part, Attribute):
                found += _of_values(part)
                found += _of_labels(part, draft)
    return found


def _told(part: Part) -> tuple[str, str]:
    """By what a label is told apart from others of its kind."""
    return part.name, part.applies_to if isinstance(part, Attribute) else ""


def _of_name(part: Part, names: Counter[tuple[str, str]], draft: Draft) -> Iterator[Contradiction]:
    if not is_name(part.name):
        yield Contradiction(part.id, "name", sentence(NameEmpty(part.name)))
    elif names[_told(part)] > 1 and _is_changed(part, draft):
        yield Contradiction(part.id, "name", sentence(NameTaken(part.name)))


def _is_changed(part: Part, draft: Draft) -> bool:
    """Whether the name is another one than in the project: of two that are the same it is told
    where it was typed."""
    before = draft.part_before(part.id)
    return before is None or before.name != part.name


def _of_colour(part: SpanLabel | RelationLabel) -> Iterator[Contradiction]:
    if not is_colour(part.colour):
        words = "A colour is written like #2f6fde; choose one, or press Another."
        yield Contradiction(part.id, "colour", words)


def _of_key(
    part: SpanLabel | RelationLabel, parts: tuple[Part, ...], draft: Draft
) -> Iterator[Contradiction]:
    if part.is_retired or not part.key:
        return
    key = part.key.lower()
    before = draft.part_before(part.id)
    is_new = getattr(before, "key", "") != part.key or getattr(before, "is_retired", True)
    if part.key.isspace() or not part.key.isprintable():
        words = "A key is one letter, digit or sign; choose one, or leave it empty."
        yield Contradiction(part.id, "key", words)
    elif key in RESERVED and is_new and isinstance(part, SpanLabel):
        words = (
            f"{key.upper()} does something else in the article; choose another key, or press Free."
        )
        yield Contradiction(part.id, "key", words)
    elif is_new:
        others = (
            one
            for one in parts
            if isinstance(one, SpanLabel | RelationLabel)
            and one.id != part.id
            and not one.is_retired
            and one.key.lower() == key
        )
        for other in others:
            words = sentence(KeyTaken(part.key, part.name, other.name))
            yield Contradiction(part.id, "key", words)
            break


def _of_ends(part: RelationLabel, draft: Draft) -> Iterator[Contradiction]:
    offered = {one.id for one in draft.label_set.usable_span_labels()}
    for ends, noun in ((part.heads, "head"), (part.tails, "tail")):
        if ends and not ends & offered and not part.is_retired:
            words = f"No label that is offered may be its {noun}: nothing new can get it."
            yield Contradiction(part.id, "ends", words, is_hindrance=False)
    if part.is_symmetric and part.heads != part.tails:
        words = "Head and tail may change places, so both should allow the same labels."
        yield Contradiction(part.id, "symmetric", words, is_hindrance=False)
    if part.is_transitive and part.heads and part.tails and not part.heads & part.tails:
        words = "It is carried on only where a label may be both head and tail."
        yield Contradiction(part.id, "transitive", words, is_hindrance=False)


def _of_values(part: Attribute) -> Iterator[Contradiction]:
    if part.kind not in ("choice", "several"):
        return
    if not part.values:
        yield Contradiction(part.id, "values", "There is nothing to choose from: add its values.")
    for value, times in Counter(part.values).items():
        if not _fits_a_line(value):
            words = f"A value is one line of words; “{show_text(value, 40)}” is none."
            yield Contradiction(part.id, "values", words)
        elif times > 1:
            words = f"“{show_text(value, 40)}” is there twice; rename one of them, or remove it."
            yield Contradiction(part.id, "values", words)


def _fits_a_line(value: str) -> bool:
    """Whether a value has words and breaks no line; joiners within words are none of its business
    (names of labels have a stricter rule of their own)."""
    return bool(value.strip()) and not any(unicodedata.category(one) == "Cc" for one in value)


def _of_labels(part: Attribute, draft: Draft) -> Iterator[Contradiction]:
    if not part.labels or part.applies_to == "document" or part.is_retired:
        return
    kind = (
        draft.label_set.span_labels
        if part.applies_to == "span"
        else (draft.label_set.relation_labels)
    )
    if not any(one.id in part.labels and not one.is_retired for one in kind):
        words = "None of these labels is offered: nobody is asked."
        yield Contradiction(part.id, "labels", words, is_hindrance=False)
