"""What is selected in a window: spans, a relation, a stretch of text, the caret."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

TextRange = tuple[int, int]


class Selection(QObject):
    """One truth for all panels of a window. Offsets are code points, half open.

    Spans and a relation are never selected together. `changed` is emitted once per act, and only
    where something is different from before.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spans: tuple[str, ...] = ()
        self._relation: str | None = None
        self._text: TextRange | None = None
        self._caret = 0

    @property
    def spans(self) -> tuple[str, ...]:
        """The ids of the selected spans; the last one is the primary one."""
        return self._spans

    @property
    def span(self) -> str | None:
        """The id of the primary span."""
        return self._spans[-1] if self._spans else None

    @property
    def relation(self) -> str | None:
        """The id of the selected relation."""
        return self._relation

    @property
    def text(self) -> TextRange | None:
        """The selected stretch of text, never empty."""
        return self._text

    @property
    def caret(self) -> int:
        """Where the caret stands."""
        return self._caret

    def select_spans(self, ids: Iterable[str], caret: int | None = None) -> None:
        """Select these spans alone; the stretch of text is let go. `caret`: put it there too."""
        where = self._caret if caret is None else caret
        self._set(tuple(dict.fromkeys(ids)), None, None, where)

    def toggle_span(self, id: str) -> None:
        """Select one span more, or let go of it where it is selected; the stretch of text goes."""
        others = tuple(one for one in self._spans if one != id)
        chosen = others if len(others) < len(self._spans) else (*others, id)
        self._set(chosen, None, None, self._caret)

    def select_relation(self, id: str) -> None:
        """Select this relation alone."""
        self._set((), id, None, self._caret)

    def select_text(self, start: int, end: int, *, keep: bool = False) -> None:
        """Select a stretch of text (either end first) and put the caret at `end`.

        Spans and relation are let go unless `keep`. An empty stretch only moves the caret.
        """
        text = (min(start, end), max(start, end)) if start != end else None
        spans, relation = (self._spans, self._relation) if keep else ((), None)
        self._set(spans, relation, text, end)

    def set_caret(self, offset: int, *, keep: bool = False) -> None:
        """Put the caret somewhere; lets go of all that is selected unless `keep`."""
        if keep:
            self._set(self._spans, self._relation, self._text, offset)
        else:
            self._set((), None, None, offset)

    def forget(self, gone: Iterable[str]) -> None:
        """Let go of spans and relations (ids) that are no more."""
        gone = frozenset(gone)
        spans = tuple(one for one in self._spans if one not in gone)
        relation = None if self._relation in gone else self._relation
        self._set(spans, relation, self._text, self._caret)

    def clear(self) -> None:
        """Let go of everything; the caret stays where it is."""
        self._set((), None, None, self._caret)

    def _set(
        self, spans: tuple[str, ...], relation: str | None, text: TextRange | None, caret: int
    ) -> None:
        before = (self._spans, self._relation, self._text, self._caret)
        if (spans, relation, text, caret) == before:
            return
        self._spans, self._relation, self._text, self._caret = spans, relation, text, caret
        self.changed.emit()
