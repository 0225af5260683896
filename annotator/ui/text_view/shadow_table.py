"""Where characters of the article stand in the invisible text, which holds a stretch of it."""

from bisect import bisect_left, bisect_right

from annotator.text.offsets import Utf16Table
from annotator.ui.text_view.blocks import Blocks
from annotator.ui.text_view.substitution import shadow_text


class ShadowTable:
    """The text to be told to Qt, cut into lines where blocks are, and positions in it.

    Qt shapes a line whole, and one of a million characters takes it a third of a second. So where
    a paragraph is cut into blocks the space before the cut becomes a line feed; where there is no
    space, as in Chinese, a line feed is put between.
    """

    def __init__(self, text: str, blocks: Blocks) -> None:
        self._text = text
        self._blocks = blocks
        self._units = Utf16Table(text)
        cuts = (block.end for block in blocks if not block.is_last_piece)
        self._added = [cut for cut in cuts if text[cut - 1] != " "]
        self._added_units = [
            self._units.to_units(cut) + number for number, cut in enumerate(self._added)
        ]
        """Before which characters a line feed was put in, and where those line feeds stand."""

    def to_units(self, offset: int) -> int:
        """Return the position of an offset, counted from the start of the article."""
        units = self._units.to_units(offset)
        return units + bisect_right(self._added, offset) if self._added else units

    def to_offset(self, unit: int) -> int:
        """Return the offset of a position; of a line feed put in, that of what follows it."""
        if self._added:
            unit -= bisect_left(self._added_units, unit)
        return self._units.to_offset(unit)

    def lines(self, first: int, last: int) -> str:
        """Return what is told to Qt of the blocks from one number up to another."""
        pieces = []
        for number in range(first, last):
            piece = self._text[self.start_of(number) : self.start_of(number + 1)]
            if not self._blocks[number].is_last_piece:
                piece = piece.removesuffix(" ") + "\n"
            pieces.append(piece)
        return shadow_text("".join(pieces))

    def start_of(self, block: int) -> int:
        """Return the offset at which a block starts; behind the last, the length of the text."""
        return self._blocks[block].start if block < len(self._blocks) else len(self._text)
