"""The agreement of the Overview: what is not compared yet is compared when it is asked for."""

from dataclasses import replace

from annotator.project.disputes import is_disputed
from annotator.project.overview.agreement import (
    AgreementNow,
    Confusion,
    Drift,
    PeriodScore,
    count_confusion,
    measure,
    measure_drift,
    measure_over_time,
)
from annotator.project.overview.assistance import Assistance, measure_assistance
from annotator.project.overview.behind import PAGE, Behind
from annotator.project.overview.cases import CaseRow, CaseSource, CasesWhere, find_cases
from annotator.project.overview.counting import Counting, no_progress
from annotator.project.overview.meetings import LabelKeys, Meetings
from annotator.project.overview.met import find_differing
from annotator.project.overview.narrowed import EVERYTHING, Narrowed
from annotator.project.overview.scope import Scope
from annotator.project.pages import pages, read_said
from annotator.project.people import list_annotators
from annotator.project.rows import IsCancelled, ReportProgress, stop_if
from annotator.project.seeing import waited_for
from annotator.project.suggesting.unaided import Unaided


class Agreeing(Counting):
    """How far people agree, in numbers, with what is behind them. It belongs off the GUI thread."""

    def agreement(
        self,
        narrowed: Narrowed = EVERYTHING,
        *,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> AgreementNow:
        """Return how far people agree, on sets that are finished unless statuses are asked for.
        Compares what has not been compared yet; so do the others here. Cancelled."""
        scope, meetings = self._met(narrowed, progress, is_cancelled)
        return measure(scope, meetings, self.names())

    def assistance(
        self,
        narrowed: Narrowed = EVERYTHING,
        *,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> Assistance:
        """Return how spans that were suggested fare beside those that were not, and articles that
        were shown without suggestions beside the others. Cancelled."""
        self._met(narrowed, progress, is_cancelled)
        scope, meetings = self._met(narrowed, progress, is_cancelled, with_curated=True)
        return measure_assistance(scope, meetings, Unaided(self._road))

    def agreement_over_time(
        self,
        narrowed: Narrowed = EVERYTHING,
        *,
        is_by_week: bool = False,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> list[PeriodScore]:
        """Return how far people agree, by the month in which the second of two finished. Reads the
        history the first time. Cancelled."""
        finished = self.timeline(progress, is_cancelled).finished
        scope, meetings = self._met(narrowed, progress, is_cancelled)
        return measure_over_time(scope, meetings, finished, is_by_week=is_by_week)

    def drift(
        self,
        narrowed: Narrowed = EVERYTHING,
        *,
        with_curated: bool = False,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> list[Drift]:
        """Return whether agreement of each two people, or of each with the curated sets, has been
        another on earlier articles than on later ones. Cancelled."""
        finished = self.timeline(progress, is_cancelled).finished
        scope, meetings = self._met(narrowed, progress, is_cancelled, with_curated=with_curated)
        return measure_drift(scope, meetings, finished, self.names(), with_curated=with_curated)

    def confusion(
        self,
        first: str,
        second: str | None,
        narrowed: Narrowed = EVERYTHING,
        *,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> Confusion:
        """Return what two people (ids; None: the curated sets) call the same spans. Cancelled."""
        scope, meetings = self._met(narrowed, progress, is_cancelled, with_curated=second is None)
        labels = tuple(one.id for one in self._road.label_set.span_labels)
        return count_confusion(scope, meetings, first, second, labels)

    def disputed(
        self,
        narrowed: Narrowed = EVERYTHING,
        *,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> list[str]:
        """Return the articles (ids) that count on which two who have finished differ and nobody has
        settled it, in project order, whether I may see their labels or not; with annotators named,
        two of those. Cancelled."""
        with self._road.lock:
            second_times = self._road.assigned.second_times()
        named = tuple(one for one in narrowed.annotators if one and one not in second_times)
        asks_for_others = narrowed.statuses and "finished" not in narrowed.statuses
        if asks_for_others or (narrowed.annotators and not named):
            return []
        everybody = Agreeing(self._road, self._wait, self._counted)
        theirs = replace(narrowed, annotators=named, statuses=("finished",), labels=())
        scope, meetings = everybody._met(theirs, progress, is_cancelled)
        rows, articles = find_differing(scope, meetings), scope.sheets.articles
        judged = articles.is_reviewed[rows]
        ids = {row: articles.ids[row] for row in rows.tolist()}
        kept = self._disputed_of([ids[row] for row in rows[judged].tolist()], named, is_cancelled)
        kept.update(ids[row] for row in rows[~judged].tolist())
        found = [id for id in ids.values() if id in kept]
        return [id for page in pages(found) for id in self._not_waited_for(page)]

    def _not_waited_for(self, documents: list[str]) -> list[str]:
        """Leave out what is given blind and not finished by all who are to label it."""
        with self._road.lock:  # page by page: whoever labels meanwhile is not to wait
            return [id for id in documents if not waited_for(self._road, id)]

    def _disputed_of(
        self, documents: list[str], named: tuple[str, ...], is_cancelled: IsCancelled | None
    ) -> set[str]:
        """Return those of the articles (ids) on which somebody has judged where two who have
        finished are still of two minds; two of those who are named, where any are."""
        found = set()
        for page in pages(documents):
            stop_if(is_cancelled)
            for said in read_said(self._road, page):
                theirs = tuple(one for one in said.sets if not named or one.annotator in named)
                if is_disputed(replace(said, sets=theirs), self._road.label_set):
                    found.add(said.document.id)
        return found

    def cases(
        self,
        where: CasesWhere,
        narrowed: Narrowed = EVERYTHING,
        *,
        first: int = 0,
        count: int = PAGE,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> Behind[CaseRow]:
        """Return the spans of two people, or of each two, behind a number, as `spans` does.
        Cancelled."""
        with_curated = bool(where.first) and where.second is None
        scope, meetings = self._met(narrowed, progress, is_cancelled, with_curated=with_curated)
        road = self._road
        with road.lock:
            keys = LabelKeys.of(road.label_set, scope.sheets)
            second_times = frozenset(road.assigned.second_times())
        source = CaseSource(road.store, scope, meetings, keys, second_times, self.names())
        return find_cases(source, where, first, count)

    def _met(
        self,
        narrowed: Narrowed,
        progress: ReportProgress,
        is_cancelled: IsCancelled | None,
        *,
        with_curated: bool = False,
    ) -> tuple[Scope, Meetings]:
        scope = self.scope(replace(narrowed, statuses=narrowed.statuses or ("finished",)))
        return scope, self.meetings(scope, progress, is_cancelled, with_curated=with_curated)

    def names(self) -> dict[str, str]:
        """Return annotator id -> name, second times too."""
        people = list_annotators(self._road, with_second_times=True)
        return {one.id: one.name for one in people}
