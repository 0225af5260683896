"""Correct what is known about an article: title, date, source, authors, language, address."""

import datetime
import re
from dataclasses import replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.edits.edit import CorrectMeta
from annotator.formats.articles.language import guess_language
from annotator.model.document import Document, Meta
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.models.article_words import title_words_of
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.session import Session

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class ArticleDetailsDialog(FormDialog):
    """Fields for the open article. What is not touched stays exactly as it was."""

    help_page = "articles"

    purge_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Article details", "Correct", parent)
        assert session.document is not None
        self._session = session
        self._document: Document = session.document
        meta = self._document.meta
        self.title = self._field(meta.title, title_words_of(self._document))
        self.published = self._field(meta.published, "2017-01-24")
        self.source = self._field(meta.source, "Harbour Gazette")
        self.authors = self._field("; ".join(meta.authors), "Anna Berg; Otto Lind")
        self.language = self._field(meta.language, "en")
        self.url = self._field(meta.url, "https://")
        self.guess = guess_language(self._document.text)
        self.add_field("Title", self.title)
        self.add_pair(("Date", self.published), ("Source", self.source))
        self.add_field("Authors, with ; between them", self.authors)
        self.use_guess_button = QuietButton("Use it", self)
        self.add_field("Language", self.language, *self._guess_widgets())
        self.add_field("Address (URL)", self.url)
        self.fields.addStretch(1)
        self.purge_button = QuietButton("Purge this article…", self)
        self.purge_button.clicked.connect(self._purge)
        self.buttons.insertWidget(0, self.purge_button)
        for field in (self.published, self.language):
            field.textChanged.connect(self._check)
        self.use_guess_button.clicked.connect(self._use_guess)
        self._check()
        self.title.setFocus()
        self.resize(540, self.sizeHint().height())

    def accept(self) -> None:
        """Correct what was changed."""
        if self._what_is_wrong():
            return
        meta = self.meta()
        if meta == self._document.meta:
            super().accept()
        elif self._session.apply_to_project(CorrectMeta(self._document.id, meta), self):
            self._session.said.emit("Article details corrected.", True)
            super().accept()

    def meta(self) -> Meta:
        """Return what is known now; fields that nobody touched as they were."""
        before = self._document.meta
        authors = tuple(name for one in self.authors.text().split(";") if (name := one.strip()))
        return replace(
            before,
            title=_entered(self.title, before.title),
            published=_entered(self.published, before.published),
            source=_entered(self.source, before.source),
            authors=authors if self.authors.isModified() else before.authors,
            language=_entered(self.language, before.language),
            url=_entered(self.url, before.url),
        )

    # ---- inside --------------------------------------------------------------------------

    def _purge(self) -> None:
        """Leave, and let what erasing the article would do be explained."""
        self.reject()
        self.purge_requested.emit()

    def _field(self, value: str | None, example: str = "") -> QLineEdit:
        field = QLineEdit(value or "", self)
        field.setPlaceholderText(example)
        field.setCursorPosition(0)
        field.setModified(False)
        return field

    def _guess_widgets(self) -> list[QWidget]:
        if self.guess is None:
            return [PlainLabel("The text does not tell", self, tone="muted")]
        label = PlainLabel(f"Looks like {language_words(self.guess)}", self, tone="muted")
        label.setWordWrap(False)
        return [label, self.use_guess_button]

    def _use_guess(self) -> None:
        self.language.setText(self.guess or "")
        self.language.setModified(True)

    def _check(self) -> None:
        wrong = self._what_is_wrong()
        self.say(wrong)
        self.accept_button.setEnabled(not wrong)
        is_other = self.guess is not None and self.language.text().strip() != self.guess
        self.use_guess_button.setVisible(is_other)

    def _what_is_wrong(self) -> str:
        published, language = self.published.text().strip(), self.language.text().strip()
        is_date_new = published != (self._document.meta.published or "")
        if is_date_new and published and not is_iso_date(published):
            return "Write the date as year-month-day, for example 2017-01-24."
        is_language_new = language != (self._document.meta.language or "")
        if is_language_new and language and not _LANGUAGE.fullmatch(language):
            return "Write the language as a short code, for example en or pt-BR."
        return ""


def is_iso_date(written: str) -> bool:
    """Tell whether this is a day that exists, written as 2017-01-24."""
    if not _DATE.fullmatch(written):
        return False
    try:
        datetime.date.fromisoformat(written)
    except ValueError:
        return False
    return True


def language_words(code: str) -> str:
    """Return "English (en)" for "en"."""
    language = QLocale(code).language()
    if language == QLocale.Language.C:
        return code
    return f"{QLocale.languageToString(language)} ({code})"


def _entered(field: QLineEdit, before: str | None) -> str | None:
    """Return what was entered; as it was where nobody touched it."""
    if field.text() == (before or "") or not field.isModified():
        return before
    return field.text().strip() or None
