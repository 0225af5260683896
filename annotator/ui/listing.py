"""What the article list shows and in what order, asked for by the window's actions."""

from typing import TYPE_CHECKING

from annotator.project.rows import ListQuery
from annotator.ui.dialogs.chooser import Chooser, Entry
from annotator.ui.models.list_words import ORDERS, sorted_by

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.article_list import ArticleListPanel


def narrow_list(window: "MainWindow") -> None:
    """Ask what the list shall be narrowed to."""
    from annotator.ui.dialogs.narrow_list import NarrowListDialog

    panel = _shown_list(window)
    assert window.session is not None, "the window runs this only with a project"
    dialog = NarrowListDialog(window.session.project, panel.model.query, window)
    dialog.query_chosen.connect(panel.set_query)
    dialog.open()


def choose_order(window: "MainWindow") -> None:
    """Let what the list is sorted by be found by its name."""
    panel = _shown_list(window)
    entries = [
        Entry(words.name, lambda order=order: panel.set_query(sorted_by(panel.model.query, order)))  # type: ignore[misc]
        for order, words in ORDERS.items()
    ]
    Chooser("Sort the articles", entries, window).open()


def list_everything(window: "MainWindow") -> None:
    """List all articles again, in the order that they have."""
    panel = _shown_list(window)
    query = panel.model.query
    panel.search.clear()
    panel.set_query(ListQuery(order=query.order, is_reversed=query.is_reversed))


def _shown_list(window: "MainWindow") -> "ArticleListPanel":
    window.show_panel("is_list_shown")
    assert window.here is not None, "the window runs this only with a project"
    return window.here.articles
