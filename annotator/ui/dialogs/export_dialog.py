"""Take a corpus home: the format, what is in it, where it goes, how it looks; verified."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.formats.compression import compression_ending, without_compression
from annotator.formats.format import Format
from annotator.formats.jsonl import Jsonl
from annotator.formats.targets import ZIP_ENDING
from annotator.formats.verify import Verdict, verify
from annotator.messages import name_path, problem_words, sentence
from annotator.messages.loss_words import loss_lines
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.rows import ExportChoice
from annotator.ui.dialogs.export_choice import ExportChoiceForm
from annotator.ui.dialogs.export_format import ExportFormatForm
from annotator.ui.dialogs.export_preview import ExportPreview
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import PathField, documents_folder
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.session import Session
from annotator.ui.tasks import run_task

_WIDTH, _HEIGHT = 1060, 660
_ROOM_FOR_BOTH = 860
_FAULTS_SHOWN = 3
_FILES_NAMED = 4


class ExportDialog(FormDialog):
    """Stays open after the export, so that it can be verified or written once more."""

    help_page = "export"

    corpus_written = Signal(object)
    """The path it was asked for under; with a split its parts stand beside it."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, folder: Path | None = None
    ) -> None:
        """`folder` is where the file is proposed; by default among the user's documents."""
        super().__init__("Export a corpus", "Export", parent)
        self._project = session.project
        self._written: list[Path] = []
        names = [annotator.name for annotator in self._project.annotators()]
        in_folder = folder if folder and folder.is_dir() else documents_folder()
        target = in_folder / f"{self._project.name}.jsonl"
        self.format = ExportFormatForm(self)
        self.choice = ExportChoiceForm(names, self)
        self.target = PathField("File", str(target), self._ask_target, self)
        self.preview = ExportPreview(self._project, self)
        self._last_format = self.format.format
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(self._choices(), 1)
        self._columns.addWidget(self.preview, 1)
        self.fields.addLayout(self._columns, 1)
        self.target_label = self.add_field("File", self.target)
        self.verify_button = QPushButton("Verify what was written", self)
        self.verify_button.setAutoDefault(False)
        self.verify_button.hide()
        self.buttons.insertWidget(0, self.verify_button)
        self.cancel_button.setText("Close")
        self.choice.choice_changed.connect(self._check)
        self.format.format_changed.connect(self._follow_format)
        self.target.path_changed.connect(self._check)
        self.verify_button.clicked.connect(self._verify)
        self._check()
        room = self.screen().availableGeometry()
        self.resize(min(_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 60))

    def accept(self) -> None:
        """Write the corpus, with progress and a way to stop."""
        choice = self.asked()
        if choice is None or not self.target.path() or not self.accept_button.isEnabled():
            return
        target = Path(self.target.path()).expanduser()
        self.say("")
        self.verify_button.hide()
        self.accept_button.setEnabled(False)
        key = target.with_name(f"{target.name}.names.json") if self.choice.wants_key else None
        ProgressDialog(
            f"Exporting to {target.name}",
            partial(self._project.export, key=key),
            target,
            choice,
            on_done=lambda manifest: self._end_well(target, manifest),
            on_failed=self._end_badly,
            parent=self,
        ).open()

    def asked(self) -> ExportChoice | None:
        """Return what is asked for; None where that makes no sense yet."""
        choice = self.choice.choice()
        if choice is None or self.format.what_is_missing():
            return None
        return replace(
            choice,
            format=self.format.format.name,
            misfit=self.format.misfit,
            settings=self.format.chosen_settings(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choices and preview side by side, one above the other where there is no room for both."""
        is_wide = event.size().width() >= _ROOM_FOR_BOTH
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        super().resizeEvent(event)

    # ---- inside --------------------------------------------------------------------------

    def _choices(self) -> QScrollArea:
        """What can be chosen, in a room of its own: on a low screen it is rolled."""
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(area)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 10, 0)
        layout.setSpacing(10)
        layout.addWidget(self.format)
        layout.addWidget(self.choice)
        layout.addWidget(self.format.more)
        layout.addStretch(1)
        area.setWidget(inside)
        return area

    def _check(self) -> None:
        missing = self.format.what_is_missing() or self.choice.what_is_missing()
        if not missing and not self.target.path():
            missing = "Say where it shall be."
        self.say(missing or self._what_is_replaced(), "bad" if missing else "muted")
        self.verify_button.hide()
        self.accept_button.setEnabled(not missing)
        self.preview.show_choice(self.asked())

    def _what_is_replaced(self) -> str:
        target = Path(self.target.path()).expanduser()
        if target.is_file():
            return f"{name_path(target)} is there already; Export replaces it."
        if target.is_dir() and self.format.format.is_folder and any(target.iterdir()):
            return (
                f"{name_path(target)} is there already; Export replaces it if it is an earlier "
                "export and as that left it."
            )
        return ""

    def _follow_format(self) -> None:
        """What is asked and the name that is proposed go with the format."""
        format, before = self.format.format, self._last_format
        self._last_format = format
        self.choice.show_ours(isinstance(format, Jsonl))
        self.target_label.setText("Folder" if format.is_folder else "File")
        if format is not before:
            self.target.edit.setText(renamed(self.target.path(), before, format))
        self._check()

    def _ask_target(self, parent: QWidget, start: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(
            parent, "Export a corpus", start, file_kinds(self.format.format)
        )
        return chosen

    def _end_well(self, target: Path, manifest: dict[str, Any]) -> None:
        self.accept_button.setEnabled(True)
        self._written = [target]
        self.say(written_words(target, manifest), "good")
        self.verify_button.show()
        self.verify_button.setFocus()
        self.corpus_written.emit(target)

    def _end_badly(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        if isinstance(error, Cancelled):
            self.say("Stopped; what was there before is untouched.", "warn")
        elif isinstance(error, AnnotatorError | OSError):
            self.say(sentence(error))
        else:
            raise error

    def _verify(self) -> None:
        self.verify_button.setEnabled(False)
        self.say("Verifying…", "muted")
        run_task(
            verify,
            self._written[0],
            owner=self,
            on_done=self._show_verified,
            on_failed=self._end_verifying_badly,
        )

    def _show_verified(self, verdict: Verdict) -> None:
        self.verify_button.setEnabled(True)
        self.say(verified_words(verdict), "good" if verdict.is_right else "bad")

    def _end_verifying_badly(self, error: Exception) -> None:
        self.verify_button.setEnabled(True)
        self._end_badly(error)


def renamed(path: str, before: Format, format: Format) -> str:
    """Return the path under which another format is proposed: with its ending in place of the one
    before. An archive stays one; a name that somebody made up stays as it is, with the ending."""
    if not path:
        return path
    named = Path(path)
    if named.suffix.lower() == ZIP_ENDING:
        return path
    plain = without_compression(named)
    packed = compression_ending(named)
    if not before.is_folder and plain.suffix.lower() in before.endings:
        plain = plain.with_suffix("")
    if format.is_folder:
        return str(plain)
    return f"{plain}{format.endings[0]}{packed}"


def file_kinds(format: Format) -> str:
    """Return what a file dialog lets one choose among."""
    if format.is_folder:
        return f"Folder (*);;ZIP (*{ZIP_ENDING})"
    endings = " ".join(
        f"*{one}{packed}" for one in format.endings for packed in ("", ".gz", ".zst")
    )
    title = format.title.replace("(", "[").replace(")", "]")
    return f"{title} ({endings});;ZIP (*{ZIP_ENDING});;All files (*)"


def written_words(target: Path, manifest: dict[str, Any]) -> str:
    """Return which files were written, how many lines each has, that they were checked, and what
    did not fit."""
    files = manifest.get("files") or [{"name": target.name}]
    is_beside = "archive" not in manifest and all("sha256" not in f or "lines" in f for f in files)
    if is_beside and len(files) <= _FILES_NAMED:
        said = ", ".join(_file_words(target, file) for file in files)
    else:
        said = f"{name_path(target)} ({count_words(len(files), 'file')})"
    checked = "Every line was held against its text as it was written."
    lost = loss_lines((manifest.get("losses") or {}).get("kinds") or {})
    return "\n".join([f"Wrote {said}. {checked}", *(f"· {line}" for line in lost)])


def _file_words(target: Path, file: dict[str, Any]) -> str:
    lines = file.get("lines")
    count = f" ({count_words(lines, 'line')})" if isinstance(lines, int) else ""
    return f"{name_path(target.with_name(str(file.get('name', target.name))))}{count}"


def verified_words(verdict: Verdict) -> str:
    """Return what verifying found."""
    if verdict.is_right and not verdict.is_read:
        return f"{count_words(verdict.files, 'file')}: all as they were written."
    if verdict.is_right:
        counts = (
            count_words(verdict.lines, "line"),
            count_words(verdict.spans, "span"),
            count_words(verdict.relations, "relation"),
        )
        return f"All right: {', '.join(counts)}, every offset as its text says."
    first = verdict.faults[:_FAULTS_SHOWN]
    shown = "\n".join(problem_words(one.file, one.line, one.error) for one in first)
    more = len(verdict.faults) + verdict.faults_left_out - len(first)
    return f"Not right.\n{shown}" + (f"\n… and {count_words(more, 'more fault')}." if more else "")
