"""What each action of the review does: id -> callable, for one window."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.model.verdict import Choice
from annotator.ui.dialogs.chooser import Chooser, Entry
from annotator.ui.review.agreement_door import show_agreement
from annotator.ui.review.people_bar import pairings

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.pages.review_page import ReviewPage
    from annotator.ui.review.reviewing import Reviewing

Command = Callable[[], object]


def review_commands(window: "MainWindow") -> dict[str, Command]:
    """Return a callable for every action of the review; the window runs them only there."""

    def page() -> "ReviewPage":
        assert window.review_page is not None, "the window runs this only in the review"
        return window.review_page

    def reviewing() -> "Reviewing":
        return page().reviewing

    def decide(choice: Choice) -> Command:
        return lambda: reviewing().decide(choice)

    return {
        "choose_first": decide("first"),
        "choose_second": decide("second"),
        "choose_both": decide("both"),
        "choose_neither": decide("neither"),
        "edit_case": lambda: page().edit_case(),
        "leave_edit": lambda: page().end_edit(),
        "comment_case": lambda: page().write_comment(),
        "reason_case": lambda: choose_reason(window, reviewing()),
        "flag_guideline": lambda: flag_guideline(reviewing()),
        "reopen_case": lambda: reviewing().reopen(),
        "discuss_case": lambda: page().discuss(),
        "next_case": lambda: go_on(page(), reviewing().step(1)),
        "previous_case": lambda: reviewing().step(-1),
        "next_open_case": lambda: go_on(page(), reviewing().go_to_open()),
        "next_disputed": lambda: page().next_disputed(),
        "choose_people": lambda: choose_people(window, reviewing()),
        "look_anyway": lambda: reviewing().look(),
        "agreement": lambda: show_agreement(window),
    }


def go_on(page: "ReviewPage", is_there: bool) -> None:
    """Behind the last case of an article comes the next article with an open one."""
    if not is_there:
        page.next_disputed()


def choose_people(window: "MainWindow", reviewing: "Reviewing") -> None:
    """Let it be chosen whose labels are compared."""
    entries = [
        Entry(words, lambda pairing=pairing: reviewing.choose_pairing(pairing))  # type: ignore[misc]
        for words, pairing in pairings(reviewing.people)
    ]
    if entries:
        Chooser("Whose labels to compare", entries, window).open()


def choose_reason(window: "MainWindow", reviewing: "Reviewing") -> None:
    """Let the reason of the decision be chosen from the project's list; none is among them."""
    if reviewing.case is None:
        return
    reasons: list[tuple[str, str | None]] = [(one, one) for one in reviewing.project.review.reasons]
    entries = [
        Entry(
            words,
            lambda reason=reason: reviewing.say_beside(replace(reviewing.said, reason=reason)),  # type: ignore[misc]
        )
        for words, reason in [*reasons, ("No reason", None)]
    ]
    Chooser("Why", entries, window).open()


def flag_guideline(reviewing: "Reviewing") -> None:
    """Say that the guideline needs work because of this case, or that it does not."""
    said = reviewing.said
    reviewing.say_beside(replace(said, needs_guideline=not said.needs_guideline))
