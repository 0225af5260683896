"""ARTICLE: what is known about the open article, and how far I am with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from annotator.edits import edit as edits
from annotator.model.annotation_set import Status
from annotator.model.document import Document
from annotator.ui.fonts import reading_families
from annotator.ui.models.article_words import STATUS_WORDS, count_words, date_words, title_words_of
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel, set_tone
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.section import Card, Inspected, Section, empty_layout
from annotator.ui.panels.wrapped_text import WrappedText

_TITLE_LINES = 5
_SETTABLE: tuple[Status, ...] = ("new", "in_progress", "finished")


class ArticleSection(Section):
    """Title, date, source and so on, with the door to correct them."""

    details_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Article", parent)
        self.card = Card(self)
        self.title = WrappedText(_TITLE_LINES, self.card)
        self.card.body.addWidget(self.title)
        self._facts = QGridLayout()
        self._facts.setColumnStretch(1, 1)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(3)
        self.card.body.addLayout(self._facts)
        self.body.addWidget(self.card)
        self.correct_button = QuietButton("Correct…", self)
        self.correct_button.clicked.connect(self.details_requested)
        self.add_acts(self.correct_button)
        self._shown: object = None

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the article while nothing of it is selected."""
        self.setVisible(not inspected.spans and inspected.relation is None)
        document = inspected.document
        counts = (len(inspected.annotation_set.spans), len(inspected.annotation_set.relations))
        shown = (document.id, document.meta, counts)
        if shown != self._shown:
            self._shown = shown
            self._show_title(document)
            self._show_facts(article_facts(document, *counts))

    def _show_title(self, document: Document) -> None:
        font = self.font()
        font.setFamilies(reading_families(document.meta.language))
        font.setPointSizeF(font.pointSizeF() * 1.1)
        set_tone(self.title, "text" if document.meta.title else "muted")
        self.title.set_text(title_words_of(document), font)

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        empty_layout(self._facts)
        for row, (name, value) in enumerate(facts):
            self._facts.addWidget(PlainLabel(name, self.card, tone="muted"), row, 0)
            self._facts.addWidget(ElidedLabel(value, self.card), row, 1)


def article_facts(document: Document, spans: int, relations: int) -> list[tuple[str, str]]:
    """Return names and values of what is known about an article, as far as it is."""
    meta = document.meta
    facts = [
        ("Date", date_words(meta.published or "")),
        ("Source", meta.source or ""),
        ("Authors", ", ".join(meta.authors)),
        ("Language", meta.language or ""),
        ("URL", meta.url or ""),
        ("Length", count_words(len(document.text), "character")),
        ("Annotated", f"{count_words(spans, 'span')}, {count_words(relations, 'relation')}"),
    ]
    return [(name, value) for name, value in facts if value.strip()]


class StatusSection(Section):
    """STATUS: to do, in progress, done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Status", parent)
        self.button = MenuButton("Status", self)
        self.button.choice_requested.connect(self._request)
        row = QHBoxLayout()
        row.addWidget(PlainLabel("This article is", self), 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.duty = PlainLabel("", self, tone="muted")
        self.body.addWidget(self.duty)

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the status of my set, and whether it was assigned, while nothing is selected."""
        self.duty.setText(inspected.duty)
        self.duty.setVisible(bool(inspected.duty))
        self.setVisible(not inspected.spans and inspected.relation is None)
        choices = [Choice(one, STATUS_WORDS[one].lower()) for one in _SETTABLE]
        status = inspected.annotation_set.status
        self.button.set_choices(choices, status, STATUS_WORDS[status].lower())

    def _request(self, status: str) -> None:
        for one in _SETTABLE:
            if one == status:
                self.edit_requested.emit(edits.SetStatus(one))
