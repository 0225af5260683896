"""What one can want to see in the queue, in words. No Qt."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from annotator.messages import show_text
from annotator.messages.case_words import KIND_WORDS
from annotator.model.difference import DIFFERENCE_KINDS
from annotator.model.labels import LabelSet
from annotator.review.cases import CASE_STATES, CaseState
from annotator.review.queue import CaseFilter
from annotator.ui.review.rows import Row

STATE_WORDS: dict[CaseState, str] = {
    "open": "open",
    "stale": "changed since it was settled",
    "contested": "contested",
    "settled": "settled",
}
GUIDELINE_WORDS = "guideline needs work"


class Wish(NamedTuple):
    """One thing to want: the part of the filter it belongs to, its value there, its name."""

    part: str
    value: str
    words: str
    group: str
    colour: str = ""

    def is_in(self, wanted: CaseFilter) -> bool:
        """Tell whether a filter wants it."""
        held = getattr(wanted, self.part)
        return held if isinstance(held, bool) else self.value in held

    def turned(self, wanted: CaseFilter) -> CaseFilter:
        """Return a filter that wants it too, or no longer."""
        held: Any = getattr(wanted, self.part)
        if isinstance(held, bool):
            return replace(wanted, needs_guideline=not held)
        changed: Any = {self.part: held ^ {self.value}}
        return replace(wanted, **changed)

    def count(self, rows: Iterable[Row]) -> int:
        """Return how many rows there are of it."""
        alone = self.turned(CaseFilter())
        return sum(one.passes(alone) for one in rows)


def wishes(label_set: LabelSet, reasons: Iterable[str]) -> Iterator[Wish]:
    """Yield everything that can be wanted."""
    yield from (Wish("states", one, STATE_WORDS[one], "state") for one in CASE_STATES)
    yield Wish("needs_guideline", "", GUIDELINE_WORDS, "flag")
    yield Wish("choices", "neither", "nothing should be here", "decided")
    for kind in (*DIFFERENCE_KINDS, "agree"):
        words = "audit: all agree, is it right?" if kind == "agree" else KIND_WORDS[kind]
        yield Wish("kinds", kind, words, "kind")
    for span in label_set.span_labels:
        yield Wish("labels", span.id, show_text(span.name, 60), "label", span.colour)
    for relation in label_set.relation_labels:
        yield Wish("labels", relation.id, show_text(relation.name, 60), "label", relation.colour)
    for label in label_set.document_labels:
        yield Wish("labels", label.id, show_text(label.name, 60), "label")
    for attribute in label_set.attributes:
        yield Wish("labels", attribute.id, show_text(attribute.name, 60), "label")
    for reason in reasons:
        yield Wish("reasons", reason, show_text(reason, 60), "reason")


def filter_words(wanted: CaseFilter, label_set: LabelSet) -> str:
    """Return what a filter wants, in few words; "" where it wants everything."""
    known = wishes(label_set, sorted(wanted.reasons))
    return ", ".join(one.words for one in known if one.is_in(wanted))
