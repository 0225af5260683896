"""Why one decided: the project's reasons beside the text, each with its key."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.messages import show_text
from annotator.ui.text_view.choices import Choice

if TYPE_CHECKING:
    from annotator.ui.pages.review_page import ReviewPage

_KEYS = "123456789abcdfghijklmnopqrstuvwxyz"
"""Of the reasons, in their order; the ninth is seldom reached."""
NO_REASON, CHANGE = "0", "e"


def ask_reason(page: "ReviewPage", change_list: Callable[[], None]) -> None:
    """Let the reason of the decision be chosen, none, or the list of reasons be changed."""
    view, reviewing, deciding = page.view, page.reviewing, page.deciding
    if reviewing.case is None:
        return
    reasons = reviewing.project.review.reasons[: len(_KEYS)]
    now, ink = deciding.said.reason, view.colours.text
    rows = [
        Choice(key, show_text(one, 60), "✓" if one == now else "", ink)
        for key, one in zip(_KEYS, reasons, strict=False)
    ]
    rows.append(Choice(NO_REASON, "no reason", "", view.colours.muted))
    rows.append(Choice(CHANGE, "change this list…", "", view.colours.muted))

    def choose(row: int) -> None:
        if row > len(reasons):
            change_list()
        else:
            reason = reasons[row] if row < len(reasons) else None
            deciding.say_beside(replace(deciding.said, reason=reason))

    view.relating.ask("Why", rows, reviewing.place or 0, choose)
