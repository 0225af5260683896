"""What becomes of a document, counted into the report."""

from collections.abc import Mapping

from annotator.formats.corpus import Problem
from annotator.model.errors import MetaKept
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.merging.meeting import DocumentMet, ProjectsMeeting
from annotator.project.merging.report import ConflictFound, MergeReport
from annotator.project.merging.sets import SetMet


def count_document(report: MergeReport, met: DocumentMet, meeting: ProjectsMeeting) -> None:
    """Take what becomes of a document into the report."""
    if met.has_news:
        report.list_document(met.id)
    if met.meta:
        report.details_changed += 1
    if met.is_meta_kept:
        report.problems.append(Problem(report.file, None, MetaKept(met.id), is_skipped=False))
    report.verdicts += len(met.verdicts)
    report.remarks += len(met.remarks)
    report.assignments += len(met.assignments)
    for whose in met.sets.known:
        name = meeting.people.name(whose)
        report.annotators[name].sets_known += 1
    for one in met.sets.changed:
        if one.is_other_copy:
            report.other_copies += 1
        else:
            _count_set(report, one, meeting)
    for one in met.sets.contradicted:
        _count_conflicts(report, met.id, one, meeting)


def _count_set(report: MergeReport, one: SetMet, meeting: ProjectsMeeting) -> None:
    person = report.annotators[meeting.people.name(one.annotator)]
    if one.before is None:
        person.sets_new += 1
    else:
        person.sets_changed += 1
    spans = _changes(one.before.spans if one.before else {}, one.after.spans)
    relations = _changes(one.before.relations if one.before else {}, one.after.relations)
    person.spans_added += spans[0]
    person.spans_removed += spans[1]
    person.spans_changed += spans[2]
    person.relations_added += relations[0]
    person.relations_removed += relations[1]
    person.relations_changed += relations[2]


def _count_conflicts(
    report: MergeReport, document: str, one: SetMet, meeting: ProjectsMeeting
) -> None:
    name = meeting.people.name(one.annotator)
    copy = meeting.people.need_copy(one.annotator)
    report.annotators[name].conflicts += len(one.conflicts)
    report.conflicts += [ConflictFound(document, name, copy, held) for held in one.conflicts]


def _changes(
    before: Mapping[str, Span] | Mapping[str, Relation],
    after: Mapping[str, Span] | Mapping[str, Relation],
) -> tuple[int, int, int]:
    """Return how many are added, removed and changed."""
    both = before.keys() & after.keys()
    changed = sum(before[id] != after[id] for id in both)
    return (len(after) - len(both), len(before) - len(both), changed)
