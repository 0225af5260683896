"""Both themes can be read, and are followed."""

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from annotator.resources import resource_path
from annotator.ui.actions import ACTIONS
from annotator.ui.fonts import interface_families, reading_families, register_fonts
from annotator.ui.icons import icon
from annotator.ui.style_sheet import style_sheet
from annotator.ui.theme import (
    DARK,
    HIGH_DARK,
    HIGH_LIGHT,
    LIGHT,
    Theme,
    current_colours,
    make_palette,
    theme,
)

GROUNDS = ("window", "panel", "base", "soft")
THEMES = [
    pytest.param(LIGHT, id="light"),
    pytest.param(DARK, id="dark"),
    pytest.param(HIGH_LIGHT, id="high light"),
    pytest.param(HIGH_DARK, id="high dark"),
]
LETTERS = ("text", "muted", "faint", "accent", "good", "warn", "bad")


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, worked out here anew and not by what is tested."""

    def light(colour: str) -> float:
        parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", THEMES)
@pytest.mark.parametrize("letters", LETTERS)
def test_every_letter_can_be_read_on_every_ground(colours, letters):
    for ground in GROUNDS:
        least = 7 if colours.is_high else 4.5
        assert contrast(getattr(colours, letters), getattr(colours, ground)) >= least, ground


@pytest.mark.parametrize("colours", THEMES)
def test_what_is_chosen_can_be_read(colours):
    for letters in ("text", "muted", "accent"):
        assert contrast(getattr(colours, letters), colours.accent_soft) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5


def test_all_colours_are_full_hex():
    for colours in (LIGHT, DARK, HIGH_LIGHT, HIGH_DARK):
        for field in fields(colours):
            value = getattr(colours, field.name)
            assert field.name in ("is_dark", "is_high") or QColor(value).name() == value


def test_choosing_dresses_the_application_and_is_told_once(qapp):
    one = Theme()
    one.install(qapp, "light")
    told = []
    one.changed.connect(lambda: told.append(one.colours))
    one.choose("dark")
    one.choose("dark")
    assert told == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    assert DARK.accent in qapp.styleSheet()
    one.choose("light")
    assert one.colours is LIGHT


def test_in_high_contrast_edges_can_be_seen_too():
    for colours in (HIGH_LIGHT, HIGH_DARK):
        for edge in (colours.line, colours.border):
            assert contrast(edge, colours.window) >= 4.5
            assert contrast(edge, colours.base) >= 4.5


def test_high_contrast_can_be_chosen_and_left(qapp):
    one = Theme()
    one.install(qapp, "light", "normal")
    told = []
    one.changed.connect(lambda: told.append(one.colours))
    one.choose_contrast("high")
    one.choose("dark")
    one.choose_contrast("normal")
    assert told == [HIGH_LIGHT, HIGH_DARK, DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    one.choose("light")
    one.choose_contrast("system")
    assert one.contrast == "system"


def test_the_contrast_of_the_system_is_followed(qapp, monkeypatch):
    """The preference is read from Qt when Qt says that it changed."""

    class Accessibility:
        def contrastPreference(self):
            return Qt.ContrastPreference.HighContrast

    class Hints:
        def accessibility(self):
            return Accessibility()

        def colorScheme(self):
            return Qt.ColorScheme.Light

    one = Theme()
    one.install(qapp, "system", "system")
    told = []
    one.changed.connect(lambda: told.append(one.colours))
    with monkeypatch.context() as patch:
        patch.setattr("annotator.ui.theme.QGuiApplication.styleHints", Hints)
        one._follow_system()
        assert told == [HIGH_LIGHT]
        one.choose_contrast("normal")
        assert told == [HIGH_LIGHT, LIGHT]
    one.install(qapp, "light", "system")


def test_there_is_one_theme():
    assert theme() is theme()
    assert current_colours() is theme().colours


def test_the_palette_has_no_colour_of_its_own(qapp):
    palette = make_palette(DARK)
    assert palette.color(QPalette.ColorRole.Highlight).name() == DARK.accent_soft
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled.name() == DARK.faint


def test_no_colour_is_written_into_the_rules():
    assert "#" not in style_sheet(LIGHT).translate({}).replace("#top_bar", "").split("{")[0]
    light, dark = style_sheet(LIGHT), style_sheet(DARK)
    for field in fields(LIGHT):
        value = getattr(LIGHT, field.name)
        if isinstance(value, str) and value != getattr(DARK, field.name):
            assert value not in dark or value in light


def test_the_fonts_come_with_the_program(qapp):
    assert register_fonts() == ()


@pytest.mark.parametrize(
    ("language", "first"),
    [("ja", "JP"), ("zh-TW", "TC"), ("zh_Hant", "TC"), ("zh", "SC"), ("ko-KR", "KR"), (None, "SC")],
)
def test_the_language_chooses_the_east_asian_face(language, first):
    for families in (reading_families(language), interface_families(language)):
        east_asian = [family for family in families if "CJK" in family]
        assert east_asian[0].endswith(first)
        assert len(families) == len(set(families))
    assert reading_families(language)[0] == "Noto Serif"


def test_icons_wear_the_colour_of_the_theme(qapp):
    def strongest(colour_of):
        image = icon("menu").pixmap(32, 32).toImage()
        pixels = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
        return colour_of(max(pixels, key=lambda pixel: pixel.alpha()))

    theme().install(qapp, "light")
    light = strongest(QColor.lightness)
    theme().choose("dark")
    dark = strongest(QColor.lightness)
    theme().choose("light")
    assert light < 128 < dark


def test_every_icon_that_is_named_is_there_and_none_besides():
    folder = resource_path("icons")
    there = {path.stem for path in folder.glob("*.svg")}
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (resource_path("icons").parents[1] / "annotator" / "ui").rglob("*.py")
    )
    assert {action.icon for action in ACTIONS if action.icon} <= there
    assert {name for name in there if f'"{name}"' not in source} == set()
    assert (folder / "LICENSE").is_file()
