"""Acts of the history as lines for people, and as the objects that `history --json` lists."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import click

from annotator.edits.encoding import encode_edit
from annotator.edits.history import Act
from annotator.messages import act_words, show_text, step_words
from annotator.model.errors import DocumentUnknown
from annotator.project.project import Project


def print_act(row: dict[str, Any]) -> None:
    """Print an act as one line: when, who, where, what."""
    who = show_text(row["annotator"] or "–", 20)
    where = show_text(row["document"] or "", 30)
    number = f"{row['seq']:>6}" if row["seq"] is not None else " " * 6
    click.echo(
        f"{number}  {local_time(row['at'])}  {who}  {where + ': ' if where else ''}{row['what']}"
    )


def local_time(at: str) -> str:
    """Return a moment as the clock on the wall says it, to the second."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


class Narrator:
    """Tells acts of one project in words; keeps what it needs to tell the next."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._names = {one.id: one.name for one in project.annotators(with_second_times=True)}
        self._document: str | None = None
        self._text = ""
        self._told: dict[int, str] = {}

    def name_of(self, annotator: str | None) -> str | None:
        """Return the name of an annotator (id); the id where nobody has it any more."""
        return self._names.get(annotator or "", annotator)

    def tell(self, acts: Iterable[Act]) -> Iterator[dict[str, Any]]:
        """Yield each act as the object that `history --json` lists."""
        for act in acts:
            yield {
                "seq": act.seq,
                "at": act.at,
                "annotator": self.name_of(act.annotator),
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
