"""What goes out: whose sets, of which status, split how, counted how."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from annotator.model.annotation_set import Status
from annotator.project.rows import ExportChoice
from annotator.text.offsets import Unit
from annotator.ui.models.article_words import STATUS_WORDS
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox

_STATUSES: tuple[Status, ...] = ("finished", "in_progress", "new")
_ALL_STATUSES = len(STATUS_WORDS)
_TICKED_AT_FIRST: tuple[Status, ...] = ("finished", "in_progress")
"""An untouched article says "nothing here" to a training script, which nobody has said."""
_OFFSETS: tuple[tuple[Unit, str], ...] = (
    ("codepoint", "characters (code points, as in Python)"),
    ("utf16", "UTF-16 units (as in JavaScript and Java)"),
    ("utf8", "bytes of UTF-8"),
)


class ExportChoiceForm(QWidget):
    """Ticks and menus that make an `ExportChoice`."""

    choice_changed = Signal()

    def __init__(self, annotators: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.annotators = {name: TickBox(name, self) for name in annotators}
        self.statuses = {one: TickBox(STATUS_WORDS[one], self) for one in _STATUSES}
        self.split = QLineEdit(self)
        self.split.setAccessibleName("Split")
        self.split.setPlaceholderText("one file; or shares such as 80/10/10")
        self.offsets = MenuButton("Offsets count", self, is_framed=True)
        self._unit: Unit = "codepoint"
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        for box in self.annotators.values():
            box.setChecked(True)
        for status in _TICKED_AT_FIRST:
            self.statuses[status].setChecked(True)
        self._add_row("Annotators", self._ticks(list(self.annotators.values())))
        self._add_row("Status", self._ticks(list(self.statuses.values())))
        self._add_row("Split", self.split)
        self._add_row("Offsets count", self.offsets)
        self._show_offsets()
        self.split.textChanged.connect(self.choice_changed)
        self.offsets.choice_requested.connect(self._choose_offsets)

    def choice(self) -> ExportChoice | None:
        """Return what is asked for; None where that would be nothing or the split is no split."""
        annotators = tuple(name for name, box in self.annotators.items() if box.isChecked())
        statuses = self._chosen_statuses()
        split = shares_of(self.split.text())
        if split is None or not statuses or (self.annotators and not annotators):
            return None
        return ExportChoice(
            annotators=() if len(annotators) == len(self.annotators) else annotators,
            statuses=statuses if len(statuses) < _ALL_STATUSES else (),
            split=split,
            offsets=self._unit,
        )

    def what_is_missing(self) -> str:
        """Return why there is no choice."""
        if self.annotators and not any(box.isChecked() for box in self.annotators.values()):
            return "Tick at least one annotator."
        if not any(box.isChecked() for box in self.statuses.values()):
            return "Tick at least one status."
        if shares_of(self.split.text()) is None:
            return "A split is two or three shares that make 100, for example 80/10/10."
        return ""

    def _chosen_statuses(self) -> tuple[Status, ...]:
        """What is curated is done, and goes out with it."""
        ticked = tuple(one for one, box in self.statuses.items() if box.isChecked())
        return (*ticked, "curated") if "finished" in ticked else ticked

    def _ticks(self, boxes: list[TickBox]) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, spacing=14)
        for box in boxes:
            box.toggled.connect(self.choice_changed)
            flow.addWidget(box)
        return row

    def _add_row(self, name: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(PlainLabel(name, self, tone="muted"), row, 0)
        self._grid.addWidget(field, row, 1)

    def _choose_offsets(self, unit: str) -> None:
        for one, _ in _OFFSETS:
            if one == unit:
                self._unit = one
        self._show_offsets()
        self.choice_changed.emit()

    def _show_offsets(self) -> None:
        self.offsets.set_choices([Choice(*one) for one in _OFFSETS], self._unit)


def shares_of(written: str) -> tuple[int, ...] | None:
    """Return the shares of a split in per cent, () for no split, None where it is none."""
    if not written.strip():
        return ()
    parts = [part.strip() for part in written.replace(":", "/").split("/")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    shares = tuple(int(part) for part in parts)
    return shares if len(shares) in (2, 3) and sum(shares) == 100 else None
