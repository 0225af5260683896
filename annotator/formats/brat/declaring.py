"""annotation.conf and visual.conf for a folder that is written: the project's labels, as brat
takes them, with the names on screen and the colours."""

from collections.abc import Iterable, Iterator

from annotator.formats.brat.classes import EQUIV
from annotator.formats.brat.configuration import OURS
from annotator.formats.brat.events import EVENT, NORMALISATION
from annotator.formats.brat.names import escape_name, escape_text, escape_value
from annotator.formats.brat.writing import Seen
from annotator.model.attribute import Attribute, AttributeTarget
from annotator.model.labels import LabelSet, RelationLabel

_OURS_ALONE = (EVENT, NORMALISATION)


def annotation_conf(
    label_set: LabelSet, seen: Seen, annotator: str | None, *, is_curated: bool
) -> Iterator[str]:
    """Yield the lines of annotation.conf."""
    yield f'# Lines that begin with "{OURS}" say what brat has no words for.'
    yield f"{OURS}offsets codepoint"
    if annotator is not None:
        yield f"{OURS}annotator {escape_text(annotator)}"
    if is_curated:
        yield f"{OURS}curated"
    if EQUIV in {one.name for one in label_set.relation_labels} | seen.relations:
        yield f"{OURS}relation {EQUIV}"
    attributes = _attributes(label_set, seen)
    for name, kind in _kinds(attributes, seen):
        yield f"{OURS}kind {kind} {escape_text(name)}"
    yield from ("", "[entities]")
    labels = label_set.span_labels
    entities = [one.name for one in labels if not one.is_retired or one.name in seen.spans]
    known = _with(entities, seen.spans)
    yield from (escape_name(name) for name in known if _is_text_bound(name, seen))
    yield from ("", "[relations]", "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>")
    yield from _relation_lines(label_set, seen)
    if seen.has_mentions:
        yield f"{EQUIV}\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive"
    yield from ("", "[events]")
    for type in _with([name for name in known if name in seen.triggers], seen.triggers):
        yield from _event_line(type, seen.triggers[type])
    yield from ("", "[attributes]")
    for target, name, attribute in attributes:
        yield _attribute_line(target, name, attribute, label_set, seen)


def visual_conf(label_set: LabelSet, seen: Seen) -> Iterator[str]:
    """Yield the lines of visual.conf."""
    roles = {role for roles in seen.triggers.values() for role in roles}
    span_names = _with([one.name for one in label_set.span_labels], seen.spans)
    span_names = _with(span_names, seen.triggers)
    relation_names = _with([one.name for one in label_set.relation_labels], seen.relations | roles)
    attribute_names = dict.fromkeys(name for _, name, _ in _attributes(label_set, seen))
    yield "[labels]"
    for name in dict.fromkeys((*span_names, *relation_names, *attribute_names)):
        if escape_name(name) != name:
            yield f"{escape_name(name)} | {' '.join(name.replace('|', '/').split())}"
    yield from ("", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:#e0e0e0, borderColor:darken")
    yield "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5"
    for label in label_set.span_labels:
        ink = "black" if _is_light(label.colour) else "white"
        yield f"{escape_name(label.name)}\tbgColor:{label.colour}, fgColor:{ink}"
    for arc in label_set.relation_labels:
        yield f"{escape_name(arc.name)}\tcolor:{arc.colour}"


def _with(names: Iterable[str], seen: Iterable[str]) -> list[str]:
    """Names in their order, then those seen that are not among them, sorted."""
    held = dict.fromkeys(names)
    return [*held, *sorted(set(seen) - set(held))]


def _is_text_bound(name: str, seen: Seen) -> bool:
    """What is only ever the trigger of events stays out of the entities."""
    return name not in seen.triggers or name in {
        label for roles in seen.triggers.values() for labels in roles.values() for label in labels
    }


def _relation_lines(label_set: LabelSet, seen: Seen) -> Iterator[str]:
    names = {one.id: one.name for one in label_set.span_labels}
    declared = {one.name: one for one in label_set.relation_labels}
    for name in _with(declared, seen.relations):
        label = declared.get(name)
        if name not in seen.relations and (label is None or label.is_retired):
            continue
        heads = _types((names[one] for one in label.heads if one in names) if label else (), seen)
        tails = _types((names[one] for one in label.tails if one in names) if label else (), seen)
        kind = _kind(label)
        yield f"{escape_name(name)}\tArg1:{heads}, Arg2:{tails}{kind}"


def _types(names: Iterable[str], seen: Seen) -> str:
    anything = "<ENTITY>|<EVENT>" if seen.triggers else "<ENTITY>"
    return "|".join(sorted(escape_name(one) for one in names)) or anything


def _kind(label: RelationLabel | None) -> str:
    if label is None or not (label.is_symmetric or label.is_transitive):
        return ""
    kinds = ("symmetric", label.is_symmetric), ("transitive", label.is_transitive)
    return f", <REL-TYPE>:{'-'.join(kind for kind, holds in kinds if holds)}"


def _event_line(type: str, roles: dict[str, set[str]]) -> Iterator[str]:
    arguments = [
        f"{escape_name(role)}*:{'|'.join(sorted(escape_name(one) for one in roles[role]))}"
        for role in sorted(roles)
    ]
    yield f"{escape_name(type)}\t{', '.join(arguments)}".rstrip()


def _attributes(
    label_set: LabelSet, seen: Seen
) -> list[tuple[AttributeTarget, str, Attribute | None]]:
    found: dict[tuple[AttributeTarget, str], Attribute | None] = {
        (one.applies_to, one.name): one
        for one in label_set.attributes
        if one.applies_to != "document" and one.name not in _OURS_ALONE
    }
    for key in sorted(seen.attributes):
        found.setdefault(key, None)
    return [(target, name, one) for (target, name), one in found.items()]


def _kinds(
    attributes: Iterable[tuple[AttributeTarget, str, Attribute | None]], seen: Seen
) -> Iterator[tuple[str, str]]:
    """Name and kind of those whose kind brat has no words for, once each."""
    told: set[str] = set()
    for target, name, attribute in attributes:
        met = seen.attributes.get((target, name), set())
        guessed = next((one for one in ("several", "text", "number") if one in met), "flag")
        kind = attribute.kind if attribute else guessed
        if kind in ("several", "text", "number") and name not in told:
            told.add(name)
            yield name, kind


def _attribute_line(
    target: AttributeTarget,
    name: str,
    attribute: Attribute | None,
    label_set: LabelSet,
    seen: Seen,
) -> str:
    names = {one.id: one.name for one in label_set.span_labels}
    labels = attribute.labels if attribute and target == "span" else ()
    on = "<RELATION>"
    if target == "span":
        on = _types((names[one] for one in labels if one in names), seen)
    values = "|".join(escape_value(one) for one in attribute.values) if attribute else ""
    return f"{escape_name(name)}\tArg:{on}{f', Value:{values}' if values else ''}"


def _is_light(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 299 * red + 587 * green + 114 * blue > 140_000
