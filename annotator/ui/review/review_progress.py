"""How far the review of the project is: counted on another thread, kept true as one decides."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from annotator.project.project import Project
from annotator.project.review import Pairing, ReviewRow
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.section import Heading
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.tasks import Task, run_task


def count_rows(
    project: Project,
    pairing: Pairing,
    progress: Callable[[Any], None],
    is_cancelled: Callable[[], bool],
) -> list[ReviewRow]:
    """Return how far each article is that has a difference for these people and whose labels I may
    see, in project order."""
    rows: list[ReviewRow] = []
    for row in project.review.rows(pairing):
        if is_cancelled():
            return rows
        if row.differences and project.assignments.why_closed(row.document) is None:
            rows.append(row)
    return rows


class ReviewProgress(QWidget):
    """ "Reviewed 118 of 341", of the articles on which the two differ."""

    def __init__(self, reviewing: Reviewing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._pairing: Pairing | None = None
        self._task: Task | None = None
        self._rows: dict[str, ReviewRow] | None = None
        self.count = PlainLabel("", self, tone="muted")
        self.count.setWordWrap(False)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(5)
        self.bar.setAccessibleName("Articles reviewed")
        row = QHBoxLayout()
        row.addWidget(PlainLabel("Reviewed", self), 1)
        row.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(Heading("Project", self))
        layout.addLayout(row)
        layout.addWidget(self.bar)
        reviewing.pairing_changed.connect(self._take_pairing)
        reviewing.cases_changed.connect(self._take_cases)
        self.hide()

    def next_open(self, document: str) -> str | None:
        """Return the article (id) after this one that has an open difference, round from the last
        to the first; None where there is none, or they are not counted yet."""
        rows = list((self._rows or {}).values())
        here = next((at for at, row in enumerate(rows) if row.document == document), -1)
        for row in (*rows[here + 1 :], *rows[: max(here, 0)]):
            if row.open:
                return row.document
        return None

    def stop(self) -> None:
        """Count no further."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _take_pairing(self) -> None:
        pairing = self._reviewing.pairing
        if pairing is None:
            self.hide()
            return
        if pairing != self._pairing:
            self._pairing, self._rows = pairing, None
            self.stop()
            self._task = run_task(
                count_rows,
                self._reviewing.project,
                pairing,
                owner=self,
                on_done=self._take_rows,
                on_failed=lambda error: None,  # the project was closed meanwhile
                on_progress=lambda progress: None,
            )
        self._show()

    def _take_rows(self, rows: list[ReviewRow]) -> None:
        self._task = None
        self._rows = {row.document: row for row in rows}
        self._take_cases()

    def _take_cases(self) -> None:
        document = self._reviewing.document
        if self._rows is not None and document is not None:
            total = self._reviewing.total
            if total:
                row = ReviewRow(document, total, self._reviewing.open_count)
                self._rows[document] = row
            else:
                self._rows.pop(document, None)
        self._show()

    def _show(self) -> None:
        self.setVisible(self._rows is not None and self._reviewing.pairing is not None)
        if self._rows is None:
            return
        total = len(self._rows)
        settled = sum(not row.open for row in self._rows.values())
        self.count.setText(f"{settled:,} of {total:,}")
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(settled)
