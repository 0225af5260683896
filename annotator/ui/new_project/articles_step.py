"""The third step: which files and folders come in at once, if any."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.messages import show_text
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.plain_text import PlainLabel, plain_tooltip

_WHAT = (
    "Drop files or folders here: text, web pages, PDF, Word, feeds, tables, or labelled files "
    "of other programs. Or leave this empty: articles can come in at any time."
)

_ROW = 30


class ArticlesStep(QWidget):
    """What was chosen or dropped, each once, in a list from which it can be taken again."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []
        self._folder = str(Path.home())
        self.list = _PathList(self)
        self.list.setAccessibleName("Articles that come in")
        self.list.setProperty("framed", True)
        self.files_button = QPushButton("Choose files…", self)
        self.folder_button = QPushButton("Choose a folder…", self)
        self.remove_button = QPushButton("Take off the list", self)
        for button in (self.files_button, self.folder_button, self.remove_button):
            button.setAutoDefault(False)
        self.files_button.clicked.connect(self._ask_files)
        self.folder_button.clicked.connect(self._ask_folder)
        self.remove_button.clicked.connect(self.remove_chosen)
        self.list.remove_requested.connect(self.remove_chosen)
        self.list.currentRowChanged.connect(self._enable)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_WHAT, self, tone="muted"))
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.files_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        row.addWidget(self.remove_button)
        column.addLayout(row)
        self._enable()

    def add(self, paths: Iterable[Path]) -> None:
        """Put files and folders on the list."""
        for path in paths:
            if path not in self.paths:
                self.paths.append(path)
                kind = "folder" if path.is_dir() else "file"
                item = QListWidgetItem(f"{one_line(show_text(path.name), 90)}   ({kind})")
                item.setToolTip(plain_tooltip(str(path)))
                item.setSizeHint(QSize(0, _ROW))
                self.list.addItem(item)
        self.changed.emit()
        self._enable()

    def remove_chosen(self) -> None:
        """Take what is chosen off the list."""
        row = self.list.currentRow()
        if row >= 0:
            del self.paths[row]
            self.list.takeItem(row)
            self.changed.emit()
            self._enable()

    def short_words(self) -> str:
        """Return "2 files", or nothing where there are none."""
        return count_words(len(self.paths), "source") if self.paths else ""

    def _ask_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Articles", self._folder, "All files (*)")
        if chosen:
            self._folder = str(Path(chosen[0]).parent)
            self.add(Path(one) for one in chosen)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "A folder of articles", self._folder)
        if chosen:
            self._folder = chosen
            self.add([Path(chosen)])

    def _enable(self) -> None:
        self.remove_button.setEnabled(self.list.currentRow() >= 0)


class _PathList(QListWidget):
    remove_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes what is chosen off."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_requested.emit()
        else:
            super().keyPressEvent(event)
