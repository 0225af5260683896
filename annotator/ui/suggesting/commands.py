"""What the actions on suggestions do: id -> callable, for one window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.suggesting.suggestions import Suggestions


def suggesting_commands(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """Return a callable for every action on suggestions."""

    def run(act: "Callable[[Suggestions], object]") -> Callable[[], object]:
        return lambda: act(window.page.suggestions) if window.page is not None else None

    return {
        "accept_suggestion": run(lambda here: here.accept()),
        "reject_suggestion": run(lambda here: here.reject()),
        "accept_all_alike": run(lambda here: here.accept_alike()),
        "next_suggestion": run(lambda here: here.go_on(1)),
        "previous_suggestion": run(lambda here: here.go_on(-1)),
        "learned": run(lambda here: here.show_learned()),
        "toggle_suggestions": run(lambda here: here.toggle()),
    }
