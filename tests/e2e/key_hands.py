"""Hands that use nothing but the keyboard, and count every key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.text import tokens
from annotator.ui.main_window import MainWindow
from annotator.ui.text_view.caret import CaretWalk
from tests.e2e.golden import GoldenSpan
from tests.e2e.hands import Hands
from tests.e2e.ways import MOST_LINES, Goal, Way, Ways

_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


class Effort(NamedTuple):
    """What one span or relation has cost, in keys."""

    kind: str
    words: int
    """Of a span that is whole words in one piece, marks within it counted; 0 for others."""
    moves: int
    """To get there."""
    keys: int
    """For the act itself."""

    @property
    def total(self) -> int:
        return self.moves + self.keys


class KeyHands(Hands):
    """Presses keys where the focus is. `acts` counts keys by what they were for."""

    _ways: Ways | None = None

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.efforts: list[Effort] = []
        """What each span and relation has cost."""

    @property
    def ways(self) -> Ways:
        if self._ways is None or self._ways.text != self.text:
            self._ways = Ways(self.text)
        return self._ways

    def press(self, keys: str, purpose: str) -> None:
        """Press one key, named as in "Ctrl+Shift+Right"."""
        *held, name = keys.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= _MODIFIERS[one]
        key = getattr(Qt.Key, f"Key_{name if len(name) > 1 else name.upper()}")
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        QTest.keyClick(target, key, modifiers)
        self.acts[purpose] += 1

    def press_all(self, keys: Iterable[str], purpose: str) -> None:
        for one in keys:
            self.press(one, purpose)

    # ---- spans -------------------------------------------------------------------------

    def mark(self, span: GoldenSpan) -> str:
        """Go there, select, press the label's key; mend what words do not snap to; add parts."""
        key = self.session.label_set.span_label_named(span.label).key
        assert key, f"{span.label} has no key"
        before = self.acts.copy()
        first, *others = span.fragments
        made = self._label(first, key, span.label)
        made = self._nudge(made, first, span.label)
        for number, part in enumerate(others, 1):
            self._add(part)
            self.find_span(span.label, (*span.fragments[:number], part))
        self._note("span", span, before)
        return self.find_span(span.label, span.fragments)

    def _add(self, part: tuple[int, int]) -> None:
        """Add a part: its first word by F alone, further ones by steps of the end."""
        assert self.snapped(*part) == part, "a part that parts a word"
        steps = self._steps_to_end(*part)
        assert steps is not None, "a part that begins with no word"
        self._go_to_word(part[0])
        self.press("F", "span: part")
        self.press_all(steps, "span: end")

    def _note(self, kind: str, span: GoldenSpan | None, before: Counter[str]) -> None:
        """Keep what an act has cost: the way there, and the act itself."""
        spent = self.acts - before
        moves = spent["span: move"] + spent["relation: head"]
        words = 0
        if span is not None and len(span.fragments) == 1 and not span.is_exact:
            words = len(list(tokens.words(self.text, *self.snapped(*span.fragments[0]))))
        self.efforts.append(Effort(kind, words, moves, spent.total() - moves))

    def _label(self, covered: tuple[int, int], key: str, label: str) -> tuple[int, int]:
        """Label the words that hold a range; return which.

        The first word takes the label's key alone, each further one a step of the span's end: a
        name of n words costs n keys. Long stretches are selected by lines before.
        """
        first, last = self.snapped(*covered)
        self._go_to_word(first)
        steps = self._steps_to_end(first, last)
        selecting = self._way_to_end(first, last)
        if steps is None or len(steps) > len(selecting) or self._is_labelled(first, label):
            made = self._select(*covered)
            self.press(key, "span: label")
            return made
        self._let_go()
        self.press(key, "span: label")
        self.press_all(steps, "span: end")
        return first, last

    def _steps_to_end(self, start: int, last: int) -> Way | None:
        """How the end of a span over the first word gets to an offset, if it does."""
        word = tokens.word_at(self.text, start)
        if word is None or word[0] != start or not tokens.is_word_like(self.text, word):
            return None
        return self.ways.of_end(word[1], last)

    def _is_labelled(self, start: int, label: str) -> bool:
        """Whether the first word alone has this label already: it would not be labelled twice."""
        word = tokens.word_at(self.text, start)
        wanted = self.session.label_set.span_label_named(label).id
        return any(
            (one.label, one.fragments) == (wanted, (word,))
            for one in self.view.index.spans.values()
        )

    def _let_go(self) -> None:
        """Let go of what is selected: the key would relabel it."""
        if self.selection.spans or self.selection.text or self.selection.relation:
            self.press("Escape", "span: move")

    def _select(self, start: int, end: int) -> tuple[int, int]:
        """Select the words that hold a range, or stand on the word if it is one; return which."""
        first, last = self.snapped(start, end)
        word = self._go_to_word(first)
        if word == (first, last) and tokens.is_word_like(self.text, word):
            self._let_go()
            return first, last
        self.press_all(self._way_to_end(first, last), "span: select")
        assert self.selection.text == (first, last), f"wanted {first, last}: {self.state()}"
        return first, last

    def _go_to_word(self, first: int) -> tuple[int, int]:
        """Put the caret into the word at an offset; return the word."""
        word = tokens.word_at(self.text, first)
        assert word is not None

        def is_goal(offset: int) -> bool:
            is_there = word[0] <= offset < word[1]
            return is_there and tokens.word_at(self.text, offset) == word

        self._go(is_goal)
        return word

    def _go(self, is_goal: Goal, purpose: str = "span: move") -> None:
        """Walk there; up and down may keep to another column than thought: then look again."""
        for _ in range(5):
            way = self._way_to(is_goal)
            self.press_all(way, purpose)
            if is_goal(self.selection.caret):
                return
        raise AssertionError(f"{way}: {self.state()}")

    def _way_to(self, is_goal: Goal) -> Way:
        return self.ways.to(self.selection.caret, is_goal, self._lines_from, self._edges())

    def _edges(self) -> tuple[int, int] | None:
        """From where to where what is selected at the caret reaches."""
        caret, span = self.selection.caret, self.view.marking.primary()
        if self.selection.text is not None or span is None:
            return self.selection.text
        at = [one for one in span.fragments if one[0] <= caret <= one[1]]
        return at[0] if at else None

    def _lines_from(self, offset: int, lines: int) -> int:
        walk = CaretWalk(self.view.galley)
        for _ in range(abs(lines)):
            offset = walk.go(offset, "line_down" if lines > 0 else "line_up", 0.0)
        return offset

    def _way_to_end(self, start: int, end: int) -> Way:
        landings = []
        walk, caret = CaretWalk(self.view.galley), self.selection.caret
        for count in range(1, MOST_LINES):
            caret = walk.go(caret, "line_down", 0.0, to_word_end=True)
            caret = self.snapped(start, caret)[1]
            landings.append((count, caret))
            if caret > end:
                break
        return self.ways.to_end(start, end, landings)

    def _nudge(self, made: tuple[int, int], wanted: tuple[int, int], label: str) -> tuple[int, int]:
        """Move the ends of the new span by characters to where they must be."""
        self.find_span(label, (made,))
        for place, hold in ((0, "Ctrl+Alt+Shift"), (1, "Ctrl+Alt")):
            distance = wanted[place] - made[place]
            step = f"{hold}+Right" if distance > 0 else f"{hold}+Left"
            self.press_all([step] * abs(distance), "span: mend")
        return wanted

    # ---- relations ---------------------------------------------------------------------

    def relate(self, head: str, tail: str, label: str) -> None:
        """Select the head, R, the hint of the tail, and the relation's key where it is asked."""
        spent = self.acts.copy()
        self._select_span(head)
        before = self.relation_count()
        self.press("R", "relation: R")
        hint = self.view.relating.hints().get(tail)
        assert hint, f"no hint on the tail of {label}: {self.state()}"
        self.press_all(hint, "relation: hint")
        if self.relation_count() == before:
            choices = self.choice_list()
            assert choices is not None, f"nothing asked, nothing made: {label}"
            key = next(
                one.key
                for one in choices.choices
                if one.name == label and not one.detail.startswith("←")
            )
            self.press(key, "relation: label")
        self._note("relation", None, spent)
        assert self.has_relation(head, tail, label), label

    def _select_span(self, span: str) -> None:
        """By the nearest of: it is selected; Tab or Shift Tab; going there and Enter."""
        if self.selection.spans == (span,):
            return
        by_tab = self._tabs_to(span)
        way, enters = self._walk_to(span)
        if len(by_tab) <= len(way) + enters:
            self.press_all(by_tab, "relation: head")
        else:
            self.press_all(way, "relation: head")
            self.press_all(["Return"] * enters, "relation: head")
        assert self.selection.spans == (span,), self.state()

    def _tabs_to(self, span: str) -> Way:
        order = list(self.view.index.in_order())
        here = self.selection.spans[-1] if self.selection.spans else None
        if here is None:
            caret = self.selection.caret
            at = sum(self.view.index.spans[one].start < caret for one in order) - 0.5
        else:
            at = float(order.index(here))
        distance = order.index(span) - at
        count = int(abs(distance) + 0.5)
        return ("Tab",) * count if distance > 0 else ("Shift+Tab",) * count

    def _walk_to(self, span: str) -> tuple[Way, int]:
        """The way into a span, and how often Enter then selects it, at its cheapest place."""
        index = self.view.index
        covered = index.spans[span]
        selected = self.selection.spans
        choices = []
        for start, end in covered.fragments:
            for offset in [one for one in self.ways.starts if start <= one < end] or [start]:
                around = index.spans_at(offset)
                way = self._way_to(lambda at, o=offset: at == o)  # type: ignore[misc]
                here = around.index(span)
                if not way and selected and selected[-1] in around:
                    here = (here - around.index(selected[-1]) - 1) % len(around)
                choices.append((way, here + 1))
        return min(choices, key=lambda one: len(one[0]) + one[1])
