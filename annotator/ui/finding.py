"""Finding in the open article: between find bar, search, text and selection."""

from bisect import bisect_left
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.project.searching import Hits
from annotator.text.finding import Range, escape_words
from annotator.text.tokens import is_amid_letters, snap_to_words
from annotator.ui.article_search import ArticleSearch
from annotator.ui.selection import Selection
from annotator.ui.text_view.text_view import TextView
from annotator.ui.widgets.find_bar import FindBar

_PATIENCE = 200
"""Milliseconds before it is said that a search is under way."""
_LONGEST_WORDS = 80
"""Selected text that is longer is not what one looks for."""

Then = Literal["stay", "first", "next", "previous"]
"""Where to go when the answer is there; `first` is the first hit from where typing began."""


class Finding(QObject):
    """Asks for what the bar says, shows the hits, goes from hit to hit.

    Which hit is the current one is not kept: it is the one that is selected.
    """

    notice = Signal(str)
    """A hint for the status bar."""

    def __init__(
        self, bar: FindBar, view: TextView, selection: Selection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bar, self._view, self._selection = bar, view, selection
        self._search = ArticleSearch(self)
        self._hits = Hits()
        self._is_answered = False
        self._then: Then = "stay"
        self._origin = 0
        self._slow = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._slow.timeout.connect(self._say_it_takes_time)
        self._search.answered.connect(self._take_hits)
        self._search.refused.connect(self._take_refusal)
        bar.query_changed.connect(lambda: self._look("first"))
        bar.step_requested.connect(self.step)
        bar.closed.connect(self._leave)
        selection.changed.connect(self._tell)

    @property
    def hits(self) -> tuple[Range, ...]:
        """The hits that are shown."""
        return self._hits.ranges

    @property
    def is_looking(self) -> bool:
        """Whether an answer is still to come."""
        return self._search.is_under_way

    def open(self) -> None:
        """Open the bar with the selected words, or those of last time."""
        selected = self._selected()
        self._origin = selected[0] if selected else self._selection.caret
        words = self._view.text[slice(*selected)] if selected else ""
        if "\n" in words or len(words) > _LONGEST_WORDS:
            words = ""
        self._bar.open_bar(escape_words(words) if self._bar.pattern.isChecked() else words)
        self._look("first")

    def step(self, step: int) -> None:
        """Go to the next hit (1) or the one before (-1), as seen from what is selected.

        Where the bar is closed it is shown, but whoever is in the text stays there.
        """
        self._bar.show()
        if self._is_answered:
            self._go(step)
        else:
            then: Then = "next" if step > 0 else "previous"
            if self.is_looking:
                self._then = then
            else:
                self._look(then)

    def take_document(self) -> None:
        """Look through the article that the view shows now; nobody is taken anywhere."""
        self._origin = 0
        if self._bar.isHidden():
            self._forget()
        else:
            self._look("stay")

    # ---- looking

    def _look(self, then: Then) -> None:
        self._then, self._is_answered = then, False
        self._slow.start()
        self._search.ask(self._view.text, self._bar.query())

    def _take_hits(self, hits: Hits) -> None:
        self._show(hits)
        self._tell()
        then, self._then = self._then, "stay"
        if then == "first":
            self._go_first()
        elif then != "stay":
            self._go(1 if then == "next" else -1)
        if not hits.ranges and self._bar.words.text():
            self._view.announce(self._bar.said())

    def _take_refusal(self, error: AnnotatorError) -> None:
        self._show(Hits())
        self._bar.say("", sentence(error))
        self._view.announce(self._bar.said())

    def _show(self, hits: Hits) -> None:
        self._slow.stop()
        self._hits, self._is_answered = hits, True
        self._bar.show_can_step(bool(hits.ranges))
        self._view.set_hits(hits.ranges)

    def _say_it_takes_time(self) -> None:
        if self.is_looking:
            self._bar.say("Looking…")

    # ---- going

    def _go_first(self) -> None:
        ranges = self._hits.ranges
        if ranges:
            self._go_to(bisect_left(ranges, (self._origin,)) % len(ranges))

    def _go(self, step: int) -> None:
        ranges = self._hits.ranges
        if not ranges:
            return
        start, end = self._selected() or (self._selection.caret, self._selection.caret)
        if step > 0:
            number = bisect_left(ranges, (end,))
        else:
            number = bisect_left(ranges, start + 1, key=lambda hit: hit[1]) - 1
        if not 0 <= number < len(ranges):
            number %= len(ranges)
            where = "start" if step > 0 else "end"
            self.notice.emit(f"Went on from the {where} of the article.")
        self._go_to(number)

    def _go_to(self, number: int) -> None:
        hit = self._hits.ranges[number]
        self._origin = hit[0]
        self._selection.select_text(*(hit if self._is_in_bar() else self._grown(hit)))
        self._view.reveal(hit[0])
        self._view.announce(self._bar.said())

    def _leave(self) -> None:
        """Leave the hit selected as a label would take it; all others are forgotten."""
        number = self._current()
        if number is not None:
            self._selection.select_text(*self._grown(self._hits.ranges[number]))
        self._forget()

    def _forget(self) -> None:
        self._search.drop()
        self._show(Hits())
        self._is_answered = False
        self._tell()

    # ---- what is selected

    def _selected(self) -> Range | None:
        """Return the selected text, else that of the selected span where it is of one part."""
        span = self._view.index.spans.get(self._selection.span or "")
        if self._selection.text is None and span is not None and len(span.fragments) == 1:
            return span.fragments[0]
        return self._selection.text

    def _grown(self, hit: Range) -> Range:
        """Return a hit with the rest of the words that it cuts, as selections in words have it.

        A word of several, such as "al-Bab" or "Varga's", is not cut where a part of it ends.
        """
        if self._view.granularity == "character":
            return hit
        text = self._view.text
        word = snap_to_words(text, *hit)
        start = word[0] if is_amid_letters(text, hit[0]) else hit[0]
        return (start, word[1] if is_amid_letters(text, hit[1]) else hit[1])

    def _current(self) -> int | None:
        """Return the number of the hit that is selected."""
        selected, ranges = self._selection.text, self._hits.ranges
        if selected is None or not ranges:
            return None
        number = bisect_left(ranges, (selected[0],))
        if number < len(ranges) and selected in (ranges[number], self._grown(ranges[number])):
            return number
        return None

    def _is_in_bar(self) -> bool:
        return self._bar.isAncestorOf(self._bar.window().focusWidget())

    def _tell(self) -> None:
        if self._is_answered:
            is_asked = bool(self._bar.words.text())
            self._bar.say(count_words(self._hits, self._current()) if is_asked else "")


def count_words(hits: Hits, current: int | None) -> str:
    """Return how many hits there are and which is the current one (from 0), in words."""
    count = len(hits.ranges)
    if not count:
        return "Not found"
    total = f"{count:,}{'+' if hits.is_cut else ''}"
    if current is not None:
        return f"{current + 1:,} of {total}"
    return f"{total} hit" if total == "1" else f"{total} hits"
