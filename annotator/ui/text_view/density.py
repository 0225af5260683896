"""How much is drawn around the text: names, arcs, and labels that are switched off.

Decision: what depends on the selection (names on hover, arcs of the selection) never changes where
a line stands. Names on hover float above their span and take no room; arcs of the selection keep
the room of all arcs, and the others are left out. So the text stays still under the eye.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.text_view.index import AnnotationIndex

NamesShown = Literal["always", "hover", "never"]
ArcsShown = Literal["all", "selection", "none"]
NAMES_SHOWN: tuple[NamesShown, ...] = ("always", "hover", "never")
ARCS_SHOWN: tuple[ArcsShown, ...] = ("all", "selection", "none")


Annotation: TypeAlias = Span | Relation


@dataclass(frozen=True, slots=True)
class Density:
    """How much stands around the text."""

    names: NamesShown = "always"
    arcs: ArcsShown = "all"

    @property
    def has_names(self) -> bool:
        """Whether names have rows of their own."""
        return self.names == "always"

    @property
    def has_arcs(self) -> bool:
        """Whether arcs have room of their own."""
        return self.arcs != "none"


def shown_part(annotation_set: AnnotationSet, hidden: frozenset[str]) -> AnnotationSet:
    """Return a set without what wears a hidden label (id), and without relations at such spans."""
    if not hidden:
        return annotation_set
    spans = {id: one for id, one in annotation_set.spans.items() if one.label not in hidden}
    relations = {
        id: one
        for id, one in annotation_set.relations.items()
        if one.label not in hidden and one.head in spans and one.tail in spans
    }
    return replace(annotation_set, spans=spans, relations=relations)


def shown_changes(changes: Changes, index: AnnotationIndex, hidden: frozenset[str]) -> Changes:
    """Return changes as they look to somebody who sees only what `index` holds.

    A span that gets a hidden label goes, with its relations; one that gets a shown label comes.
    """
    whole = changes.annotation_set
    if not hidden or whole is None:
        return changes
    span_ids = _ids(changes.spans)
    relation_ids = _ids(changes.relations)
    relation_ids |= {id for span in span_ids for id in index.relations_of(span)}
    relation_ids |= {
        id for id, one in whole.relations.items() if one.head in span_ids or one.tail in span_ids
    }

    def span(id: str) -> Span | None:
        found = whole.spans.get(id)
        return None if found is None or found.label in hidden else found

    def relation(id: str) -> Relation | None:
        found = whole.relations.get(id)
        if found is None or found.label in hidden:
            return None
        return found if span(found.head) and span(found.tail) else None

    spans = [(index.spans.get(id), span(id)) for id in sorted(span_ids)]
    relations = [(index.relations.get(id), relation(id)) for id in sorted(relation_ids)]
    return replace(
        changes,
        spans=tuple(pair for pair in spans if pair[0] != pair[1]),
        relations=tuple(pair for pair in relations if pair[0] != pair[1]),
    )


def _ids(pairs: Iterable[tuple[Annotation | None, Annotation | None]]) -> set[str]:
    return {one.id for pair in pairs for one in pair if one is not None}
