"""What a screen reader is told: spans on entering and leaving them, and what is selected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from annotator.model.relation import Relation
from annotator.ui.text_view.substitution import shown_text

if TYPE_CHECKING:
    from annotator.ui.text_view.text_view import TextView

_LONGEST = 200


class Announcing:
    """Remembers what was told, and tells what is different. Where nobody listens it costs nothing.

    What is told at one moment is one sentence: a second one would cut the first one short.
    """

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._within: dict[str, str] = {}
        """The spans at the caret or selected, the outermost first, and the names they had."""
        self._selected: tuple[tuple[str, ...], str | None] = ((), None)

    def forget(self) -> None:
        """Begin anew with another article."""
        self._within, self._selected = {}, ((), None)

    def follow(self) -> None:
        """Tell what the caret or the selection came to, what it left, what it is called now."""
        if not QAccessible.isActive():
            self.forget()
            return
        words = [*self._selection_words(), *self._place_words()]
        if words:
            self._view.announce(". ".join(words))

    # ---- what is selected ----------------------------------------------------------------------

    def _selection_words(self) -> list[str]:
        view, selection = self._view, self._view.selection
        before, self._selected = self._selected, (selection.spans, selection.relation)
        if self._selected == before:
            return []
        relation = view.index.relations.get(selection.relation or "")
        if relation is not None:
            return [view.tr("selected relation ") + self._relation_words(relation)]
        if len(selection.spans) > 1:
            return [self._gathered_words(before[0])]
        if len(selection.spans) == 1 and selection.spans[0] in view.index.spans:
            return [self._selected_words(selection.spans[0])]
        return []

    def _gathered_words(self, before: tuple[str, ...]) -> str:
        """Tell how many spans are selected, and of one that came to them which it is."""
        chosen = self._view.selection.spans
        count = f"{len(chosen)} spans selected"
        new = [id for id in chosen if id not in before and id in self._view.index.spans]
        return f"{self._span_words(new[0])}. {count}" if len(new) == 1 else count

    def _selected_words(self, id: str) -> str:
        view = self._view
        parts = [view.tr("selected ") + self._span_words(id)]
        relations = len(view.index.relations_of(id))
        if relations:
            parts.append(f"{relations} relation" if relations == 1 else f"{relations} relations")
        if view.index.spans[id].note:
            parts.append(view.tr("with a note"))
        return ", ".join(parts)

    # ---- where the caret is --------------------------------------------------------------------

    def _place_words(self) -> list[str]:
        view = self._view
        at = view.selection.spans or tuple(reversed(view.index.spans_at(view.selection.caret)))
        spans = [id for id in at if id in view.index.spans]
        before, self._within = self._within, {id: self._name(id) for id in spans}
        left = [name for id, name in reversed(before.items()) if id not in self._within]
        renamed = [
            view.tr("now ") + name
            for id, name in self._within.items()
            if before.get(id, name) != name
        ]
        entered = [id for id in self._within if id not in before and id not in view.selection.spans]
        return [
            *(view.tr("out of ") + name for name in _few(left)),
            *renamed,
            *(self._span_words(id) for id in _few(entered)),
        ]

    # ---- words ---------------------------------------------------------------------------------

    def _span_words(self, id: str) -> str:
        covered = self._view.index.spans[id].covered_text(self._view.text)[:_LONGEST]
        return f"{self._name(id)}: {shown_text(' '.join(covered.split()))}"

    def _relation_words(self, relation: Relation) -> str:
        view = self._view
        label = view.label_set.relation_label(relation.label)
        name = shown_text(label.name) if label is not None else relation.label
        ends = (view.beginning_of(relation.head), view.beginning_of(relation.tail))
        return f"{name}: {ends[0]} {view.tr('to')} {ends[1]}"

    def _name(self, id: str) -> str:
        span = self._view.index.spans[id]
        label = self._view.label_set.span_label(span.label)
        return shown_text(label.name) if label is not None else span.label


def _few(of: Iterable[str], most: int = 5) -> list[str]:
    """Return the last of many: a dozen names at one place help nobody."""
    return list(of)[-most:]
