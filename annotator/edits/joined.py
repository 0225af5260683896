"""Annotations that two people made alike, and that an earlier meeting made one: found again by the
acts that made them, for those acts, and copies that have not met yet, go on under the old ids."""

from collections.abc import Mapping

from annotator.edits.touched import Fields, Touched, core_fields
from annotator.model.relation import Relation
from annotator.model.span import Span


def find_joined(annotations: Mapping[str, Span | Relation], known: Touched) -> dict[str, str]:
    """Return id -> the id under which an annotation goes now that is not there any more although
    no known act has taken it away; `known` are all acts known where these annotations are."""
    spans = {id: one for id, one in annotations.items() if isinstance(one, Span)}
    joined = _find(spans, known, {})
    return joined | _find(annotations, known, joined)


def _find(
    annotations: Mapping[str, Span | Relation], known: Touched, ends: Mapping[str, str]
) -> dict[str, str]:
    missing = {
        id: made
        for id, made in known.made().items()
        if id not in annotations and not known.is_gone(id)
    }
    if not missing:
        return {}
    # What was made alike may have become something else since.
    by_core: dict[object, str] = {}
    for id, one in sorted(annotations.items(), reverse=True):
        by_core[_key(core_fields(one), ends)] = id
        if (made := known.made().get(id)) is not None:
            by_core[_key(made, ends)] = id
    found = {id: by_core.get(_key(made, ends)) for id, made in missing.items()}
    return {id: other for id, other in found.items() if other is not None}


def _key(fields: Fields, ends: Mapping[str, str]) -> tuple[object, ...]:
    head, tail = fields.get("head"), fields.get("tail")
    return (
        fields["label"],
        fields.get("fragments"),
        ends.get(head, head) if isinstance(head, str) else None,
        ends.get(tail, tail) if isinstance(tail, str) else None,
    )
