"""Laying a block out: its lines with boxes, names and arcs, stacked from the top."""

import itertools
from collections.abc import Generator, Iterable, Mapping

from annotator.ui.text_view.feet import Home
from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.laid import Box, Join, LaidBlock, LaidLine, Name
from annotator.ui.text_view.paragraph import Paragraph
from annotator.ui.text_view.ribbons import Ribbons
from annotator.ui.text_view.stretches import Stretch, pack_block
from annotator.ui.text_view.tying import Tying
from annotator.ui.text_view.wording import Wording

LANE = 4.0
"""From one underline to the next."""
UNDERLINE = 2.0
_NEST = 2.0
"""How much higher the ground of a span is than of the one inside it."""
_AIR = 4.0
"""Between names and the arcs above them, for the arrow heads."""
_TAIL = 12.0
"""How far the dotted line runs out beyond a line's text towards a part on another line."""


def lay_block(
    number: int,
    paragraph: Paragraph,
    index: AnnotationIndex,
    wording: Wording,
    gap: float,
    second: AnnotationIndex | None = None,
    leading: float = 1.0,
) -> Generator[None, None, LaidBlock]:
    """Lay a block out, in steps of a fraction of a millisecond, with `gap` pixels free after its
    last line; what comes of it is the value of the generator.

    `second` holds another annotator's spans, which stand below the text as ribbons; `leading` is
    the share of the usual room around lines that carry nothing.
    """
    packed = yield from pack_block(paragraph, index, number, wording)
    homes = [homes_on(line, there, paragraph, {}) for line, there in enumerate(packed)]
    ribbons = Ribbons(number, paragraph, second, wording) if second is not None else None
    names_below = None if ribbons is None else ribbons.names_below()
    tying = Tying(paragraph, index, wording, homes, names_below)
    yield from tying.level()
    lines: list[LaidLine] = []
    y = 0.0
    for line, there in enumerate(packed):
        laid = lay_line(paragraph, line, there, tying, wording, ribbons, y, leading)
        lines.append(laid)
        y = laid.bottom
        yield
    tops = [line.top for line in lines]
    return LaidBlock(number, paragraph, lines, y + gap, tops, packed, homes, tying.ties, ribbons)


def lay_line(
    paragraph: Paragraph,
    line: int,
    stretches: list[Stretch],
    tying: Tying,
    wording: Wording,
    ribbons: Ribbons | None,
    top: float,
    leading: float,
) -> LaidLine:
    """Stack all that stands on a line, from its top in the block."""
    laid = _stack_line(paragraph, line, stretches, tying.ties.levels[line], wording, top, leading)
    laid.wires = tying.wires(line, top + 1)
    if ribbons is not None:
        ribbons.stand_below(laid, line)
    return laid


def homes_on(
    line: int, there: Iterable[Stretch], paragraph: Paragraph, known: Mapping[str, Home]
) -> dict[str, Home]:
    """Return where the spans (by id) stand that have their names on a line; `known` are those of
    before."""
    first = -1 if paragraph.is_rtl else 0
    homes = {}
    for one in there:
        if one.is_home:
            id = one.span.id
            home = known.get(id)
            if home is None or home.stretch is not one:
                home = Home(line, one, one.ranges[first][0])
            homes[id] = home
    return homes


def _stack_line(
    paragraph: Paragraph,
    line: int,
    stretches: list[Stretch],
    levels: int,
    wording: Wording,
    top: float,
    leading_share: float,
) -> LaidLine:
    typography = wording.typography
    text_height = paragraph.line_height(line)
    # Whole pixels, as all else: what only moves looks the same elsewhere.
    leading = round(text_height * typography.leading * leading_share)
    lanes = 1 + max((one.lane for one in stretches), default=-1)
    rows = 1 + max((one.row for one in stretches if one.name), default=-1)
    needed: float = rows * typography.name_height + levels * typography.arc_height
    needed += _AIR if levels else 0
    if levels and not wording.density.has_names:
        needed += typography.name_height  # where a floating name hides no arc
    above = leading if not needed else max(leading, needed + max(0, lanes - 1) * _NEST + 3)
    below = max(leading, lanes * LANE + 2) if lanes else leading
    text_top = top + above
    paragraph.place_line(line, text_top)
    laid = LaidLine(
        start=paragraph.starts[line],
        end=paragraph.ends[line],
        top=top,
        height=above + text_height + below,
        text_top=text_top,
        text_height=text_height,
    )
    for one in sorted(stretches, key=lambda one: -one.lane):
        one.box_top = text_top - one.lane * _NEST
        one.box_bottom = text_top + text_height + UNDERLINE + one.lane * LANE
        foot = text_top - (lanes - 1) * _NEST - 1
        one.name_top = foot - (one.row + 1) * typography.name_height
        _put_boxes(laid, one)
        _put_joins(laid, one, paragraph)
        _put_name(laid, one, wording, paragraph.is_rtl)
    return laid


def _put_boxes(laid: LaidLine, one: Stretch) -> None:
    id, label = one.span.id, one.span.label
    for (left, right), at_left, at_right in one.ranges:
        box = Box(id, label, left, right, one.box_top, one.box_bottom, at_left, at_right)
        laid.boxes.append(box)


def _put_joins(laid: LaidLine, one: Stretch, paragraph: Paragraph) -> None:
    """Dot the way between the parts of a span, and on to or from parts on other lines."""
    if not one.span.is_discontinuous:
        return
    line = paragraph.line_at(laid.start)
    left, right = paragraph.line_extent(line)
    edges = [extent for extent, _, _ in one.ranges]
    gaps = [(before[1], after[0]) for before, after in itertools.pairwise(edges)]
    to_left, to_right = (one.goes, one.comes) if paragraph.is_rtl else (one.comes, one.goes)
    if to_left:
        gaps.append((left - _TAIL, edges[0][0]))
    if to_right:
        gaps.append((edges[-1][1], right + _TAIL))
    for start, end in gaps:
        if end - start > 1:
            laid.joins.append(Join(one.span.id, one.span.label, start, end, one.box_bottom - 1))


def _put_name(laid: LaidLine, one: Stretch, wording: Wording, is_rtl: bool) -> None:
    text = wording.span_name(one.span.label)
    edge = one.extent[1] if is_rtl else one.extent[0]
    floats = one.name is None
    if one.name is not None:
        left, right = one.name
    elif one.is_home:
        width = wording.span_name_width(one.span.label)
        left, right = (edge - width, edge) if is_rtl else (edge, edge + width)
        one.name_top = one.box_top - wording.typography.name_height - 1
    else:
        return
    (laid.floating if floats else laid.names).append(
        Name(
            span=one.span.id,
            label=one.span.label,
            text=text,
            left=left,
            top=one.name_top,
            width=right - left,
            height=wording.typography.name_height,
            leader=(min(edge, right) if is_rtl else max(edge, left), one.box_top)
            if one.row
            else None,
        )
    )
