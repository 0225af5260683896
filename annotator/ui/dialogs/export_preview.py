"""The first lines of what an export would write, read off the GUI thread as choices change."""

import json
import threading
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from annotator.formats.losses import TOLD_ONLY
from annotator.messages import sentence
from annotator.messages.curated_words import open_words, provenance_words
from annotator.messages.loss_words import loss_lines
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.project import Project
from annotator.project.rows import CorpusPreview, ExportChoice
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.models.reading import read_project
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.tasks import Task

_LINES = 3
_LONGEST_LINE = 1500
_LONGEST_TEXT = 60
_SECTIONS = 2
_PAUSE_MS = 120


class ExportPreview(QWidget):
    """How many lines there would be, and the first of them; what comes late is dropped."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._choice: ExportChoice | None = None
        self._task: Task | None = None
        self._stop = threading.Event()
        self.count = PlainLabel("Counting…", self, tone="muted")
        self.losses = PlainLabel(parent=self, tone="warn")
        self.losses.hide()
        self.lines = QPlainTextEdit(self)
        self.lines.setProperty("field", True)
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName("First lines of the export")
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 0.86)
        self.lines.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.count)
        layout.addWidget(self.losses)
        layout.addWidget(self.lines, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)

    def show_choice(self, choice: ExportChoice | None) -> None:
        """Show what would come of a choice; None shows nothing."""
        self._choice = choice
        if self._task is not None:
            self._task.cancel()
            self._stop.set()
        if choice is None:
            self._pause.stop()
            self.count.setText("Nothing to write yet.")
            self._clear()
        else:
            self._pause.start()

    def _read(self) -> None:
        self._stop = threading.Event()
        preview = self._project.preview_export
        self._task = read_project(
            self._project,
            partial(preview, is_for_me=True, is_cancelled=self._stop.is_set),
            self._choice,
            _LINES,
            owner=self,
            on_done=self._show,
            on_failed=self._say_failure,
        )

    def _show(self, preview: CorpusPreview) -> None:
        self.count.setText(preview_words(preview))
        is_strict = self._choice is not None and self._choice.misfit == "strict"
        lost = losses_words(preview, is_strict=is_strict)
        self.losses.setText(lost)
        self.losses.setVisible(bool(lost))
        self.lines.setPlainText("\n".join(map(shorten_line, preview.first)))

    def _say_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AnnotatorError):
            raise error
        self.count.setText(sentence(error))
        self._clear()

    def _clear(self) -> None:
        self.losses.hide()
        self.lines.clear()


def preview_words(preview: CorpusPreview) -> str:
    """Return how many articles and lines go out, what stays out, and what is shown of it."""
    everything = count_words(preview.all_documents, "article")
    out = preview.all_documents - preview.documents
    if not preview.lines:
        return f"None of {everything}: no lines."
    if not out:
        said = f"All {everything}" if preview.all_documents > 1 else everything
    else:
        said = f"{locale().toString(preview.documents)} of {everything}"
    stay = f"; {locale().toString(out)} left out" if out else ""
    if preview.hidden:
        stay += f"; {locale().toString(preview.hidden)} set aside or removed"
    first = len(preview.first)
    if not first:
        lines = count_words(preview.lines, "line")
        return f"{said}, {lines}{stay}; none that can be shown here."
    shown = "" if preview.lines <= first else f"the first {first}, "
    lines = count_words(preview.lines, "line")
    judged = curated_words(preview.curated)
    shares = ", ".join(f"{part} {locale().toString(n)}" for part, n in preview.parts.items())
    parts = f" In parts: {shares}." if shares else ""
    return f"{said}, {lines}{stay}.{parts}{judged} Here {shown}long texts shortened:"


def losses_words(preview: CorpusPreview, *, is_strict: bool = False) -> str:
    """Return what does not fit the format, a line each, nothing where all of it does."""
    lines = loss_lines(preview.losses.plain())
    if not lines:
        return ""
    marked = [kind for kind in preview.losses.plain() if kind not in TOLD_ONLY]
    if is_strict and marked:
        head = "Not everything fits, so nothing would be written:"
    else:
        head = "Not everything fits:"
    return "\n".join([head, *(f"· {line}" for line in lines)])


def curated_words(counts: Mapping[str, Any]) -> str:
    """Return what the curated sets among the lines hold and leave out, if there are any."""
    if not counts["lines"]:
        return ""
    left_out = open_words(counts)
    return f" Curated: {provenance_words(counts)}." + (f" {left_out}." if left_out else "")


def shorten_line(line: str) -> str:
    """Return a line whose text and sections are cut, so that its spans and relations are seen."""
    try:
        body = json.loads(line)
    except ValueError:
        body = None
    if isinstance(body, dict):
        line = json.dumps(_shortened(body), ensure_ascii=False, separators=(",", ":"))
    line = line.rstrip("\n")
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"


def _shortened(body: dict[str, Any]) -> dict[str, Any]:
    text, sections = body.get("text"), body.get("sections")
    if isinstance(text, str) and len(text) > _LONGEST_TEXT:
        body["text"] = f"{text[:_LONGEST_TEXT]}… ({count_words(len(text), 'character')})"
    if isinstance(sections, list) and len(sections) > _SECTIONS:
        more = count_words(len(sections) - _SECTIONS, "more section")
        body["sections"] = [*sections[:_SECTIONS], f"… {more}"]
    return body
