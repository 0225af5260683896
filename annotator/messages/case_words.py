"""What a case says in a few words: what it is about, what kind it is, who says what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from annotator.messages.quoting import show_text
from annotator.model.attribute import AttributeValue
from annotator.model.difference import Difference, DifferenceKind, Ends
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Answer, Verdict
from annotator.review.cases import Case
from annotator.review.decisions import confirms, decided_value
from annotator.review.votes import Place, Vote

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
    "agree": "agreed: right?",
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
    first: str = ""
    """What is taken with the first, in a word or two."""
    second: str = ""


class CaseTeller:
    """Tells cases of one article in one pairing."""

    def __init__(
        self,
        text: str,
        label_set: LabelSet,
        first: str,
        second: str,
        *,
        is_alone: bool = False,
        names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`first` and `second` are names as they are shown; `names` has those of everybody, by
        id, for what three and more say."""
        self._text = text
        self._names = names
        self._label_set = label_set
        self.first, self.second = show_text(first), show_text(second)
        self._is_alone = is_alone

    def tell(self, case: Case, answers: Sequence[Answered] = ()) -> CaseWords:
        """Return the words of a case, with what was answered to its verdict."""
        difference, place = case.difference, case.place
        kind = "to judge" if self._is_alone else KIND_WORDS[difference.kind]
        settled = self._settled(case)
        if case.verdict is not None and not case.is_stale:
            settled = _with_answers(settled, answers)
        sides = self._sides(difference) if place is None else self._votes(place)
        first, second = self._offers(case)
        title = self._title(difference)
        return CaseWords(title, kind, sides, settled, first=first, second=second)

    def tell_added(self, verdict: Verdict, answers: Sequence[Answered] = ()) -> CaseWords:
        """Return the words of a verdict by which the reviewer added something."""
        spans = [one for one in verdict.outcome if isinstance(one, Span)]
        title = self._quote(spans[0]) if spans else "a relation"
        names = ", ".join(self._span_label(one) for one in spans)
        settled = _with_answers("✓ added", answers)
        return CaseWords(title, "added", f"nobody had it: {names}", settled)

    # ---- pieces ----------------------------------------------------------------------------------

    def _title(self, difference: Difference) -> str:
        if difference.document_label:
            found = self._label_set.document_label(difference.document_label)
            return show_text(found.name if found else difference.document_label, LONGEST)
        span = difference.first or difference.second
        if isinstance(span, Relation):
            return self._relation(span, difference.first_ends or difference.second_ends)
        return self._quote(span) if span else "The article"

    def _offers(self, case: Case) -> tuple[str, str]:
        """Return what is taken with the first and with the second."""
        place = case.place
        if case.is_audit or self._is_alone:
            return "right", ""
        if place is None:
            return self.first, self.second
        kinds = self._kinds(place)
        says = [self._vote(place, vote, kinds) for vote in place.votes[:2]]
        return says[0], says[1] if len(says) > 1 else "nothing"

    def _votes(self, place: Place) -> str:
        """Return who says what, those with most voices first."""
        kinds, total = self._kinds(place), place.voices
        if place.is_agreed:
            return f"all {total} say {self._vote(place, place.votes[0], kinds)}"
        said = [(self._vote(place, one, kinds), one.annotators) for one in place.votes]
        said += [("nothing", place.silent)] if place.silent else []
        return " · ".join(
            f"{what} {len(whose)} of {total} ({self._listed_names(whose)})" for what, whose in said
        )

    def _kinds(self, place: Place) -> frozenset[DifferenceKind]:
        first = place.votes[0].annotators[0]
        others = [one.annotators[0] for one in place.votes[1:]]
        return frozenset(place.between(first, one).kind for one in others)

    def _vote(self, place: Place, vote: Vote, kinds: frozenset[DifferenceKind]) -> str:
        said = vote.annotation
        if place.document_label or place.attribute:
            return value_words(vote.value)
        if isinstance(said, Span):
            label, quote = self._span_label(said), self._quote(said)
            if kinds <= {"label"}:
                return label
            return quote if kinds == {"boundary"} else f"{label} {quote}"
        assert said is not None
        return self._relation(said, vote.all_ends[0])

    def _listed_names(self, annotators: Sequence[str]) -> str:
        return ", ".join(show_text(self._names.get(one, one), LONGEST) for one in annotators)

    def _sides(self, difference: Difference) -> str:
        if difference.kind == "agree":
            return f"both say {self._side(difference.first, difference.first_ends)}"
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
        if confirms(verdict):
            return "✓ right"
        if case.place is not None and verdict.choice in {"first", "second"}:
            return f"✓ {self._decided(case.place, verdict)}"
        return f"✓ {self._choice(verdict)}"

    def _decided(self, place: Place, verdict: Verdict) -> str:
        """Return which vote a verdict between two makes right."""
        difference = verdict.difference
        assert difference is not None
        if place.document_label or place.attribute:
            return value_words(decided_value(verdict))
        is_first = verdict.choice == "first"
        right = difference.first if is_first else difference.second
        ends = difference.first_ends if is_first else difference.second_ends
        if right is None:
            return "nothing here"
        if isinstance(right, Span):
            return f"{self._span_label(right)} {self._quote(right)}"
        return self._relation(right, ends)

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
