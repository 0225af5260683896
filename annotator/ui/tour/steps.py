"""The table of the tour's steps: what each asks for, where it points, and what counts as done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.pages.annotate_page import AnnotatePage

Act = Literal["opened", "labelled", "related", "undone", "finished", "exported"]
"""What hands can do that the tour waits for."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `words` may name keys of actions in braces: what they are now is put in."""

    act: Act
    title: str
    words: str
    target: Callable[["MainWindow", "AnnotatePage"], QWidget]
    """The part of the window that it points at."""
    done: str
    """What is said when it is done."""


STEPS: tuple[Step, ...] = (
    Step(
        "opened",
        "Open another article",
        "These are the articles. Press {next_article} for the next one, or click on one.",
        lambda _, page: page.articles,
        "That is another article.",
    ),
    Step(
        "labelled",
        "Label a name",
        "Go to a name with the arrow keys or a click, and press the key of a label: {label}. For"
        " several words hold Shift while you move, or drag over them.",
        lambda _, page: page.view,
        "That is a span: words with a label.",
    ),
    Step(
        "related",
        "Tie two spans together",
        "Select a span with {next_span} or a click and press {start_relation}. Letters appear on"
        " the spans it can lead to: type one, and choose the relation where several fit.",
        lambda _, page: page.view,
        "That is a relation, from one span to another.",
    ),
    Step(
        "undone",
        "Take it back",
        "Press {undo}. Everything can be taken back, also tomorrow; at the bottom you see that it"
        " is saved without your doing.",
        lambda window, _: window.status_bar,
        "It is as it was before.",
    ),
    Step(
        "finished",
        "Say that the article is done",
        "Press {done_and_next}. Where a part of it was never on screen you are told: once more goes"
        " through, and the next article opens.",
        lambda _, page: page.articles,
        "Done, as the list shows.",
    ),
    Step(
        "exported",
        "Take it home",
        "Press {export}, look at the first lines, and press Enter: a corpus is written, one line"
        " for each article and person.",
        lambda window, _: window.top.menu_button,
        "That is a corpus.",
    ),
)


def tour_words(step: int) -> str:
    """Return how the tour is offered to somebody who has come so far."""
    if 0 < step < len(STEPS):
        return f"Go on with the tour: step {step + 1} of {len(STEPS)}"
    return f"Take the tour: {len(STEPS)} steps on the sample"
