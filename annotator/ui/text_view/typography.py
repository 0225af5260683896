"""Faces and sizes: how each part of an article is set, and how wide names and labels are."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QFont, QFontMetricsF, QPixmap

from annotator.model.document import SectionKind
from annotator.ui.fonts import interface_families, reading_families, register_fonts

ColourRole = Literal["text", "muted"]

COLUMN_CHARACTERS = 76
_LINE_HEIGHT = 1.34
"""Of a line that carries nothing, in text heights."""
_SAMPLE = "the harbour council said on Monday that both ferries would stay in port"
_LOOKED_AT, _SAMPLED = 2_000_000, 100_000
"""Up to how many characters the width of each is looked up, and how many stand for more."""


@dataclass(frozen=True, slots=True)
class Face:
    """How one kind of section is set."""

    scale: float = 1.0
    weight: QFont.Weight = QFont.Weight.Normal
    colour: ColourRole = "text"
    is_small: bool = False
    """Set in the face of the window rather than the reading face."""
    gap: float = 0.42
    """Free space after the paragraph, in text heights."""
    leading: float = 1.0
    """Free room above and below a line, as a share of what plain text has."""


_FACES: dict[SectionKind | None, Face] = {
    None: Face(),
    "title": Face(1.36, QFont.Weight.Bold, gap=0.4, leading=0.0),
    "heading": Face(1.12, QFont.Weight.DemiBold, gap=0.26, leading=0.5),
    "standfirst": Face(1.02, colour="muted", gap=0.6),
    "date": Face(0.74, colour="muted", is_small=True, gap=0.1),
    "byline": Face(0.74, colour="muted", is_small=True, gap=0.1),
    "reading_time": Face(0.74, colour="muted", is_small=True, gap=0.1),
    "caption": Face(0.78, colour="muted", is_small=True, gap=0.3),
    "credit": Face(0.74, colour="muted", is_small=True, gap=0.3),
}


_WIDE = ((0x2E00, 0xA000), (0xAC00, 0xD800), (0xF900, 0xFB00), (0xFF00, 0x10000))
"""Characters as wide as an ideograph; those beyond the last are, too."""
_LAST_MEASURED = 0x10000


class Typography:
    """Fonts and measures for one reading face, size and language."""

    def __init__(
        self,
        family: str,
        point_size: float,
        language: str | None = None,
        *,
        column_characters: int = COLUMN_CHARACTERS,
        line_spacing: float = 1.0,
    ) -> None:
        """`line_spacing` is the distance of lines that carry nothing, 1 as delivered."""
        self.leading = max(0.02, (_LINE_HEIGHT * line_spacing - 1) / 2)
        """Free room above and below the characters of every line, in text heights."""
        self.family = family
        self.point_size = point_size
        self._families = [family, *reading_families(language)]
        self._small_families = interface_families(language)
        self._fonts: dict[Face, QFont] = {}
        self.text_font = self.font(_FACES[None])
        metrics = QFontMetricsF(self.text_font)
        self.text_height = metrics.height()
        self.column_width = round(
            metrics.horizontalAdvance(_SAMPLE) * column_characters / len(_SAMPLE)
        )
        self.name_font = self._label_font(0.51, QFont.Weight.DemiBold, 104.0)
        self.relation_font = self._label_font(0.54, QFont.Weight.Normal, 101.0)
        self.name_metrics = QFontMetricsF(self.name_font)
        self.relation_metrics = QFontMetricsF(self.relation_font)
        self.name_height = round(self.name_metrics.ascent() + 2)
        self.arc_height = round(self.relation_metrics.height() + 3)
        self.pictures: dict[Hashable, QPixmap] = {}
        """Names and words on arcs, as whoever paints them has drawn them in these fonts."""
        self._widths: dict[tuple[bool, str], float] = {}

    def face(self, kind: SectionKind | None) -> Face:
        """Return how sections of this kind are set; None is plain text."""
        return _FACES.get(kind, _FACES[None])

    def font(self, face: Face) -> QFont:
        """Return the font of a face."""
        font = self._fonts.get(face)
        if font is None:
            font = QFont()
            font.setFamilies(self._small_families if face.is_small else self._families)
            font.setPointSizeF(self.point_size * face.scale)
            font.setWeight(face.weight)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[face] = font
        return font

    def name_width(self, name: str) -> float:
        """Return how wide the name of a span label is, in pixels."""
        return self._width(True, name)

    def relation_width(self, name: str) -> float:
        """Return how wide the name of a relation, or a far end's text, is, in pixels."""
        return self._width(False, name)

    def advances(self, text: str, starts: Sequence[int]) -> NDArray[np.float64]:
        """Return how wide each piece of the text is on one line, estimated.

        `starts` are where the pieces begin; one ends where the next begins.
        """
        if not text:
            return np.zeros(len(starts))
        if len(text) > _LOOKED_AT:
            return self._advances_by_length(text, starts)
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        table = _advance_table(tuple(self._families), self.point_size)
        each = table.take(codes, mode="clip")
        # A piece may begin at the very end of the text, where no character is to be added.
        running = np.add.reduceat(np.append(each, np.float32(0)), starts)
        return running.astype(np.float64)

    def _advances_by_length(self, text: str, starts: Sequence[int]) -> NDArray[np.float64]:
        """Return what a usual character takes, times the length of each piece: to look at every
        one of millions would hold up the window."""
        sample = text[:: len(text) // _SAMPLED]
        usual = float(self.advances(sample, [0])[0]) / len(sample)
        lengths = np.diff(np.append(np.asarray(starts, np.int64), len(text)))
        return np.asarray(lengths * usual, np.float64)

    def _width(self, is_name: bool, text: str) -> float:
        width = self._widths.get((is_name, text))
        if width is None:
            metrics = self.name_metrics if is_name else self.relation_metrics
            width = self._widths[is_name, text] = metrics.horizontalAdvance(text)
            if len(self._widths) > 20_000:
                self._widths.clear()
        return width

    def _label_font(self, scale: float, weight: QFont.Weight, spacing: float) -> QFont:
        font = QFont()
        font.setFamilies(self._small_families)
        font.setPointSizeF(max(6.5, self.point_size * scale))
        font.setWeight(weight)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing)
        return font


