"""Saying that an article is done, and what of it was never on screen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator.edits.edit import SetStatus
from annotator.ui.text_view.look import TextRange

if TYPE_CHECKING:
    from annotator.ui.pages.annotate_page import AnnotatePage


def finish_article(page: "AnnotatePage", shown_key: Callable[[str], str]) -> None:
    """Say that the open article is done, and open the next one.

    Where paragraphs were never on screen that is said first, once; done again goes through.
    `shown_key`: action (id) -> its key as it is shown.
    """
    mine = page.session.annotation_set
    unseen = [] if mine is None or mine.status == "finished" else page.seen.never_shown()
    if unseen and page.seen.has_to_warn():
        ways = (
            f"{shown_key('go_to_unseen')} goes there, {shown_key('done_and_next')} is done anyway"
        )
        verb = "was" if len(unseen) == 1 else "were"
        words = f"{_count(unseen)} {verb} never shown: {ways}."
        page.session.offered.emit(words, "Go there", "go_to_unseen")
    elif page.session.apply(SetStatus("finished")) is not None:
        page.articles.select_next_to_do()


def go_to_unseen(page: "AnnotatePage") -> None:
    """Go to the first paragraph of the open article that was never on screen."""
    unseen = page.seen.never_shown()
    if not unseen:
        said = "All of it was shown." if page.seen.is_kept else "What was on screen is not kept."
        page.session.said.emit(said, False)
        return
    page.session.selection.set_caret(unseen[0][0])
    page.view.scroll_to(unseen[0][0])
    page.focus_text()
    page.session.said.emit(f"{_count(unseen)} never shown; this is the first.", False)


def toggle_seen(page: "AnnotatePage") -> None:
    """Keep from now on what was on screen, or do not."""
    page.seen.keep(not page.seen.is_kept)
    said = "is kept, for you alone." if page.seen.is_kept else "is not kept any more."
    page.session.said.emit(f"What was on screen of articles {said}", False)


def _count(unseen: Sequence[TextRange]) -> str:
    return "1 paragraph" if len(unseen) == 1 else f"{len(unseen):,} paragraphs"
