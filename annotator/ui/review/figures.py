"""How far people agree on the open article, in figures; each is a door to the cases behind it."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.messages.agreement_words import WHY_WORDS
from annotator.model.difference import DifferenceKind
from annotator.project.project import Project
from annotator.project.standing import Pairing
from annotator.review.agreement import CASES_BEHIND, F1, Coefficient
from annotator.review.queue import CaseFilter
from annotator.ui.models.reading import read_project
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.panels.section import Heading
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.tasks import Task
from annotator.ui.theme import current_colours, theme

_DASH = "–"
_PADDING = 4
_PAUSE_MS = 100
"""The text is painted first."""

Values: TypeAlias = Mapping[str, F1 | Coefficient]
"""By the names that `CASES_BEHIND` has for them."""


class Figure(NamedTuple):
    """A number, what it is called, and what it answers."""

    id: str
    name: str
    help: str


FIGURES = (
    Figure("span_f1", "Span F1, exact", "Same words, same label."),
    Figure("overlap_f1", "Span F1, overlap", "Same label, and a character in common."),
    Figure("relation_f1", "Relation F1", "Same label between the same spans."),
    Figure("u_alpha", "Krippendorff uα", "Which stretches wear which label, corrected for chance."),
    Figure("token_kappa", "Word κ", "Which labels are on each word, corrected for chance."),
)
SETTLED, NEGATIVES = "Differences settled", "Nothing should be here"


class FigureRow(QAbstractButton):
    """A name and a number; a click goes to the cases behind it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.value = _DASH
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)
        self.show_value(_DASH, "")

    def show_value(self, value: str, help: str) -> None:
        """Show a number as it is written, and say more to whoever points at it."""
        self.value = value
        self.setAccessibleName(f"{self.name}: {value}")
        self.setToolTip(plain_tooltip(help))
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for both."""
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(f"{self.name}   {self.value}")
        return QSize(width, metrics.lineSpacing() + _PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name and number."""
        colours = current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.rect()
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(place, 4, 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(self.font())
        painter.setPen(QColor(colours.muted))
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, self.value)
        room = place.width() - metrics.horizontalAdvance(self.value) - 8
        painter.setPen(QColor(colours.text))
        name = metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(0, 0, room, place.height()), middle, name)


class Figures(QWidget):
    """F1 of spans and relations, two coefficients, and how much is settled."""

    cases_requested = Signal(object)
    """A `CaseFilter`: the cases behind a number shall be seen."""

    def __init__(self, reviewing: Reviewing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._task: Task | None = None
        self._are_few = False
        self._rows: dict[str, FigureRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Heading("This article", self))
        layout.addSpacing(4)
        for figure in FIGURES:
            self._add(layout, figure.name, CaseFilter(kinds=frozenset(_kinds(figure.id))))
        self._add(layout, SETTLED, CaseFilter())
        self._add(layout, NEGATIVES, CaseFilter(choices=frozenset({"neither"})))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._measure)
        reviewing.pairing_changed.connect(self._begin)
        reviewing.cases_changed.connect(self.refresh)
        self.refresh()

    def value(self, name: str) -> str:
        """Return what stands beside a name."""
        return self._rows[name].value

    def row(self, name: str) -> FigureRow:
        """Return the row of a name."""
        return self._rows[name]

    def show_few(self, are_few: bool) -> None:
        """Show only the first number and how much is settled, where room is short."""
        if are_few != self._are_few:
            self._are_few = are_few
            self._show_rows()

    def _show_rows(self) -> None:
        pairing = self._reviewing.pairing
        can_be = pairing is not None and not pairing.is_alone
        for number, figure in enumerate(FIGURES):
            is_wanted = number == 0 or not self._are_few
            self._rows[figure.name].setVisible(can_be and is_wanted)

    def stop(self) -> None:
        """Measure nothing further."""
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def refresh(self) -> None:
        """Show how much is settled."""
        reviewing = self._reviewing
        self.setVisible(reviewing.reviewed is not None)
        total = reviewing.total
        settled = f"{total - reviewing.open_count:,} of {total:,}" if total else _DASH
        self._rows[SETTLED].show_value(settled, "What is audited does not count.")
        count = reviewing.rows.negatives if reviewing.rows is not None else 0
        self._rows[NEGATIVES].show_value(f"{count:,}", "Verdicts that nothing should be marked.")
        self._rows[NEGATIVES].setVisible(count > 0)

    def _add(self, layout: QVBoxLayout, name: str, wanted: CaseFilter) -> None:
        row = FigureRow(name, self)
        row.clicked.connect(lambda: self.cases_requested.emit(wanted))
        self._rows[name] = row
        layout.addWidget(row)

    def _begin(self) -> None:
        self.stop()
        pairing = self._reviewing.pairing
        can_be = pairing is not None and not pairing.is_alone
        for figure in FIGURES:
            self._rows[figure.name].show_value(_DASH, figure.help)
        self._show_rows()
        if can_be:
            self._pause.start()

    def _measure(self) -> None:
        """Measure on another thread: the first time alone takes a tenth of a second."""
        reviewing = self._reviewing
        if reviewing.pairing is not None and reviewing.document is not None:
            self._task = read_project(
                reviewing.project,
                measure,
                reviewing.project,
                reviewing.document,
                reviewing.pairing,
                owner=self,
                on_done=self._take,
                on_failed=lambda error: None,  # the article is gone meanwhile
            )

    def _take(self, values: Values) -> None:
        self._task = None
        for figure in FIGURES:
            found = values[figure.id]
            shown = _DASH if found.value is None else f"{found.value:.2f}".replace("-", "−")
            why = f" {WHY_WORDS[found.why].capitalize()}." if found.why else ""
            self._rows[figure.name].show_value(shown, f"{figure.help}{why}")


def measure(project: Project, document: str, pairing: Pairing) -> Values:
    """Return the numbers of an article (id) for those compared."""
    if pairing.is_everybody:
        whole = project.review.agreement_of_all(document)
        scores, u, words = whole.whole, whole.u_alpha.u, whole.alpha.words
    else:
        pair = project.review.agreement(document, pairing)
        scores, u, words = pair.scores, pair.u_alpha.u, pair.token_kappa
    return {
        "span_f1": scores.span_f1,
        "overlap_f1": scores.overlap_f1,
        "relation_f1": scores.relation_f1,
        "u_alpha": u,
        "token_kappa": words,
    }


def _kinds(figure: str) -> list[DifferenceKind]:
    return [one for one in CASES_BEHIND[figure] if one != "agree"]
