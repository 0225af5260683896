"""The command assign: who is to label what, blind or not, and articles that come back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import click

from annotator.cli.arguments import existing_annotator_option, project_argument
from annotator.cli.output import count, json_option, print_json, table_lines
from annotator.messages.assigning import again_words, division_words
from annotator.model.annotator import Annotator, fit_name
from annotator.project.assignments import Workload
from annotator.project.people import annotator_typed
from annotator.project.project import Project
from annotator.project.second_times import USUAL_DAYS, USUAL_SHARE, OneSelf

Told: TypeAlias = tuple[dict[str, Any], list[str]]
"""What was done, as the JSON object and as lines for people."""


@click.command(
    "assign",
    short_help="Say who is to label what, blind or not.",
    epilog="Example: annotator assign news.annotator --to Maria,Jonas --per-article 2 --share 25 "
    "--blind --dry-run",
)
@project_argument
@click.option(
    "--to",
    "names",
    multiple=True,
    metavar="A,B,..",
    help="To whom; who is not there yet is made. Without it, who has been assigned what.",
)
@click.option(
    "--per-article",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many label one article.",
)
@click.option(
    "--share",
    type=click.IntRange(1, 100),
    metavar="PERCENT",
    help="Of how many articles in a hundred so many do, one of the rest (100); with --again, how "
    f"many come back ({USUAL_SHARE}).",
)
@click.option(
    "--blind",
    is_flag=True,
    help="In the window nobody sees another's labels before all who have an article have "
    "finished it. In one file this is a courtesy of the program.",
)
@click.option(
    "--documents", multiple=True, metavar="ID", help="Only these articles (repeat it); else all."
)
@click.option("--withdraw", is_flag=True, help="Take assignments back instead; labels stay.")
@click.option(
    "--again",
    is_flag=True,
    help="Let finished articles come back instead, unmarked, to see how far people agree with "
    "themselves.",
)
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=USUAL_DAYS,
    show_default=True,
    metavar="N",
    help="With --again: only what has not been touched for so many days.",
)
@existing_annotator_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@json_option
def assign_articles(
    project: Path,
    annotator: str | None,
    dry_run: bool,
    as_json: bool,
    names: tuple[str, ...],
    documents: tuple[str, ...],
    **how: Any,
) -> None:
    """Say who is to label what: evenly divided, the same each time. Or tell who has what.

    What somebody has been assigned already stays with them, and counts.
    """
    if how["withdraw"] and how["again"]:
        raise click.UsageError("--withdraw and --again exclude each other")
    if how["withdraw"] and not names:
        raise click.UsageError("Say from whom to withdraw, with --to")
    is_asking = dry_run or not (names or how["again"])
    with Project.open(project, annotator=annotator, is_read_only=is_asking) as opened:
        if names or how["again"]:
            assigning = _Assigning(opened, names, documents, is_dry=dry_run)
            body, lines = assigning.act(**how)
        else:
            body, lines = _told(opened), [] if as_json else _workload_lines(opened)
    if as_json:
        print_json(body)
        return
    for line in lines:
        click.echo(line)


class _Assigning:
    """What is asked of one project; whatever is done is told as a JSON object and in lines."""

    def __init__(
        self, project: Project, names: Sequence[str], documents: Sequence[str], *, is_dry: bool
    ) -> None:
        self._project = project
        self._is_dry = is_dry
        self._known = {one.id: one.name for one in project.annotators()}
        self._people = self._find(names)
        for one in documents:
            project.document(one)  # DocumentUnknown
        self._documents = list(dict.fromkeys(documents)) or project.document_ids(
            project.document_keys()
        )

    def act(
        self,
        per_article: int,
        share: int | None,
        blind: bool,
        withdraw: bool,
        again: bool,
        days: int,
    ) -> Told:
        """Do what the options say, or only tell of it."""
        if again:
            body, words = self._again(days, share or USUAL_SHARE)
        elif withdraw:
            body, words = self._withdraw()
        else:
            body, words = self._divide(per_article, share or 100, is_blind=blind)
        end = " (nothing was done)." if self._is_dry else "."
        return body | {"dry_run": self._is_dry}, [one + end for one in words]

    def _divide(self, per_article: int, share: int, *, is_blind: bool) -> Told:
        assignments = self._project.assignments
        names = {one.id: one.name for one in self._people}
        division = assignments.divide(
            self._documents, list(names), per_article=per_article, share=share
        )
        if not self._is_dry:
            assignments.assign(division, is_blind=is_blind)
        loads = {names[one]: load for one, load in division.loads.items()}
        body = {
            "documents": division.documents,
            "loads": loads,
            "shared": division.shared,
            "assigned": [
                {"document": document, "annotator": names[one], "blind": is_blind}
                for document, one in division.given
            ],
        }
        new = len(division.given)
        words = division_words(
            division.documents, loads, division.shared, new=new, is_blind=is_blind
        )
        return body, [words]

    def _withdraw(self) -> Told:
        assignments = self._project.assignments
        ids = {one.id for one in self._people}
        gone = [
            {"document": document, "annotator": self._known[one.annotator]}
            for document in self._documents
            for one in assignments.on(document)
            if one.annotator in ids
        ]
        if not self._is_dry:
            assignments.withdraw(self._documents, ids)
        return {"withdrawn": gone}, [f"Withdrew {count(len(gone), 'assignment')}"]

    def _again(self, days: int, share: int) -> Told:
        assignments = self._project.assignments
        people = [one.id for one in self._people] or list(self._known)
        wanted = set(self._documents)
        due, lines = {}, []
        for one in people:
            due[one] = assignments.due_again(one, days=days, share=share, documents=wanted)
            of = len(assignments.due_again(one, days=days, share=100, documents=wanted))
            lines.append(again_words(self._name(one), len(due[one]), of, days))
        if not self._is_dry:
            assignments.assign_again(
                {one: documents for one, documents in due.items() if documents}
            )
        return self._said({"again": {self._name(one): due[one] for one in people}}), lines

    def _said(self, body: dict[str, Any]) -> dict[str, Any]:
        return body | {"dry_run": self._is_dry}

    def _name(self, annotator: str) -> str:
        return (
            next((one.name for one in self._people if one.id == annotator), "")
            or self._known[annotator]
        )

    def _find(self, typed: Sequence[str]) -> list[Annotator]:
        """Return whoever is named, in their order, each once. A name may have a comma in it."""
        known = self._project.annotators()
        found: dict[str, Annotator] = {}
        for part in typed:
            names = [part] if annotator_typed(known, part) else part.split(",")
            for name in filter(None, map(str.strip, names)):
                one = annotator_typed(known, name) or self._make(name)
                found[one.id] = one
        return list(found.values())

    def _make(self, name: str) -> Annotator:
        if self._is_dry:
            return Annotator(f"{fit_name(name)} (new)", fit_name(name))
        return self._project.assignments.person(name)


def _told(project: Project) -> dict[str, Any]:
    """Return who has been assigned what, by name."""
    names = {one.id: one.name for one in project.annotators()}
    told = {}
    for one in project.assignments.workloads():
        about = one._asdict()
        name = names[about.pop("annotator")]
        oneself = _oneself(project, one)
        if oneself is not None:
            about["with_oneself"] = {
                "documents": oneself.documents,
                "matched": oneself.matched,
                "first": oneself.first,
                "second": oneself.second,
                "span_f1": oneself.span_f1,
            }
        told[name] = about
    return {"annotators": told}


def _oneself(project: Project, one: Workload) -> OneSelf | None:
    return project.assignments.with_oneself(one.annotator) if one.again_finished else None


def _workload_lines(project: Project) -> list[str]:
    names = {one.id: one.name for one in project.annotators()}
    loads = project.assignments.workloads()
    if not any(one.assigned or one.again for one in loads):
        return ["Nothing has been assigned."]
    head = ("annotator", "assigned", "finished", "blind", "came back", "done again", "with oneself")
    rows = []
    for one in loads:
        oneself = _oneself(project, one)
        f1 = "" if oneself is None or oneself.span_f1 is None else f"{oneself.span_f1:.2f}"
        rows.append((names[one.annotator], *one[1:], f1))
    return table_lines(rows, head)
