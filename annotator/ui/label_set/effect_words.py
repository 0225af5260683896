"""What applying a draft means for what is labelled already, a sentence for each change. No Qt."""

from annotator.model.attribute import AttributeValue
from annotator.project.label_changes.values import Revaluing
from annotator.project.label_use import Effect, LabelUse, Whose, effects_of
from annotator.ui.label_set.draft import Draft
from annotator.ui.models.article_words import count_words, one_line

_CURATED = "the curated set"
_PEOPLE = 4
"""People that are named for each change; of more it is said how many."""
_LINES = 5


def effect_words(draft: Draft, use: LabelUse) -> str:
    """Return a line for each change that concerns something that is there, of very many the
    first."""
    said = [_said(one) for one in effects(draft, use)]
    more = len(said) - _LINES
    return "\n".join(said[:_LINES] + ([f"And {count_words(more, 'change')} more."] * (more > 0)))


def effects(draft: Draft, use: LabelUse) -> list[Effect]:
    """Return what applying a draft means for what is there."""
    revaluing = Revaluing(draft.change_wanted(), draft.label_set)

    def revalue(attribute: str, value: AttributeValue) -> AttributeValue:
        after = revaluing.value_of(attribute, value)[1]
        return value if after is None else after

    return effects_of(draft.before, draft.label_set, use, revalue)


def _said(effect: Effect) -> str:
    name, becomes = f"“{one_line(effect.name, 40)}”", one_line(effect.becomes, 80)
    worn, whose = _counted(effect.total), _whose(effect)
    match effect.kind:
        case "rename":
            return f"{name} becomes “{becomes}” on {worn}{whose}."
        case "retire":
            return f"{name} is offered no more and stays on {worn}{whose}."
        case "restore":
            return f"{name} on {worn}{whose} is offered again."
        case "ends":
            return f"{name} will not allow {becomes}: {worn}{whose} will be listed to be mended."
        case "value":
            return f"{name} on {worn}{whose} is called otherwise: {becomes}."
        case "values":
            return f"{name} has no {becomes} any more: {worn}{whose} will be listed to be mended."
        case "kind":
            return (
                f"{name} cannot say {becomes} in its new kind: {worn}{whose} will be listed to be"
                " mended."
            )
        case "labels":
            return f"{name} is not asked of {becomes} any more and stays on {worn}{whose}."


def _counted(total: Whose) -> str:
    counts = (
        count_words(number, noun)
        for number, noun in (
            (total.spans, "span"),
            (total.relations, "relation"),
            (total.articles, "article"),
        )
        if number
    )
    return ", ".join(counts)


def _whose(effect: Effect) -> str:
    """Return how much of it is whose, in brackets; nothing where it is all somebody's alone."""
    if len(effect.whose) < 2:
        return ""
    shown = [
        f"{one_line(one.annotator or _CURATED, 30)} {one.spans + one.relations + one.articles:,}"
        for one in effect.whose[:_PEOPLE]
    ]
    more = len(effect.whose) - len(shown)
    return f" ({', '.join(shown)}{f' and {more} more' if more else ''})"
