"""A new project: its name and place, who annotates, and which labels there are."""

import getpass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from annotator.formats.label_sets import read_label_set
from annotator.messages import name_path, sentence
from annotator.model.errors import AnnotatorError, ProjectExists
from annotator.model.labels import LabelSet
from annotator.project.project import Project
from annotator.resources import resource_path
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import PathField, documents_folder
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel

ENDING = ".annotator"
_FORBIDDEN = '/\\:*?"<>|'
_NEWS, _FILE = "news", "file"


class NewProjectDialog(FormDialog):
    """Makes the project when it is accepted; what hinders that is said here."""

    project_created = Signal(object)
    """The new `Project`, open."""

    def __init__(
        self, parent: QWidget | None = None, *, folder: Path | None = None, annotator: str = ""
    ) -> None:
        super().__init__("New project", "Create", parent)
        self._label_set: LabelSet | None = None
        self._label_path: Path | None = None
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("harbour-news")
        self.place = PathField("Folder", str(folder or documents_folder()), _ask_folder, self)
        self.where = PlainLabel(parent=self, tone="muted")
        self.annotator = QLineEdit(annotator or login_name(), self)
        self.labels = MenuButton("Label set", self, is_framed=True)
        self.about_labels = PlainLabel(parent=self, tone="muted")
        self.add_field("Name", self.name)
        self.add_field("Folder", self.place)
        self.fields.addWidget(self.where)
        self.add_field("Who annotates", self.annotator)
        self.add_field("Labels", self.labels, self.about_labels)
        self.fields.addStretch(1)
        self.name.textChanged.connect(self._check)
        self.annotator.textChanged.connect(self._check)
        self.place.path_changed.connect(self._check)
        self.labels.choice_requested.connect(self._choose_labels)
        self._use_labels(resource_path("label_sets", "news.toml"), is_default=True)
        self._check()
        self.resize(520, self.sizeHint().height())

    # ---- what is asked -------------------------------------------------------------------

    def path(self) -> Path:
        """Return where the project will be."""
        name = self.name.text().strip()
        file_name = name if name.endswith(ENDING) else name + ENDING
        return Path(self.place.path()).expanduser() / file_name

    def use_label_file(self, path: Path) -> None:
        """Take the labels from a TOML file; what is wrong with it is said."""
        self._use_labels(path, is_default=False)

    def accept(self) -> None:
        """Make the project."""
        if not self.accept_button.isEnabled():
            return
        try:
            project = Project.create(
                self.path(), label_set=self._label_set, annotator=self.annotator.text().strip()
            )
        except AnnotatorError as error:
            self.say(sentence(error))
            return
        super().accept()
        self.project_created.emit(project)

    # ---- inside --------------------------------------------------------------------------

    def _check(self) -> None:
        wrong = self._what_is_wrong()
        self.say(wrong)
        name = self.name.text().strip()
        is_placed = bool(name and self.place.path())
        has_person = bool(self.annotator.text().strip())
        self.where.setText(f"Will be {name_path(self.path())}" if is_placed else " ")
        self.accept_button.setEnabled(is_placed and has_person and not wrong)

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

    def _choose_labels(self, which: str) -> None:
        if which == _NEWS:
            self._use_labels(resource_path("label_sets", "news.toml"), is_default=True)
            return
        start = str(self._label_path or self.place.path())
        title, files = "Labels from a file", "Label sets (*.toml);;All files (*)"
        chosen, _ = QFileDialog.getOpenFileName(self, title, start, files)
        if chosen:
            self.use_label_file(Path(chosen))

    def _use_labels(self, path: Path, *, is_default: bool) -> None:
        try:
            label_set = read_label_set(path)
        except AnnotatorError as error:
            self.say(sentence(error))
            return
        self.say("")
        self._label_set = label_set
        self._label_path = None if is_default else path
        name = label_set.name or path.stem
        choices = [Choice(_NEWS, "News"), Choice(_FILE, "From a file…")]
        chosen = _NEWS if is_default else ""
        self.labels.set_choices(choices, chosen, otherwise=name)
        self.about_labels.setText(label_set_words(label_set))


def label_set_words(label_set: LabelSet) -> str:
    """Return "9 labels, 10 relations, 2 attributes"."""
    return ", ".join(
        (
            count_words(len(label_set.usable_span_labels()), "label"),
            count_words(len(label_set.relation_labels), "relation"),
            count_words(len(label_set.attributes), "attribute"),
        )
    )


def login_name() -> str:
    """Return the name one is logged in by, or nothing."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _ask_folder(parent: QWidget, start: str) -> str:
    return QFileDialog.getExistingDirectory(parent, "Folder of the project", start)
