"""Labels taken over from a file into the draft, and the draft written to one."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from annotator.formats.corpus import Problem
from annotator.messages import name_path, problem_words, sentence, show_text
from annotator.model.errors import AnnotatorError
from annotator.project.label_files import (
    LabelFile,
    Taken,
    read_label_file,
    take_over,
    write_label_file,
)
from annotator.ui.label_set.dialog import LabelSetDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.tasks import run_task

_READ = (
    "Labels (*.toml *.conf *.json);;Label sets (*.toml);;brat (annotation.conf *.conf);;"
    "doccano (*.json);;All files (*)"
)
_WRITE = "Label set (*.toml);;brat (*.conf);;doccano (*.json)"
_ENDINGS = {"brat": ".conf", "doccano": ".json"}
_PROBLEMS_AT_MOST = 3
_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class LabelFiles(QObject):
    """Reads and writes off the GUI thread; what a file says meets the draft as it is by then."""

    def __init__(self, dialog: LabelSetDialog, folder: Path) -> None:
        super().__init__(dialog)
        self._dialog, self._folder = dialog, folder
        dialog.file_requested.connect(self.choose_to_read)
        dialog.writing_requested.connect(self.choose_to_write)
        dialog.setAcceptDrops(True)
        dialog.installEventFilter(self)

    # ---- taking over -------------------------------------------------------------------------

    def choose_to_read(self) -> None:
        """Ask for a file and take its labels over."""
        title, start = "Take labels over from a file", str(self._folder)
        chosen, _ = QFileDialog.getOpenFileName(self._dialog, title, start, _READ)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Take over the labels of a file."""
        self._folder = path.parent
        self._dialog.notify(f"Reading {_name(path)}…")
        run_task(
            read_label_file,
            path,
            owner=self,
            on_done=lambda file: self._take(path, file),
            on_failed=self._refuse,
        )

    def _take(self, path: Path, file: LabelFile) -> None:
        draft = self._dialog.draft
        try:
            taken = take_over(draft.label_set, file)
        except AnnotatorError as error:
            remedy = "Give one of the two another key, here or in the file."
            self._dialog.notify(f"{_name(path)}: {sentence(error)} {remedy}", "bad")
            return
        words = [taken_words(path, taken), *problem_lines(file.problems)]
        first = next((one for one in (*taken.new, *taken.changed)), None)
        self._dialog.take_over(
            taken.label_set, "\n".join(words), first, "warn" if file.problems else "good"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A file may be dropped on the window."""
        if isinstance(event, QDropEvent) and event.type() in _DROPS:
            urls = event.mimeData().urls()
            paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
            if paths:
                event.acceptProposedAction()
            if paths and event.type() == QEvent.Type.Drop:
                self.read(paths[0])
            return True
        return super().eventFilter(watched, event)

    # ---- writing -----------------------------------------------------------------------------

    def choose_to_write(self) -> None:
        """Ask for a place and write the draft there."""
        title, start = "Write the labels to a file", str(self._folder / "labels.toml")
        chosen, kind = QFileDialog.getSaveFileName(self._dialog, title, start, _WRITE)
        if chosen:
            path = Path(chosen)
            if not path.suffix:
                path = path.with_suffix(_ENDINGS.get(kind.partition(" ")[0], ".toml"))
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the draft, as it is now, to a file."""
        self._folder = path.parent
        self._dialog.notify(f"Writing {_name(path)}…")
        run_task(
            write_label_file,
            self._dialog.draft.label_set,
            path,
            owner=self,
            on_done=self._tell_written,
            on_failed=self._refuse,
        )

    def _tell_written(self, written: tuple[Path, ...]) -> None:
        names = ", ".join(name_path(one) for one in written)
        more = ""
        if written[0].suffix.lower() in (".conf", ".json"):
            more = " It does not hold all that a label set says: a file that ends in .toml does."
        self._dialog.notify(f"Wrote {names}.{more}", "good")

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self._dialog.notify(sentence(error), "bad")


def taken_words(path: Path, taken: Taken) -> str:
    """Return what taking a file over did to the draft."""
    if not taken.new and not taken.changed:
        return f"{_name(path)} says nothing that is not so already."
    counts = (
        f"{len(found):,} {words}"
        for found, words in (
            (taken.new, "new"),
            (taken.changed, "changed"),
            (taken.same, "as before"),
        )
        if found
    )
    return f"Taken over from {_name(path)}: {', '.join(counts)}. Apply makes it so."


def problem_lines(problems: tuple[Problem, ...]) -> list[str]:
    """Return the lines of a file that say nothing which can be used, a few of them."""
    shown = [problem_words(one.file, one.line, one.error) for one in problems[:_PROBLEMS_AT_MOST]]
    more = len(problems) - len(shown)
    return shown + ([f"And {count_words(more, 'more line')}."] if more else [])


def _name(path: Path) -> str:
    return show_text(path.name, 60)
