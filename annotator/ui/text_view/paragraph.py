"""One block's text shaped into lines: where a character stands, and which stands at a point.

Offsets are code points of the article; x is in pixels from the left of the column.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import regex
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from annotator.text.graphemes import grapheme_at, is_boundary, next_boundary, previous_boundary
from annotator.text.offsets import Utf16Table
from annotator.ui.text_view.substitution import shown_text

_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_REORDERED = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=AN}]")
"""What may stand elsewhere than where it comes in the text; Arabic digits do too."""
_OTHERWISE = regex.compile(r"[^\p{bc=R}\p{bc=AL}\p{bc=WS}\p{bc=ON}\p{bc=CS}\p{bc=ES}\p{bc=ET}]")
"""What may run otherwise than to the left in a paragraph that does: digits, letters, tabs."""
_STRONG = regex.compile(r"[\p{Bidi_Class=L}\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_WITH_PLACES = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
)
_ON_CHARACTER = QTextLine.CursorPosition.CursorOnCharacter

Range = tuple[float, float]


class _Run(NamedTuple):
    """A stretch of one direction on a line: UTF-16 positions, and from where to where."""

    start: int
    end: int
    left: float
    right: float
    is_rtl: bool


class Style:
    """A stretch of a paragraph (offsets in it) in a font and colour of its own."""

    __slots__ = ("colour", "end", "font", "start")

    def __init__(self, start: int, end: int, font: QFont, colour: str) -> None:
        self.start, self.end, self.font, self.colour = start, end, font, colour


def is_right_to_left(text: str) -> bool:
    """Tell whether a paragraph runs from right to left: by its first letter."""
    first = _STRONG.search(text)
    return bool(first and _RIGHT_TO_LEFT.match(first.group()))


class Paragraph:
    """The lines of a block. Lines are placed by whoever stacks them (`place_line`)."""

    __slots__ = (
        "_has_rtl",
        "_is_plain_rtl",
        "_layout",
        "_lines",
        "_mixed",
        "_runs",
        "_text",
        "_units",
        "ends",
        "is_rtl",
        "start",
        "starts",
        "width",
    )

    def __init__(
        self, text: str, start: int, width: float, styles: Sequence[Style], is_rtl: bool
    ) -> None:
        """Shape `text`, which starts at `start` in the article; the first style is the ground."""
        self._text = text
        self._units = Utf16Table(text)
        self._runs: dict[int, list[_Run]] = {}
        self._has_rtl = is_rtl or (not text.isascii() and bool(_REORDERED.search(text)))
        self._mixed: dict[int, bool] = {}
        self._is_plain_rtl = is_rtl and _OTHERWISE.search(text) is None
        """Whether all of it runs to the left: what comes later stands farther left."""
        self.start, self.width, self.is_rtl = start, width, is_rtl
        self._layout = self._shape(shown_text(text), width, styles)
        count = self._layout.lineCount()
        self._lines = [self._layout.lineAt(number) for number in range(count)]
        to_offset = self._units.to_offset
        self.starts = [start + to_offset(line.textStart()) for line in self._lines]
        self.ends = [*self.starts[1:], start + len(text)]

    def __len__(self) -> int:
        return len(self._lines)

    def _shape(self, text: str, width: float, styles: Sequence[Style]) -> QTextLayout:
        layout = QTextLayout(text, styles[0].font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if self.is_rtl else Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignRight if self.is_rtl else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.setFormats([self._format(style) for style in styles])
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        return layout

    def _format(self, style: Style) -> QTextLayout.FormatRange:
        appearance = QTextCharFormat()
        appearance.setFont(style.font)
        appearance.setForeground(QBrush(QColor(style.colour)))
        found = QTextLayout.FormatRange()
        found.start = self._units.to_units(style.start)
        found.length = self._units.to_units(style.end) - found.start
        found.format = appearance
        return found

    # ---- lines -----------------------------------------------------------------------------

    def line_height(self, line: int) -> float:
        """Return how tall the characters of a line are, fallback fonts included."""
        return self._lines[line].height()

    def place_line(self, line: int, top: float) -> None:
        """Say where in the block the top of the line's characters is."""
        self._lines[line].setPosition(QPointF(0.0, top))

    def draw_line(self, line: int, painter: QPainter) -> None:
        """Draw the characters of a line where it was placed."""
        self._lines[line].draw(painter, QPointF(0.0, 0.0))

    def line_at(self, offset: int) -> int:
        """Return the line on which the character at this offset stands."""
        return max(0, min(len(self._lines), bisect_right(self.starts, offset)) - 1)

    def line_extent(self, line: int) -> Range:
        """Return from where to where a line has characters."""
        rect = self._lines[line].naturalTextRect()
        return (rect.left(), rect.right())

    # ---- offsets and pixels ------------------------------------------------------------------

    def x_at(self, offset: int, line: int | None = None) -> float:
        """Return where the caret stands before the character at this offset."""
        number = self.line_at(offset) if line is None else line
        return self._x(self._lines[number], self._units.to_units(offset - self.start))

    def offset_at(self, line: int, x: float) -> int:
        """Return the offset between two graphemes that is nearest to x on a line."""
        unit = self._lines[line].xToCursor(x)
        offset = self._units.to_offset(unit)
        if line < len(self._lines) - 1 and self.start + offset >= self.ends[line]:
            offset = previous_boundary(self._text, self.ends[line] - self.start)
        found = self.start + self._on_boundary(offset)
        found = min(max(found, self.starts[line]), self.ends[line])
        return found if self._has_rtl or self._text.isascii() else self._nearest(line, found, x)

    def _nearest(self, line: int, offset: int, x: float) -> int:
        """Return the boundary nearest to x on a line that runs to the right, from one near it.

        Where several graphemes are shaped as one cluster, Qt knows its two ends alone.
        """
        last = self.ends[line] - (line < len(self._lines) - 1)
        for step in (next_boundary, previous_boundary):
            while True:
                other = self.start + step(self._text, offset - self.start)
                if not self.starts[line] <= other <= last:
                    break
                if abs(self.x_at(other, line) - x) >= abs(self.x_at(offset, line) - x):
                    break
                offset = other
        return offset

    def character_at(self, line: int, x: float) -> int | None:
        """Return the offset of the character that x lies on, or None beside the line."""
        left, right = self.line_extent(line)
        # Blanks at a line's end stand beyond what Qt takes for its extent.
        if self._has_rtl:
            runs = self._directed(line)
            left = min([left, *(run.left for run in runs)])
            right = max([right, *(run.right for run in runs)])
        else:
            right = max(right, self.x_at(self._last_ink(line), line))
        if not left <= x <= right:
            return None
        found = self._units.to_offset(self._lines[line].xToCursor(x, _ON_CHARACTER))
        found = self.start + min(found, max(0, len(self._text) - 1))
        if self._has_rtl:
            # In ligatures and at borders of directions Qt is some characters off, where the blank
            # at which a line was broken stands at its other end, as many as the line has.
            first, last = max(self.starts[line], found - 200), min(self.ends[line], found + 200)
            for near in sorted(range(first, last), key=lambda offset: abs(offset - found)):
                # Of whole graphemes: where a mark within one stands nobody knows.
                start, end = grapheme_at(self._text, near - self.start)
                pieces = self.ranges(line, self.start + start, self.start + end)
                if any(left <= x < right for left, right in pieces):
                    return self.start + start
        elif not self._text.isascii():
            return self._over(line, found, x)
        return found

    def _over(self, line: int, offset: int, x: float) -> int:
        """Return the grapheme that x lies over on a line that runs to the right, from one near it.

        Where several are shaped as one cluster, Qt knows the cluster alone.
        """
        while offset > self.starts[line] and self.x_at(offset, line) > x:
            offset = self.start + previous_boundary(self._text, offset - self.start)
        after = self.start + next_boundary(self._text, offset - self.start)
        while after < self.ends[line] and self.x_at(after, line) <= x:
            offset, after = after, self.start + next_boundary(self._text, after - self.start)
        return offset

    def ranges(self, line: int, start: int, end: int) -> list[Range]:
        """Return from where to where the characters `start..end` stand on a line, left to right.

        In text of mixed direction a logical range can fall into several.
        """
        start, end = max(start, self.starts[line]), min(end, self.ends[line])
        if start < end and self._text[end - 1 - self.start].isspace():
            end = min(end, self._last_ink(line))
        if start >= end:
            return []
        first = self._units.to_units(start - self.start)
        last = self._units.to_units(end - self.start)
        shaped = self._lines[line]
        if not self.is_mixed(line):
            return [(self._x(shaped, first), self._x(shaped, last))]
        if self._is_plain_rtl:
            return [(self._x(shaped, last), self._x(shaped, first))]
        final, off = self._off_by(line)
        pieces = [
            self._piece(shaped, run, first, last, off if _is_before(run, final) else 0.0)
            for run in self._directed(line)
        ]
        return _joined(sorted(piece for piece in pieces if piece is not None))

    def is_mixed(self, line: int) -> bool:
        """Tell whether characters of a line may stand elsewhere than where they come in the text.

        Words from right to left reach into lines after them, as far as to the first letter from
        left to right: digits and brackets run as they do.
        """
        if not self._has_rtl or self.is_rtl:
            return self._has_rtl
        found = self._mixed.get(line)
        if found is None:
            first, last = self.starts[line] - self.start, self.ends[line] - self.start
            found = bool(_REORDERED.search(self._text, first, last))
            if not found and _REORDERED.search(self._text, 0, first):
                found = _STRONG.match(self._text, first) is None
            self._mixed[line] = found
        return found

    def edges(self, line: int, offset: int) -> Range:
        """Return where a character's leading edge is on a line, and where the trailing one.

        In words that run from right to left the trailing edge is the one to the left.
        """
        pieces = self.ranges(line, offset, offset + 1)
        if not pieces:
            return (self.x_at(offset, line),) * 2
        left, right = pieces[0]
        return (right, left) if self._runs_leftwards(line, offset) else (left, right)

    def _runs_leftwards(self, line: int, offset: int) -> bool:
        if not self.is_mixed(line):
            return False
        unit = self._units.to_units(offset - self.start)
        return any(run.is_rtl for run in self._directed(line) if run.start <= unit < run.end)

    def _directed(self, line: int) -> list[_Run]:
        """Return the stretches of one direction on a line, in logical order."""
        found = self._runs.get(line)
        if found is None:
            runs = self._with_last_blanks(line, _find_runs(self._lines[line]))
            found = list(self._parted_at_tabs(line, runs))
            self._runs[line] = found
        return found

    def _with_last_blanks(self, line: int, runs: list[_Run]) -> list[_Run]:
        """Blanks at the end of the text that just do not fit have no glyphs, and stand there all
        the same."""
        last = runs[-1]
        if line == len(self._lines) - 1 and last.is_rtl and self.is_rtl:
            end = self._x(self._lines[line], last.end)
            runs[-1] = last._replace(left=min(last.left, end))
        return runs

    def _parted_at_tabs(self, line: int, runs: list[_Run]) -> Iterator[_Run]:
        """A tab has no glyph of its own and takes the direction of the paragraph."""
        shaped = self._lines[line]
        for run in runs:
            start = run.start
            for unit in range(run.start, run.end):
                if self._text[self._units.to_offset(unit)] != "\t":
                    continue
                if start < unit:
                    yield run._replace(start=start, end=unit)
                left, right = sorted((self._x(shaped, unit), self._x(shaped, unit + 1)))
                yield _Run(unit, unit + 1, left, right, self.is_rtl)
                start = unit + 1
            if start < run.end:
                yield run._replace(start=start)

    def _off_by(self, line: int) -> tuple[_Run, float]:
        """Return the last run of a line, and by how much the places that Qt tells within it are
        off; so are those of all runs that stand on the side of it where it begins.

        The space at which a line was broken is drawn at the end of the line, but where words run
        against the paragraph's direction Qt counts it where they end.
        """
        last, shaped = self._directed(line)[-1], self._lines[line]
        ink = self._units.to_units(self._last_ink(line) - self.start)
        if last.is_rtl == self.is_rtl or not last.start < ink < last.end:
            return last, 0.0
        edge = last.left if last.is_rtl else last.right
        off = edge - self._x(shaped, ink)
        # By no more than that space is wide: else Qt tells where it stands, far from the end.
        end = self._x(shaped, shaped.textStart() + shaped.textLength())
        return last, off if abs(off) <= abs(end - self._x(shaped, ink)) + 1 else 0.0

    def _piece(self, line: QTextLine, run: _Run, first: int, last: int, off: float) -> Range | None:
        """Return where the part of a run between two UTF-16 positions stands, or None.

        Inside a run Qt tells where a character is, or how far it is `off`; at the borders of
        directions it does not.
        """
        start, end = max(first, run.start), min(last, run.end)
        if start >= end:
            return None
        at_start, at_end = (run.right, run.left) if run.is_rtl else (run.left, run.right)
        # Behind a run against the paragraph's direction stands the space the line was broken at.
        ends_run = end == run.end or (run.is_rtl != self.is_rtl and self._is_blank(end, run.end))
        one = at_start if start == run.start else self._x(line, start) + off
        other = at_end if ends_run else self._x(line, end) + off
        return (min(one, other), max(one, other))

    def _is_blank(self, first: int, last: int) -> bool:
        to_offset = self._units.to_offset
        return self._text[to_offset(first) : to_offset(last)].isspace()

    def _last_ink(self, line: int) -> int:
        """Return where a line's text ends, without the space at which it was broken."""
        end = self.ends[line]
        if line == len(self._lines) - 1:
            return end
        while end > self.starts[line] and self._text[end - 1 - self.start].isspace():
            end -= 1
        return end

    def left_of(self, offset: int) -> int | None:
        """Return where the caret goes by one step to the left, or None at the block's edge."""
        return self._step(offset, self._layout.leftCursorPosition, is_left=True)

    def right_of(self, offset: int) -> int | None:
        """Return where the caret goes by one step to the right, or None at the block's edge."""
        return self._step(offset, self._layout.rightCursorPosition, is_left=False)

    # ---- within ----------------------------------------------------------------------------

    def _step(self, offset: int, move: Callable[[int], int], *, is_left: bool) -> int | None:
        local = offset - self.start
        if not self._has_rtl:
            if is_left:
                return self.start + previous_boundary(self._text, local) if local > 0 else None
            at_end = local >= len(self._text)
            return None if at_end else self.start + next_boundary(self._text, local)
        unit = self._units.to_units(local)
        moved = self._units.to_offset(move(unit))
        while moved != local and not is_boundary(self._text, moved):
            unit, before = self._units.to_units(moved), moved
            moved = self._units.to_offset(move(unit))
            if moved == before:
                break
        return None if moved == local else self.start + self._on_boundary(moved)

    def _on_boundary(self, offset: int) -> int:
        if self._text.isascii() or is_boundary(self._text, offset):
            return offset
        after, before = next_boundary(self._text, offset), previous_boundary(self._text, offset)
        return after if after - offset < offset - before else before

    @staticmethod
    def _x(line: QTextLine, unit: int) -> float:
        # PySide returns the pair (x, position), whatever its stubs say.
        found: tuple[float, int] = line.cursorToX(unit)  # type: ignore[assignment]
        return found[0]


