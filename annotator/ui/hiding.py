"""Acts on the articles chosen in the list: set aside, remove, bring back, erase, and their menu."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError
from annotator.ui.menus import articles_menu
from annotator.ui.tasks import run_task

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.article_list import ArticleListPanel

_NONE = "Choose articles in the list first, or open one."


def hide_articles(window: "MainWindow", *, is_removed: bool) -> None:
    """Show what stands on the chosen articles, and let them be set aside, or removed."""
    from annotator.ui.dialogs.hide_articles import HideArticlesDialog

    session, chosen = window.session, _list(window).chosen()
    assert session is not None, "the window runs this only with a project"
    if chosen.is_empty:
        session.said.emit(_NONE, False)
    else:
        HideArticlesDialog(session, chosen, window, is_removed=is_removed).open()


def bring_back(window: "MainWindow") -> None:
    """Bring the chosen articles back into the list, those of them that are not there."""
    session, chosen = window.session, _list(window).chosen()
    assert session is not None, "the window runs this only with a project"
    project = session.project
    if chosen.is_empty:
        session.said.emit(_NONE, False)
        return

    def tell(changes: Changes) -> None:
        if changes.hidden:
            session.tell_of_hidden(changes)
        else:
            session.said.emit("None of these was set aside or removed.", False)

    def fail(error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        session.refused.emit(sentence(error))

    run_task(
        lambda: project.work_list.show(chosen.documents(project)),
        owner=session,
        on_done=tell,
        on_failed=fail,
    )


def purge_chosen(window: "MainWindow") -> None:
    """Explain what erasing the chosen articles for good would do, and let them be erased."""
    from annotator.ui.purging.doing import purge_articles

    purge_articles(window, _list(window).chosen())


def show_hidden(window: "MainWindow") -> None:
    """Let the list show what was set aside or removed."""
    window.show_panel("is_list_shown")
    _list(window).show_filter("hidden")
    _list(window).focus_list()


def open_articles_menu(window: "MainWindow", place: QPoint) -> None:
    """Open the menu of what can be done with the chosen articles at a place of the screen."""
    panel = _list(window)
    menu = articles_menu(
        panel.chosen().words(),
        window.run,
        window,
        window.key_table.actions,
        is_hidden=panel.model.query.which == "hidden",
    )
    menu.popup(place)


def _list(window: "MainWindow") -> "ArticleListPanel":
    assert window.here is not None, "the window runs this only with a project"
    return window.here.articles
