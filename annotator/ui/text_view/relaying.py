"""Laying a block out again of which only spans and relations are others: as little as need be.

A key changes one line as a rule. That line is stacked anew, arcs are tied anew where something is
in their way now, and what stands below is moved. What comes of it is what laying out anew gives.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.laid import LaidBlock, LaidLine, Wire, has_steps
from annotator.ui.text_view.laying import homes_on, lay_line
from annotator.ui.text_view.stirring import stirred_lines
from annotator.ui.text_view.stretches import Stretch, pack_again
from annotator.ui.text_view.tying import Tying
from annotator.ui.text_view.wording import Wording


def lay_again(
    before: LaidBlock,
    changed: Collection[str],
    index: AnnotationIndex,
    wording: Wording,
    gap: float,
    leading: float = 1.0,
) -> LaidBlock:
    """Lay out a block again, as `lay_block` does; `before` must not be used for laying any more.

    `changed` are the spans (ids) that are others now or at the end of relations that are: all else
    is as it was.
    """
    assert before.ties is not None
    number, paragraph, ribbons = before.number, before.paragraph, before.ribbons
    packed = pack_again(paragraph, index, number, wording, before.stretches, changed)
    homes = list(before.homes)
    for line in packed.named:
        homes[line] = homes_on(line, packed.lines[line], paragraph, before.homes[line])
    stirred = stirred_lines(packed, homes, before.ties, index, changed)
    names_below = ribbons.names_below() if stirred and ribbons is not None else None
    tying = Tying(paragraph, index, wording, homes, names_below, (before.ties, stirred))
    for _ in tying.level():
        pass
    lines: list[LaidLine] = []
    y = 0.0
    for line, there in enumerate(packed.lines):
        laid = before.lines[line]
        if line in packed.named or line in stirred:
            laid = lay_line(paragraph, line, there, tying, wording, ribbons, y, leading)
        else:
            if laid.top != y:
                laid = _moved(laid, y - laid.top, there)
                paragraph.place_line(line, laid.text_top)
            if line - 1 in packed.named and has_steps(laid):
                laid = _with_wires(laid, tying.wires(line, laid.top + 1))
        lines.append(laid)
        y = laid.bottom
    tops = [line.top for line in lines]
    return LaidBlock(
        number, paragraph, lines, y + gap, tops, packed.lines, homes, tying.ties, ribbons
    )


def _moved(line: LaidLine, by: float, stretches: Iterable[Stretch]) -> LaidLine:
    """Return a line as it was, some pixels lower, and move the stretches on it along."""
    for one in stretches:
        one.name_top += by
        one.box_top += by
        one.box_bottom += by
    return line.moved_by(by)


def _with_wires(line: LaidLine, wires: list[Wire]) -> LaidLine:
    """Return a line with these arcs above it."""
    return line if wires == line.wires else replace(line, wires=wires, moved=0.0)
