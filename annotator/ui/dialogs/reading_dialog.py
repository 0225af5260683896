"""The dialog for reading comfort: size, face, width and distance of lines, names and arcs."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.article_look import COLUMN_STEP, SPACING_STEP, ArticleLook
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.fonts import READING_FAMILY

NAMES = (("always", "always"), ("hover", "under the pointer"), ("never", "never"))
ARCS = (("all", "all"), ("selection", "of what is selected"), ("none", "none"))
_FIELD_HEIGHT = 30
_TEXT_MARGIN = 6
_SETTINGS = (
    "text_size",
    "text_family",
    "column_characters",
    "line_spacing",
    "names_shown",
    "arcs_shown",
)


def installed_families() -> list[str]:
    """Return the faces one can read in, by name, without symbol and bitmap faces."""
    families = QFontDatabase.families()
    return [
        one for one in families if QFontDatabase.isSmoothlyScalable(one) and not one.startswith(".")
    ]


class ReadingDialog(HelpedDialog):
    """Every change is seen behind the dialog at once."""

    help_page = "settings"

    def __init__(self, look: ArticleLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Reading")
        self._look = look
        self.text_size = QDoubleSpinBox(self)
        self.text_size.setRange(8, 40)
        self.text_size.setSingleStep(0.5)
        self.text_size.setDecimals(1)
        self.text_size.setSuffix(" points")
        self.face = QComboBox(self)
        self.face.addItem(f"{READING_FAMILY} (as delivered)", "")
        for family in installed_families():
            self.face.addItem(family, family)
        self.column = QSpinBox(self)
        self.column.setRange(40, 120)
        self.column.setSingleStep(COLUMN_STEP)
        self.column.setSuffix(" characters")
        self.spacing = QSpinBox(self)
        self.spacing.setRange(80, 200)
        self.spacing.setSingleStep(round(100 * SPACING_STEP))
        self.spacing.setSuffix(" %")
        for field in (self.text_size, self.column, self.spacing):
            field.setMinimumHeight(_FIELD_HEIGHT)
            # Words begin where those of the lists below do: the style sheet reaches no further.
            field.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)
        self.names = _choices(NAMES, self)
        self.arcs = _choices(ARCS, self)
        self.reset_button = QPushButton("As delivered", self)
        self.close_button = QPushButton("Close", self)
        self._arrange()
        self._show()
        self._connect()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(10)
        form.addRow("Text size", self.text_size)
        form.addRow("Face", self.face)
        form.addRow("Line width", self.column)
        form.addRow("Line distance", self.spacing)
        form.addRow("Names of labels", self.names)
        form.addRow("Relations", self.arcs)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reset_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        self.close_button.setDefault(True)
        self.reset_button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(16)
        column.addLayout(form)
        column.addLayout(buttons)

    def _show(self) -> None:
        get = self._look.get
        self.text_size.setValue(get("text_size"))
        self.face.setCurrentIndex(max(0, self.face.findData(get("text_family"))))
        self.column.setValue(get("column_characters"))
        self.spacing.setValue(round(100 * get("line_spacing")))
        self.names.setCurrentIndex(self.names.findData(get("names_shown")))
        self.arcs.setCurrentIndex(self.arcs.findData(get("arcs_shown")))

    def _connect(self) -> None:
        self.text_size.valueChanged.connect(lambda size: self._choose("text_size", size))
        self.column.valueChanged.connect(lambda count: self._choose("column_characters", count))
        self.spacing.valueChanged.connect(lambda part: self._choose("line_spacing", part / 100))
        for box, name in (
            (self.face, "text_family"),
            (self.names, "names_shown"),
            (self.arcs, "arcs_shown"),
        ):
            box.currentIndexChanged.connect(
                lambda _, box=box, name=name: self._choose(name, box.currentData())
            )
        self.reset_button.clicked.connect(self._reset)
        self.close_button.clicked.connect(self.accept)

    def _choose(self, name: str, value: Any) -> None:
        if self._look.get(name) != value:
            self._look.choose(name, value)

    def _reset(self) -> None:
        self._look.reset(_SETTINGS)
        self._show()


def _choices(choices: Sequence[tuple[str, str]], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    for value, words in choices:
        box.addItem(words, value)
    return box
