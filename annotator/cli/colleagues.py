"""Commands about colleagues' projects: merge, packet."""

from pathlib import Path
from typing import Any

import click

from annotator.cli.arguments import project_argument, with_purged_option
from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.messages import name_path, problem_words, sentence, show_text
from annotator.messages.conflict_words import conflict_words
from annotator.model.errors import AnnotatorError, CorpusToImport, NotAProject
from annotator.project.merging.report import ConflictFound, MergeReport, PersonMet
from annotator.project.project import Project
from annotator.project.rows import PacketChoice

_CONFLICTS_SHOWN = 20


@click.command(
    "merge",
    short_help="Take in a colleague's project.",
    epilog="Example: annotator merge news.annotator jonas.annotator --annotator Maria",
)
@project_argument
@click.argument(
    "others", nargs=-1, required=True, metavar="OTHER...", type=click.Path(path_type=Path)
)
@click.option("--annotator", metavar="NAME", help="Who takes it in and can undo it.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen and change nothing.")
@click.option(
    "--copied-while-open",
    is_flag=True,
    help="Go on although OTHER was copied while it was open and may lack the last work.",
)
@with_purged_option
@json_option
def merge_projects(
    project: Path,
    others: tuple[Path, ...],
    annotator: str | None,
    dry_run: bool,
    copied_while_open: bool,
    with_purged: bool,
    as_json: bool,
) -> None:
    """Take in colleagues' project files, each as one act that can be undone.

    Articles are met by their text, annotation sets by annotator. What is here already adds nothing.
    Where two copies of one person's work contradict each other, both are kept, to be settled in the
    review. The files themselves are only read.
    """
    with (
        Project.open(project, annotator=annotator, is_read_only=dry_run) as opened,
        ProgressLine("looking" if dry_run else "taking in") as progress,
        Stop() as stop,
    ):
        door = opened.examine if dry_run else opened.merge
        reports = []
        for other in others:
            try:
                report = door(
                    other,
                    is_main_file_enough=copied_while_open,
                    with_purged=with_purged,
                    progress=progress.report,
                    is_cancelled=stop.is_asked,
                )
            except NotAProject as error:
                raise _better_said(error, project) from None
            reports.append(report)
        if as_json:
            print_json(merge_json(reports, is_dry_run=dry_run))
            return
        for report in reports:
            print_report(report, opened, is_dry_run=dry_run)


def _better_said(error: NotAProject, project: Path) -> AnnotatorError:
    """A corpus is met more often than a damaged file, and has a way of its own."""
    if error.reason == "not a database":
        return CorpusToImport(error.path, project)
    return error


# ---- for scripts --------------------------------------------------------------------------------


def merge_json(reports: list[MergeReport], *, is_dry_run: bool) -> dict[str, Any]:
    """Return the reports in the shape that `merge --json` promises: sums, then file by file."""
    return {
        "dry_run": is_dry_run,
        "documents": {
            "new": sum(one.documents_new for one in reports),
            "known": sum(one.documents_met for one in reports),
            "skipped": sum(one.documents_different for one in reports),
            "purged": sum(one.documents_purged for one in reports),
        },
        "sets": {
            "new": sum(one.sets_new for one in reports),
            "changed": sum(one.sets_changed for one in reports),
            "known": sum(one.sets_known for one in reports),
        },
        "spans": sum(one.spans for one in reports),
        "relations": sum(one.relations for one in reports),
        "verdicts": sum(one.verdicts for one in reports),
        "remarks": sum(one.remarks for one in reports),
        "assignments": sum(one.assignments for one in reports),
        "labels": {"new": [label for one in reports for label in one.new_labels]},
        "conflicts": [_conflict_json(found) for one in reports for found in one.conflicts],
        "rejected": sum(one.rejected for one in reports),
        "problems": [
            {
                "file": problem.file,
                "line": problem.line,
                "why": sentence(problem.error),
                "skipped": problem.is_skipped,
            }
            for one in reports
            for problem in one.problems
        ],
        "files": [_file_json(one) for one in reports],
    }


def _file_json(report: MergeReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "new": report.is_anything_new,
        "documents": report.documents,
        "annotators": [
            {"annotator": name, **_person_json(person)}
            for name, person in report.annotators.items()
        ],
    }


def _person_json(person: PersonMet) -> dict[str, Any]:
    return {
        "sets": {
            "new": person.sets_new,
            "changed": person.sets_changed,
            "known": person.sets_known,
        },
        "spans": {
            "added": person.spans_added,
            "removed": person.spans_removed,
            "changed": person.spans_changed,
        },
        "relations": {
            "added": person.relations_added,
            "removed": person.relations_removed,
            "changed": person.relations_changed,
        },
        "conflicts": person.conflicts,
    }


def _conflict_json(found: ConflictFound) -> dict[str, Any]:
    conflict = found.conflict
    return {
        "document": found.document,
        "annotator": found.annotator,
        "other_copy": found.other_copy,
        "kind": conflict.kind,
        "annotation": conflict.kept.id if conflict.kept else None,
    }


