"""Add articles: what is in the files is shown and asked about before it comes in.

Articles without labels, of which nothing can be asked, come in at once: the dialog is never seen.
"""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.import_choice import ImportChoice, LabelKind
from annotator.project.import_preview import ImportPreview
from annotator.project.rows import ImportReport
from annotator.ui.adding.choice_rows import ChoiceRows
from annotator.ui.adding.example_view import ExampleView
from annotator.ui.adding.label_rows import LabelRows
from annotator.ui.adding.preview_words import (
    fact_lines,
    problem_lines,
    source_words,
    summary_words,
    unnamed_words,
)
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.models.reading import read_project
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel
from annotator.ui.session import Session
from annotator.ui.tasks import Task

_SHOWN_AFTER_MS = 250
"""A look that takes longer is seen, and can be left."""
_APART = 6
"""Pixels above a group, beside the usual distance."""
_WIDTH, _HEIGHT = 700, 720


class AddArticlesDialog(FormDialog):
    """Looks at files and folders, asks what there is to ask, and takes them in."""

    help_page = "articles"

    taken_in = Signal(object)
    """The report of what came in."""
    failed = Signal(object)
    """Why nothing came in, where the dialog is not there to say so."""

    def __init__(
        self,
        session: Session,
        paths: Sequence[Path],
        parent: QWidget | None = None,
        *,
        whose: str | None = None,
    ) -> None:
        """`whose` is proposed as the annotator of labels without one; None proposes me."""
        super().__init__("Add articles", "Add", parent)
        self._project = session.project
        self._paths = list(paths)
        self._preview: ImportPreview | None = None
        self._task: Task | None = None
        self._stop = threading.Event()
        self._is_first = True
        self._wait = QTimer(self, singleShot=True, interval=_SHOWN_AFTER_MS)
        self._wait.timeout.connect(self.open)
        self.source = ElidedLabel("", self, mode=Qt.TextElideMode.ElideMiddle, tone="muted")
        self.summary = PlainLabel("", self, tone="strong")
        self.facts = PlainLabel("", self)
        self.choices = ChoiceRows(self)
        self.who = QComboBox(self)
        self.who_label = PlainLabel("", self, tone="muted")
        self.labels_heading = PlainLabel("", self, tone="muted")
        self.labels = LabelRows(self)
        self.example = ExampleView(self)
        self.problems_heading = PlainLabel("", self, tone="muted")
        self.problems = QPlainTextEdit(self)
        self.body = QScrollArea(self)
        self._arrange(whose)
        self.choices.changed.connect(self._look)
        self.who.editTextChanged.connect(self._judge)

    # ---- acts ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Look at the files; the dialog opens if there is something to ask, or it takes long."""
        self._wait.start()
        self._look()

    def accept(self) -> None:
        """Take everything in, with progress and a way to stop."""
        if self._preview is not None and self.accept_button.isEnabled():
            self._take_in(self._choice())

    def reject(self) -> None:
        """Close; nothing came in."""
        self._stop.set()
        super().reject()

    # ---- looking -------------------------------------------------------------------------

    def _look(self) -> None:
        self._stop.set()
        if self._task is not None:
            self._task.cancel()
        self._stop = threading.Event()
        self.accept_button.setEnabled(False)
        self.say("Looking at what is in it…", "muted")
        self._task = read_project(
            self._project,
            partial(self._project.preview_import, is_cancelled=self._stop.is_set),
            self._paths,
            self._choice(),
            owner=self,
            on_done=self._show_preview,
            on_failed=self._fail_to_look,
        )

    def _choice(self) -> ImportChoice:
        chosen = self.choices
        return ImportChoice(
            format=chosen.format,
            annotator=self.who.currentText().strip() or None,
            offset_unit=chosen.unit,
            settings=chosen.settings.settings(),
            labels=self.labels.labels(),
            other_text=chosen.other_text,
        )

    def _show_preview(self, preview: ImportPreview) -> None:
        self._preview = preview
        is_first, self._is_first = self._is_first, False
        self._wait.stop()
        if is_first and preview.is_plain:
            self._take_in(ImportChoice())
            return
        self.say("")
        self._show(preview)
        if self.choices.take_unit(preview.unit):
            self._look()  # with the unit that fits for sure
        if is_first:
            self._open_at(self.who if preview.unnamed else self.accept_button)

    def _open_at(self, first: QWidget) -> None:
        first.setFocus()
        if not self.isVisible():
            self.open()
        if self.body.isAncestorOf(first):
            # Its place is known when all else has found its own.
            QTimer.singleShot(0, self, lambda: self.body.ensureWidgetVisible(first))

    def _show(self, preview: ImportPreview) -> None:
        self.source.setText(source_words(preview))
        self.summary.setText(summary_words(preview))
        facts = "\n".join(fact_lines(preview))
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))
        self.choices.show_preview(preview)
        for widget in (self.who, self.who_label):
            widget.setVisible(bool(preview.unnamed))
        self.who_label.setText(unnamed_words(preview))
        new = preview.new_labels
        self.labels_heading.setText(f"{count_words(len(new), 'label')} new to the project")
        self.labels_heading.setVisible(bool(new))
        self.labels.show_labels(new, self._names_here())
        self.example.show_examples(preview.examples)
        self._show_problems(preview)
        self._judge()

    def _names_here(self) -> dict[LabelKind, list[str]]:
        label_set = self._project.label_set
        return {
            "span": [one.name for one in label_set.usable_span_labels()],
            "relation": [one.name for one in label_set.relation_labels if not one.is_retired],
            "document": [one.name for one in label_set.document_labels if not one.is_retired],
        }

    def _show_problems(self, preview: ImportPreview) -> None:
        has_some = bool(preview.problem_count)
        self.problems_heading.setText(count_words(preview.problem_count, "remark"))
        self.problems.setPlainText("\n".join(problem_lines(preview)))
        for widget in (self.problems_heading, self.problems):
            widget.setVisible(has_some)

    def _judge(self, *_: object) -> None:
        preview = self._preview
        if preview is None:
            return
        is_named = not preview.unnamed or bool(self.who.currentText().strip())
        if not is_named:
            self.say("Say whose labels these are.")
        elif not preview.articles:
            self.say("There is nothing in it that can come in.")
        else:
            self.say("")
        self.accept_button.setEnabled(is_named and bool(preview.articles))

    def _fail_to_look(self, error: Exception) -> None:
        self._wait.stop()
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AnnotatorError | OSError):
            raise error
        if self.isVisible() or not self._is_first:
            self.say(sentence(error))
            return
        self.failed.emit(error)
        self.deleteLater()

    # ---- taking in -----------------------------------------------------------------------

    def _take_in(self, choice: ImportChoice) -> None:
        count = len(self._paths)
        what = "1 file or folder" if count == 1 else f"{count:,} files or folders"
        self.accept_button.setEnabled(False)
        parent = self if self.isVisible() else self.parentWidget()
        ProgressDialog(
            f"Adding articles from {what}",
            self._project.import_sources,
            self._paths,
            choice,
            on_done=self._end_well,
            on_failed=self._end_badly,
            parent=parent,
        ).open()

    def _end_well(self, report: ImportReport) -> None:
        is_seen = self.isVisible()
        if is_seen:
            super().accept()
        self.taken_in.emit(report)
        if not is_seen:
            self.deleteLater()

    def _end_badly(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError | OSError):
            raise error
        if not self.isVisible():
            self.failed.emit(error)
            self.deleteLater()
            return
        self.accept_button.setEnabled(True)
        is_stopped = isinstance(error, Cancelled)
        words = "Stopped; nothing came in." if is_stopped else sentence(error)
        self.say(words, "warn" if is_stopped else "bad")

    # ---- inside --------------------------------------------------------------------------

    def _arrange(self, whose: str | None) -> None:
        me = self._project.me
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.who.addItems([one.name for one in self._project.annotators()])
        self.who.setCurrentText((me.name if me else "") if whose is None else whose)
        if (field := self.who.lineEdit()) is not None:
            field.setAccessibleName("Whose labels are these?")
        self.who.setAccessibleName("Whose labels are these?")
        self.who_label.setBuddy(self.who)
        self.problems.setProperty("field", True)
        self.problems.setReadOnly(True)
        self.problems.setTabChangesFocus(True)
        self.problems.setAccessibleName("Remarks")
        self.problems.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        asked = (self.who_label, self.who, self.labels_heading, self.labels)
        for heading in (self.who_label, self.labels_heading, self.problems_heading):
            heading.setContentsMargins(0, _APART, 0, 0)
        for widget in (self.summary, self.facts, self.choices, *asked):
            column.addWidget(widget)
        column.addWidget(self.example, 2)
        column.addWidget(self.problems_heading)
        column.addWidget(self.problems, 1)
        column.addStretch(0)
        for shown_later in (*asked, self.example, self.problems_heading, self.problems):
            shown_later.hide()
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.viewport().setAutoFillBackground(False)
        self.body.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.fields.addWidget(self.source)
        self.fields.addWidget(self.body, 1)
        self.resize(_WIDTH, _HEIGHT)
