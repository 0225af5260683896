"""Which panels stand beside the article: those that are wanted, as far as the width allows."""

from dataclasses import dataclass, field

LIST = "is_list_shown"
INSPECTOR = "is_inspector_shown"
TABLES = "are_tables_shown"
"""The panels, by the settings that say whether they are wanted."""

LEAST_WIDTHS = {INSPECTOR: 1060, LIST: 720, TABLES: 0}
"""How wide (pixels) the page must be for a panel: the inspector yields first, then the list; the
tables stand below the text and take no width."""


@dataclass
class Yielding:
    """Panels yield to the text in a narrow window and come back in a wide one.

    One that was asked for in a narrow window stays until the window has been wide again.
    """

    _width: int = max(LEAST_WIDTHS.values())
    _wanted: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(LEAST_WIDTHS, True))
    _insisted: set[str] = field(default_factory=set)

    def shows(self, panel: str) -> bool:
        """Tell whether a panel stands beside the article now."""
        has_room = self._width >= LEAST_WIDTHS[panel] or panel in self._insisted
        return self._wanted[panel] and has_room

    def want(self, panel: str, is_wanted: bool) -> None:
        """Say whether a panel is wanted where there is room."""
        self._wanted[panel] = is_wanted

    def insist(self, panel: str, is_wanted: bool = True) -> None:
        """Show or hide a panel whatever the width, because somebody asked for just that."""
        self._wanted[panel] = is_wanted
        (self._insisted.add if is_wanted else self._insisted.discard)(panel)

    def set_width(self, width: int) -> None:
        """Say how wide the page is."""
        self._width = width
        self._insisted -= {panel for panel, least in LEAST_WIDTHS.items() if width >= least}
