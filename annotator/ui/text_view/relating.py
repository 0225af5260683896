"""Making a relation: hint letters, the list of far targets, the choice of its label."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

from annotator.edits.edit import TurnRelation
from annotator.model.span import Span
from annotator.ui.text_view.choices import NO_ROW, Choice, ChoiceList
from annotator.ui.text_view.colours import label_colours
from annotator.ui.text_view.free_place import standing_of
from annotator.ui.text_view.hints import assign_hints, narrow
from annotator.ui.text_view.keys import letter_of
from annotator.ui.text_view.span_edits import RelationChoice, can_relate, relation_choices
from annotator.ui.text_view.substitution import shown_text

if TYPE_CHECKING:
    from annotator.ui.text_view.text_view import TextView

_MOST_FAR_TARGETS = 60
"""Spans off the screen that get a hint letter: the nearest ones."""
_MODIFIER_KEYS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
)
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Keys that go to the list of far targets; all others are letters of hints."""


class Relating:
    """What is under way while a relation is made or something is chosen from a list."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._first: str | None = None
        """The span the relation starts from."""
        self._hints: dict[str, str] = {}
        self._typed = ""
        self._list: ChoiceList | None = None
        self._is_peek = False
        self._dragged_to: frozenset[str] = frozenset()

    @property
    def first(self) -> str | None:
        """The span the relation under way starts from."""
        return self._first

    @property
    def is_active(self) -> bool:
        """Whether keys belong to hints or a list now."""
        return bool(self._hints) or self._list is not None

    def hints(self) -> dict[str, str]:
        """Return what is still to be typed on each span."""
        typed = len(self._typed)
        return {span: hint[typed:] for span, hint in narrow(self._hints, self._typed).items()}

    def targets(self) -> frozenset[str]:
        """Return the spans that the relation may lead to."""
        return frozenset(self._hints) or self._dragged_to

    # ---- beginning and ending ------------------------------------------------------------------

    def start(self) -> None:
        """Show hints from the selected span; turn a selected relation round instead."""
        view = self._view
        self.cancel()
        if view.selection.relation in view.index.relations:
            self._turn(view.selection.relation)
            return
        span = view.marking.primary()
        if span is None:
            view.notice.emit(view.tr("Select a span first: the relation starts there."))
            return
        view.reveal(span.start)
        near, far = self._find_targets(span)
        if not near and not far:
            view.notice.emit(view.tr("The label set allows no relation from here."))
            return
        self._first = span.id
        self._hints = assign_hints([*near, *far])
        if far:
            self._peek(far)
        view.announce(view.tr("Type the letters of a span."))
        view.refresh_look()

    def cancel(self) -> bool:
        """Leave hints and lists; return whether there were any."""
        was_active = self.is_active
        self._hints, self._typed, self._first = {}, "", None
        self._close_list()
        if was_active:
            self._view.refresh_look()
        return was_active

    def _turn(self, id: str) -> None:
        view = self._view
        relation = view.index.relations[id]
        label = view.label_set.relation_label(relation.label)
        spans = view.index.spans
        head, tail = spans[relation.head], spans[relation.tail]
        if label is not None and label.allows(tail.label, head.label):
            view.edit_requested.emit(TurnRelation(id))
        else:
            view.notice.emit(view.tr("The label set does not allow this relation turned round."))

    def _find_targets(self, first: Span) -> tuple[list[str], list[str]]:
        """Return the spans a relation may lead to, on screen and off it, the nearest first."""
        spans = self._view.index.spans
        start, end = self._view.visible_range()
        allowed = self._allowed_labels(first)
        near: list[str] = []
        far: list[str] = []
        for step in (1, -1):
            count = 0
            for id in self._neighbours(first, step):
                span = spans[id]
                is_past = span.start >= end if step > 0 else span.start < start
                if is_past and count >= _MOST_FAR_TARGETS:
                    break  # there may be many thousand more
                is_near = start <= span.start < end
                if span.label in allowed:
                    (near if is_near else far).append(id)
                    count += not is_near

        def distance(id: str) -> int:
            return abs(spans[id].start - first.start)

        return sorted(near, key=distance), sorted(far, key=distance)[:_MOST_FAR_TARGETS]

    def _neighbours(self, first: Span, step: int) -> Iterator[str]:
        """Yield the spans after (1) or before (-1) one, away from it."""
        index = self._view.index
        id = index.neighbour(index.place_of(first.id), step)
        while id is not None:
            yield id
            id = index.neighbour(index.place_of(id), step)

    def _allowed_labels(self, first: Span) -> set[str]:
        view = self._view
        return {
            label.id
            for label in view.label_set.span_labels
            if can_relate(view.label_set, first, Span("", label.id, first.fragments))
        }

    # ---- keys ------------------------------------------------------------------------------

    def take_key(self, event: QKeyEvent) -> bool:
        """Take every key while something is under way; return whether it was taken."""
        if not self.is_active:
            return False
        if event.key() in _MODIFIER_KEYS:
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif self._list is not None and (not self._is_peek or event.key() in _LIST_KEYS):
            self._list.take_key(event)
        elif event.key() == Qt.Key.Key_Backspace:
            self._type(self._typed[:-1])
        else:
            self._type(self._typed + letter_of(event))
        return True

    def _type(self, typed: str) -> None:
        left = narrow(self._hints, typed)
        if not left:
            self._view.notice.emit(self._view.tr("No span has these letters."))
            return
        self._typed = typed
        exact = [span for span, hint in left.items() if hint == typed]
        if exact and self._first is not None:
            self.relate(self._first, exact[0])
        else:
            self._view.refresh_look()

    # ---- the relation itself -------------------------------------------------------------------

    def relate(self, first: str, second: str, at: QPoint | None = None) -> None:
        """Make a relation between two spans; where several labels fit, ask which."""
        view = self._view
        self.cancel()
        spans = view.index.spans
        existing = view.relations_at([first])
        choices = relation_choices(view.label_set, spans[first], spans[second], existing)
        if not choices:
            view.notice.emit(view.tr("No further relation is allowed between these two."))
        elif len(choices) == 1:
            self._make(choices[0])
        else:
            self._ask_which(choices, second, at)

    def _make(self, choice: RelationChoice) -> None:
        self._view.show_label_again(choice.label.id)
        self._view.edit_requested.emit(choice.edit())

    def _ask_which(self, choices: Sequence[RelationChoice], second: str, at: QPoint | None) -> None:
        view = self._view
        keys = _keys_for([choice.label.key for choice in choices])
        far = view.beginning_of(second)
        rows = [
            Choice(
                key,
                shown_text(one.label.name),
                _arrow(one),
                label_colours(one.label.colour, view.colours).strong,
                f"{_arrow(one)} {far}",
            )
            for key, one in zip(keys, choices, strict=True)
        ]
        place = at or self._below(view.index.spans[second].start)
        ends = {choices[0].head, choices[0].tail}
        title = view.tr("Relation with “%s”").replace("%s", far)
        self._open(title, rows, place, lambda row: self._make(choices[row]), keeping=ends)

    def drag_over(self, first: str | None) -> None:
        """Light the spans on screen that a relation dragged from a span may end on."""
        view = self._view
        self._dragged_to = frozenset()
        if first is not None:
            self._dragged_to = frozenset([*self._targets_on_screen(first), first])
        view.refresh_look()

    def _targets_on_screen(self, first: str) -> Iterator[str]:
        index = self._view.index
        start, end = self._view.visible_range()
        allowed = self._allowed_labels(index.spans[first])
        id = index.first_from(start)
        while id is not None and index.spans[id].start < end:
            if index.spans[id].label in allowed:
                yield id
            id = index.neighbour(index.place_of(id), 1)

    # ---- lists -----------------------------------------------------------------------------

    def ask(
        self, title: str, rows: Sequence[Choice], offset: int, choose: Callable[[int], None]
    ) -> None:
        """Let one of some rows be chosen by its key, near an offset of the article."""
        self.cancel()
        self._open(title, rows, self._below(offset), choose)

    def list_spans_here(self) -> None:
        """List the spans and relations at the caret, to choose one."""
        view = self._view
        spans = view.index.spans_at(view.selection.caret)
        spans += [id for id in view.selection.spans if id in view.index.spans and id not in spans]
        relations = sorted({id for span in spans for id in view.index.relations_of(span)})
        theirs = view.second.words_at(view.selection.caret)
        if theirs:
            view.announce(theirs)
        if theirs or not spans:
            view.notice.emit(theirs or view.tr("No span here."))
        if not spans:
            return
        view.reveal(view.selection.caret)
        ids = [*spans, *relations]
        rows = [self._span_row(id) for id in spans] + [self._relation_row(id) for id in relations]
        for number, key in enumerate(_keys_for([""] * len(rows))):
            rows[number] = replace(rows[number], key=key)

        def select(row: int) -> None:
            if row < len(spans):
                view.selection.select_spans([ids[row]])
            else:
                view.selection.select_relation(ids[row])

        self._open(view.tr("Here"), rows, self._below(view.selection.caret), select)

    def _peek(self, far: Iterable[str]) -> None:
        """List the targets that are off the screen with their hints."""
        view = self._view
        rows = [
            Choice(self._hints[id], one.name, one.detail, one.colour)
            for id, one in ((id, self._span_row(id)) for id in far)
        ]
        ids = list(far)
        place = QPoint(view.viewport().width(), view.viewport().height())
        first = self._first
        keeping = {*self._hints, first or ""}

        def choose(row: int) -> None:
            if first is not None:
                self.relate(first, ids[row])

        self._open(view.tr("Off the screen"), rows, place, choose, keeping, most_rows=5)
        self._is_peek = True
        if self._list is not None:
            self._list.current = NO_ROW

    def _span_row(self, id: str) -> Choice:
        view = self._view
        span = view.index.spans[id]
        label = view.label_set.span_label(span.label)
        colour = label_colours(label.colour if label else "#777777", view.colours).strong
        return Choice("", view.name_of_span(id), view.beginning_of(id), colour)

    def _relation_row(self, id: str) -> Choice:
        view = self._view
        relation = view.index.relations[id]
        label = view.label_set.relation_label(relation.label)
        colour = label_colours(label.colour if label else "#777777", view.colours).strong
        ends = f"{view.beginning_of(relation.head)} → {view.beginning_of(relation.tail)}"
        return Choice("", shown_text(label.name if label else relation.label), ends, colour)

    def _open(
        self,
        title: str,
        rows: Sequence[Choice],
        at: QPoint,
        choose: Callable[[int], None],
        keeping: Collection[str] = (),
        most_rows: int = 10,
    ) -> None:
        """Open a list near a point of the window, with some spans kept in view."""
        view = self._view
        self._close_list()
        self._list = ChoiceList(title, rows, view.colours, view.viewport(), most_rows)
        self._is_peek = False

        def take(row: int) -> None:
            # What is chosen may open another list: this one goes first.
            if self._is_peek:
                choose(row)
            else:
                self.cancel()
                choose(row)

        self._list.chosen.connect(take)
        row_text = self._list.row_text
        self._list.went_to.connect(lambda row: view.announce(row_text(row)))
        self._list.show_at(at, standing_of(view, keeping) if keeping else ())
        view.announce(f"{title}: {self._list.row_text(0)}")

    def _close_list(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None
        self._is_peek = False

    def _below(self, offset: int) -> QPoint:
        rect = self._view.caret_rect(offset)
        return QPoint(40, 40) if rect is None else rect.bottomLeft().toPoint() + QPoint(0, 8)


def _arrow(choice: RelationChoice) -> str:
    return "←" if choice.is_reversed else "→"


def _keys_for(wanted: Sequence[str]) -> list[str]:
    """Return a key for each row: the one it has, else a free digit, else a free letter."""
    taken = {key.lower() for key in wanted if key}
    free = [key for key in "123456789abcdefghijklmnopqrstuvwxyz" if key not in taken]
    keys: list[str] = []
    for key in wanted:
        if key and key.lower() not in (one.lower() for one in keys):
            keys.append(key)
        else:
            keys.append(free.pop(0) if free else "")
    return keys
