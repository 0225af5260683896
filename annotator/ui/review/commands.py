"""What each action of the review does: id -> callable, for one window."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.model.verdict import Choice
from annotator.project.reviews import USUAL_REASONS
from annotator.review.queue import CaseFilter
from annotator.ui.dialogs.chooser import Chooser, Entry
from annotator.ui.review.agreement_door import show_agreement
from annotator.ui.review.filter_words import wishes
from annotator.ui.review.people_bar import pairings
from annotator.ui.review.reason_list import ask_reason
from annotator.ui.review.reasons_dialog import ReasonsDialog

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.pages.review_page import ReviewPage
    from annotator.ui.review.deciding import Deciding
    from annotator.ui.review.queue import Queue
    from annotator.ui.review.reviewing import Reviewing

AUDIT_PERCENTS = (0, 1, 2, 5, 10, 20, 50, 100)
Command = Callable[[], object]


def review_commands(window: "MainWindow") -> dict[str, Command]:
    """Return a callable for every action of the review; the window runs them only there."""

    def page() -> "ReviewPage":
        assert window.review_page is not None, "the window runs this only in the review"
        return window.review_page

    def reviewing() -> "Reviewing":
        return page().reviewing

    def deciding() -> "Deciding":
        return page().deciding

    def decide(choice: Choice) -> Command:
        return lambda: page().decide(choice)

    return {
        "choose_first": decide("first"),
        "choose_second": decide("second"),
        "choose_both": decide("both"),
        "choose_neither": decide("neither"),
        "edit_case": lambda: page().edit_case(),
        "leave_edit": lambda: page().end_edit(),
        "comment_case": lambda: page().write_comment(),
        "reason_case": lambda: choose_reason(window, page()),
        "edit_reasons": lambda: edit_reasons(window),
        "flag_guideline": lambda: flag_guideline(deciding()),
        "reopen_case": lambda: deciding().reopen(),
        "discuss_case": lambda: page().discuss(),
        "next_case": lambda: page().step(1),
        "previous_case": lambda: page().step(-1),
        "next_open_case": lambda: page().next_open(),
        "next_disputed": lambda: page().next_disputed(),
        "turn_scope": lambda: turn_scope(page().walk),
        "turn_order": lambda: turn_order(page().walk),
        "filter_queue": lambda: choose_filter(window, page().walk),
        "show_everything": lambda: page().walk.set_wanted(CaseFilter()),
        "show_flagged": lambda: show_flagged(page().walk),
        "choose_audit": lambda: choose_audit(window, page()),
        "by_phrase": lambda: page().look_by_phrase(),
        "list_phrases": lambda: page().list_phrases(),
        "choose_people": lambda: choose_people(window, reviewing()),
        "look_anyway": lambda: deciding().look(),
        "agreement": lambda: show_agreement(window),
    }


def turn_scope(queue: "Queue") -> None:
    """Show the queue of the project instead of the article's, or that again."""
    queue.set_scope("article" if queue.scope == "project" else "project")


def turn_order(queue: "Queue") -> None:
    """Show the worst articles first instead of in reading order, or that again."""
    queue.set_order("reading" if queue.order == "worst" else "worst")


def choose_filter(window: "MainWindow", queue: "Queue") -> None:
    """Let one thing more be wanted of the queue, or one less."""
    assert window.session is not None, "the window runs this only with a project"
    project = window.session.project
    rows = [row for article in queue.in_scope for row in article.rows]
    entries = [
        Entry(
            one.words,
            lambda one=one: queue.set_wanted(one.turned(queue.wanted)),  # type: ignore[misc]
            keys="✓" if one.is_in(queue.wanted) else "",
            group=f"{one.group} · {count:,}",
            colour=one.colour,
        )
        for one in wishes(window.session.label_set, project.review.reasons)
        if (count := one.count(rows)) or one.is_in(queue.wanted)
    ]
    if not queue.wanted.is_everything:
        entries.insert(0, Entry("Everything again", lambda: queue.set_wanted(CaseFilter())))
    Chooser("Which differences to show", entries, window).open()


def show_flagged(queue: "Queue") -> None:
    """Show all verdicts of the project that say that the guideline needs work."""
    queue.set_scope("project")
    queue.set_wanted(CaseFilter(needs_guideline=True))


def choose_audit(window: "MainWindow", page: "ReviewPage") -> None:
    """Let it be chosen how much of what all agree on is asked about."""
    now = window.settings.get("audit_percent")
    entries = [
        Entry(
            f"{percent} in 100" if percent else "Nothing",
            lambda percent=percent: page.set_audit(percent),  # type: ignore[misc]
            keys="✓" if percent == now else "",
        )
        for percent in AUDIT_PERCENTS
    ]
    Chooser("How much of what all agree on to audit", entries, window).open()


def choose_people(window: "MainWindow", reviewing: "Reviewing") -> None:
    """Let it be chosen whose labels are compared."""
    entries = [
        Entry(words, lambda pairing=pairing: reviewing.choose_pairing(pairing))  # type: ignore[misc]
        for words, pairing in pairings(reviewing.people)
    ]
    if entries:
        Chooser("Whose labels to compare", entries, window).open()


def choose_reason(window: "MainWindow", page: "ReviewPage") -> None:
    """Let the reason of the decision be chosen from the project's list; none is among them."""
    ask_reason(page, lambda: edit_reasons(window))


def edit_reasons(window: "MainWindow") -> None:
    """Let the list of reasons be changed, as one act."""
    session = window.session
    assert session is not None, "the window runs this only with a project"
    review = session.project.review
    dialog = ReasonsDialog(review.reasons, USUAL_REASONS, window)
    dialog.reasons_chosen.connect(
        lambda reasons: session.attempt(lambda: review.set_reasons(reasons))
    )
    dialog.open()


def flag_guideline(deciding: "Deciding") -> None:
    """Say that the guideline needs work because of this case, or that it does not."""
    said = deciding.said
    deciding.say_beside(replace(said, needs_guideline=not said.needs_guideline))
