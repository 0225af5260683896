"""What is painted at once when something looks different, and what may come one frame later.

Decision: what the hand has just done is painted at once, and only the lines it is on. That all the
rest recedes or comes back is painted after the next frame: on a full page it is ten times the work,
and nobody who presses a key waits for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.ui.text_view.laid import LaidBlock, LaidLine, has_steps
from annotator.ui.text_view.lanes import Extent
from annotator.ui.text_view.look import Look, Offer, TextRange
from annotator.ui.text_view.seen import EVERYWHERE, Item, extent_of, extent_of_wire

AFTERWARDS = 20
"""Milliseconds until the rest is painted: a frame, and a little."""

REACH = 8.0
"""How far rings and the like stand out from their line."""


class Patch(NamedTuple):
    """A rectangle of a block that looks different, from its top and left in pixels."""

    top: float
    bottom: float
    left: float = EVERYWHERE[0]
    right: float = EVERYWHERE[1]


class Shift(NamedTuple):
    """All of a block from a height on, and all that follows it, stands elsewhere: as it was."""

    start: float
    """Where it was."""
    by: float


def is_everywhere(before: Look, after: Look) -> bool:
    """Tell whether two looks differ in what may be on any line."""
    return any(
        getattr(before, part) != getattr(after, part)
        for part in ("hints", "hits", "disputed", "named_spans", "has_quiet_arcs")
    )


def recedes_otherwise(before: Look, after: Look) -> bool:
    """Tell whether other spans recede than before."""
    return before.recedes != after.recedes or before.lit_spans != after.lit_spans


def lit_patches(block: LaidBlock, before: Look, after: Look) -> Iterator[Patch]:
    """Yield where in a block it shows what is selected or lit now and was not, or no longer."""
    ringed = before.spans ^ after.spans
    lit = before.lit_relations ^ after.lit_relations
    texts = _exchanged(before.text, after.text)
    texts += [one.covered for one in _different(before.offers, after.offers)]
    if not ringed and not lit and not texts:
        return
    for number, line in enumerate(block.lines):
        if lit and any(one.relation in lit for one in line.wires):
            yield _patch(line, _reached(block, number, line))
        elif texts and any(line.start <= end and start <= line.end for start, end in texts):
            yield _patch(line)
        elif ringed:
            boxes = [one for one in line.boxes if one.span in ringed]
            if boxes:
                yield _patch(line, extent=extent_of(boxes))


def changed_patches(before: LaidBlock | None, after: LaidBlock) -> Iterator[Patch]:
    """Yield where a block looks different from how it was laid out before, but for what has only
    moved (`shift_between`)."""
    if before is None or len(before.lines) != len(after.lines):
        yield Patch(-REACH, after.height + REACH)
        return
    shift = shift_between(before, after)
    for number, (old, new) in enumerate(zip(before.lines, after.lines, strict=True)):
        if old is new or (shift is not None and new.moved == shift.by and old.top >= shift.start):
            continue
        above = _reached(after, number, old, new)
        if (old.top, old.height) != (new.top, new.height):
            yield _patch(new, above)
        elif old.wires != new.wires:
            yield _patch(new, above, _changed_extent(old, new))
        elif old != new:
            yield _patch(new, None, _changed_extent(old, new))


def shift_between(before: LaidBlock | None, after: LaidBlock) -> Shift | None:
    """Return from where on a block and what follows it has moved, and by how much."""
    if before is None or before.height == after.height:
        return None
    if len(before.lines) != len(after.lines):
        return Shift(before.height, after.height - before.height)
    by = after.lines[-1].bottom - before.lines[-1].bottom
    first = len(after.lines)
    while first and after.lines[first - 1].moved == by:
        first -= 1
    return Shift(before.lines[first - 1].bottom if first else 0.0, by)


def lines_within(block: LaidBlock, patches: Iterable[Patch]) -> dict[int, Patch]:
    """Return the lines (by number) to be drawn so that these patches are whole, and what of each:
    a rectangle around all of it."""
    found: dict[int, Patch] = {}
    for patch in patches:
        top, bottom, left, right = patch
        for number in range(block.line_at_y(top - REACH), len(block.lines)):
            line = block.lines[number]
            is_below = line.top >= bottom + REACH
            if is_below and not has_steps(line):
                break
            known = found.get(number)
            found[number] = (
                patch
                if known is None
                else Patch(
                    min(known.top, top),
                    max(known.bottom, bottom),
                    min(known.left, left),
                    max(known.right, right),
                )
            )
            if is_below:
                break
    return {number: found[number] for number in sorted(found)}


def _reached(block: LaidBlock, number: int, *lines: LaidLine) -> LaidLine | None:
    """Return the line above one where arcs come down from it, in one of its states."""
    return block.lines[max(0, number - 1)] if any(map(has_steps, lines)) else None


def _patch(line: LaidLine, above: LaidLine | None = None, extent: Extent = EVERYWHERE) -> Patch:
    left, right = extent
    return Patch((above or line).top - REACH, line.bottom + REACH, left - REACH, right + REACH)


def _changed_extent(old: LaidLine, new: LaidLine) -> Extent:
    """Return from where to where what is on a line has changed."""
    before, after = set(_items(old)), set(_items(new))
    changed = before ^ after
    extents = [extent_of(changed)] if changed else []
    extents += [extent_of_wire(one) for one in old.wires if one not in new.wires]
    extents += [extent_of_wire(one) for one in new.wires if one not in old.wires]
    if not extents:
        return EVERYWHERE
    return (min(one[0] for one in extents), max(one[1] for one in extents))


def _items(line: LaidLine) -> Iterator[Item]:
    yield from line.boxes
    yield from line.joins
    yield from line.names
    yield from line.floating
    yield from line.ribbons


def _different(before: Sequence[Offer], after: Sequence[Offer]) -> set[Offer]:
    return set() if before == after else set(before) ^ set(after)


def _exchanged(before: TextRange | None, after: TextRange | None) -> list[TextRange]:
    """Return the stretches that are in one of two ranges alone."""
    if before == after:
        return []
    if before is None or after is None or before[1] < after[0] or after[1] < before[0]:
        return [one for one in (before, after) if one is not None]
    pairs = zip(before, after, strict=True)
    return [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
