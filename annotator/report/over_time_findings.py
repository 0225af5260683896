"""What a report says of how things went: agreement by month, early and late articles, pace."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model.annotation_set import Status
from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress

if TYPE_CHECKING:
    from annotator.project.overview.agreement import Drift, PeriodScore
    from annotator.project.overview.pace import Pace

_UNFINISHED: tuple[Status, ...] = ("finished", "in_progress")


@dataclass(frozen=True, slots=True)
class OverTimeFindings:
    """Numbers of the annotation sets that the report is about, in the order of time."""

    periods: "Sequence[PeriodScore]"
    """Agreement by month."""
    drift: "Sequence[Drift]"
    from_curated: "Sequence[Drift]"
    paces: "Sequence[tuple[str, Pace]]"
    """Annotators (ids) whose pace is told, and how fast they are."""


def gather_over_time(
    project: Project,
    annotators: Sequence[str],
    *,
    is_unfinished_counted: bool,
    is_for_me: bool,
    pace_of: Sequence[str],
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> OverTimeFindings:
    """Return what became of the sets of annotators (ids; none: of everybody's) month by month, and
    the pace of `pace_of`: where it `is_for_me`, my own alone (ValueError). Cancelled."""
    overview = project.overview.for_me() if is_for_me else project.overview
    statuses = _UNFINISHED if is_unfinished_counted else ()
    narrowed = Narrowed(annotators=tuple(annotators), statuses=statuses)
    return OverTimeFindings(
        overview.agreement_over_time(narrowed, progress=progress, is_cancelled=is_cancelled),
        overview.drift(narrowed, is_cancelled=is_cancelled),
        overview.drift(narrowed, with_curated=True, is_cancelled=is_cancelled),
        [
            (who, overview.pace_of(who, progress=progress, is_cancelled=is_cancelled))
            for who in pace_of
        ],
    )
