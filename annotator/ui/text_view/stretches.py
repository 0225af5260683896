"""Stretches: what each span has on each line of a block, and in which lane and row it goes."""

from collections.abc import Collection, Generator, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from annotator.model.span import Span
from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.lanes import Extent, pack_underlines, shorten_names
from annotator.ui.text_view.paragraph import Paragraph, Range
from annotator.ui.text_view.part_table import Part
from annotator.ui.text_view.wording import Wording

OVERHANG = 36.0
"""How far names and stubs may stand out beyond the column."""
_MOST_NAME_ROWS = 3
_INDENT = 4.0
"""Of the name of a span within another that begins at the same place."""
_LEAST_NAME = 18.0
"""No name is cut down to less than this, in pixels."""


@dataclass(slots=True)
class Stretch:
    """All that one span has on one line."""

    span: Span
    first: Part
    """The first of its fragments that stand on the line."""
    ranges: list[tuple[Range, bool, bool]]
    """Extent; whether a fragment starts or ends at its left; whether one does at its right."""
    extent: Extent = (0.0, 0.0)
    """From the leftmost to the rightmost of its characters on the line."""
    is_home: bool = False
    """Whether the span starts here, and so has its name here."""
    comes: bool = False
    """Whether a part of the span stands on an earlier line and another part starts here."""
    goes: bool = False
    """Whether a part ends here and another one follows on a later line."""
    lane: int = 0
    name: Extent | None = None
    row: int = 0
    name_top: float = 0.0
    box_top: float = 0.0
    box_bottom: float = 0.0


Named = dict[str, tuple[Extent | None, int]]
"""The names on a line by span (id): from where to where, and in which row."""


class Packed(NamedTuple):
    """The stretches of each line of a block, in their lanes, with their names."""

    lines: list[list[Stretch]]
    named: dict[int, Named]
    """The lines that were packed just now, and where names stood on them before. The others are
    as they were."""


def pack_block(
    paragraph: Paragraph, index: AnnotationIndex, block: int, wording: Wording
) -> Generator[None, None, list[list[Stretch]]]:
    """Pack a block, in steps: what stands on each line."""
    lines = gather_stretches(paragraph, index, block)
    yield
    for there in lines:
        pack_stretches(there, paragraph, wording)
        yield
    return lines


def pack_again(
    paragraph: Paragraph,
    index: AnnotationIndex,
    block: int,
    wording: Wording,
    before: list[list[Stretch]],
    changed: Collection[str],
) -> Packed:
    """Pack a block of which some spans (ids) have changed: lines on which one of them stands or
    stood, with the same stretches but for theirs."""
    stood = frozenset(changed)
    parts = sorted(part for part in index.parts_in(block) if part.span in stood)
    anew = {
        line
        for line, there in enumerate(before)
        if not stood.isdisjoint([one.span.id for one in there])
    }
    for part in parts:
        anew.update(_lines_of(paragraph, part))
    lines, named = list(before), {}
    for line, there in _gather(paragraph, index, parts, anew).items():
        named[line] = names_of(before[line])
        there += [one for one in before[line] if one.span.id not in stood]
        there.sort(key=_order)
        pack_stretches(there, paragraph, wording)
        lines[line] = there
    return Packed(lines, named)


def names_of(stretches: Iterable[Stretch]) -> Named:
    """Return where the names of spans that begin on a line stand."""
    return {one.span.id: (one.name, one.row) for one in stretches if one.is_home}


def _order(one: Stretch) -> Part:
    return one.first


def gather_stretches(
    paragraph: Paragraph, index: AnnotationIndex, block: int
) -> list[list[Stretch]]:
    """Return for each line of a block the stretches on it, unpacked."""
    parts = sorted(index.parts_in(block))
    return list(_gather(paragraph, index, parts, range(len(paragraph))).values())


def _lines_of(paragraph: Paragraph, part: Part) -> range:
    start, end = max(part.start, paragraph.start), min(part.end, paragraph.ends[-1])
    if start >= end:
        return range(0)
    return range(paragraph.line_at(start), paragraph.line_at(end - 1) + 1)


