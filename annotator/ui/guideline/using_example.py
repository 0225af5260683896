"""What is selected in the text becomes an example in the guideline of its label, by one act."""

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import ReplaceLabelSet
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.ui.guideline.examples import relation_example, span_example, with_example
from annotator.ui.models.article_words import one_line

if TYPE_CHECKING:
    from annotator.ui.session import Session
    from annotator.ui.text_view.text_view import TextView


def use_as_example(session: "Session", view: "TextView") -> None:
    """Put the selected relation, or span, or the span at the caret, into its label's guideline."""
    document, mine = session.document, session.annotation_set
    if document is None or mine is None:
        return
    relation = mine.relations.get(session.selection.relation or "")
    here = session.selection.spans[-1:] or view.index.spans_at(session.selection.caret)
    span = next((mine.spans[id] for id in here if id in mine.spans), None)
    label: SpanLabel | RelationLabel | None = None
    example = ""
    if relation is not None:
        label = session.label_set.relation_label(relation.label)
        example = relation_example(document, mine.spans[relation.head], mine.spans[relation.tail])
    elif span is not None:
        label = session.label_set.span_label(span.label)
        example = span_example(document, span)
    if label is None:
        session.said.emit("Select a span or a relation that is to be an example.", False)
        return
    guideline = with_example(label.guideline, example)
    name = one_line(label.name, 40)
    if guideline == label.guideline:
        session.said.emit(f"This is an example in the guideline of {name} already.", False)
        return
    changed = with_label(session.label_set, replace(label, guideline=guideline))
    if session.apply_to_project(ReplaceLabelSet(changed)) is not None:
        session.said.emit(f"Now an example in the guideline of {name}.", True)


def with_label(label_set: LabelSet, label: SpanLabel | RelationLabel) -> LabelSet:
    """Return a label set in which the label with this id is so."""
    if isinstance(label, SpanLabel):
        spans = (label if one.id == label.id else one for one in label_set.span_labels)
        return replace(label_set, span_labels=tuple(spans))
    relations = (label if one.id == label.id else one for one in label_set.relation_labels)
    return replace(label_set, relation_labels=tuple(relations))
