"""What taking in a colleague's project does, in lines of plain text for a dialog."""

from annotator.messages import problem_words
from annotator.messages.conflict_words import conflict_words
from annotator.project.merging.report import ConflictFound, MergeReport, PersonMet
from annotator.project.project import Project
from annotator.ui.models.article_words import count_words, one_line

_SHOWN = 500
_LABELS_SHOWN = 20


def merge_title(report: MergeReport, *, is_done: bool) -> str:
    """Return in a line what comes of it."""
    if not report.is_anything_new:
        return "Nothing in it is new here."
    return "Taken in. Undo takes all of it back." if is_done else "This would come in:"


def merge_lines(report: MergeReport) -> list[str]:
    """Return what met, what is new and whose it is, one fact a line."""
    lines = [_article_words(report)]
    lines += [_person_words(name, one) for name, one in report.annotators.items() if _has_new(one)]
    if report.new_annotators:
        lines.append("New people: " + ", ".join(one_line(name, 60) for name in _first(report)))
    if report.new_labels:
        names = [one_line(name, 40) for name in report.new_labels[:_LABELS_SHOWN]]
        more = len(report.new_labels) - len(names)
        lines.append("New labels: " + ", ".join(names) + (f" and {more} more" if more else ""))
    if report.verdicts or report.remarks:
        decisions = count_words(report.verdicts, "decision")
        lines.append(f"Review: {decisions}, {count_words(report.remarks, 'remark')}")
    if report.assignments:
        lines.append(f"Assigned: {count_words(report.assignments, 'article')}")
    return lines


def merge_remarks(report: MergeReport, project: Project) -> list[str]:
    """Return what contradicts itself, then what stays out, one a line."""
    conflicts = [_conflict_line(found, project) for found in report.conflicts[:_SHOWN]]
    problems = [problem_words(one.file, one.line, one.error) for one in report.problems[:_SHOWN]]
    more = len(report.conflicts) + len(report.problems) - len(conflicts) - len(problems)
    return [*conflicts, *problems, *([f"… and {more:,} more"] if more else [])]


def _first(report: MergeReport) -> list[str]:
    return report.new_annotators[:_LABELS_SHOWN]


def _article_words(report: MergeReport) -> str:
    parts = [
        count_words(report.documents_new, "new article") if report.documents_new else "",
        f"{count_words(report.documents_met, 'article')} here already"
        if report.documents_met
        else "",
    ]
    if report.documents_different:
        parts.append(f"{report.documents_different:,} left alone: the text here is another")
    if report.documents_purged:
        parts.append(f"{report.documents_purged:,} stay out: erased here")
    return ", ".join(filter(None, parts)) or "No articles"


def _has_new(person: PersonMet) -> bool:
    return bool(person.sets_new or person.sets_changed or person.conflicts)


def _person_words(name: str | None, person: PersonMet) -> str:
    whose = one_line(name, 60) if name else "Curated set"
    counts = {
        "added": person.spans_added + person.relations_added,
        "changed": person.spans_changed + person.relations_changed,
        "removed": person.spans_removed + person.relations_removed,
    }
    said = []
    if articles := person.sets_new + person.sets_changed:
        said.append(count_words(articles, "article"))
    if annotations := [f"{count:,} {what}" for what, count in counts.items() if count]:
        said.append("annotations: " + ", ".join(annotations))
    if person.conflicts:
        said.append(count_words(person.conflicts, "contradiction"))
    return f"{whose}: {'; '.join(said)}"


def _conflict_line(found: ConflictFound, project: Project) -> str:
    text = project.document(found.document).text
    whose = one_line(found.annotator, 60) if found.annotator else "Curated set"
    words = conflict_words(found.conflict, text, project.label_set)
    return f"{one_line(found.document, 40)}: {whose}: {words}"
