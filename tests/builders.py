"""Small makers of model values for tests: documents, labels, sets."""

from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.document import Document, Meta
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span

LABEL_SET = LabelSet(
    "Test",
    "For tests.",
    span_labels=(
        SpanLabel("p", "PERSON", "#c2571a", "1"),
        SpanLabel("o", "ORGANISATION", "#2f6fde", "2"),
        SpanLabel("r", "ROLE", "#7a5ccc", "3"),
        SpanLabel("c", "CLAIM", "#0f8a94", "4"),
    ),
    relation_labels=(
        RelationLabel("w", "works for", "#4169a8", frozenset("p"), frozenset("o"), "w"),
        RelationLabel("h", "holds role", "#8a5a2b", frozenset("p"), frozenset("r"), "h"),
        RelationLabel("l", "leads", "#a33a5a", frozenset("p"), frozenset("o"), "l"),
        RelationLabel("s", "same as", "#606a74", key="s", is_symmetric=True, is_transitive=True),
    ),
    attributes=(
        Attribute("m", "mention", "choice", "span", ("named", "pronoun"), frozenset("p")),
        Attribute("x", "certainty", "choice", "span", ("certain", "possible"), frozenset("c")),
        Attribute("f", "checked", "flag", "relation"),
    ),
    document_labels=(
        DocumentLabel("d1", "politics", "topic"),
        DocumentLabel("d2", "sport", "topic"),
    ),
)

TEXT = (
    "Council opens ferry talks\n\nA spokesman for Ilse Varga, the harbour master, said on Monday "
    "that Norrow Lines would pay. “We agreed,” she said, “in June.”\n"
)


def make_document(text: str = TEXT, id: str = "talks", title: str | None = None) -> Document:
    """Return a document with a title."""
    return Document(id, text, Meta(title=title))


def make_span(text: str, covered: str, label: str = "p", id: str = "", nth: int = 1) -> Span:
    """Return a span over the nth occurrence of some words; its id is the words unless given."""
    start = -1
    for _ in range(nth):
        start = text.index(covered, start + 1)
    return Span(id or covered, label, ((start, start + len(covered)),))


def make_set(
    *annotations: Span | Relation, document: str = "talks", annotator: str | None = "me"
) -> AnnotationSet:
    """Return a set that holds these spans and relations."""
    spans = {one.id: one for one in annotations if isinstance(one, Span)}
    relations = {one.id: one for one in annotations if isinstance(one, Relation)}
    return AnnotationSet(
        "set", document, annotator, "in_progress", spans=spans, relations=relations
    )
