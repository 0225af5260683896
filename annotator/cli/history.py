"""The command history: who did what, when."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from annotator.cli.arguments import project_argument
from annotator.cli.output import json_option, print_json
from annotator.edits.encoding import encode_edit
from annotator.edits.history import Act
from annotator.messages import act_words, show_text, step_words
from annotator.model.errors import DocumentUnknown
from annotator.project.project import Project


@click.command(
    "history",
    short_help="Tell who did what, when.",
    epilog="Example: annotator history news.annotator --newest 20",
)
@project_argument
@click.argument("document", required=False)
@click.option("--newest", type=click.IntRange(min=1), metavar="N", help="Only the newest N acts.")
@json_option
def show_history(project: Path, document: str | None, newest: int | None, as_json: bool) -> None:
    """Tell who did what and when, in the project or in one DOCUMENT (its id), oldest first."""
    with Project.open(project) as opened:
        if document is not None:
            opened.document(document)
        acts = opened.history(document, newest=newest)
        rows = _Narrator(opened).tell(reversed(list(acts)) if newest else acts)
        if as_json:
            print_json({"acts": list(rows)})
        else:
            for row in rows:
                _print_row(row)


def _print_row(row: dict[str, Any]) -> None:
    who = show_text(row["annotator"] or "–", 20)
    where = show_text(row["document"] or "", 30)
    when = datetime.fromisoformat(row["at"]).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    click.echo(f"{when}  {who}  {where + ': ' if where else ''}{row['what']}")


class _Narrator:
    """Tells acts of one project in words; keeps what it needs to tell the next."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._names = {one.id: one.name for one in project.annotators(with_second_times=True)}
        self._document: str | None = None
        self._text = ""
        self._told: dict[int, str] = {}

    def tell(self, acts: Iterator[Act]) -> Iterator[dict[str, Any]]:
        """Yield each act as the object that `history --json` lists."""
        for act in acts:
            yield {
                "seq": act.seq,
                "at": act.at,
                "annotator": self._names.get(act.annotator or "", act.annotator),
                "document": act.document,
                "step": act.step,
                "of": act.of,
                "what": self._words(act),
                "edit": encode_edit(act.edit),
            }

    def _words(self, act: Act) -> str:
        """An undo or a redo is told by the act that it takes back or does again."""
        words = self._told.get(act.of or -1) or act_words(
            act.edit, self._project.label_set, self._text_of(act.document), inverse=act.inverse
        )
        self._told[act.seq] = words
        return step_words(act.step, words)

    def _text_of(self, document: str | None) -> str:
        """Acts come in bunches on one document, so its text is kept until the next one's."""
        if document != self._document:
            self._document = document
            try:
                self._text = self._project.document(document).text if document else ""
            except DocumentUnknown:  # an import taken back since
                self._text = ""
        return self._text
