"""Which acts of the text make sense with what is selected: those of a menu that are not grey."""

from typing import TYPE_CHECKING

from annotator.ui.text_view import span_edits

if TYPE_CHECKING:
    from annotator.ui.text_view.text_view import TextView


def possible_acts(view: "TextView") -> frozenset[str]:
    """Return the ids of the acts on spans and relations that would do something now.

    "label" stands for putting any label on what counts. Where it takes a search to know (whether
    a relation leads anywhere from here) the act is possible, and says so itself if not.
    """
    chosen = view.selection.text
    has_spans = bool(view.marking.selected_spans())
    possible = set()
    if chosen is not None or has_spans or _has_word_at_caret(view):
        possible.add("label")
    if has_spans or view.selection.relation in view.index.relations:
        possible |= {"start_relation", "edit_note", "delete"}
    if has_spans:
        possible |= {"link_entity", "copy_with_labels"}
    if len(view.selection.spans) == 1 or view.selection.relation in view.index.relations:
        possible.add("span_history")
    if not has_spans and chosen is None and view.offers.at(view.selection.caret) is not None:
        possible |= {"accept_suggestion", "reject_suggestion"}
    if view.label_meant():
        possible |= {"guideline", "use_as_example"}
    last = view.index.spans.get(view.marking.last_span or "")
    part = view.marking.text_meant()
    if part is not None and last is not None and span_edits.add_fragment(last, part) is not None:
        possible.add("add_fragment")
    span = view.marking.primary() or last
    if span is not None and span_edits.remove_fragment(span, view.selection.caret) is not None:
        possible.add("remove_fragment")
    return frozenset(possible)


def _has_word_at_caret(view: "TextView") -> bool:
    caret, granularity = view.selection.caret, view.marking.granularity
    return span_edits.unit_at(view.text, caret, granularity) is not None
