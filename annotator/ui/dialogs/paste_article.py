"""Add an article that is on the clipboard or typed, and see what is recognised in it."""

from collections import Counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.formats.articles.structure import RecognisedArticle, recognise_article
from annotator.messages import sentence
from annotator.model.document import SECTION_KINDS, Meta
from annotator.model.errors import AnnotatorError
from annotator.project.rows import ImportReport
from annotator.ui.dialogs.article_details import language_words
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.verbatim_field import VerbatimField
from annotator.ui.models.article_words import count_words, date_words, one_line
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task

_PAUSE_MS = 150
_SHOWN_TITLE = 90


class PasteArticleDialog(FormDialog):
    """The text is kept verbatim; title and source are asked for where one wants to say them."""

    help_page = "articles"
    article_added = Signal(str)
    """The id of the article, new or met again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Paste an article", "Add", parent)
        self._session = session
        self._task: Task | None = None
        self.text = VerbatimField(self)
        self.text.setPlaceholderText("Paste the article here")
        self.title = QLineEdit(self)
        self.title.setPlaceholderText("as found in the text")
        self.source = QLineEdit(self)
        self.source.setPlaceholderText("Harbour Gazette")
        self.found = PlainLabel(parent=self, tone="muted")
        self.found.setAccessibleName("Recognised in the text")
        self.add_field("Text", self.text)
        self.add_pair(("Title", self.title), ("Source", self.source))
        self.fields.addWidget(self.found)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._recognise)
        self.text.textChanged.connect(self._pause.start)
        self.text.textChanged.connect(self._check)
        self.text.set_whole_text(QGuiApplication.clipboard().text())
        self.text.selectAll()
        self._check()
        self.text.setFocus()
        self.resize(620, 560)

    def accept(self) -> None:
        """Add the article, off the GUI thread."""
        text = self.text.whole_text()
        if not text.strip() or not self.text.isEnabled():
            return
        meta = Meta(
            title=self.title.text().strip() or None, source=self.source.text().strip() or None
        )
        self._set_busy(True)
        run_task(
            self._session.project.add_article,
            text,
            meta,
            owner=self,
            on_done=self._end_well,
            on_failed=self._end_badly,
        )

    # ---- inside --------------------------------------------------------------------------

    def _check(self) -> None:
        self.accept_button.setEnabled(not self.text.document().isEmpty())

    def _recognise(self) -> None:
        if self._task is not None:
            self._task.cancel()
        text = self.text.whole_text()
        self._task = run_task(
            recognise_article, text, owner=self, on_done=lambda found: self._show(text, found)
        )

    def _show(self, text: str, found: RecognisedArticle) -> None:
        self.found.setText("\n".join(found_lines(text, found)))
        self.title.setPlaceholderText(one_line(found.title or "") or "none found in the text")

    def _set_busy(self, is_busy: bool) -> None:
        for widget in (self.text, self.title, self.source, self.accept_button):
            widget.setEnabled(not is_busy)

    def _end_well(self, report: ImportReport) -> None:
        if not report.documents:
            self._set_busy(False)
            problem = report.problems[0].error if report.problems else None
            self.say(sentence(problem) if problem else "There is no article in this text.")
            return
        document = report.documents[0]
        words = "Article added." if report.documents_new else "This article was here already."
        self._session.open_document(document)
        self._session.said.emit(words, bool(report.documents_new))
        super().accept()
        self.article_added.emit(document)

    def _end_badly(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, AnnotatorError):
            raise error
        self.say(sentence(error))


def found_lines(text: str, found: RecognisedArticle) -> list[str]:
    """Return what was recognised, in a line for the head and a line for the parts."""
    if not text.strip():
        return []
    head = [
        f"“{one_line(found.title, _SHOWN_TITLE)}”" if found.title else "No title",
        date_words(found.published or ""),
        f"by {one_line(', '.join(found.authors), 80)}" if found.authors else "",
        language_words(found.language) if found.language else "",
    ]
    counts = Counter(section.kind for section in found.sections)
    parts = [
        count_words(counts[kind], kind.replace("_", " ")) for kind in SECTION_KINDS if counts[kind]
    ]
    return [
        "Found: " + " · ".join(part for part in head if part),
        ", ".join(parts) + f" in {count_words(len(text), 'character')}",
    ]
