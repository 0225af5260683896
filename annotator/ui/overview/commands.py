"""What each action of the overview does: id -> callable, for one window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.pages.overview_page import OverviewPage

Command = Callable[[], object]


def overview_commands(window: "MainWindow") -> dict[str, Command]:
    """Return a callable for every action of the overview; the window runs them only there."""

    def page() -> "OverviewPage":
        assert window.overview_page is not None, "the window runs this only in the overview"
        return window.overview_page

    return {
        "picture_as_table": lambda: page().turn_table(),
        "copy_picture": lambda: page().copy_picture(),
        "copy_numbers": lambda: page().copy_numbers(),
        "save_picture": lambda: page().save_picture(),
        "show_all_numbers": lambda: page().show_everything(),
        "next_picture": lambda: page().step(1),
        "previous_picture": lambda: page().step(-1),
        "nearer_graph": lambda: page().zoom_graph(1),
        "farther_graph": lambda: page().zoom_graph(-1),
        "whole_graph": lambda: page().zoom_graph(0),
    }
