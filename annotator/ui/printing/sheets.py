"""Where an article is broken into sheets, as numbers: whole lines, and what belongs together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from annotator.ui.text_view.laid import LaidBlock, has_steps


class Piece(NamedTuple):
    """Some lines of a block, and from where to where in it they stand, in pixels."""

    block: int
    first: int
    last: int
    """The line behind the last one."""
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one sheet, from top to bottom."""

    pieces: tuple[Piece, ...]

    @property
    def height(self) -> float:
        """How high all of it is, in pixels; more than there is room where one line alone is."""
        return sum(one.bottom - one.top for one in self.pieces)


class _Line(NamedTuple):
    block: int
    number: int
    top: float
    bottom: float
    is_tied: bool
    """Whether it stands on the sheet of the line before it where that can be."""


def break_into_sheets(
    blocks: Iterable[tuple[LaidBlock, bool]], room: float, first_room: float
) -> Iterator[Sheet]:
    """Yield the sheets of laid-out blocks, each with whether it is a heading.

    `room` is how high a sheet is, in pixels, `first_room` what the first one has. A heading stays
    with the line behind it, a line with the one above from which arcs come down to it, and of a
    paragraph no line stands alone.
    """
    held: list[_Line] = []
    height, limit = 0.0, first_room
    for line in _lines_of(blocks):
        tall = line.bottom - line.top
        if held and height + tall > limit:
            rest = _torn_off([*held, line])
            kept = held[: len(held) + 1 - len(rest)]
            yield Sheet(_pieces(kept))
            held, limit = rest[:-1], room
            height = sum(one.bottom - one.top for one in held)
        held.append(line)
        height += tall
    if held:
        yield Sheet(_pieces(held))


def _lines_of(blocks: Iterable[tuple[LaidBlock, bool]]) -> Iterator[_Line]:
    """Yield all lines; the free room behind a block belongs to its last one."""
    is_after_heading = False
    for block, is_heading in blocks:
        last = len(block.lines) - 1
        for number, line in enumerate(block.lines):
            bottom = block.height if number == last else line.bottom
            is_tied = is_after_heading or has_steps(line)
            if number:
                is_tied = is_tied or is_heading or number in (1, last)
            yield _Line(block.number, number, line.top, bottom, is_tied)
            is_after_heading = False
        is_after_heading = is_heading


def _torn_off(lines: list[_Line]) -> list[_Line]:
    """Return what goes to the next sheet: the last line, with those that it is tied to unless
    nothing would be left."""
    first = len(lines) - 1
    while first and lines[first].is_tied:
        first -= 1
    return lines[first:] if first else lines[-1:]


def _pieces(lines: list[_Line]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for line in lines:
        before = pieces[-1] if pieces else None
        if before is not None and before.block == line.block:
            pieces[-1] = before._replace(last=line.number + 1, bottom=line.bottom)
        else:
            pieces.append(Piece(line.block, line.number, line.number + 1, line.top, line.bottom))
    return tuple(pieces)
