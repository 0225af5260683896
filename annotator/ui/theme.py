"""Light and dark, each in high contrast too: what everything is drawn from, Qt's widgets also."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from annotator.ui.style_sheet import style_sheet

ThemeChoice = Literal["system", "light", "dark"]
ContrastChoice = Literal["system", "normal", "high"]


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme, as "#rrggbb". Text colours reach 4.5:1 on `window`, `panel`, `base` and `soft`."""

    is_dark: bool
    window: str
    """Behind bars and panels."""
    panel: str
    base: str
    """Behind the article and in fields."""
    line: str
    """Hairlines between areas; decoration, never the only sign of anything."""
    border: str
    """Edges of fields and key caps."""
    hover: str
    soft: str
    """Behind quiet controls."""
    text: str
    muted: str
    faint: str
    """Placeholders and hints: the quietest that can still be read."""
    accent: str
    on_accent: str
    accent_soft: str
    """Behind what is chosen; `text`, `muted` and `accent` can be read on it."""
    good: str
    warn: str
    bad: str
    is_high: bool = False
    """Whether letters reach 7:1, and lines and edges 4.5:1."""


LIGHT = Colours(
    is_dark=False,
    window="#fbfaf8",
    panel="#fbfaf8",
    base="#ffffff",
    line="#e4e1da",
    border="#d6d2c9",
    hover="#f1efea",
    soft="#f4f2ee",
    text="#1d1c1a",
    muted="#5f5c57",
    faint="#716e67",
    accent="#2a56c6",
    on_accent="#ffffff",
    accent_soft="#dfe7fb",
    good="#1f7a45",
    warn="#8f5a00",
    bad="#b3261e",
)
DARK = Colours(
    is_dark=True,
    window="#1f2023",
    panel="#1f2023",
    base="#232428",
    line="#34353a",
    border="#484a51",
    hover="#2a2c31",
    soft="#292b30",
    text="#e9e7e2",
    muted="#b3b0a8",
    faint="#98958d",
    accent="#8fadff",
    on_accent="#14213f",
    accent_soft="#2c3a5c",
    good="#5cc389",
    warn="#e0a84a",
    bad="#ff8f85",
)
HIGH_LIGHT = Colours(
    is_dark=False,
    window="#ffffff",
    panel="#ffffff",
    base="#ffffff",
    line="#595959",
    border="#000000",
    hover="#e4e4e4",
    soft="#f2f2f2",
    text="#000000",
    muted="#2b2b2b",
    faint="#3d3d3d",
    accent="#00309c",
    on_accent="#ffffff",
    accent_soft="#c4daff",
    good="#00501f",
    warn="#5c3a00",
    bad="#8b0000",
    is_high=True,
)
HIGH_DARK = Colours(
    is_dark=True,
    window="#000000",
    panel="#000000",
    base="#000000",
    line="#a8a8a8",
    border="#ffffff",
    hover="#2b2b2b",
    soft="#161616",
    text="#ffffff",
    muted="#e6e6e6",
    faint="#cfcfcf",
    accent="#9fd6ff",
    on_accent="#000000",
    accent_soft="#00357a",
    good="#6dff9e",
    warn="#ffd24a",
    bad="#ffb3ab",
    is_high=True,
)


class Theme(QObject):
    """The theme in use. `changed` comes after palette and style sheet are in place."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice: ThemeChoice = "system"
        self._contrast: ContrastChoice = "system"
        self._colours = LIGHT
        self._application: QApplication | None = None

    @property
    def colours(self) -> Colours:
        """The colours to draw with now."""
        return self._colours

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    @property
    def contrast(self) -> ContrastChoice:
        """What the user asked for."""
        return self._contrast

    def install(
        self,
        application: QApplication,
        choice: ThemeChoice = "system",
        contrast: ContrastChoice = "system",
    ) -> None:
        """Dress an application, and follow the system from now on where it is asked to."""
        if self._application is not application:
            application.setStyle("Fusion")
            hints = application.styleHints()
            hints.colorSchemeChanged.connect(self._follow_system)
            hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._application = application
        self._choice, self._contrast = choice, contrast
        self._dress()

    def choose(self, choice: ThemeChoice) -> None:
        """Use light, dark, or what the system says."""
        self._choice = choice
        self._dress()

    def choose_contrast(self, contrast: ContrastChoice) -> None:
        """Use normal colours, those of high contrast, or what the system says."""
        self._contrast = contrast
        self._dress()

    def _follow_system(self) -> None:
        if "system" in (self._choice, self._contrast):
            self._dress()

    def _dress(self) -> None:
        colours = _colours_for(self._choice, self._contrast)
        application = self._application
        if application is not None:
            application.setPalette(make_palette(colours))
            application.setStyleSheet(style_sheet(colours))
        if colours != self._colours:
            self._colours = colours
            self.changed.emit()


def _colours_for(choice: ThemeChoice, contrast: ContrastChoice) -> Colours:
    hints = QGuiApplication.styleHints()
    is_dark, is_high = choice == "dark", contrast == "high"
    if choice == "system":
        is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
    if contrast == "system":
        preference = hints.accessibility().contrastPreference()
        is_high = preference == Qt.ContrastPreference.HighContrast
    if is_high:
        return HIGH_DARK if is_dark else HIGH_LIGHT
    return DARK if is_dark else LIGHT


@cache
def theme() -> Theme:
    """Return the one theme of this process."""
    return Theme()


def current_colours() -> Colours:
    """Return the colours to draw with now; draw again on `theme().changed`."""
    return theme().colours


def make_palette(colours: Colours) -> QPalette:
    """Return Qt's palette in these colours."""
    role = QPalette.ColorRole
    palette = QPalette()
    plain = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.soft,
        role.Text: colours.text,
        role.PlaceholderText: colours.faint,
        role.Button: colours.soft,
        role.ButtonText: colours.text,
        role.BrightText: colours.bad,
        role.ToolTipBase: colours.base,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent_soft,
        role.HighlightedText: colours.text,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Accent: colours.accent,
        role.Light: colours.hover,
        role.Midlight: colours.soft,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.line,
    }
    for one, colour in plain.items():
        palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.faint))
    return palette
