"""A new project in three steps; only its name has to be said, all else can be left as it is."""

import getpass
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.messages import name_path, sentence
from annotator.model.errors import AnnotatorError, ProjectExists
from annotator.project.project import Project
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import PathField, documents_folder
from annotator.ui.new_project.articles_step import ArticlesStep
from annotator.ui.new_project.labels_step import LabelsStep
from annotator.ui.new_project.steps import StepRow
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel

ENDING = ".annotator"
STEPS = ("Name and place", "Labels", "Articles")
_FORBIDDEN = '/\\:*?"<>|'
_SIZE = (660, 520)


class NewProjectDialog(FormDialog):
    """Makes the project when its last step is accepted, or before by “Create now”."""

    help_page = "first-hour"

    project_created = Signal(object)
    """The new `Project`, open; what is in `articles` is to be brought in then."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        folder: Path | None = None,
        annotator: str = "",
        articles: Sequence[Path] = (),
    ) -> None:
        """`articles`: files and folders that are to come in, such as were dropped."""
        super().__init__("New project", "Next", parent)
        self.setAcceptDrops(True)
        self.step = 0
        self.row = StepRow(STEPS, self)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("harbour-news")
        self.place = PathField("Folder", str(folder or documents_folder()), _ask_folder, self)
        self.where = PlainLabel(parent=self, tone="muted")
        self.annotator = QLineEdit(annotator or login_name(), self)
        self.labels = LabelsStep(self)
        self.articles = ArticlesStep(self)
        self._steps = QStackedWidget(self)
        self.now_button = QPushButton("Create now", self)
        self.back_button = QPushButton("Back", self)
        self._arrange()
        self._connect()
        self.articles.add(articles)
        self._show_step()
        self.resize(*_SIZE)

    # ---- what is asked -------------------------------------------------------------------

    def path(self) -> Path:
        """Return where the project will be."""
        name = self.name.text().strip()
        file_name = name if name.endswith(ENDING) else name + ENDING
        return Path(self.place.path()).expanduser() / file_name

    def go_to(self, step: int) -> None:
        """Show a step (from 0); those after the first wait until the first is said."""
        if 0 <= step < len(STEPS) and (step == 0 or self._is_ready()):
            self.step = step
            self._show_step()
            self._focus_step()

    def accept(self) -> None:
        """Go on to the next step, or make the project after the last."""
        if not self._is_ready():
            return
        if self.step < len(STEPS) - 1:
            self.go_to(self.step + 1)
        else:
            self.make()

    def make(self) -> None:
        """Make the project now; what hinders that is said here."""
        if not self._is_ready():
            return
        try:
            project = Project.create(
                self.path(),
                label_set=self.labels.label_set,
                annotator=self.annotator.text().strip(),
            )
        except AnnotatorError as error:
            self.go_to(0)
            self.say(sentence(error))
            return
        super().accept()
        self.project_created.emit(project)

    # ---- Qt ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl Enter makes it at once; Enter in a list goes on."""
        is_at_once = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_enter(event) and is_at_once:
            self.make()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped as articles, on whichever step."""
        urls = event.mimeData().urls()
        self.articles.add([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    # ---- inside --------------------------------------------------------------------------

    def _arrange(self) -> None:
        whole = self.fields
        whole.addWidget(self.row)
        whole.addWidget(self._steps, 1)
        first = QWidget(self)
        self.fields = QVBoxLayout(first)
        self.fields.setContentsMargins(0, 4, 0, 0)
        self.fields.setSpacing(12)
        self.add_field("Name", self.name)
        self.add_field("Folder", self.place)
        self.fields.addWidget(self.where)
        self.add_field("Who annotates", self.annotator)
        self.fields.addStretch(1)
        self.fields = whole
        for step in (first, self.labels, self.articles):
            self._steps.addWidget(step)
        for button in (self.now_button, self.back_button):
            button.setAutoDefault(False)
        self.buttons.insertWidget(0, self.now_button)
        self.buttons.insertWidget(self.buttons.indexOf(self.accept_button), self.back_button)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._check)
        self.annotator.textChanged.connect(self._check)
        self.place.path_changed.connect(self._check)
        self.labels.refused.connect(self.say)
        self.labels.changed.connect(self._check)
        self.articles.changed.connect(self._count_articles)
        self.row.step_requested.connect(self.go_to)
        self.now_button.clicked.connect(self.make)
        self.back_button.clicked.connect(lambda: self.go_to(self.step - 1))

    def _show_step(self) -> None:
        self._steps.setCurrentIndex(self.step)
        is_last = self.step == len(STEPS) - 1
        self.accept_button.setText("Create" if is_last else "Next")
        self.now_button.setVisible(not is_last)
        self.back_button.setVisible(self.step > 0)
        self._check()

    def _focus_step(self) -> None:
        firsts = (self.name, self.labels.list, self.articles.files_button)
        firsts[self.step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _count_articles(self) -> None:
        self.row.show_step(self.step, self._is_ready(), self.articles.short_words())

    def _is_ready(self) -> bool:
        has_words = self.name.text().strip() and self.place.path()
        return bool(has_words and self.annotator.text().strip() and not self._what_is_wrong())

    def _check(self) -> None:
        self.say(self._what_is_wrong())
        name = self.name.text().strip()
        is_placed = bool(name and self.place.path())
        self.where.setText(f"Will be {name_path(self.path())}" if is_placed else " ")
        is_ready = self._is_ready()
        self.accept_button.setEnabled(is_ready)
        self.now_button.setEnabled(is_ready)
        self.row.show_step(self.step, is_ready, self.articles.short_words())

    def _what_is_wrong(self) -> str:
        name = self.name.text().strip()
        forbidden = [character for character in name if character in _FORBIDDEN]
        if forbidden or name in (".", ".."):
            return f"A file cannot have {forbidden[0] if forbidden else name} in its name."
        folder = self.place.path()
        if folder and not Path(folder).expanduser().is_dir():
            return f"There is no folder {name_path(Path(folder))}."
        if name and self.path().exists():
            return sentence(ProjectExists(self.path()))
        return ""


def login_name() -> str:
    """Return the name one is logged in by, or nothing."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _ask_folder(parent: QWidget, start: str) -> str:
    return QFileDialog.getExistingDirectory(parent, "Folder of the project", start)
