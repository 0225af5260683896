"""RELATIONS: what the selected span is tied to; a click goes there."""

from PySide6.QtWidgets import QWidget

from annotator.edits import edit as edits
from annotator.model.relation import Relation
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.link_row import LinkRow
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.section import Inspected, Section, empty_layout

_ROWS_SHOWN = 30


class RelationsSection(Section):
    """A row for each relation of the one span selected, those it is the head of first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Relations", parent)
        self.rows: list[LinkRow] = []
        self._shown: object = None

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the relations of the one span selected; of a relation, its two ends."""
        if inspected.relation is not None or len(inspected.spans) != 1:
            self._shown = None
            self.hide()
            return
        span = inspected.spans[0].id
        relations = inspected.annotation_set.relations_of(span)
        words = [relation_words(relation, span, inspected) for relation in relations]
        if (span, relations, words) != self._shown:
            self._shown = (span, relations, words)
            self._fill(span, relations, words)
        self.setVisible(bool(relations))

    def _fill(self, span: str, relations: tuple[Relation, ...], words: list[str]) -> None:
        empty_layout(self.body)
        self.rows = []
        both = sorted(zip(relations, words, strict=True), key=lambda one: one[0].head != span)
        for relation, line in both[:_ROWS_SHOWN]:
            row = LinkRow(line, self)
            far = relation.tail if relation.head == span else relation.head
            row.followed.connect(lambda far=far: self.reveal_requested.emit(far))
            row.delete_requested.connect(
                lambda id=relation.id: self.edit_requested.emit(edits.RemoveRelation(id))
            )
            self.rows.append(row)
            self.body.addWidget(row)
            row.show()
        if len(both) > _ROWS_SHOWN:
            more = count_words(len(both) - _ROWS_SHOWN, "more relation")
            self.body.addWidget(PlainLabel(f"and {more}", self, tone="muted"))


def relation_words(relation: Relation, span: str, inspected: Inspected) -> str:
    """Return "holds role → Admiral" for a head, "says ← Erik Palm" for a tail."""
    label = inspected.label_set.relation_label(relation.label)
    name = one_line(label.name, 60) if label else "label that is gone"
    far = relation.tail if relation.head == span else relation.head
    covered = one_line(inspected.covered_text(far), 80) or "␣"
    if label is not None and label.is_symmetric:
        return f"{name} ↔ {covered}"
    return f"{name} → {covered}" if relation.head == span else f"{name} ← {covered}"
