"""How much applying a draft leaves that is not allowed any more. No Qt."""

from annotator.model.attribute import Attribute
from annotator.project.label_use import EffectKind, LabelUse
from annotator.ui.label_set.draft import Draft
from annotator.ui.label_set.effect_words import effects

_LEAVING: frozenset[EffectKind] = frozenset({"retire", "ends", "values", "kind", "labels"})


def count_left_over(draft: Draft, use: LabelUse) -> int:
    """Return how many spans, relations and values that are allowed now would not be, and how many
    would lack a value that is required then."""
    totals = [one.total for one in effects(draft, use) if one.kind in _LEAVING]
    left = sum(one.spans + one.relations + one.articles for one in totals)
    before = {one.id: one for one in draft.before.attributes}
    return left + sum(
        _missing(one, draft, use)
        for one in draft.label_set.attributes
        if _is_asked(one) and not _is_asked(before.get(one.id))
    )


def _is_asked(attribute: Attribute | None) -> bool:
    return attribute is not None and attribute.is_required and not attribute.is_retired


def _missing(attribute: Attribute, draft: Draft, use: LabelUse) -> int:
    """Return on how many spans or relations that are to have the attribute it has no value. Of
    articles nobody has counted which are labelled."""
    if attribute.applies_to == "document":
        return 0
    labels = draft.label_set
    worn = labels.span_labels if attribute.applies_to == "span" else labels.relation_labels
    asked = {one.id for one in worn if attribute.applies_to_label(one.id)}
    said = sum(
        one.times for one in use.values if one.attribute == attribute.id and one.label in asked
    )
    return max(0, sum(one.times for one in use.labels if one.label in asked) - said)
