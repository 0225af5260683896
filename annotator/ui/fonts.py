"""Fonts: the two that come with the program, and what stands in where they lack a script."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from annotator.resources import resource_path

UI_FAMILY = "Inter"
READING_FAMILY = "Noto Serif"
UI_POINT_SIZE = 10.0
_SMALL = 0.86
"""Of quiet facts beside text."""

_FILES = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "NotoSerif-Regular.ttf",
    "NotoSerif-Bold.ttf",
    "NotoSerif-Italic.ttf",
)
_OTHER_SCRIPTS = (
    "Noto Naskh Arabic",
    "Noto Sans Arabic",
    "Noto Serif Hebrew",
    "Noto Sans Hebrew",
    "Noto Serif Devanagari",
    "Noto Serif Thai",
)
_EAST_ASIAN = {"zh": "SC", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK", "ja": "JP", "ko": "KR"}
_LAST_RESORTS = ("WenQuanYi Micro Hei", "Noto Color Emoji", "DejaVu Sans")


@cache
def register_fonts() -> tuple[str, ...]:
    """Make the vendored fonts known to Qt, once; return the files that Qt could not read."""
    failed = []
    for name in _FILES:
        if QFontDatabase.addApplicationFont(str(resource_path("fonts", name))) < 0:
            failed.append(name)
    return tuple(failed)


def reading_families(language: str | None = None) -> list[str]:
    """Return the families to read an article in, first choice first.

    One Han character looks different in Chinese, Japanese and Korean: the language (BCP 47, any
    case) decides which East Asian face comes first.
    """
    return [READING_FAMILY, *_OTHER_SCRIPTS, *_east_asian_families(language), *_LAST_RESORTS]


def interface_families(language: str | None = None) -> list[str]:
    """Return the families of bars, panels and lists."""
    return [UI_FAMILY, *_OTHER_SCRIPTS, *_east_asian_families(language), *_LAST_RESORTS]


def interface_font(points: float = UI_POINT_SIZE, *, is_strong: bool = False) -> QFont:
    """Return the font of bars, panels and lists, semibold where strong."""
    font = QFont()
    font.setFamilies(interface_families())
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
    return font


def _east_asian_families(language: str | None) -> list[str]:
    tag = (language or "").lower().replace("_", "-")
    first = _EAST_ASIAN.get(tag) or _EAST_ASIAN.get(tag.partition("-")[0]) or "SC"
    regions = dict.fromkeys((first, "SC", "JP", "KR", "TC"))
    serif = [f"Noto Serif CJK {region}" for region in regions]
    return [*serif[:1], *(f"Noto Sans CJK {region}" for region in regions)]


def small_font(font: QFont) -> QFont:
    """Return the font of quiet facts beside text in this font."""
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(font.pointSizeF() * _SMALL)
    else:
        small.setPixelSize(max(1, round(font.pixelSize() * _SMALL)))
    return small
