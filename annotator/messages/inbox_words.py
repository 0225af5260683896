"""What the inbox says of a verdict in a few words: before and after, who decided so, and why."""

from collections.abc import Callable, Sequence

from annotator.messages.case_words import KIND_WORDS, LONGEST, CaseTeller, CaseWords, value_words
from annotator.messages.quoting import show_text
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.review.concerns import Concern, ends_of
from annotator.review.inbox import InboxRow

_LONGEST_REMARK = 300
_NOTHING = "nothing"


class InboxTeller(CaseTeller):
    """Tells what the inbox has on one article."""

    def __init__(
        self,
        text: str,
        label_set: LabelSet,
        name_of: Callable[[str], str],
        when: Callable[[str], str] = lambda at: "",
    ) -> None:
        """`name_of` tells the name of an annotator (id), `when` a time (ISO 8601) in words."""
        super().__init__(text, label_set, "", "")
        self._name_of = name_of
        self._when = when

    def tell_row(self, row: InboxRow, me: str) -> CaseWords:
        """Return the words of a row as its annotator (id) reads them."""
        state = self._state(row, me)
        if row.concern is None:
            return self._discussed(row, state)
        concern = row.concern
        difference = concern.verdict.difference
        kind = _kind(concern)
        title = self._title(difference) if difference is not None else self._made(concern)
        return CaseWords(title, kind, self.change(concern), state, self._said(concern.verdict))

    def change(self, concern: Concern) -> str:
        """Return what changes: "PERSON → ORGANISATION"."""
        difference = concern.verdict.difference
        if concern.is_of_value:
            return self._values_change(concern)
        said = [concern.before] if concern.before is not None else []
        before, after = (
            " and ".join(self._tell_one(one, concern, said) for one in side)
            for side in (said, concern.after)
        )
        nothing = f"{_NOTHING} here" if difference is not None else _NOTHING
        return f"{before or _NOTHING} → {after or nothing}"

    # ---- pieces ----------------------------------------------------------------------------------

    def _made(self, concern: Concern) -> str:
        span = next((one for one in concern.after if isinstance(one, Span)), None)
        if span is not None:
            return self._quote(span)
        return next((self._phrase(one, concern.verdict) for one in concern.after), "")

    def _values_change(self, concern: Concern) -> str:
        difference = concern.verdict.difference
        assert difference is not None
        before, after = concern.before_value, concern.after_value
        if difference.document_label is not None:
            return f"{value_words(bool(before))} → {value_words(bool(after))}"
        found = self._label_set.attribute(difference.attribute or "")
        name = show_text(found.name if found else difference.attribute or "", LONGEST)
        return f"{name}: {value_words(before)} → {value_words(after)}"

    def _tell_one(
        self, one: Span | Relation, concern: Concern, said: Sequence[Span | Relation]
    ) -> str:
        """Return what tells an annotation from the others: its label, its words, or both."""
        together = (*said, *concern.after)
        if isinstance(one, Relation):
            fault = concern.verdict.difference and concern.verdict.difference.fault
            is_whole = fault in {"direction", "ends"} or concern.verdict.choice == "edited"
            return self._phrase(one, concern.verdict) if is_whole else self._relation_label(one)
        spans = [other for other in together if isinstance(other, Span)]
        has_one_label = len({other.label for other in spans}) == 1
        has_one_place = len({other.fragments for other in spans}) == 1
        if has_one_place:
            return self._span_label(one)
        return self._quote(one) if has_one_label else f"{self._span_label(one)} {self._quote(one)}"

    def _phrase(self, relation: Span | Relation, verdict: Verdict) -> str:
        if not isinstance(relation, Relation):
            return self._quote(relation)
        ends = ends_of(verdict, relation)
        return self._relation(relation, ends) or self._relation_label(relation)

    def _said(self, verdict: Verdict) -> str:
        """Return who decided, for what reason, with which comment."""
        parts = [show_text(verdict.reason or "", LONGEST)]
        parts += [f"“{show_text(verdict.comment, _LONGEST_REMARK)}”"] if verdict.comment else []
        parts += ["guideline needs work"] if verdict.needs_guideline else []
        who = self._who(verdict.reviewer, verdict.at)
        return " · ".join(part for part in (who, *parts) if part)

    def _who(self, annotator: str, at: str) -> str:
        name, when = show_text(self._name_of(annotator), LONGEST), self._when(at)
        return f"{name} · {when}" if when else name

    def _state(self, row: InboxRow, me: str) -> str:
        parts = [self._answer(row, me)]
        if row.unread:
            waits = "remark waits" if row.unread == 1 else "remarks wait"
            parts.append(f"{row.unread:,} {waits} for your answer")
        return " · ".join(part for part in parts if part)

    def _answer(self, row: InboxRow, me: str) -> str:
        if row.state == "settled_since":
            answer = dict(row.verdict.answered_before).get(me) if row.verdict else None
            return f"settled anew since you {answer or 'answered'} it"
        if row.state == "contested":
            mine = [
                one.text for one in row.thread if one.annotator == me and one.about == row.about
            ]
            said = f": “{show_text(mine[-1], _LONGEST_REMARK)}”" if mine and mine[-1] else ""
            return f"contested{said}"
        return {"accepted": "✓ accepted", "stale": "your labels have changed since"}.get(
            row.state, ""
        )

    def _discussed(self, row: InboxRow, state: str) -> CaseWords:
        last = row.thread[-1] if row.thread else None
        said = ""
        if last is not None:
            who = self._who(last.annotator, last.at)
            said = f"{who}: “{show_text(last.text, _LONGEST_REMARK)}”"
        annotation = row.annotation
        if isinstance(annotation, Span):
            title, label = self._quote(annotation), self._span_label(annotation)
        elif annotation is not None:
            ends = ends_of(row.verdict, annotation) if row.verdict is not None else None
            label = self._relation_label(annotation)
            title = self._relation(annotation, ends) or label
        else:
            title, label = "The article", ""
        return CaseWords(title, "discussion", label, state, said)


def _kind(concern: Concern) -> str:
    """Return what kind of change it is in the eyes of whoever was judged."""
    difference = concern.verdict.difference
    if difference is None:
        return "added"
    if concern.is_of_value or difference.kind == "relation":
        return KIND_WORDS[difference.kind]
    if concern.before is None:
        return KIND_WORDS["missing"]
    return KIND_WORDS[difference.kind] if concern.after else KIND_WORDS["extra"]
