"""Take a corpus home: what is in it, where it goes, how it looks; written, then verified."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from annotator.formats.verify import Verdict, verify
from annotator.messages import name_path, problem_words, sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.ui.dialogs.export_choice import ExportChoiceForm
from annotator.ui.dialogs.export_preview import ExportPreview
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import PathField, documents_folder
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.session import Session
from annotator.ui.tasks import run_task

_FILES = "JSON lines (*.jsonl *.jsonl.gz *.jsonl.zst);;All files (*)"
_FAULTS_SHOWN = 3


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
        self.choice = ExportChoiceForm(names, self)
        self.target = PathField("File", str(target), _ask_target, self)
        self.preview = ExportPreview(self._project, self)
        self.fields.addWidget(self.choice)
        self.add_field("File", self.target)
        self.fields.addWidget(self.preview, 1)
        self.verify_button = QPushButton("Verify what was written", self)
        self.verify_button.setAutoDefault(False)
        self.verify_button.hide()
        self.buttons.insertWidget(0, self.verify_button)
        self.cancel_button.setText("Close")
        self.choice.choice_changed.connect(self._check)
        self.target.path_changed.connect(self._check)
        self.verify_button.clicked.connect(self._verify)
        self._check()
        self.resize(640, 560)

    def accept(self) -> None:
        """Write the corpus, with progress and a way to stop."""
        choice = self.choice.choice()
        if choice is None or not self.target.path():
            return
        target = Path(self.target.path()).expanduser()
        self.say("")
        self.verify_button.hide()
        self.accept_button.setEnabled(False)
        ProgressDialog(
            f"Exporting to {target.name}",
            self._project.export,
            target,
            choice,
            on_done=lambda manifest: self._end_well(target, manifest),
            on_failed=self._end_badly,
            parent=self,
        ).open()

    # ---- inside --------------------------------------------------------------------------

    def _check(self) -> None:
        choice = self.choice.choice()
        missing = self.choice.what_is_missing()
        if not missing and not self.target.path():
            missing = "Say where the file shall be."
        self.say(missing or self._what_is_replaced(), "bad" if missing else "muted")
        self.verify_button.hide()
        self.accept_button.setEnabled(not missing)
        self.preview.show_choice(choice)

    def _what_is_replaced(self) -> str:
        target = Path(self.target.path()).expanduser()
        is_there = target.is_file()
        return f"{name_path(target)} is there already; Export replaces it." if is_there else ""

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


def written_words(target: Path, manifest: dict[str, Any]) -> str:
    """Return which files were written, and how many lines each has."""
    files = manifest.get("files") or [{"name": target.name}]
    said = []
    for file in files:
        lines = file.get("lines")
        count = f" ({count_words(lines, 'line')})" if isinstance(lines, int) else ""
        said.append(f"{name_path(target.with_name(str(file.get('name', target.name))))}{count}")
    return f"Wrote {', '.join(said)}."


def verified_words(verdict: Verdict) -> str:
    """Return what verifying found."""
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


def _ask_target(parent: QWidget, start: str) -> str:
    chosen, _ = QFileDialog.getSaveFileName(parent, "Export a corpus", start, _FILES)
    return chosen
