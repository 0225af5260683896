"""What is wrong with a place, what would mend it and what mending did, in words; no widget."""

from annotator.model.attribute import AttributeValue
from annotator.model.errors import LabelUnknown
from annotator.model.labels import LabelSet
from annotator.project.label_changes.afterwards import find_part
from annotator.project.label_changes.fixing import Delete, Fix, Fixed, Relabel, SetValue, Turn
from annotator.project.label_changes.invalid import InvalidKind
from annotator.project.label_changes.listing_invalid import InvalidPlace
from annotator.ui.models.article_words import count_words, one_line

KIND_WORDS: dict[InvalidKind, str] = {
    "retired": "Retired",
    "ends": "Head or tail",
    "value": "Value",
    "elsewhere": "Not carried",
    "missing": "Missing",
}
"""In the order in which they are shown."""
WHOLE_ARTICLE = "the whole article"
_LONGEST = 40
_NOUNS = {"span": "spans", "relation": "relations", "document": "articles"}


def name_of(id: str, label_set: LabelSet) -> str:
    """Return the name of a label or attribute of any kind; the id where there is none."""
    try:
        return one_line(find_part(label_set, id)[1].name, _LONGEST)
    except LabelUnknown:
        return one_line(id, _LONGEST)


def value_words(value: AttributeValue | None) -> str:
    """Return a value as it is shown: “named”, yes, 3; several with commas between."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return f"“{one_line(', '.join(value), _LONGEST)}”"
    return f"“{one_line(value, _LONGEST)}”" if isinstance(value, str) else str(value)


def wrong_words(place: InvalidPlace, label_set: LabelSet) -> str:
    """Return what is wrong with a place, in one line."""
    label, attribute = name_of(place.label, label_set), name_of(place.attribute, label_set)
    value = value_words(place.value)
    match place.kind:
        case "ends":
            head, tail = name_of(place.head, label_set), name_of(place.tail, label_set)
            return f"{label} may not go from {head} to {tail}"
        case "retired" if place.attribute:
            return f"{attribute} is retired; it is {value} here"
        case "retired":
            return f"{label} is retired"
        case "value":
            return f"{attribute} cannot be {value}"
        case "missing":
            return f"{attribute} is required and missing"
    return f"{_not_carried(place, label_set)}; it is {value} here"


def _not_carried(place: InvalidPlace, label_set: LabelSet) -> str:
    attribute = label_set.attribute(place.attribute)
    name = name_of(place.attribute, label_set)
    holder = "document" if not place.annotation else "relation" if place.head else "span"
    if attribute is not None and attribute.applies_to != holder:
        return f"{name} is for {_NOUNS[attribute.applies_to]}"
    return f"{name} is not for {name_of(place.label, label_set)}"


# ---- mending ---------------------------------------------------------------------------------


def fix_words(fix: Fix, label_set: LabelSet) -> str:
    """Return what a fix does, as a button says it."""
    match fix:
        case Turn():
            return "Swap head and tail"
        case Relabel(label):
            return f"Relabel as {name_of(label, label_set)}"
        case SetValue(None):
            return "Take the value away"
        case SetValue(value):
            return f"Make it {value_words(value)}"
    return "Delete"


def done_words(fix: Fix, fixed: Fixed, label_set: LabelSet) -> str:
    """Return in one line what mending did, and how much it left."""
    count = count_words(fixed.done, "place")
    match fix:
        case Turn():
            what = "head and tail swapped"
        case Relabel(label):
            what = f"relabelled as {name_of(label, label_set)}"
        case SetValue(None):
            what = "value taken away"
        case SetValue(value):
            what = f"made {value_words(value)}"
        case Delete():
            what = "deleted"
    left = count_words(fixed.left, "place")
    if not fixed.done:
        return f"Nothing was mended: it does not do for {left}."
    rest = f" {left} stayed: it does not do there, or others labelled there." * bool(fixed.left)
    return f"{count} mended: {what}.{rest}"


def whose_words(place: InvalidPlace, names: dict[str, str]) -> str:
    """Return whose a place is; `names`: annotator (id) -> name."""
    if place.is_mine:
        return "you"
    if place.annotator is None:
        return "curated set"
    return one_line(names.get(place.annotator, "?"), _LONGEST)
