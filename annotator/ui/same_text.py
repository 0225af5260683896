"""The same text elsewhere in the article: where it stands, what is labelled, all at one act."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt

from annotator.edits.compose import label_ranges
from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.model.span import Span
from annotator.project.searching import Hits
from annotator.text.finding import Query, Range
from annotator.text.tokens import is_word_like, word_at
from annotator.ui.article_search import ArticleSearch
from annotator.ui.dialogs.same_text_dialog import SameTextDialog
from annotator.ui.selection import Selection
from annotator.ui.session import Session
from annotator.ui.text_view.text_view import TextView

SHOWN_AT_MOST = 1000
"""Occurrences listed: more than that nobody looks through before labelling them."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of the text; `labels` (ids) are those of my spans over exactly these characters."""

    covered: Range
    labels: tuple[str, ...]
    is_same: bool
    """Whether it is written alike, upper and lower case too."""


def list_occurrences(
    text: str, words: str, ranges: Iterable[Range], spans: Iterable[Span]
) -> tuple[Occurrence, ...]:
    """Return what is known of each place, in the order of the ranges."""
    labels: dict[Range, list[str]] = {one: [] for one in ranges}
    for span in spans:
        fragments = span[2]  # by its place: there may be very many
        if len(fragments) == 1 and fragments[0] in labels:
            labels[fragments[0]].append(span.label)
    return tuple(
        Occurrence(one, tuple(sorted(worn)), text[slice(*one)] == words)
        for one, worn in labels.items()
    )


class Labelled(Protocol):
    """A place with the labels (ids) that it wears."""

    @property
    def labels(self) -> tuple[str, ...]: ...


def phrase_meant(selection: Selection, view: TextView) -> Range | None:
    """Return the selected text, that of the selected span, or the word at the caret; None where
    there is none such, or the span has several parts."""
    if selection.text is not None:
        return selection.text
    span = view.index.spans.get(selection.span or "")
    if span is not None:
        return span.fragments[0] if len(span.fragments) == 1 else None
    word = word_at(view.text, selection.caret)
    return word if word is not None and is_word_like(view.text, word) else None


def usual_label(occurrences: Iterable[Labelled]) -> str | None:
    """Return the label (id) that most of the places have; None where none has any."""
    counts = Counter(label for one in occurrences for label in one.labels)
    return min(counts, key=lambda label: (-counts[label], label)) if counts else None


class SameText(QObject):
    """Looks for what is selected, shows where it is, and labels what was ticked as one act."""

    def __init__(self, session: Session, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._words, self._label = "", ""
        self._search = ArticleSearch(self)
        self._search.answered.connect(self._show)
        self._search.refused.connect(self._refuse)
        session.document_opened.connect(lambda _: self._search.drop())

    def open(self) -> None:
        """Look for the selected text, that of the selected span, or the word at the caret."""
        covered = phrase_meant(self._session.selection, self._view)
        if covered is None:
            self._session.said.emit("Select a span or some text to see where else it is.", False)
            return
        span = self._view.index.spans.get(self._session.selection.span or "")
        self._label = span.label if span is not None else ""
        self._words = self._view.text[slice(*covered)]
        self._search.ask(self._view.text, Query(self._words, is_whole_word=True))

    def _refuse(self, error: AnnotatorError) -> None:
        self._session.said.emit(sentence(error), False)

    def _show(self, hits: Hits) -> None:
        mine, ranges = self._session.annotation_set, hits.ranges[:SHOWN_AT_MOST]
        if mine is None:
            return
        occurrences = list_occurrences(self._view.text, self._words, ranges, mine.spans.values())
        hits_before = self._view.hits
        self._view.set_hits(ranges)
        dialog = SameTextDialog(
            self._view.text,
            self._words,
            occurrences,
            self._session.label_set,
            self._label or usual_label(occurrences) or "",
            len(hits.ranges),
            self._view.window(),
        )
        dialog.place_shown.connect(self._view.reveal)
        dialog.label_requested.connect(self._label_all)
        dialog.finished.connect(lambda _: self._go_back(hits_before))
        dialog.open()

    def _go_back(self, hits: Sequence[Range]) -> None:
        self._view.set_hits(hits)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _label_all(self, label: str, ranges: Sequence[Range]) -> None:
        self._session.apply(label_ranges(ranges, label))
