"""Through a number of agreement into the review: the people, the article and the case behind it."""

from typing import TYPE_CHECKING

from annotator.project.review import Pairing
from annotator.review.cases import Case
from annotator.review.queue import CaseFilter
from annotator.ui.review.agreement_rows import Way

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.pages.review_page import ReviewPage
    from annotator.ui.review.reviewing import Reviewing

ALIKE = "What both say alike is quiet in the text."
GONE = "This difference is no longer there: labels have changed since it was measured."


def show_agreement(window: "MainWindow") -> None:
    """Show how far people agree, beside the review."""
    from annotator.ui.review.agreement_dialog import AgreementDialog

    window.show_place("review")
    page = window.review_page
    assert page is not None, "the window runs this only with a project"
    if page.agreement is None:
        page.agreement = AgreementDialog(page.session, window)
        page.agreement.way_chosen.connect(lambda way: go_through(window, way))
    page.agreement.bring_up()


def go_through(window: "MainWindow", way: Way) -> None:
    """Let the screen of agreement step aside, and go to the first case behind a number."""
    window.show_place("review")
    page = window.review_page
    assert page is not None, "the screen of agreement belongs to it"
    page.end_edit()
    if page.agreement is not None:
        page.agreement.hide()
    window.activateWindow()
    page.reviewing.choose_pairing(Pairing(way.first, way.second))
    page.session.open_then(way.document, lambda: _show(page, way))


def _show(page: "ReviewPage", way: Way) -> None:
    page.focus_text()
    kinds = way.kinds - {"agree"}
    if kinds:
        page.walk.set_scope("project")
        page.walk.set_wanted(
            CaseFilter(kinds=frozenset(kinds), labels=frozenset({way.about} - {""}))
        )
    if not go_to_case(page.reviewing, way):
        page.session.said.emit(ALIKE if "agree" in way.kinds else GONE, False)


def go_to_case(reviewing: "Reviewing", way: Way) -> bool:
    """Go to the first case that is meant, one that waits before one that is settled; tell whether
    there is one."""
    found = [at for at, case in enumerate(reviewing.cases) if is_meant(case, way)]
    for at in sorted(found, key=lambda at: not reviewing.cases[at].is_open):
        reviewing.go_to(at)
        return True
    return False


def is_meant(case: Case, way: Way) -> bool:
    """Tell whether a case is one of those behind a number."""
    difference = case.difference
    if difference.kind not in way.kinds:
        return False
    if not way.about:
        return True
    labels = {one.label for one in (difference.first, difference.second) if one is not None}
    return way.about in {difference.attribute, difference.document_label, *labels}
