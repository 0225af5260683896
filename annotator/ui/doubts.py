"""Spans that are to be checked: the way from one to the next, and saying that one is right."""

from annotator.edits.compose import confirm_spans
from annotator.model.span import Span
from annotator.ui.session import Session
from annotator.ui.text_view.reading_order import place
from annotator.ui.text_view.text_view import TextView


def go_to_doubtful(session: Session, view: TextView, step: int) -> None:
    """Select the next (1) or previous (-1) span of mine that is to be checked, round from the end
    of the article to its beginning; where there is none, say so."""
    doubtful = sorted(_doubtful(session), key=place)
    if not doubtful:
        session.said.emit("No span of this article is to be checked.", False)
        return
    selected = view.index.spans.get(session.selection.span or "")
    caret = session.selection.caret
    here = place(selected) if selected else (caret, -caret, "")
    if step > 0:
        found = next((one for one in doubtful if place(one) > here), doubtful[0])
    else:
        found = next((one for one in reversed(doubtful) if place(one) < here), doubtful[-1])
    view.go_to_span(found.id)


def confirm_selected(session: Session, view: TextView) -> None:
    """Say of the selected spans that they are right, and go on to the next to be checked."""
    chosen = {one.id: one for one in _doubtful(session)}
    right = [chosen[id] for id in session.selection.spans if id in chosen]
    if right and session.apply(confirm_spans(right)) is None:
        return
    if not right or len(right) < len(chosen):
        go_to_doubtful(session, view, 1)


def _doubtful(session: Session) -> list[Span]:
    mine = session.annotation_set
    return [one for one in mine.spans.values() if one.is_doubtful] if mine is not None else []
