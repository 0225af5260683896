"""What the kinds of labels are called in their window, and what is said where there are none."""

from annotator.ui.label_set.draft import Kind

KIND_TABS: dict[Kind, str] = {
    "span_labels": "Spans",
    "relation_labels": "Relations",
    "attributes": "Attributes",
    "document_labels": "Articles",
}
NOTHING_YET: dict[Kind, str] = {
    "span_labels": "No labels of spans yet. Add says what a span can be called.",
    "relation_labels": "No labels of relations yet. Add says how spans can be tied together.",
    "attributes": "No attributes yet. An attribute is a question asked of spans, relations or"
    " articles, such as: certain or possible?",
    "document_labels": "No labels of articles yet. Add says what a whole article can be called.",
}
