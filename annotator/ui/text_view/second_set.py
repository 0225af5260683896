"""Another annotator's spans below mine: to be seen and asked about, never to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.model.annotation_set import AnnotationSet
from annotator.ui.text_view.density import shown_part
from annotator.ui.text_view.substitution import shown_text

if TYPE_CHECKING:
    from annotator.ui.text_view.text_view import TextView

_MOST_RELATIONS = 3
"""Relations that are told of one span."""


class SecondSet:
    """The set that stands below the text of a view, with whose it is."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self.annotation_set: AnnotationSet | None = None
        self.name = ""
        """Whose it is, as it is shown."""

    def show(self, annotation_set: AnnotationSet, name: str) -> None:
        """Show a set below the text; ValueError where it belongs to another article."""
        if annotation_set.document != self._view.document_id:
            raise ValueError(f"a set of {annotation_set.document}")
        self.annotation_set, self.name = annotation_set, shown_text(name)

    def clear(self) -> None:
        """Show none."""
        self.annotation_set, self.name = None, ""

    def shown_part(self, hidden: frozenset[str]) -> AnnotationSet | None:
        """Return what of it is drawn while some labels (ids) are switched off."""
        return None if self.annotation_set is None else shown_part(self.annotation_set, hidden)

    def words(self, span: str) -> str:
        """Return what is known of one of its spans in a line, or "" where there is none such."""
        found = self.annotation_set
        if found is None or span not in found.spans:
            return ""
        label = self._view.label_set.span_label(found.spans[span].label)
        name = shown_text(label.name if label else found.spans[span].label)
        facts = [f"{self.name}: {name} “{self._beginning(span)}”"]
        relations = found.relations_of(span)
        for one in relations[:_MOST_RELATIONS]:
            relation = self._view.label_set.relation_label(one.label)
            title = shown_text(relation.name if relation else one.label)
            other, way = (one.tail, "→") if one.head == span else (one.head, "←")
            facts.append(f"{title} {way} {self._beginning(other)}")
        if len(relations) > _MOST_RELATIONS:
            facts.append("…")
        return " · ".join(facts)

    def words_at(self, offset: int) -> str:
        """Return what is known of its spans over an offset, the shortest first, or ""."""
        galley = self._view.galley
        if galley is None or galley.second is None:
            return ""
        return " · ".join(self.words(id) for id in galley.second.spans_at(offset))

    def _beginning(self, span: str) -> str:
        galley = self._view.galley
        assert self.annotation_set is not None
        return galley.wording.beginning(self.annotation_set.spans[span], 40) if galley else ""
