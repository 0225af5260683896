"""What goes out: whose sets, of which status, split how, counted how."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from annotator.model.annotation_set import Status
from annotator.project.rows import ExportChoice
from annotator.text.offsets import Unit
from annotator.ui.dialogs.export_format import names_width
from annotator.ui.models.article_words import STATUS_WORDS
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox

Whose = Literal["annotators", "curated", "both"]
_WHOSE: tuple[tuple[Whose, str], ...] = (
    ("annotators", "what each annotator marked"),
    ("curated", "the curated set: what all agree on or a review decided"),
    ("both", "both, the curated set last"),
)
_STATUSES: tuple[Status, ...] = ("finished", "in_progress", "new")
_TICKED_AT_FIRST: tuple[Status, ...] = ("finished", "in_progress")
"""An untouched article says "nothing here" to a training script, which nobody has said."""
SplitBy = Literal["articles", "sources", "dates"]
_SPLIT_BY: tuple[tuple[SplitBy, str, str], ...] = (
    ("articles", "of articles", "one file; or shares such as 80/10/10"),
    ("sources", "of whole sources", "one file; or shares such as 80/10/10"),
    ("dates", "by date", "test from 2018-01-01; or dev and test: 2017-06-01, 2018-01-01"),
)
"""What shares are of, and what the field of the split says while it is empty."""
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
        self._whose: Whose = "annotators" if annotators else "curated"
        self.whose = MenuButton("Labels", self, is_framed=True)
        self.annotators = {name: TickBox(name, self) for name in annotators}
        self.statuses = {one: TickBox(STATUS_WORDS[one], self) for one in _STATUSES}
        self.negatives = TickBox("write what was judged to be nothing", self)
        self.negatives.setChecked(True)
        self.negatives.toggled.connect(self.choice_changed)
        self.words = QLineEdit(self)
        self.words.setAccessibleName("Articles")
        self.words.setPlaceholderText("all; or words that title, source or text have")
        self.split = QLineEdit(self)
        self.split.setAccessibleName("Split")
        self._by: SplitBy = "articles"
        self.by = MenuButton("Shares", self, is_framed=True)
        self.seed = QLineEdit(self)
        self.seed.setAccessibleName("Seed of the split")
        self.seed.setPlaceholderText("a number draws other parts")
        self.pseudonyms = TickBox("call annotators A1, A2 …", self)
        self.key = TickBox("a file beside says who is who", self)
        self.texts = TickBox("articles' texts go out", self)
        self.texts.setChecked(True)
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
        self._add_row("Labels", self.whose)
        row = self._add_row("Annotators", self._ticks(list(self.annotators.values())))
        self._rows: dict[str, tuple[QWidget, QWidget]] = {"annotators": row}
        self._rows["status"] = self._add_row("Status", self._ticks(list(self.statuses.values())))
        self._rows["negatives"] = self._add_row("Negatives", self.negatives)
        self._add_row("Articles", self.words)
        self._add_row("Split", self._beside(self.split, self.by))
        self._rows["seed"] = self._add_row("Seed", self.seed)
        self._rows["names"] = self._add_row("Names", self._ticks([self.pseudonyms, self.key]))
        self._rows["texts"] = self._add_row("Texts", self.texts)
        self._rows["offsets"] = self._add_row("Offsets count", self.offsets)
        self._is_ours = True
        self._show_by()
        self._show_asked()
        self._show_offsets()
        self._connect()

    def _connect(self) -> None:
        self.whose.choice_requested.connect(self._choose_whose)
        self.by.choice_requested.connect(self._choose_by)
        for field in (self.words, self.split, self.seed):
            field.textChanged.connect(self._field_changed)
        self.pseudonyms.toggled.connect(self._field_changed)
        self.texts.toggled.connect(self.choice_changed)
        self.offsets.choice_requested.connect(self._choose_offsets)

    def choice(self) -> ExportChoice | None:
        """Return what is asked for; None where that would be nothing or the split is no split."""
        if self.what_is_missing():
            return None
        is_by_date = self._by == "dates"
        chosen = ExportChoice(
            words=self.words.text().strip(),
            split=() if is_by_date else shares_of(self.split.text()) or (),
            split_at=(dates_of(self.split.text()) or ()) if is_by_date else (),
            offsets=self._unit if self._is_ours else "codepoint",
            has_pseudonyms=self.pseudonyms.isChecked(),
            has_text=self.texts.isChecked() or not self._is_ours,
        )
        if chosen.split:
            seed = self.seed.text().strip()
            chosen = replace(
                chosen,
                seed=int(seed) if seed else None,
                is_split_by_source=self._by == "sources",
            )
        if self._whose != "annotators":
            chosen = replace(chosen, has_negatives=self.negatives.isChecked())
        if self._whose == "curated":
            return replace(chosen, is_curated_only=True)
        statuses = tuple(one for one, box in self.statuses.items() if box.isChecked())
        if self._whose == "both":
            is_all = len(statuses) == len(_STATUSES)
            return replace(chosen, statuses=() if is_all else (*statuses, "curated"))
        annotators = tuple(name for name, box in self.annotators.items() if box.isChecked())
        if len(annotators) == len(self.annotators):
            annotators = ()
        return replace(chosen, annotators=annotators, statuses=statuses)

    def what_is_missing(self) -> str:
        """Return why there is no choice."""
        if self._whose == "annotators" and not _has_tick(self.annotators):
            return "Tick at least one annotator."
        if self._whose != "curated" and not _has_tick(self.statuses):
            return "Tick at least one status."
        if self._by == "dates":
            if dates_of(self.split.text()) is None:
                return "A split by date is one date or two, for example 2017-06-01, 2018-01-01."
            return ""
        if shares_of(self.split.text()) is None:
            return "A split is two or three shares that make 100, for example 80/10/10."
        seed = self.seed.text().strip()
        if seed and not (seed.isascii() and seed.isdigit() and len(seed) <= _LONGEST_SEED):
            return "A seed is a number, for example 7."
        return ""

    def show_ours(self, is_ours: bool) -> None:
        """Ask, or not, what only our own format can: without texts, other offsets."""
        self._is_ours = is_ours
        self._show_asked()

    @property
    def wants_key(self) -> bool:
        """Whether a file beside says whose pseudonym is whose."""
        return self.pseudonyms.isChecked() and self.key.isChecked()

    def _ticks(self, boxes: list[TickBox]) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, spacing=14)
        for box in boxes:
            box.toggled.connect(self.choice_changed)
            flow.addWidget(box)
        return row

    def _beside(self, field: QWidget, other: QWidget) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(field, 1)
        layout.addWidget(other)
        return row

    def _field_changed(self) -> None:
        self._show_asked()
        self.choice_changed.emit()

    def _choose_by(self, by: str) -> None:
        self._by = next(one for one, *_ in _SPLIT_BY if one == by)
        self.split.clear()
        self._show_by()
        self._field_changed()

    def _show_by(self) -> None:
        self.by.set_choices([Choice(one, words) for one, words, _ in _SPLIT_BY], self._by)
        self.split.setPlaceholderText(next(said for one, _, said in _SPLIT_BY if one == self._by))

    def _add_row(self, name: str, field: QWidget) -> tuple[QWidget, QWidget]:
        row = self._grid.rowCount()
        label = PlainLabel(name, self, tone="muted")
        label.setFixedWidth(names_width(self))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        return label, field

    def _choose_whose(self, whose: str) -> None:
        for one, _ in _WHOSE:
            if one == whose:
                self._whose = one
        self._show_asked()
        self.choice_changed.emit()

    def _show_asked(self) -> None:
        """Ask only what matters: a curated set is nobody's and always curated."""
        self.whose.set_choices([Choice(*one) for one in _WHOSE], self._whose)
        has_names = bool(self.annotators) and self._whose != "curated"
        asked = {
            "annotators": self._whose == "annotators" and bool(self.annotators),
            "status": self._whose != "curated",
            "negatives": self._whose != "annotators",
            "seed": self._by != "dates" and bool(self.split.text().strip()),
            "names": has_names,
            "texts": self._is_ours,
            "offsets": self._is_ours,
        }
        self.key.setVisible(has_names and self.pseudonyms.isChecked())
        for name, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(asked[name])

    def _choose_offsets(self, unit: str) -> None:
        for one, _ in _OFFSETS:
            if one == unit:
                self._unit = one
        self._show_offsets()
        self.choice_changed.emit()

    def _show_offsets(self) -> None:
        self.offsets.set_choices([Choice(*one) for one in _OFFSETS], self._unit)


def _has_tick(boxes: Mapping[Any, TickBox]) -> bool:
    """Whether one is ticked; where there are none there is nothing to tick."""
    return not boxes or any(box.isChecked() for box in boxes.values())


_LONGEST_SEED = 18


def dates_of(written: str) -> tuple[str, ...] | None:
    """Return the dates at which parts begin, () for no split, None where they are none."""
    if not written.strip():
        return ()
    try:
        dates = [date.fromisoformat(part.strip()).isoformat() for part in written.split(",")]
    except ValueError:
        return None
    return tuple(dates) if len(dates) <= 2 and sorted(set(dates)) == dates else None


def shares_of(written: str) -> tuple[int, ...] | None:
    """Return the shares of a split in per cent, () for no split, None where it is none."""
    if not written.strip():
        return ()
    parts = [part.strip() for part in written.replace(":", "/").split("/")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    shares = tuple(int(part) for part in parts)
    return shares if len(shares) in (2, 3) and sum(shares) == 100 else None
