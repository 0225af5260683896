"""A field for a path, with a button that lets one choose it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget


class PathField(QWidget):
    """The path can be typed or chosen; `choose` asks for one, given the present one."""

    path_changed = Signal(str)

    def __init__(
        self, name: str, path: str, choose: Callable[[QWidget, str], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        self.setAccessibleName(name)
        self.edit = QLineEdit(path, self)
        self.edit.setAccessibleName(name)
        self.browse_button = QPushButton("Browse…", self)
        self.browse_button.setAutoDefault(False)
        self.browse_button.setAccessibleName(f"Browse: {name}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.browse_button)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self.path_changed)
        self.browse_button.clicked.connect(self._browse)

    def path(self) -> str:
        """Return the path as it is written."""
        return self.edit.text().strip()

    def _browse(self) -> None:
        chosen = self._choose(self, self.path())
        if chosen:
            self.edit.setText(chosen)


def documents_folder() -> Path:
    """Return where people keep their documents, or their home."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place))
    return folder if folder.is_dir() else Path.home()
