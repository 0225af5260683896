"""A colleague's project taken in: told before it happens, or written as one act."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from annotator.edits.edit import GiveBack, TakeIn
from annotator.edits.history import Act
from annotator.formats.corpus import Problem
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, DocumentConflict
from annotator.model.ids import new_id
from annotator.model.purge_errors import ArticlePurged
from annotator.project.merging.giving_back import forget_all
from annotator.project.merging.meeting import DocumentMet, ProjectsMeeting
from annotator.project.merging.report import MergeReport
from annotator.project.merging.tally import count_document
from annotator.project.merging.writing import Taking
from annotator.project.past import row_of
from annotator.project.road import Road
from annotator.storage.foreign.opening import Foreign
from annotator.storage.imports import begin_import
from annotator.storage.writer import Transaction

Follow = Callable[[int, int], None]
"""Told how many documents are done, of how many; it may raise to end it all."""


class _NothingNew(Exception):
    """Thrown through the transaction, so that what brings nothing leaves nothing."""


def examine(
    road: Road,
    path: Path,
    foreign: Foreign,
    follow: Follow,
    *,
    with_purged: bool,
    is_round: bool = False,
) -> MergeReport:
    """Return what taking a file in would do; nothing is written."""
    meeting = ProjectsMeeting(
        road.store.path,
        road.store.reading,
        path,
        foreign,
        with_purged=with_purged,
        is_round=is_round,
    )
    report = _begin_report(meeting, path, foreign)
    for met in _followed(meeting, report, follow):
        count_document(report, met, meeting)
    return _end_report(report, meeting)


def take_in(
    road: Road,
    path: Path,
    foreign: Foreign,
    follow: Follow,
    *,
    with_purged: bool,
    is_round: bool = False,
) -> tuple[MergeReport, Changes]:
    """Take a file in, in one transaction, as one act of mine. Waits for all edits so far, and lets
    nothing be done meanwhile. Whatever is raised, nothing of it stays. SavingFailed."""
    import_id = new_id()
    takings: list[Taking] = []
    with road.lock:
        act = road.new_act(TakeIn(import_id), GiveBack(import_id), "do", None)
        road.imports_running += 1
        road.takings_running += 1

        def work(writing: Transaction) -> tuple[MergeReport, Act | None]:
            begin_import(writing.connection, import_id, act.at, [path.name])
            meeting = ProjectsMeeting(
                road.store.path,
                lambda: nullcontext(writing.connection),
                path,
                foreign,
                with_purged=with_purged,
                is_round=is_round,
            )
            taking = Taking(writing, import_id, meeting)
            takings.append(taking)
            report = _begin_report(meeting, path, foreign)
            for met in _followed(meeting, report, follow):
                count_document(report, met, meeting)
                taking.write(met)
            taking.finish()
            report = _end_report(report, meeting)
            if not report.is_anything_new:
                if not taking.has_learned:
                    raise _NothingNew
                return report, None
            report.import_id = import_id
            return report, _write_act(writing, act, report, taking)

        queued = road.writer.enqueue(work)
    try:
        report, done = road.writer.wait_for(queued)
    except _NothingNew:
        told = examine(road, path, foreign, follow, with_purged=with_purged, is_round=is_round)
        return told, Changes()
    finally:
        with road.lock:
            road.imports_running -= 1
            road.takings_running -= 1
    return report, _take_note(road, done, takings[0]) if done else Changes()


def _followed(
    meeting: ProjectsMeeting, report: MergeReport, follow: Follow
) -> Iterator[DocumentMet]:
    wanted = meeting.changed()
    follow(0, len(wanted))
    for done, met in enumerate(meeting.documents(wanted), 1):
        yield met
        follow(done, len(wanted))


# ---- the act ------------------------------------------------------------------------------------


def _write_act(writing: Transaction, act: Act, report: MergeReport, taking: Taking) -> Act:
    counts = (taking.intake.documents_added, taking.intake.sets_added, taking.sets_changed)
    done = replace(
        act,
        edit=TakeIn(taking.import_id, (report.file,), *counts),
        inverse=GiveBack(taking.import_id, *counts),
    )
    writing.append(row_of(done))
    return done


def _take_note(road: Road, act: Act, taking: Taking) -> Changes:
    """Bring what is in memory up to what stands in the file."""
    with road.lock:
        before, after = road.label_set, taking.label_set
        reasons = road.reviews.reasons
        forget_all(road)
        road.past.record(act)
    return Changes(
        label_set=(before, after) if before != after else None,
        documents_added=taking.intake.documents_added,
        sets_added=taking.intake.sets_added,
        sets_changed=taking.sets_changed,
        verdicts=tuple(taking.verdicts),
        remarks=tuple(taking.remarks),
        assignments=tuple(taking.assignments),
        reasons=(reasons, road.reviews.reasons) if reasons != road.reviews.reasons else None,
    )


# ---- the report -----------------------------------------------------------------------------


def _begin_report(meeting: ProjectsMeeting, path: Path, foreign: Foreign) -> MergeReport:
    report = MergeReport(
        path.name,
        documents_new=len(meeting.new),
        documents_met=len(meeting.met) - len(meeting.new),
        documents_different=len(meeting.different),
        documents_purged=len(meeting.purged),
        new_labels=list(meeting.labels.new),
        has_new_reasons=bool(meeting.new_reasons),
    )
    for id in meeting.different:
        _note(report, DocumentConflict(id), is_whole=True)
    for id in meeting.purged:
        _note(report, ArticlePurged(id), is_whole=True)
    for unfit in foreign.unfit:
        _note(report, unfit)
    return report


def _end_report(report: MergeReport, meeting: ProjectsMeeting) -> MergeReport:
    named = sorted(report.annotators.items(), key=lambda one: (one[0] is None, one[0] or ""))
    report.annotators = dict(named)
    report.new_annotators = [one.name for one in meeting.people.new]
    for unfit in meeting.theirs.unfit:
        _note(report, unfit)
    return report


def _note(report: MergeReport, error: AnnotatorError, *, is_whole: bool = False) -> None:
    report.problems.append(Problem(report.file, None, error, is_whole=is_whole))
