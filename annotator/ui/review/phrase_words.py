"""What is told of a phrase and of its occurrences. No Qt."""

from collections.abc import Mapping

from annotator.messages import show_text
from annotator.model.labels import LabelSet
from annotator.review.phrases import Occurrence, Phrase

NOBODY = "nobody has labelled this one"
_LONGEST = 60


def said_words(occurrence: Occurrence, label_set: LabelSet, names: Mapping[str, str]) -> str:
    """Return who says what of an occurrence; `names` is by annotator id, as they are shown."""
    if occurrence.place is not None:
        said = [
            f"{_label(vote.annotations[0].label, label_set)} "
            + ", ".join(names.get(one, one) for one in vote.annotators)
            for vote in occurrence.place.votes
        ]
        silent = [names.get(one, one) for one in occurrence.place.silent]
        said += [f"not {', '.join(silent)}"] if silent else []
        return " · ".join(said)
    around = dict.fromkeys(_label(one.label, label_set) for one in occurrence.around)
    return f"within or across {', '.join(around)}" if around else NOBODY


def settled_words(occurrence: Occurrence, label_set: LabelSet) -> str:
    """Return what was decided there, or how far it needs to be."""
    if occurrence.is_stale:
        return "changed since"
    if occurrence.decided is None:
        if occurrence.is_open:
            return "open"
        is_agreed = occurrence.place is not None and occurrence.place.voices > 1
        return "agreed" if is_agreed else ""
    labels = [_label(one.label, label_set) for one in occurrence.decided]
    return f"✓ {', '.join(labels) or 'nothing here'}"


def phrase_words(phrase: Phrase, label_set: LabelSet) -> str:
    """Return how a phrase is labelled, voices counted."""
    said = [f"{_label(label, label_set)} {count:,}" for label, count in phrase.labels]
    said += [f"not labelled {phrase.unlabelled:,}"] if phrase.unlabelled else []
    return " · ".join(said)


def usual_label(occurrences: list[Occurrence]) -> str | None:
    """Return the label (id) that most occurrences wear; None where none wears any."""
    counts: dict[str, int] = {}
    for one in occurrences:
        for label in one.labels[:1]:
            counts[label] = counts.get(label, 0) + 1
    return min(counts, key=lambda label: (-counts[label], label)) if counts else None


def is_to_settle(occurrence: Occurrence, label: str | None) -> bool:
    """Tell whether an occurrence is ticked when a label (None: nothing here) is chosen: what is a
    part of something else, or decided, is left to whoever looks."""
    is_part = occurrence.place is None and bool(occurrence.around)
    is_free = occurrence.decided is None or occurrence.is_stale
    return is_free and not is_part and not occurrence.is_settled_as(label)


def _label(label: str, label_set: LabelSet) -> str:
    found = label_set.span_label(label)
    return show_text(found.name if found else label, _LONGEST)
