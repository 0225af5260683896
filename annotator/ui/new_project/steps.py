"""The row of steps at the top: which there are, which one is shown, and a way to each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget


class StepRow(QWidget):
    """A click goes to a step, once that makes sense."""

    step_requested = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.buttons = [self._button(place) for place in range(len(names))]
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)

    def show_step(self, step: int, is_ready: bool, last_words: str = "") -> None:
        """Show which step it is; the others can be gone to when the first is said. `last_words`
        stand beside the last one."""
        for place, button in enumerate(self.buttons):
            beside = f": {last_words}" if last_words and place == len(self.buttons) - 1 else ""
            button.setText(f"{place + 1}  {self._names[place]}{beside}")
            button.setAccessibleName(f"Step {place + 1} of {len(self.buttons)}: {button.text()}")
            button.setChecked(place == step)
            button.setEnabled(is_ready or place in (0, step))

    def _button(self, place: int) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("place")  # dressed as the places of the window are
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.step_requested.emit(place))
        return button
