"""What a report says, found out from a project: agreement, differences, verdicts, curated sets."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from heapq import nsmallest
from itertools import combinations
from typing import NamedTuple

import orjson

from annotator.messages.case_words import CaseTeller, CaseWords
from annotator.model.annotation_set import AnnotationSet
from annotator.model.difference import DIFFERENCE_KINDS, DifferenceKind
from annotator.model.document import Document
from annotator.model.verdict import Verdict
from annotator.project.listing import shown_title
from annotator.project.pages import Said
from annotator.project.project import Project
from annotator.project.rows import ExportChoice, IsCancelled, ReportProgress
from annotator.report.corpus_findings import gather_corpus
from annotator.report.excerpts import excerpt_of_added, excerpts_of
from annotator.report.findings import Decisions, Excerpt, Findings, PairReview, Sample
from annotator.report.over_time_findings import gather_over_time
from annotator.review.agreement import Agreement
from annotator.review.cases import Case, find_cases
from annotator.review.compare import compare

SAMPLES = 4
"""Differences of each kind that are shown in their context."""
FLAGS = 100
"""Flags of the guideline that are shown; the rest is counted."""


def gather(
    project: Project,
    annotators: Sequence[str] = (),
    *,
    is_unfinished_counted: bool = False,
    is_for_me: bool = False,
    samples: int = SAMPLES,
    pace_of: Sequence[str] = (),
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled = lambda: False,
) -> Findings:
    """Return what a report on a project says.

    annotators: ids; everybody who has finished something, unless some are named.
    is_unfinished_counted: what annotators have begun counts too.
    is_for_me: only such articles are quoted, and only such sets counted in the corpus, as I may see
        (`assignments.can_see`).
    samples: how many differences of each kind are quoted.
    pace_of: ids of those whose pace is told; where it `is_for_me`, my own alone (ValueError).

    AnnotatorUnknown, Cancelled.
    """
    agreement = project.agreement(
        annotators,
        is_unfinished_counted=is_unfinished_counted,
        progress=progress,
        is_cancelled=is_cancelled,
    )
    people = {one.id: one.name for one in project.annotators(with_second_times=True)}
    statuses = {"finished", "in_progress"} if is_unfinished_counted else {"finished"}
    gathering = _Gathering(project, people, agreement.annotators, statuses, samples)
    for said in project.review.said(progress=progress, is_cancelled=is_cancelled):
        is_quoted = not is_for_me or project.assignments.why_closed(said.document.id) is None
        gathering.take(said, is_quoted=is_quoted)
    tell = progress or (lambda _: None)
    corpus = gather_corpus(
        project, annotators, is_for_me=is_for_me, progress=tell, is_cancelled=is_cancelled
    )
    over_time = gather_over_time(
        project,
        annotators,
        is_unfinished_counted=is_unfinished_counted,
        is_for_me=is_for_me,
        pace_of=pace_of,
        progress=tell,
        is_cancelled=is_cancelled,
    )
    curated = project.preview_export(
        ExportChoice(is_curated_only=True), 0, is_cancelled=is_cancelled
    ).curated
    return Findings(
        project.name,
        datetime.now(UTC).isoformat(timespec="seconds"),
        people,
        project.label_set,
        project.statistics(),
        agreement,
        _with_oneself(project, agreement.annotators),
        is_unfinished_counted,
        tuple(gathering.pairs.values()),
        gathering.decisions,
        tuple(gathering.flags),
        gathering.chosen_samples(),
        curated,
        corpus,
        over_time,
    )


def _with_oneself(project: Project, annotators: Sequence[str]) -> tuple[Agreement, ...]:
    """Return agreement of those with themselves who have finished something twice."""
    times = project.assignments.second_times()
    measured = [
        project.agreement([time.of, time.annotator]) for time in times if time.of in annotators
    ]
    return tuple(one for one in measured if one.documents)


class _Candidate(NamedTuple):
    """A sample that may be chosen, and its place in the project."""

    lot: bytes
    place: tuple[int, int]
    sample: Sample


class _Gathering:
    """Counts and quotes while the documents go by."""

    def __init__(
        self,
        project: Project,
        people: dict[str, str],
        annotators: Sequence[str],
        statuses: set[str],
        samples: int,
    ) -> None:
        self._label_set = project.label_set
        self._people = people
        self._statuses = statuses
        self._count = samples
        self._number = 0
        self.pairs = {
            (first, second): PairReview(first, second)
            for first, second in combinations(annotators, 2)
        }
        self.decisions = Decisions()
        self.flags: list[Sample] = []
        self._candidates: dict[DifferenceKind, list[_Candidate]] = defaultdict(list)

    def take(self, said: Said, *, is_quoted: bool) -> None:
        """Take in what is said of a document."""
        self._number += 1
        held = {one.annotator: one for one in said.sets if one.status in self._statuses}
        for (first, second), review in self.pairs.items():
            if first in held and second in held:
                review.documents += 1
                self._compare(said, review, held[first], held[second], is_quoted=is_quoted)
        self._count_verdicts(said, is_quoted=is_quoted)

    def chosen_samples(self) -> dict[DifferenceKind, tuple[Sample, ...]]:
        """Return the samples of each kind, in project order."""
        return {
            kind: tuple(one.sample for one in sorted(self._candidates[kind], key=_by_place))
            for kind in DIFFERENCE_KINDS
            if self._candidates[kind]
        }

    # ---- differences ----------------------------------------------------------------------------

    def _compare(
        self,
        said: Said,
        review: PairReview,
        first: AnnotationSet,
        second: AnnotationSet,
        *,
        is_quoted: bool,
    ) -> None:
        differences = compare(first, second, self._label_set).differences
        for number, case in enumerate(find_cases(differences, said.verdicts)):
            kind = case.difference.kind
            review.differences[kind] += 1
            review.open[kind] += case.is_open
            if is_quoted:
                self._offer(said.document, review, case, number)

    def _offer(self, document: Document, review: PairReview, case: Case, number: int) -> None:
        """Keep a case among those quoted where its lot is lower than theirs.

        The lot is drawn from what the case is about, so that the same project gives the same
        report.
        """
        sides = orjson.dumps([document.id, *case.difference.sides])
        lot = hashlib.sha256(sides).digest()
        kept = self._candidates[case.difference.kind]
        if len(kept) == self._count and lot >= max(one.lot for one in kept):
            return
        names = (self._people[review.first], self._people[review.second])
        sample = self._sample(document, case, names)
        kept.append(_Candidate(lot, (self._number, number), sample))
        kept[:] = nsmallest(self._count, kept, key=lambda one: one.lot)

    def _sample(self, document: Document, case: Case, names: tuple[str, str]) -> Sample:
        words = CaseTeller(document.text, self._label_set, *names).tell(case)
        excerpts = excerpts_of(case.difference, document.text, names)
        verdict = None if case.is_stale else case.verdict
        return self._quoted(document, words, excerpts, verdict)

    # ---- verdicts -------------------------------------------------------------------------------

    def _count_verdicts(self, said: Said, *, is_quoted: bool) -> None:
        decisions = self.decisions
        decisions.documents += bool(said.verdicts)
        for verdict in said.verdicts:
            decisions.given += 1
            decisions.choices[verdict.choice] += 1
            if verdict.choice in ("first", "second"):
                right = verdict.first if verdict.choice == "first" else verdict.second
                decisions.right[right] += 1
            if verdict.reason:
                decisions.reasons[verdict.reason] += 1
            else:
                decisions.without_reason += 1
            answers = [answer for _, answer in verdict.answers]
            decisions.accepted += answers.count("accepted")
            decisions.contested += answers.count("contested")
            if verdict.needs_guideline:
                decisions.flagged += 1
                if is_quoted and len(self.flags) < FLAGS:
                    self.flags.append(self._flag(said.document, verdict))

    def _flag(self, document: Document, verdict: Verdict) -> Sample:
        names = (self._name(verdict.first), self._name(verdict.second))
        teller = CaseTeller(document.text, self._label_set, *names)
        if verdict.difference is None:
            excerpts = excerpt_of_added(verdict.outcome, document.text)
            return self._quoted(document, teller.tell_added(verdict), excerpts, verdict)
        words = teller.tell(Case(verdict.difference, verdict))
        excerpts = excerpts_of(verdict.difference, document.text, names)
        return self._quoted(document, words, excerpts, verdict)

    def _quoted(
        self,
        document: Document,
        words: CaseWords,
        excerpts: tuple[Excerpt, ...],
        verdict: Verdict | None,
    ) -> Sample:
        title = shown_title(document.meta.title, document.text, document.id)
        if verdict is None:
            return Sample(document.id, title, words, excerpts)
        reviewer = self._name(verdict.reviewer)
        comment, reason = verdict.comment, verdict.reason or ""
        return Sample(document.id, title, words, excerpts, reason, comment, reviewer)

    def _name(self, annotator: str | None) -> str:
        return "the curated set" if annotator is None else self._people.get(annotator, annotator)


def _by_place(one: _Candidate) -> tuple[int, int]:
    return one.place