def _is_before(run: _Run, other: _Run) -> bool:
    """Tell whether a run stands on the side of another where that begins, or is it."""
    return run.left >= other.left if other.is_rtl else run.right <= other.right


def _find_runs(line: QTextLine) -> list[_Run]:
    # Asking for the glyphs of a part of the line puts ligatures in the wrong place; so ask for all.
    # Fonts that share a run each come with the rectangle and the first position of the whole run.
    first, last = line.textStart(), line.textStart() + line.textLength()
    starts: dict[tuple[float, float, bool], int] = {}
    for glyphs in line.glyphRuns(first, last - first, _WITH_PLACES):
        box = glyphs.boundingRect()
        key = (box.left(), box.right(), glyphs.isRightToLeft())
        start = max(first, min(glyphs.stringIndexes(), default=first))
        starts[key] = min(start, starts.get(key, start))
    ordered = sorted((start, *key) for key, start in starts.items())
    if not ordered:  # nothing but blanks
        rect = line.naturalTextRect()
        return [_Run(first, last, rect.left(), rect.right(), False)]
    ends = [*(one[0] for one in ordered[1:]), last]
    return [
        _Run(start, end, left, right, is_rtl)
        for (start, left, right, is_rtl), end in zip(ordered, ends, strict=True)
    ]


def _joined(ranges: Sequence[Range]) -> list[Range]:
    joined: list[Range] = []
    for left, right in ranges:
        if joined and left <= joined[-1][1] + 1.5:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined
