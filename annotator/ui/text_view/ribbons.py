"""Ribbons: another annotator's spans below the text, each with its name under it.

They are hollow and stand below everything of mine, so that nobody takes one for the other. A
ribbon keeps the room of its name free beside the others, so that every name is read whole.
"""

from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.laid import LaidLine, Ribbon
from annotator.ui.text_view.lanes import Extent, LanePacker
from annotator.ui.text_view.paragraph import Paragraph
from annotator.ui.text_view.stretches import OVERHANG, Stretch, gather_stretches
from annotator.ui.text_view.wording import Wording

THICKNESS = 5.0
_ABOVE = 3.0
_NAME_APART = 6.0
_BELOW = 6.0
"""Under the last row of names: so that nobody reads them as names of the next line's spans."""


class Ribbons:
    """The ribbons of one block, line by line."""

    def __init__(
        self, number: int, paragraph: Paragraph, second: AnnotationIndex, wording: Wording
    ) -> None:
        self._paragraph = paragraph
        self._wording = wording
        self._lines = gather_stretches(paragraph, second, number)

    def names_below(self) -> list[list[Extent]]:
        """Return for each line from where to where names stand below it."""
        return [[name for one in there if (name := self._name(one))] for there in self._lines]

    def stand_below(self, laid: LaidLine, line: int) -> None:
        """Put the ribbons of a line below what is there, and make the line as much taller."""
        there = self._lines[line]
        if not there:
            return
        packer = LanePacker(_NAME_APART / 2)
        top = laid.bottom
        pitch = _ABOVE + THICKNESS + self._wording.typography.name_height
        by_width = sorted(there, key=lambda one: (one.extent[1] - one.extent[0], one.span.id))
        for one in by_width:
            name = self._name(one)
            lane = packer.place(
                (min(one.extent[0], name[0]), max(one.extent[1], name[1])) if name else one.extent
            )
            self._put(laid, one, top + lane * pitch + _ABOVE, name)
        laid.height += packer.count * pitch + _BELOW

    def _name(self, one: Stretch) -> Extent | None:
        """Return from where to where the name of a span stands, or None on its later lines."""
        if not one.is_home:
            return None
        width = self._wording.span_name_width(one.span.label)
        if self._paragraph.is_rtl:
            start = max(one.extent[1] - width, -OVERHANG)
        else:
            start = min(one.extent[0], self._paragraph.width + OVERHANG - width)
        return (start, start + width)

    def _put(self, laid: LaidLine, one: Stretch, top: float, name: Extent | None) -> None:
        text = self._wording.span_name(one.span.label) if name else ""
        left, right = name or (0.0, 0.0)
        for number, (extent, at_left, at_right) in enumerate(one.ranges):
            is_named = bool(text) and number == 0
            laid.ribbons.append(
                Ribbon(
                    one.span.id,
                    one.span.label,
                    *extent,
                    top,
                    top + THICKNESS,
                    at_left,
                    at_right,
                    text if is_named else "",
                    left,
                    right - left,
                    self._wording.typography.name_height,
                )
            )
