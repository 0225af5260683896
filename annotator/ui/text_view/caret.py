"""Where the caret goes: by character, word, line, paragraph and page, as the eye sees it."""

from dataclasses import dataclass
from typing import Literal

from annotator.text import tokens
from annotator.text.graphemes import is_boundary, previous_boundary
from annotator.ui.text_view.galley import Galley

Move = Literal[
    "left",
    "right",
    "word_left",
    "word_right",
    "line_up",
    "line_down",
    "paragraph_up",
    "paragraph_down",
    "page_up",
    "page_down",
    "line_start",
    "line_end",
    "article_start",
    "article_end",
]


@dataclass(slots=True)
class CaretWalk:
    """Walks over a galley; remembers the column that going up and down keeps to."""

    galley: Galley
    _column: float | None = None
    _place: int = -1
    """Where the caret was put after the last step: only from there the column is kept."""

    def stand_at(self, offset: int) -> None:
        """Take note of where the caret stands after a step, snapped to a word perhaps."""
        self._place = offset

    def go(self, offset: int, move: Move, page: float, *, to_word_end: bool = False) -> int:
        """Return where the caret goes from an offset; `page` is the height of a page in pixels.

        `to_word_end`: word steps forward end behind a word rather than before the next.
        """
        text = self.galley.text
        if move in ("line_up", "line_down", "page_up", "page_down"):
            distance = {"line_up": -1.0, "line_down": 1.0, "page_up": -page, "page_down": page}[
                move
            ]
            if offset != self._place:
                self._column = None
            self._place = self._vertically(offset, distance)
            return self._place
        self._column = None
        match move:
            case "left" | "right":
                return self._sideways(offset, is_left=move == "left")
            case "word_left" | "word_right":
                return self._by_word(offset, move == "word_left", to_word_end)
            case "paragraph_up" | "paragraph_down":
                return self._by_paragraph(offset, 1 if move == "paragraph_down" else -1)
            case "line_start":
                return self._line_edge(offset)[0]
            case "line_end":
                return self._line_edge(offset)[1]
            case "article_start":
                return 0
            case _:
                return len(text)

    # ---- sideways ----------------------------------------------------------------------------

    def _sideways(self, offset: int, *, is_left: bool) -> int:
        blocks = self.galley.blocks
        number = blocks.number_at(offset)
        paragraph = self.galley.laid(number).paragraph
        offset = min(offset, blocks[number].end)
        found = paragraph.left_of(offset) if is_left else paragraph.right_of(offset)
        if found is not None:
            return found
        return self._over_the_edge(number, 1 if is_left == paragraph.is_rtl else -1)

    def _over_the_edge(self, number: int, step: int) -> int:
        blocks = self.galley.blocks
        block = blocks[number]
        other = number + step
        if not 0 <= other < len(blocks):
            return block.end if step > 0 else block.start
        if step > 0:
            return blocks[other].start
        before = blocks[other]
        if before.is_last_piece:
            return before.end
        return previous_boundary(self.galley.text, before.end)

    def _by_word(self, offset: int, is_left: bool, to_word_end: bool) -> int:
        number = self.galley.blocks.number_at(offset)
        forward = is_left == self.galley.laid(number).paragraph.is_rtl
        text = self.galley.text
        if not forward:
            return tokens.previous_word_start(text, offset)
        if to_word_end:
            return tokens.next_word_end(text, offset)
        return tokens.next_word_start(text, offset)

    # ---- up and down -------------------------------------------------------------------------

    def _vertically(self, offset: int, distance: float) -> int:
        galley = self.galley
        number = galley.blocks.number_at(offset)
        laid = galley.laid(number)
        line = laid.paragraph.line_at(min(offset, galley.blocks[number].end))
        if self._column is None:
            self._column = laid.paragraph.x_at(min(offset, galley.blocks[number].end), line)
        step = 1 if distance > 0 else -1
        left = abs(distance)
        while left > 0:
            there = self._next_line(number, line, step)
            if there is None:
                self._column = None
                return len(galley.text) if step > 0 else 0
            number, line = there
            left -= 1 if abs(distance) == 1 else max(1.0, galley.laid(number).lines[line].height)
        return galley.laid(number).paragraph.offset_at(line, self._column)

    def _next_line(self, number: int, line: int, step: int) -> tuple[int, int] | None:
        line += step
        if 0 <= line < len(self.galley.laid(number).lines):
            return (number, line)
        number += step
        while 0 <= number < len(self.galley.blocks):
            if not self.galley.blocks[number].is_blank:
                return (number, 0 if step > 0 else len(self.galley.laid(number).lines) - 1)
            number += step
        return None

    def _by_paragraph(self, offset: int, step: int) -> int:
        blocks = self.galley.blocks
        number = blocks.number_at(offset)
        start = blocks[number].paragraph_start
        if step < 0 and offset > start:
            return start
        number = blocks.number_at(start) if step < 0 else number
        number += step
        while 0 <= number < len(blocks):
            block = blocks[number]
            if not block.is_blank and (step < 0 or block.start == block.paragraph_start):
                return block.paragraph_start
            number += step
        return 0 if step < 0 else len(self.galley.text)

    def _line_edge(self, offset: int) -> tuple[int, int]:
        number = self.galley.blocks.number_at(offset)
        block, laid = self.galley.blocks[number], self.galley.laid(number)
        offset = min(offset, block.end)
        line = laid.paragraph.line_at(offset)
        start, end = laid.paragraph.starts[line], laid.paragraph.ends[line]
        if line < len(laid.lines) - 1 or not block.is_last_piece:
            text = self.galley.text
            end = previous_boundary(text, end)
            while end > start and not is_boundary(text, end):
                end -= 1
        return (start, end)
