"""What the queue shows of an article: a row for each case, and for each verdict that stands apart.
No Qt: rows are also made on other threads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from annotator.messages import show_text
from annotator.messages.case_words import Answered, CaseTeller, CaseWords
from annotator.model.labels import LabelSet
from annotator.model.verdict import Verdict
from annotator.project.listing import shown_title
from annotator.project.project import Project
from annotator.project.standing import Pairing, Reviewed
from annotator.review.cases import Case
from annotator.review.queue import CaseFilter, Standing
from annotator.ui.review.card_view import Decisions
from annotator.ui.review.people import CURATED
from annotator.ui.review.proposal import Proposal

CaseKey: TypeAlias = object
"""What a case of an article is known by: the sides of its difference, or the verdict's id."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A case of an article, or a verdict that no case shows."""

    document: str
    key: CaseKey
    words: CaseWords
    is_open: bool
    case: Case | None
    verdict: Verdict | None
    decisions: Decisions

    def passes(self, wanted: CaseFilter) -> bool:
        """Tell whether the row is wanted."""
        if self.case is not None:
            return wanted.lets_pass(self.case)
        return self.verdict is not None and wanted.lets_added_pass(self.verdict)


@dataclass(frozen=True, slots=True, eq=False)
class ArticleRows:
    """The rows of an article, in reading order."""

    title: str
    standing: Standing
    rows: tuple[Row, ...]
    audits: tuple[Case, ...]
    """The cases among them that ask whether what all agree on is right."""
    negatives: int
    """How many of them are settled so that nothing should be there."""


class RowMaker:
    """Makes the rows of articles for the people compared."""

    def __init__(
        self, project: Project, label_set: LabelSet, names: Mapping[str, str], pairing: Pairing
    ) -> None:
        """`names`: by annotator id, as they are shown."""
        self._project = project
        self._label_set = label_set
        self._names = names
        self._pairing = pairing

    def make(self, reviewed: Reviewed) -> ArticleRows:
        """Return the rows of an article."""
        document = reviewed.document
        teller = self._teller(document.text, self._pairing.first, self._pairing.second)
        rows = [self._case_row(document.id, one, teller) for one in reviewed.cases]
        rows += [self._apart_row(document.text, one) for one in reviewed.apart]
        title = show_text(shown_title(document.meta.title, document.text, document.id), 300)
        audits = tuple(one for one in reviewed.cases if one.is_audit)
        given = [one.verdict for one in rows if one.verdict is not None]
        negatives = sum(one.choice == "neither" for one in given)
        return ArticleRows(title, reviewed.standing, tuple(rows), audits, negatives)

    def _case_row(self, document: str, case: Case, teller: CaseTeller) -> Row:
        words = teller.tell(case, self._answers(case.verdict))
        if case.verdict is not None and not case.is_stale:
            words = replace(words, settled=_with_beside(words.settled, case.verdict))
        decisions = _decisions(case, words)
        key = case.difference.sides
        return Row(document, key, words, case.is_open, case, case.verdict, decisions)

    def _apart_row(self, text: str, verdict: Verdict) -> Row:
        teller, answers = self._teller(text, verdict.first, verdict.second), self._answers(verdict)
        if verdict.difference is None:
            words = teller.tell_added(verdict, answers)
        else:
            words = teller.tell(Case(verdict.difference, verdict), answers)
        is_open = bool(verdict.objectors)
        decisions: Decisions = ()
        if verdict.choice == "added":
            stays = (("choose_first", "it stays"),) if is_open else ()
            decisions = (*stays, ("choose_neither", "take it back"))
        return Row(verdict.document, verdict.id, words, is_open, None, verdict, decisions)

    def _teller(self, text: str, first: str | None, second: str | None) -> CaseTeller:
        names = [CURATED if one is None else self._names.get(one, one) for one in (first, second)]
        return CaseTeller(
            text,
            self._label_set,
            *names,
            is_alone=self._pairing.is_alone,
            names=self._names,
        )

    def _answers(self, verdict: Verdict | None) -> list[Answered]:
        """Return who has answered a verdict, and what they last said of it."""
        if verdict is None or not verdict.answers:
            return []
        said = {
            one.annotator: one.text
            for one in self._project.review.remarks(verdict.document)
            if one.about == verdict.id
        }
        return [
            Answered(self._names.get(who, who), answer, said.get(who, ""))
            for who, answer in verdict.answers
        ]


def _decisions(case: Case, words: CaseWords) -> Decisions:
    """Return what can be decided on a case."""
    edit = (("edit_case", "edit"),) if Proposal.can_begin(case.difference) else ()
    if not words.second:
        return (("choose_first", words.first), ("choose_neither", "nothing here"), *edit)
    if case.place is not None and len(case.place.votes) == 1:
        return (("choose_first", words.first), ("choose_neither", "nothing here"), *edit)
    sides = (("choose_first", words.first), ("choose_second", words.second))
    return (*sides, ("choose_both", "both"), ("choose_neither", "neither"), *edit)


def _with_beside(settled: str, verdict: Verdict) -> str:
    """Return what was decided, and what was said with it."""
    comment = f"“{show_text(verdict.comment, 200)}”" if verdict.comment else ""
    flag = "guideline needs work" if verdict.needs_guideline else ""
    parts = (settled, show_text(verdict.reason or "", 60), comment, flag)
    return " · ".join(part for part in parts if part)


def names_of(project: Project) -> dict[str, str]:
    """Return the names of all annotators by id, as they are shown."""
    everybody = project.annotators(with_second_times=True)
    return {one.id: show_text(one.name) for one in everybody}
