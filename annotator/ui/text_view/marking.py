"""The commands on spans: labelling, walking from span to span, ends, parts, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.edits.edit import AddSpan, RemoveRelation, SetEdit
from annotator.model.span import Fragment, Span
from annotator.text import tokens
from annotator.ui.text_view import span_edits
from annotator.ui.text_view.span_edits import GRANULARITIES, Granularity, Unit

if TYPE_CHECKING:
    from annotator.ui.text_view.text_view import TextView

_BEFORE_ALL = -(10**12)


class Marking:
    """What keys and menus do to spans, on behalf of a text view."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self.granularity: Granularity = "word"
        self.last_span: str | None = None
        """The span that was selected last, for adding parts to it."""
        self._way_back: list[tuple[int, tuple[str, ...]]] = []

    def forget(self) -> None:
        """Begin anew with another article."""
        self.last_span = None
        self._way_back.clear()

    # ---- labelling ---------------------------------------------------------------------------

    def label(self, label: str) -> None:
        """Label what counts: the text selection, else the selected spans, else the suggestion one
        is at, else the word here."""
        view = self._view
        view.show_label_again(label)
        chosen = view.selection.text
        if chosen is not None:
            # It was snapped as it was made; here only no grapheme is cut.
            self._add(label, span_edits.snap(view.text, *chosen, "character"))
        elif view.selection.spans:
            self._ask(span_edits.relabel(self.selected_spans(), label))
        elif view.offers.current is not None and view.offers.take is not None:
            self._make(view.offers.take(view.offers.current, label))
        else:
            unit = span_edits.unit_at(view.text, view.selection.caret, self.granularity)
            if unit is None:
                view.notice.emit(view.tr("Nothing to label here."))
            else:
                self._add(label, unit)

    def _add(self, label: str, covered: Fragment) -> None:
        view = self._view
        if covered[0] >= covered[1]:
            view.notice.emit(view.tr("Nothing to label here."))
            return
        same = self._same(label, covered)
        if same is not None:
            view.selection.select_spans([same])
            return
        self._make(span_edits.add_span(label, covered))

    def _make(self, edit: AddSpan) -> None:
        with self._view.act:
            self._view.edit_requested.emit(edit)
            self._select_made(edit)

    def _same(self, label: str, covered: Fragment) -> str | None:
        index = self._view.index
        for id in index.spans_at(covered[0]):
            if index.spans[id].label == label and index.spans[id].fragments == (covered,):
                return id
        return None

    def _select_made(self, edit: AddSpan) -> None:
        if edit.span.id in self._view.index.spans:
            self._view.selection.select_spans([edit.span.id])

    def selected_spans(self) -> list[Span]:
        """Return the selected spans that exist."""
        index = self._view.index
        return [index.spans[id] for id in self._view.selection.spans if id in index.spans]

    def primary(self) -> Span | None:
        """Return the span selected last among the selected."""
        spans = self.selected_spans()
        return spans[-1] if spans else None

    def _ask(self, edit: SetEdit | None, otherwise: str = "") -> None:
        if edit is not None:
            self._view.edit_requested.emit(edit)
        elif otherwise:
            self._view.notice.emit(otherwise)

    # ---- from span to span -------------------------------------------------------------------

    def select_neighbour(self, step: int) -> None:
        """Select the next (1) or previous (-1) span in reading order."""
        view = self._view
        primary = self.primary()
        if primary is not None:
            place = view.index.place_of(primary.id)
        else:
            place = (view.selection.caret, _BEFORE_ALL, "")
        found = view.index.neighbour(place, step)
        if found is None:
            self._say_no_more(step)
        else:
            view.go_to_span(found)

    def _say_no_more(self, step: int) -> None:
        tr = self._view.tr
        self._view.notice.emit(tr("No span further on.") if step > 0 else tr("No span before."))

    def gather_neighbour(self, step: int) -> None:
        """Select the next (1) or previous (-1) span as well; going back lets go of it again."""
        view, spans = self._view, [one.id for one in self.selected_spans()]
        if not spans:
            self.select_neighbour(step)
            return
        found = view.index.neighbour(view.index.place_of(spans[-1]), step)
        if found is None:
            self._say_no_more(step)
            return
        others = spans[:-1] if found in spans else spans
        view.go_to_span(found, beside=[one for one in others if one != found])

    def select_at_caret(self) -> None:
        """Select the span at the caret; again: the one around it; on a relation: its far end."""
        view = self._view
        relation = view.index.relations.get(view.selection.relation or "")
        if relation is not None:
            self.remember_way()
            here = view.index.spans_at(view.selection.caret)
            view.go_to_span(relation.head if relation.tail in here else relation.tail)
            return
        around = view.index.spans_at(view.selection.caret)
        if not around:
            view.notice.emit(view.tr("No span here."))
            return
        primary = self.primary()
        at = around.index(primary.id) + 1 if primary and primary.id in around else 0
        view.selection.select_spans([around[at % len(around)]])

    def go_to_far_end(self, far: str) -> None:
        """Go to the span that a stub leads to."""
        self.remember_way()
        self._view.go_to_span(far)

    def remember_way(self) -> None:
        """Keep where one is, for coming back."""
        selection = self._view.selection
        self._way_back.append((selection.caret, selection.spans))

    def come_back(self) -> None:
        """Return to where one was before following a relation."""
        view = self._view
        if not self._way_back:
            view.notice.emit(view.tr("There is no way back from here."))
            return
        caret, spans = self._way_back.pop()
        view.selection.set_caret(min(caret, len(view.text)))
        there = [id for id in spans if id in view.index.spans]
        if there:
            view.selection.select_spans(there)
        view.reveal(view.selection.caret)

    # ---- ends and parts ----------------------------------------------------------------------

    def move_end(self, step: int, unit: Unit) -> None:
        """Move the selected span's end by words, characters or clauses."""
        span = self.primary()
        if span is None:
            self._view.notice.emit(self._view.tr("Select a span first."))
            return
        edit = span_edits.move_end(self._view.text, span, step, unit)
        self._ask(edit, self._view.tr("The end cannot go further."))

    def move_start(self, step: int, unit: Unit) -> None:
        """Move the selected span's start by words, characters or clauses."""
        span = self.primary()
        if span is None:
            self._view.notice.emit(self._view.tr("Select a span first."))
            return
        edit = span_edits.move_start(self._view.text, span, step, unit)
        self._ask(edit, self._view.tr("The start cannot go further."))

    def add_fragment(self) -> None:
        """Add the selected text, or the word at the caret, to the span selected last."""
        view = self._view
        span = view.index.spans.get(self.last_span or "")
        part = self.text_meant()
        if part is None or span is None:
            view.notice.emit(view.tr("Select a span, then the text to add to it."))
            return
        self._ask(span_edits.add_fragment(span, part), view.tr("The span covers that already."))
        view.selection.select_spans([span.id])

    def text_meant(self) -> Fragment | None:
        """Return the selected text, else the word at the caret where no span is selected."""
        view = self._view
        if view.selection.text is not None:
            return span_edits.snap(view.text, *view.selection.text, "character")
        if view.selection.spans:
            return None
        return span_edits.unit_at(view.text, view.selection.caret, self.granularity)

    def remove_fragment(self) -> None:
        """Take the part at the caret away from the selected span."""
        view = self._view
        span = self.primary() or view.index.spans.get(self.last_span or "")
        if span is None:
            view.notice.emit(view.tr("Select a span first."))
            return
        edit = span_edits.remove_fragment(span, view.selection.caret)
        self._ask(edit, view.tr("The caret is on no further part of this span."))

    def delete_selected(self) -> None:
        """Delete the selected relation, or the selected spans with their relations."""
        view = self._view
        if view.selection.relation in view.index.relations:
            self._ask(RemoveRelation(view.selection.relation))
            return
        spans = self.selected_spans()
        relations = view.relations_at([one.id for one in spans])
        self._ask(span_edits.delete_spans(spans, relations), view.tr("Nothing is selected."))

    # ---- what a selection snaps to -----------------------------------------------------------

    def cycle_granularity(self) -> None:
        """Select by word, then character, then sentence, then word again."""
        at = GRANULARITIES.index(self.granularity) + 1
        self.granularity = GRANULARITIES[at % len(GRANULARITIES)]
        self._view.granularity_changed.emit(self.granularity)
        tr = self._view.tr
        words = {
            "word": tr("Selections take whole words."),
            "character": tr("Selections take characters."),
            "sentence": tr("Selections take whole sentences."),
        }
        self._view.notice.emit(words[self.granularity])

    def select_sentence(self) -> None:
        """Select the sentence at the caret."""
        start, end = tokens.sentence_at(self._view.text, self._view.selection.caret)
        if start < end:
            self._view.selection.select_text(start, end)
