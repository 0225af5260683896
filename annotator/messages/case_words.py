"""What a case says in a few words: what it is about, what kind it is, who says what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.messages.quoting import show_text
from annotator.model.attribute import AttributeValue
from annotator.model.difference import Difference, DifferenceKind, Ends
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Answer, Verdict
from annotator.review.cases import Case

LONGEST = 60
"""Characters that are quoted of the text."""

KIND_WORDS: dict[DifferenceKind, str] = {
    "missing": "missing",
    "extra": "extra",
    "label": "label",
    "boundary": "boundary",
    "label_and_boundary": "label and boundary",
    "relation": "relation",
    "attribute": "attribute",
    "document_label": "article label",
}


class Answered(NamedTuple):
    """What an annotator, by name, says to a verdict."""

    name: str
    answer: Answer
    words: str = ""
    """What they said with it."""


@dataclass(frozen=True, slots=True)
class CaseWords:
    """A case for people to read, all of it plain text."""

    title: str
    kind: str
    sides: str
    """Who says what."""
    settled: str
    """What was decided, or "" while it is open."""
    said: str = ""
    """Who decided, and what they said with it; "" where one is that oneself."""


class CaseTeller:
    """Tells cases of one article in one pairing."""

    def __init__(
        self, text: str, label_set: LabelSet, first: str, second: str, *, is_alone: bool = False
    ) -> None:
        """`first` and `second` are names as they are shown."""
        self._text = text
        self._label_set = label_set
        self.first, self.second = show_text(first), show_text(second)
        self._is_alone = is_alone

    def tell(self, case: Case, answers: Sequence[Answered] = ()) -> CaseWords:
        """Return the words of a case, with what was answered to its verdict."""
        difference = case.difference
        kind = "to judge" if self._is_alone else KIND_WORDS[difference.kind]
        settled = self._settled(case)
        if case.verdict is not None and not case.is_stale:
            settled = _with_answers(settled, answers)
        return CaseWords(self._title(difference), kind, self._sides(difference), settled)

    def tell_added(self, verdict: Verdict, answers: Sequence[Answered] = ()) -> CaseWords:
        """Return the words of a verdict by which the reviewer added something."""
        spans = [one for one in verdict.outcome if isinstance(one, Span)]
        title = self._quote(spans[0]) if spans else "a relation"
        names = ", ".join(self._span_label(one) for one in spans)
        settled = _with_answers("✓ added", answers)
        return CaseWords(title, "added", f"both had missed: {names}", settled)

    # ---- pieces ----------------------------------------------------------------------------------

    def _title(self, difference: Difference) -> str:
        if difference.document_label:
            found = self._label_set.document_label(difference.document_label)
            return show_text(found.name if found else difference.document_label, LONGEST)
        span = difference.first or difference.second
        if isinstance(span, Relation):
            return self._relation(span, difference.first_ends or difference.second_ends)
        return self._quote(span) if span else "The article"

    def _sides(self, difference: Difference) -> str:
        if difference.attribute or difference.document_label:
            return self._values(difference)
        first = self._side(difference.first, difference.first_ends)
        second = self._side(difference.second, difference.second_ends)
        if difference.first is None:
            return f"only {self.second}: {second}"
        if difference.second is None:
            return first if self._is_alone else f"only {self.first}: {first}"
        if difference.kind == "boundary":
            first, second = self._quote(difference.first), self._quote(difference.second)
        elif difference.kind == "label_and_boundary":
            first += f" {self._quote(difference.first)}"
            second += f" {self._quote(difference.second)}"
        elif difference.fault in {"direction", "ends"}:
            first = self._relation(difference.first, difference.first_ends)
            second = self._relation(difference.second, difference.second_ends)
        return f"{self.first} {first} · {self.second} {second}"

    def _values(self, difference: Difference) -> str:
        name = ""
        if difference.attribute:
            found = self._label_set.attribute(difference.attribute)
            name = f"{show_text(found.name if found else difference.attribute, LONGEST)}: "
        first, second = value_words(difference.first_value), value_words(difference.second_value)
        return f"{name}{self.first} {first} · {self.second} {second}"

    def _side(self, annotation: Span | Relation | None, ends: Ends | None) -> str:
        if isinstance(annotation, Span):
            return self._span_label(annotation)
        return self._relation_label(annotation) if annotation else ""

    def _settled(self, case: Case) -> str:
        verdict = case.verdict
        if verdict is None:
            return ""
        if case.is_stale:
            return "was settled, but the labels have changed since"
        return f"✓ {self._choice(verdict)}"

    def _choice(self, verdict: Verdict) -> str:
        if verdict.choice == "first":
            return self.first
        if verdict.choice == "second":
            return "nothing here" if self._is_alone else self.second
        if verdict.choice == "edited":
            spans = [one for one in verdict.outcome if isinstance(one, Span)]
            made = ", ".join(f"{self._span_label(one)} {self._quote(one)}" for one in spans)
            return f"put right: {made or value_words(verdict.value)}"
        return {"both": "both", "neither": "nothing here", "added": "added"}[verdict.choice]

    def _relation(self, relation: Span | Relation | None, ends: Ends | None) -> str:
        if not isinstance(relation, Relation) or ends is None:
            return ""
        head, tail = (show_text(one.covered_text(self._text), LONGEST // 2) for one in ends)
        return f"{head} {self._relation_label(relation)} {tail}"

    def _quote(self, span: Span | Relation) -> str:
        if isinstance(span, Relation):
            return self._relation_label(span)
        return f"“{show_text(span.covered_text(self._text), LONGEST)}”"

    def _span_label(self, span: Span) -> str:
        found = self._label_set.span_label(span.label)
        return show_text(found.name if found else span.label, LONGEST)

    def _relation_label(self, relation: Relation) -> str:
        found = self._label_set.relation_label(relation.label)
        return show_text(found.name if found else relation.label, LONGEST)


def _with_answers(settled: str, answers: Sequence[Answered]) -> str:
    """Return what was decided and who accepts it; or, before all, who contests it and why."""
    contested = [one for one in answers if one.answer == "contested"]
    accepted = _listed([one.name for one in answers if one.answer == "accepted"])
    if not contested:
        return f"{settled} · accepted by {accepted}" if accepted else settled
    words = "; ".join(show_text(one.words, 200) for one in contested if one.words)
    names = _listed([one.name for one in contested])
    said = f": “{words}”" if words else ""
    return f"contested by {names}{said} · decided: {settled.removeprefix('✓ ')}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(show_text(one, LONGEST) for one in names)


def value_words(value: AttributeValue | None) -> str:
    """Return the value of an attribute in words."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = ", ".join(value) if isinstance(value, tuple) else str(value)
    return show_text(shown, LONGEST)