# ---- for people ---------------------------------------------------------------------------------


def print_report(report: MergeReport, project: Project, *, is_dry_run: bool) -> None:
    """Print what was taken in, or would be."""
    name = show_text(report.file, 60)
    if not report.is_anything_new:
        click.echo(f"{name}: nothing new; {count(report.documents_met, 'article')} here already.")
    else:
        verb = "would come in" if is_dry_run else "came in"
        click.echo(
            f"{name}: {count(report.documents_new, 'article')} {verb}, "
            f"{report.documents_met:,} here already, {report.documents_different:,} left alone."
        )
        for whose, person in report.annotators.items():
            _print_person(whose, person)
    if report.documents_purged:
        click.echo(
            f"{count(report.documents_purged, 'article')} erased here stay out; "
            "--with-purged takes them in again"
        )
    if report.verdicts or report.remarks:
        said = f"{count(report.verdicts, 'verdict')}, {count(report.remarks, 'remark')}"
        click.echo(f"review: {said}")
    if report.assignments:
        click.echo(f"assigned: {count(report.assignments, 'article')}")
    if report.new_labels:
        click.echo("New labels: " + ", ".join(show_text(label) for label in report.new_labels))
    for found in report.conflicts[:_CONFLICTS_SHOWN]:
        _print_conflict(found, project)
    if len(report.conflicts) > _CONFLICTS_SHOWN:
        click.echo(f"and {count(len(report.conflicts) - _CONFLICTS_SHOWN, 'conflict')} more")
    for problem in report.problems:
        verb = "skipped" if problem.is_skipped else "noted"
        click.echo(f"{verb}: {problem_words(problem.file, problem.line, problem.error)}")


def _print_person(whose: str | None, person: PersonMet) -> None:
    added = person.spans_added + person.relations_added
    removed = person.spans_removed + person.relations_removed
    changed = person.spans_changed + person.relations_changed
    if added or removed or changed or person.sets_new or person.sets_changed:
        name = show_text(whose) if whose else "curated"
        click.echo(
            f"{name}: {count(person.sets_new, 'set')} new, {person.sets_changed:,} changed; "
            f"{count(added, 'annotation')} added, {changed:,} changed, {removed:,} removed"
        )


def _print_conflict(found: ConflictFound, project: Project) -> None:
    text = project.document(found.document).text
    words = conflict_words(found.conflict, text, project.label_set)
    whose = show_text(found.annotator) if found.annotator else "curated"
    click.echo(f"conflict: {show_text(found.document, 30)}: {whose}: {words}")


# ---- out ----------------------------------------------------------------------------------------


@click.command(
    "packet",
    short_help="Write a file with chosen articles to send out.",
    epilog="Example: annotator packet news.annotator -o jonas.annotator --annotator Jonas "
    "--status new",
)
@project_argument
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), required=True, help="The file to make."
)
@click.option(
    "--document", "documents", multiple=True, metavar="ID", help="Only this article (repeat it)."
)
@click.option(
    "--annotator",
    "annotators",
    multiple=True,
    metavar="NAME",
    help="Only this annotator's labels (repeat it); without it everybody's.",
)
@click.option("--no-labels", is_flag=True, help="Nobody's labels, only the articles.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["new", "in_progress", "finished"]),
    help="Only articles that are so for one of the annotators.",
)
@click.option(
    "--assigned",
    "is_assigned_only",
    is_flag=True,
    help="Only articles that one of the annotators is to label.",
)
@click.option("--review", "with_review", is_flag=True, help="Verdicts and remarks go along.")
@click.option("--note", default="", metavar="TEXT", help="What whoever opens it is told.")
@json_option
def write_packet(
    project: Path,
    out: Path,
    documents: tuple[str, ...],
    annotators: tuple[str, ...],
    no_labels: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Write a project file with only the chosen articles and labels.

    Whoever gets it opens it as any project. What was done in it comes back with “annotator merge”,
    whatever has been done here meanwhile.
    """
    if no_labels and annotators:
        raise click.UsageError("--annotator and --no-labels exclude each other")
    choice = PacketChoice(documents or None, () if no_labels else annotators or None, **chosen)
    with (
        Project.open(project, is_read_only=True) as opened,
        ProgressLine("packing") as progress,
        Stop() as stop,
    ):
        report = opened.write_packet(
            out, choice, progress=progress.report, is_cancelled=stop.is_asked
        )
    if as_json:
        print_json(
            {
                "documents": report.documents,
                "sets": report.sets,
                "spans": report.spans,
                "relations": report.relations,
            }
        )
        return
    click.echo(
        f"Wrote {name_path(out)}: {count(report.documents, 'article')}, "
        f"{count(report.sets, 'annotation set')} with {count(report.spans, 'span')} and "
        f"{count(report.relations, 'relation')}."
    )
