"""A colour as it is written, with the colour itself before it; a click on that chooses another."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QLineEdit, QWidget

from annotator.ui.label_set.colour_choice import is_colour
from annotator.ui.theme import current_colours

_SWATCH = 14


class ColourField(QLineEdit):
    """Typed like #2f6fde; a click on the swatch opens the chooser."""

    chosen = Signal()
    """Another colour was chosen and stands in the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._swatch = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._swatch.setToolTip("Choose a colour")
        self._swatch.triggered.connect(self._open)
        self.textChanged.connect(lambda _: self._show())
        self._show()

    def colour(self) -> str:
        """Return what is written."""
        return self.text().strip()

    def _show(self) -> None:
        swatch = QPixmap(_SWATCH, _SWATCH)
        known = is_colour(self.colour())
        swatch.fill(QColor(self.colour() if known else current_colours().line))
        self._swatch.setIcon(QIcon(swatch))

    def _open(self) -> None:
        dialog = QColorDialog(self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle("Colour of the label")
        if is_colour(self.colour()):
            dialog.setCurrentColor(QColor(self.colour()))
        dialog.colorSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, colour: QColor) -> None:
        self.setText(colour.name())
        self.setFocus()
        self.chosen.emit()
