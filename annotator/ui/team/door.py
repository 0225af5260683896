"""Opening the window of a team, and closing it with its project."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def show_team(window: "MainWindow") -> None:
    """Show where the project is shared; the window beside it goes on working."""
    from annotator.ui.team.dialog import TeamDialog

    assert window.session is not None, "the window runs this only with a project"
    for open_one in window.findChildren(TeamDialog):
        open_one.raise_()
        open_one.activateWindow()
        return
    dialog = TeamDialog(window.session, window)
    window.project_left.connect(dialog.reject)
    dialog.finished.connect(lambda _: window.project_left.disconnect(dialog.reject))
    dialog.show()
