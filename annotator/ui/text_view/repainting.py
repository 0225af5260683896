"""What is painted at once when something looks different, and what may come one frame later.

Decision: what the hand has just done is painted at once, and only the lines it is on. That all the
rest recedes or comes back is painted after the next frame: on a full page it is ten times the work,
and nobody who presses a key waits for it.
"""

from collections.abc import Iterable, Iterator

from annotator.ui.text_view.laid import LaidBlock, LaidLine
from annotator.ui.text_view.look import Look, TextRange

AFTERWARDS = 20
"""Milliseconds until the rest is painted: a frame, and a little."""

Band = tuple[float, float]
"""From which to which height of a block or of the window."""

REACH = 8.0
"""How far rings and the like stand out from their line."""


def is_everywhere(before: Look, after: Look) -> bool:
    """Tell whether two looks differ in what may be on any line."""
    return any(
        getattr(before, part) != getattr(after, part)
        for part in ("hints", "hits", "disputed", "named_spans", "has_quiet_arcs")
    )


def recedes_otherwise(before: Look, after: Look) -> bool:
    """Tell whether other spans recede than before."""
    return before.recedes != after.recedes or before.lit_spans != after.lit_spans


def lit_bands(block: LaidBlock, before: Look, after: Look) -> Iterator[Band]:
    """Yield where in a block it shows what is selected or lit now and was not, or no longer."""
    ringed = before.spans ^ after.spans
    lit = before.lit_relations ^ after.lit_relations
    texts = _exchanged(before.text, after.text)
    if not ringed and not lit and not texts:
        return
    for number, line in enumerate(block.lines):
        if any(one.relation in lit for one in line.wires):
            # Arcs may come down from the line above.
            yield _band(line, block.lines[max(0, number - 1)])
        elif any(one.span in ringed for one in line.boxes) or any(
            line.start <= end and start <= line.end for start, end in texts
        ):
            yield _band(line)


def changed_bands(before: LaidBlock | None, after: LaidBlock) -> Iterator[Band]:
    """Yield where a block looks different from how it was laid out before."""
    if before is None or len(before.lines) != len(after.lines):
        yield (-REACH, after.height + REACH)
        return
    for number, (old, new) in enumerate(zip(before.lines, after.lines, strict=True)):
        if old is not new and old != new:
            yield _band(new, after.lines[max(0, number - 1)])


def moves_what_follows(before: LaidBlock | None, after: LaidBlock) -> bool:
    """Tell whether what comes after a block stands elsewhere than before."""
    return before is None or before.height != after.height


def lines_within(block: LaidBlock, bands: Iterable[Band]) -> list[int]:
    """Return the numbers of the lines to be drawn so that these bands, from the top, are whole."""
    found: list[int] = []
    for top, bottom in bands:
        first = block.line_at_y(top - REACH)
        for number in range(max(first, found[-1] + 1 if found else 0), len(block.lines)):
            found.append(number)
            # The line below as well: its arcs may come down through this one.
            if block.lines[number].top >= bottom + REACH:
                break
    return found


def _band(line: LaidLine, above: LaidLine | None = None) -> Band:
    return ((above or line).top - REACH, line.bottom + REACH)


def _exchanged(before: TextRange | None, after: TextRange | None) -> list[TextRange]:
    """Return the stretches that are in one of two ranges alone."""
    if before == after:
        return []
    if before is None or after is None or before[1] < after[0] or after[1] < before[0]:
        return [one for one in (before, after) if one is not None]
    pairs = zip(before, after, strict=True)
    return [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
