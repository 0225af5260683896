"""The way through a door of the overview, and back: list, text, review."""

from typing import TYPE_CHECKING

from annotator.project.rows import ListQuery
from annotator.ui.models.reading import read_project
from annotator.ui.overview.doors import ArticlesBehind, Passage, PlacesBehind
from annotator.ui.overview.places_dialog import PlacesDialog

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def go_through(window: "MainWindow", door: object) -> None:
    """Show what is behind a number; one comes back to it with the key of the overview."""
    if isinstance(door, ArticlesBehind):
        list_articles(window, door)
    elif isinstance(door, PlacesBehind):
        list_places(window, door)


def list_articles(window: "MainWindow", door: ArticlesBehind) -> None:
    """List articles at the left of the overview."""
    page, session = window.overview_page, window.session
    assert page is not None, "the window runs this only in the overview"
    assert session is not None, "the overview belongs to a project"

    def show(found: frozenset[str]) -> None:
        page.list_articles(ListQuery(among=found, among_words=door.words))

    read_project(session.project, door.find, session.project, owner=page, on_done=show)


def list_places(window: "MainWindow", door: PlacesBehind) -> None:
    """List spans, relations or cases in a window of their own."""
    page, session = window.overview_page, window.session
    assert page is not None, "the window runs this only in the overview"
    assert session is not None, "the overview belongs to a project"
    dialog = PlacesDialog(session.project, session.label_set, door, window)
    page.places = dialog

    def go(passage: Passage) -> None:
        dialog.accept()
        window.activateWindow()
        show_passage(window, passage)

    def forget() -> None:
        page.places = None

    def leave() -> None:
        window.activateWindow()
        page.focus_text()

    dialog.place_requested.connect(go)
    dialog.finished.connect(forget)
    dialog.rejected.connect(leave)
    dialog.open()


def show_passage(window: "MainWindow", passage: Passage) -> None:
    """Show a place in its text; a case of two people in the review of them."""
    case = passage.case
    if case is not None and case.kind and case.people[1] is not None:
        from annotator.ui.review.agreement_door import go_through as review
        from annotator.ui.review.agreement_rows import Way

        said = case.first or case.second
        label = said.label if said is not None else ""
        review(window, Way(*case.people, passage.document, frozenset((case.kind,)), label))
        return
    window.show_place("annotate")
    page, session = window.page, window.session
    assert page is not None, "it comes with the project"
    assert session is not None, "the overview belongs to a project"

    def show() -> None:
        page.view.selection.select_text(passage.start, passage.end)
        page.view.reveal(passage.start)
        page.view.setFocus()

    session.open_then(passage.document, show)
