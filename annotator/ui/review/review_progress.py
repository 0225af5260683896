"""How far the review of the project is, and how often what all agree on is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from annotator.model.difference import DifferenceKind
from annotator.review.audit import ErrorRate, error_rate
from annotator.review.cases import Case
from annotator.review.queue import CaseFilter
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.section import Heading
from annotator.ui.review.figures import NEGATIVES, FigureRow
from annotator.ui.review.survey import Survey

_AGREE: frozenset[DifferenceKind] = frozenset({"agree"})


class ReviewProgress(QWidget):
    """ "Reviewed 118 of 341", of the articles on which people differ; and the audit."""

    cases_requested = Signal(object)
    """A `CaseFilter`: the cases behind a number shall be seen."""

    def __init__(self, survey: Survey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._survey = survey
        self.count = PlainLabel("", self, tone="muted")
        self.count.setWordWrap(False)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(5)
        self.bar.setAccessibleName("Articles reviewed")
        self.negatives = FigureRow(NEGATIVES, self)
        self.audit = FigureRow("Audited", self)
        self.error = FigureRow("Found wrong", self)
        row = QHBoxLayout()
        row.addWidget(PlainLabel("Reviewed", self), 1)
        row.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Heading("Project", self))
        layout.addSpacing(6)
        layout.addLayout(row)
        layout.addSpacing(5)
        layout.addWidget(self.bar)
        layout.addSpacing(5)
        layout.addWidget(self.negatives)
        layout.addWidget(self.audit)
        layout.addWidget(self.error)
        wanted = CaseFilter(kinds=_AGREE)
        overturned = CaseFilter(kinds=_AGREE, choices=frozenset({"neither", "edited"}))
        nothing = CaseFilter(choices=frozenset({"neither"}))
        self.negatives.clicked.connect(lambda: self.cases_requested.emit(nothing))
        self.audit.clicked.connect(lambda: self.cases_requested.emit(wanted))
        self.error.clicked.connect(lambda: self.cases_requested.emit(overturned))
        survey.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how far it is."""
        articles = list(self._survey.articles.values())
        self.setVisible(bool(articles))
        standings = [one.standing for one in articles if one.standing.differences]
        settled, total = sum(not one.open for one in standings), len(standings)
        more = "" if self._survey.is_complete else "…"
        self.count.setText(f"{settled:,} of {total:,}{more}")
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(settled)
        count = sum(one.negatives for one in articles)
        self.negatives.show_value(f"{count:,}", "Verdicts that nothing should be marked.")
        self.negatives.setVisible(count > 0)
        self._show_audit([case for one in articles for case in one.audits])

    def _show_audit(self, cases: list[Case]) -> None:
        judged = sum(not one.is_open for one in cases)
        self.audit.show_value(
            f"{judged:,} of {len(cases):,}", "A sample of what all agree on: is it right?"
        )
        rate = error_rate(cases)
        self.error.show_value(
            rate_words(rate), "Of what all agree on; the interval holds in 95 of 100 samples."
        )
        self.audit.setVisible(bool(cases))
        self.error.setVisible(rate is not None)


def rate_words(rate: ErrorRate | None) -> str:
    """Return a rate with its interval, or a dash where nothing was judged."""
    if rate is None:
        return "–"
    return f"{rate.value:.0%} ({rate.low:.0%}–{rate.high:.0%})"
