"""Suggestions in the text: outlines that are no spans, one of which the hand may be at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from annotator.ui.text_view.look import Offer, TextRange
from annotator.ui.text_view.substitution import shown_text

if TYPE_CHECKING:
    from annotator.edits.edit import AddSpan
    from annotator.ui.text_view.text_view import TextView

_BEFORE_ALL = -(10**12)


class Suggested(Protocol):
    """What the text needs to know of a suggestion."""

    @property
    def place(self) -> tuple[TextRange, ...]: ...
    @property
    def label(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Taking(Protocol):
    """Makes the edit that takes a suggestion, under another label (id) where one is given."""

    def __call__(self, suggestion: Suggested, label: str | None = None) -> AddSpan: ...


class Placed(NamedTuple):
    """A suggestion with the place in reading order that it is sorted by."""

    order: tuple[int, int]
    suggestion: Suggested


class Offers:
    """What is suggested in the open article, and the suggestion that one is at.

    One is at a suggestion only after having gone to it: whoever walks the caret over one and labels
    a word labels that word.
    """

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._placed: list[Placed] = []
        self._longest = 0
        self._current: Suggested | None = None
        self.take: Taking | None = None
        """What makes a span of one; there are none without it."""

    @property
    def current(self) -> Suggested | None:
        """The suggestion that one is at."""
        return self._current

    def all(self) -> list[Suggested]:
        """Return all of them, in text order."""
        return [one.suggestion for one in self._placed]

    def show(self, suggestions: Iterable[Suggested]) -> None:
        """Show these, but for what has become a span meanwhile; one stays where one is."""
        placed = [Placed((one.start, -one.end), one) for one in suggestions]
        self._placed = sorted(
            (one for one in placed if not self._is_taken(one.suggestion)),
            key=lambda one: one.order,
        )
        self._longest = max(
            (one.suggestion.end - one.suggestion.start for one in placed), default=0
        )
        current = self._current
        if current is not None:
            self._current = next((one for one in self.all() if one.place == current.place), None)
        self._view.refresh_look()

    def clear(self) -> None:
        """Forget all: another article is being shown."""
        self._placed, self._current = [], None

    def drop(self, gone: Iterable[Suggested]) -> None:
        """Show some no more."""
        places = {(one.place, one.label) for one in gone}
        self.show(one for one in self.all() if (one.place, one.label) not in places)

    def prune(self) -> None:
        """Let go of what has become a span."""
        if self._placed:
            self.show(self.all())

    def follow_selection(self) -> None:
        """One is no longer at a suggestion where something is selected or the caret has gone."""
        selection, current = self._view.selection, self._current
        if current is None:
            return
        is_here = current.start <= selection.caret <= current.end and not selection.spans
        if not is_here or selection.text is not None or selection.relation is not None:
            self._current = None

    def at(self, offset: int) -> Suggested | None:
        """Return the shortest suggestion that has an offset in it, or ends there."""
        here = [one for one in self.over(offset, offset) if one.start <= offset <= one.end]
        inside = [one for one in here if offset < one.end] or here
        return min(inside, key=lambda one: one.end - one.start, default=None)

    def over(self, start: int, end: int) -> Sequence[Suggested]:
        """Return those that touch a range, in text order."""
        first = bisect_left(self._placed, start - self._longest, key=lambda one: one.order[0])
        last = bisect_right(self._placed, end, key=lambda one: one.order[0])
        found = (one.suggestion for one in self._placed[first:last])
        return [one for one in found if one.end >= start]

    def neighbour(self, step: int) -> Suggested | None:
        """Return the next (1) or previous (-1) suggestion from where one is."""
        caret = self._view.selection.caret
        is_at_one = self._current is not None
        order = (caret, _BEFORE_ALL) if self._current is None else self._order(self._current)
        first = bisect_left(self._placed, order, key=lambda one: one.order)
        at = first + (step if step < 0 or is_at_one else 0)
        return self._placed[at].suggestion if 0 <= at < len(self._placed) else None

    def go_to(self, suggestion: Suggested) -> None:
        """Put the hand onto a suggestion, and show it."""
        view = self._view
        with view.act:
            self._current = suggestion
            view.selection.set_caret(suggestion.start)
            self._current = suggestion
            view.refresh_look()
        view.reveal(suggestion.start)
        view.announce(self.words(suggestion))

    def words(self, suggestion: Suggested) -> str:
        """Return what is suggested, in words."""
        covered = " ".join(self._view.text[start:end] for start, end in suggestion.place)
        return f"suggested {self.name_of(suggestion)}: {shown_text(' '.join(covered.split()))}"

    def name_of(self, suggestion: Suggested) -> str:
        """Return the name of the label suggested, as it is shown."""
        label = self._view.label_set.span_label(suggestion.label)
        return shown_text(label.name if label is not None else suggestion.label)

    def look(self, hidden_labels: frozenset[str]) -> tuple[Offer, ...]:
        """Return what is to be drawn, in text order, without labels that are switched off."""
        current = self._current
        return tuple(
            Offer(part, one.label, one is current, number == 0)
            for one in self.all()
            if one.label not in hidden_labels
            for number, part in enumerate(one.place)
        )

    @staticmethod
    def _order(suggestion: Suggested) -> tuple[int, int]:
        return (suggestion.start, -suggestion.end)

    def _is_taken(self, suggestion: Suggested) -> bool:
        index = self._view.index
        at = index.spans_at(suggestion.start)
        return any(index.spans[id].fragments == suggestion.place for id in at)
