"""What a reviewer does about the case one is at: settle it, say why, take it back, discuss it."""

from collections.abc import Sequence

from annotator.model.attribute import NO_ATTRIBUTES, AttributeValue
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice, Verdict
from annotator.project.review import Beside, Review, Ruling, ruling_of
from annotator.review.cases import Case, verdicts_on
from annotator.review.settling import Ruled, rule_for, rule_on, rule_otherwise
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.session import Session

_NO_CASE = "There is no difference to decide on here."
_SETTLED = "This is settled; there is nothing to decide here."


class Deciding:
    """Acts on what `Reviewing` is at; it tells of what became of it."""

    def __init__(self, session: Session, reviewing: Reviewing) -> None:
        self._session = session
        self._reviewing = reviewing
        self._pending: dict[object, Beside] = {}
        """What has been said beside decisions to come."""

    def decide(
        self,
        choice: Choice,
        *,
        outcome: tuple[Span | Relation, ...] = (),
        value: AttributeValue | None = None,
    ) -> bool:
        """Settle the case one is at; tell whether it was settled."""
        case, verdict = self._reviewing.case, self._reviewing.verdict
        if case is not None:
            return self._rule(case, choice, self.said, outcome, value)
        if verdict is not None:
            return self._decide_apart(verdict, choice)
        self._session.said.emit(_NO_CASE, False)
        return False

    def decide_for_label(self, label: str) -> bool:
        """Settle the case one is at, of which everybody is asked, for a label (id): for the vote
        that has it, or else for the first one's words under that label."""
        case = self._reviewing.case
        place = case.place if case is not None else None
        said = place.votes[0].annotation if place is not None else None
        if case is None or place is None or not isinstance(said, Span):
            return False
        for number, vote in enumerate(place.votes):
            if vote.annotations[0].label == label:
                return self._settle(rule_for(place, number), self.said)
        made = said._replace(
            id=new_id(), label=label, attributes=NO_ATTRIBUTES, origin="manual", suggested=None
        )
        return self._settle(rule_otherwise(place, (made,)), self.said)

    @property
    def said(self) -> Beside:
        """What has been said beside the decision on the case one is at."""
        case, verdict = self._reviewing.case, self._reviewing.verdict
        given = Beside()
        if verdict is not None:
            given = Beside(verdict.reason, verdict.comment, verdict.needs_guideline)
        is_to_come = case is not None and case.is_open
        return self._pending.get(self._here, given) if is_to_come else given

    def say_beside(self, said: Beside) -> None:
        """Give a reason, a comment, a flag: with the verdict there is, or with the one to come."""
        case = self._reviewing.case
        verdict = case.verdict if case is not None else None
        if case is None:
            return
        if verdict is None or case.is_open:
            self._pending[self._here] = said
            self._reviewing.cases_changed.emit()
        elif case.place is not None:
            self._settle([_ruled_by(one) for one in self._verdicts_on(case)], said)
        else:
            self._rule(case, verdict.choice, said, verdict.outcome, verdict.value)

    def add(self, annotations: tuple[Span | Relation, ...]) -> None:
        """Say that nobody has these, which the reviewer made."""
        document, pairing = self._reviewing.document, self._reviewing.pairing
        if document is not None and pairing is not None:
            self._rule_all([Ruling(document, pairing, None, "added", annotations)])

    def reopen(self) -> None:
        """Take the verdict one is at back."""
        verdict, case = self._reviewing.verdict, self._reviewing.case
        if verdict is not None:
            about = self._verdicts_on(case) if case is not None else []
            self._withdraw([one.id for one in about] or [verdict.id])

    def look(self) -> None:
        """Look at labels that are given blind all the same; the history says so."""
        document, closed = self._reviewing.document, self._reviewing.closed
        assignments = self._session.project.assignments
        if document is not None and closed is not None and closed.can_look:
            self._session.attempt(lambda: assignments.look(document, self._reviewing))

    def remark(self, text: str, *, is_closing: bool = False) -> None:
        """Say something about the case one is at."""
        document, subjects = self._reviewing.document, self._reviewing.subjects
        if document is not None and subjects and (text.strip() or is_closing):
            self._session.attempt(
                lambda: self._review.say(
                    document, subjects[0], text, is_closing=is_closing, origin=self._reviewing
                )
            )

    # ---- inside ---------------------------------------------------------------------------------

    @property
    def _review(self) -> Review:
        return self._session.project.review

    @property
    def _here(self) -> object:
        return (self._reviewing.document, self._reviewing.key)

    def _rule(
        self,
        case: Case,
        choice: Choice,
        said: Beside,
        outcome: tuple[Span | Relation, ...],
        value: AttributeValue | None,
    ) -> bool:
        document, pairing = self._reviewing.document, self._reviewing.pairing
        if document is None or pairing is None:
            return False
        if case.place is not None:
            is_made = choice == "edited"
            ruled = rule_otherwise(case.place, outcome, value) if is_made else None
            return self._settle(ruled or rule_on(case.place, choice), said)
        ruling = Ruling(
            document,
            pairing,
            case.difference,
            choice,
            outcome,
            value,
            said.reason,
            said.comment,
            said.needs_guideline,
        )
        return self._rule_all([ruling])

    def _settle(self, ruled: Sequence[Ruled], said: Beside) -> bool:
        document = self._reviewing.document
        if document is None:
            return False
        return self._rule_all([ruling_of(document, one, said) for one in ruled])

    def _rule_all(self, rulings: Sequence[Ruling]) -> bool:
        settle = self._review.settle
        return self._session.attempt(lambda: settle(rulings, self._reviewing)) is not None

    def _withdraw(self, verdicts: Sequence[str]) -> bool:
        withdraw = self._review.withdraw
        return self._session.attempt(lambda: withdraw(verdicts, self._reviewing)) is not None

    def _verdicts_on(self, case: Case) -> list[Verdict]:
        """Return all verdicts about the place of a case; one verdict is about a case of two."""
        document = self._reviewing.document
        if case.place is None or document is None:
            return []
        return verdicts_on(case.place, self._review.verdicts(document))

    def _decide_apart(self, verdict: Verdict, choice: Choice) -> bool:
        """What was added stays although it is contested, or is taken back."""
        if verdict.choice == "added" and choice == "neither":
            return self._withdraw([verdict.id])
        if verdict.objectors and choice == "first":
            stand_by = self._review.stand_by
            stood_by = self._session.attempt(lambda: stand_by([verdict.id], self._reviewing))
            return stood_by is not None
        self._session.said.emit(_SETTLED, False)
        return False


def _ruled_by(verdict: Verdict) -> Ruled:
    """Return what a verdict has decided."""
    decided = (verdict.choice, verdict.outcome, verdict.value)
    return Ruled(verdict.difference, verdict.first, verdict.second, *decided)
