"""What becomes of labels that are new to the project: made, another name for one, or left out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.project.import_choice import LabelKind, LabelMap, LabelNamed
from annotator.project.import_preview import LabelPreview
from annotator.ui.adding.preview_words import label_words
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel

_MOST = 300
"""Labels that are asked about; a file with more has something else for labels."""
_HIGHEST = 200
_NEW, _OUT, _HERE = "new", "out", "here:"


class LabelRows(QScrollArea):
    """A row for each new label: its name, how often it is worn, and a menu of what it becomes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menus: dict[LabelNamed, MenuButton] = {}
        self._chosen: dict[LabelNamed, str] = {}
        """Label -> key of what was chosen; kept while the preview is made anew."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._grid = QGridLayout()
        self._body = QWidget(self)

    def show_labels(
        self, labels: Sequence[LabelPreview], here: Mapping[LabelKind, Sequence[str]]
    ) -> None:
        """Ask about these labels; `here` are the names that the project has."""
        self.menus.clear()
        self._body = QWidget(self)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 8, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        for label in labels[:_MOST]:
            self._add(label, here[label.label.kind])
        if len(labels) > _MOST:
            more = count_words(len(labels) - _MOST, "more label")
            column.addWidget(PlainLabel(f"… and {more}, made new as they are", self, tone="muted"))
        column.addStretch(1)
        self._body.setAutoFillBackground(False)
        self.setWidget(self._body)  # the one before is deleted with it
        self.setVisible(bool(labels))
        self.updateGeometry()

    def labels(self) -> LabelMap:
        """Return what was chosen for the labels that do not simply come in as they are."""
        return {
            label: key.removeprefix(_HERE) if key.startswith(_HERE) else ""
            for label, key in self._chosen.items()
            if label in self.menus and key != _NEW
        }

    def sizeHint(self) -> QSize:
        """Return room for all rows, within reason."""
        inside = self._body.sizeHint()
        return QSize(inside.width(), min(inside.height(), _HIGHEST))

    def minimumSizeHint(self) -> QSize:
        """Return room for a few."""
        return QSize(200, min(self._body.sizeHint().height(), 110))

    def _add(self, label: LabelPreview, here: Sequence[str]) -> None:
        row = self._grid.rowCount()
        name = one_line(label.label.name, 100)
        menu = MenuButton(f"What becomes of {name}", self, is_framed=True)
        self.menus[label.label] = menu
        at_first = f"{_HERE}{label.suggestion}" if label.is_same else _NEW
        chosen = self._chosen.setdefault(label.label, at_first)
        choices = choices_for(label, here)
        if chosen not in {one.key for one in choices}:
            chosen = self._chosen[label.label] = at_first
        menu.set_choices(choices, chosen)
        menu.choice_requested.connect(
            lambda key, one=label.label, offered=choices: self._choose(one, offered, key)
        )
        self._grid.addWidget(ElidedLabel(name, self), row, 0)
        self._grid.addWidget(PlainLabel(label_words(label), self, tone="muted"), row, 1)
        self._grid.addWidget(menu, row, 2, Qt.AlignmentFlag.AlignLeft)

    def _choose(self, label: LabelNamed, choices: Sequence[Choice], key: str) -> None:
        self._chosen[label] = key
        self.menus[label].set_choices(choices, key)


def choices_for(label: LabelPreview, here: Sequence[str]) -> list[Choice]:
    """Return what a label can become: what it may be here first, then new, out, and the rest."""
    choices = [Choice(_NEW, "made new"), Choice(_OUT, "left out")]
    if label.suggestion:
        words = f"→ {label.suggestion}" + ("" if label.is_same else " (perhaps)")
        choices.insert(0, Choice(f"{_HERE}{label.suggestion}", words))
    others = [Choice(f"{_HERE}{name}", f"→ {name}") for name in here if name != label.suggestion]
    return choices + others
