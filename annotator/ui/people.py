"""The annotators as the window knows them: their dialog, and my own name that is kept for the next
start."""

from functools import partial
from typing import TYPE_CHECKING

from annotator.model.changes import Changes

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def show_people(window: "MainWindow") -> None:
    """Show the annotators, to rename them, to join two that are one person, and to forget one."""
    from annotator.ui.dialogs.people import PeopleDialog
    from annotator.ui.purging.doing import forget_person

    assert window.session is not None, "the window runs this only with a project"
    dialog = PeopleDialog(window.session, window)
    dialog.forget_requested.connect(partial(forget_person, window))
    dialog.open()


def keep_my_name(window: "MainWindow", changes: Changes, origin: object = None) -> None:
    """Where I am called otherwise from now on, begin under that name the next time: else somebody
    new would be made who is called as I was."""
    session = window.session
    me = None if session is None else session.project.me
    for before, after in changes.people:
        if me is None or before is None or after is None or after.id != me.id:
            continue
        if window.settings.get("annotator") == before.name:
            window.settings.choose("annotator", after.name)