def _gather(
    paragraph: Paragraph, index: AnnotationIndex, parts: Iterable[Part], lines: Iterable[int]
) -> dict[int, list[Stretch]]:
    """Return the stretches on some of the lines, unpacked."""
    found: dict[int, dict[str, Stretch]] = {number: {} for number in sorted(lines)}
    if not found:
        return {}
    first, last = paragraph.starts[min(found)], paragraph.ends[max(found)]
    for part in parts:
        if part.start >= last or part.end <= first:
            continue
        for line in _lines_of(paragraph, part):
            if line in found:
                _add_part(found[line], paragraph, line, part, index.spans[part.span])
    for there in found.values():
        for stretch in there.values():
            ranges = stretch.ranges
            if len(ranges) > 1:
                ranges.sort()
            stretch.extent = (ranges[0][0][0], max([one[0][1] for one in ranges]))
    return {number: list(there.values()) for number, there in found.items()}


def _add_part(
    there: dict[str, Stretch], paragraph: Paragraph, line: int, part: Part, span: Span
) -> None:
    ranges = paragraph.ranges(line, part.start, part.end)
    if not ranges:
        return
    line_start, line_end = paragraph.starts[line], paragraph.ends[line]
    begins, ends = part.start >= line_start, part.end <= line_end
    stretch = there.get(span.id)
    if stretch is None:
        stretch = there[span.id] = Stretch(span, part, [])
    others = span.fragments
    stretch.is_home |= begins and part.number == 0
    stretch.comes |= begins and part.number > 0 and others[part.number - 1][1] <= line_start
    stretch.goes |= (
        ends and part.number + 1 < len(others) and others[part.number + 1][0] >= line_end
    )
    is_whole = begins and ends and len(ranges) == 1  # then it starts and ends at its edges
    if not is_whole and paragraph.is_mixed(line):
        edges = _edges_on_line(paragraph, line, part)
        for one in ranges:
            at_left, at_right = (any(abs(x - edge) < 1 for edge in edges) for x in one)
            stretch.ranges.append((one, at_left, at_right))
    else:
        stretch.ranges.append((ranges[0], begins, ends))


def _edges_on_line(paragraph: Paragraph, line: int, part: Part) -> list[float]:
    """Return where a fragment starts and ends on a line, as far as it does so there."""
    found = []
    if part.start >= paragraph.starts[line]:
        found.append(paragraph.edges(line, part.start)[0])
    if part.end <= paragraph.ends[line]:
        found.append(paragraph.edges(line, part.end - 1)[1])
    return found


def pack_stretches(stretches: list[Stretch], paragraph: Paragraph, wording: Wording) -> None:
    """Give the stretches of a line their lanes, and their names extents and rows."""
    if not stretches:
        return
    lanes = pack_underlines([one.extent for one in stretches])
    for one, lane in zip(stretches, lanes, strict=True):
        one.lane = lane
    if not wording.density.has_names:
        return
    named = sorted((one for one in stretches if one.is_home), key=lambda one: -one.lane)
    limit = OVERHANG if paragraph.is_rtl else paragraph.width + OVERHANG
    wanted: list[Extent] = []
    shared: dict[int, float] = {}
    for one in named:
        width = wording.span_name_width(one.span.label)
        edge = -one.extent[1] if paragraph.is_rtl else one.extent[0]
        # The thin lines of outer spans that begin at the same place run down before the name.
        indent = min(shared.get(round(edge), 0.0), one.extent[1] - one.extent[0] - _INDENT)
        shared[round(edge)] = indent + _INDENT
        start = min(edge + max(0.0, indent), limit - width)
        wanted.append((start, start + width))
    least = [max(_LEAST_NAME, one.extent[1] - one.extent[0]) for one in named]
    extents, rows = shorten_names(wanted, least, _MOST_NAME_ROWS)
    for one, (start, end), row in zip(named, extents, rows, strict=True):
        one.name = (-end, -start) if paragraph.is_rtl else (start, end)
        one.row = row