def typography_of(
    family: str,
    point_size: float,
    language: str | None,
    column_characters: int,
    line_spacing: float,
) -> Typography:
    """Return the typography of these choices: one for all views, with what it has measured."""
    # Fonts that are made known to Qt later are to be found then.
    return _made(
        register_fonts.cache_info().currsize,
        family,
        point_size,
        language,
        column_characters,
        line_spacing,
    )


@lru_cache(maxsize=8)
def _made(
    _: int,
    family: str,
    point_size: float,
    language: str | None,
    column_characters: int,
    line_spacing: float,
) -> Typography:
    return Typography(
        family,
        point_size,
        language,
        column_characters=column_characters,
        line_spacing=line_spacing,
    )


@lru_cache(maxsize=16)
def _advance_table(families: tuple[str, ...], point_size: float) -> NDArray[np.float32]:
    """Return the width of each character by its code, of most only by its script."""
    font = QFont()
    font.setFamilies(families)
    font.setPointSizeF(point_size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    metrics = QFontMetricsF(font)
    table = np.full(_LAST_MEASURED + 1, metrics.averageCharWidth(), np.float32)
    table[0x0600:0x0900] = metrics.horizontalAdvance("العربية") / 7
    for first, last in _WIDE:
        table[first:last] = metrics.horizontalAdvance("国")
    table[_LAST_MEASURED] = metrics.horizontalAdvance("国")
    table[:128] = [metrics.horizontalAdvance(chr(one)) if one >= 32 else 0 for one in range(128)]
    return table
