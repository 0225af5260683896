"""How far two people agree on the open article, in four figures that can be traced to the cases."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from annotator.review.compare import Comparison
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.section import Heading
from annotator.ui.review.reviewing import Reviewing

_DASH = "–"


def f1(matched: int, first: int, second: int) -> float | None:
    """Return the harmonic mean of precision and recall; None where neither has anything."""
    return 2 * matched / (first + second) if first + second else None


class Figures(QWidget):
    """Span F1 exact and by overlap, relation F1, and how many cases are settled."""

    def __init__(self, reviewing: Reviewing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reviewing = reviewing
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        self._values: dict[str, PlainLabel] = {}
        for row, name in enumerate(
            ("Span F1, exact", "Span F1, overlap", "Relation F1", "Differences settled")
        ):
            value = PlainLabel(_DASH, self, tone="muted")
            value.setWordWrap(False)
            value.setAccessibleName(name)
            self._values[name] = value
            self._grid.addWidget(PlainLabel(name, self), row, 0)
            self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(Heading("This article", self))
        layout.addLayout(self._grid)
        reviewing.pairing_changed.connect(self.refresh)
        reviewing.cases_changed.connect(self.refresh)
        self.refresh()

    def value(self, name: str) -> str:
        """Return what stands beside a name."""
        return self._values[name].text()

    def refresh(self) -> None:
        """Show the figures of the open article; nothing where one set is reviewed alone."""
        reviewing, comparison = self._reviewing, self._reviewing.comparison
        self.setVisible(comparison is not None)
        if comparison is None:
            return
        for name, found in _figures(comparison, self._sizes()).items():
            shown = _DASH if found is None or reviewing.second is None else f"{found:.2f}"
            self._values[name].setText(shown)
        total = reviewing.total
        self._values["Differences settled"].setText(
            f"{total - reviewing.open_count:,} of {total:,}" if total else _DASH
        )

    def _sizes(self) -> tuple[int, int]:
        first, second = self._reviewing.first, self._reviewing.second
        return (
            len(first.relations) if first else 0,
            len(second.relations) if second else 0,
        )


def _figures(comparison: Comparison, relations: tuple[int, int]) -> dict[str, float | None]:
    parts = comparison.breakdown
    both = parts.agree + parts.label + parts.boundary + parts.label_and_boundary
    first, second = both + parts.only_first, both + parts.only_second
    return {
        "Span F1, exact": f1(parts.agree, first, second),
        "Span F1, overlap": f1(parts.agree + parts.boundary, first, second),
        "Relation F1": f1(len(comparison.relation_matches), *relations),
    }
