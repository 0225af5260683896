"""The rows of the inbox with their words, read off the GUI thread or on it. No widgets."""

from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from annotator.messages.case_words import CaseWords
from annotator.messages.inbox_words import InboxTeller
from annotator.model.errors import DocumentUnknown
from annotator.project.project import Project
from annotator.review.inbox import InboxRow
from annotator.ui.panels.history_words import time_words


class Told(NamedTuple):
    """A row for people to read."""

    row: InboxRow
    words: CaseWords

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others, whatever becomes of it."""
        return (self.row.document, self.row.about)


def read_inbox(
    project: Project, document: str | None = None, is_cancelled: Callable[[], bool] = lambda: False
) -> list[Told]:
    """Return what my inbox has, of the project or of one document (id), in order."""
    me = project.me
    if me is None:
        return []
    names = {one.id: one.name for one in project.annotators(with_second_times=True)}
    told: list[Told] = []
    rows = project.review.inbox(document, is_cancelled)
    for id, found in groupby(rows, key=lambda row: row.document):
        try:
            text = project.document(id).text
        except DocumentUnknown:
            continue  # It went meanwhile.
        teller = InboxTeller(
            text, project.label_set, lambda annotator: names.get(annotator, annotator), time_words
        )
        told += [Told(row, teller.tell_row(row, me.id)) for row in found]
    return told
