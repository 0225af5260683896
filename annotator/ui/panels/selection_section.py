"""SELECTION: what is selected, its label, where it stands; relabel and delete."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.edits import edit as edits
from annotator.edits.compose import confirm_spans
from annotator.edits.edit import SetEdit
from annotator.model.annotation_set import AnnotationSet
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.fonts import reading_families
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.flow_layout import FlowLayout
from annotator.ui.panels.label_chip import LabelChip
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel, menu_text
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.section import Card, Inspected, Section, empty_layout
from annotator.ui.panels.wrapped_text import WrappedText

_LINES_SHOWN = 5
_LABELS_SHOWN = 8
_WHY_DOUBTFUL = (
    "Came in with a text that does not stand there. Please check.",
    "Carried over from an older text, into words around it that changed. Please check.",
)


class SelectionSection(Section):
    """A card that says what is selected, and what can be done with it as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Selection", parent)
        self._inspected: Inspected | None = None
        self.card = Card(self)
        self.covered = WrappedText(_LINES_SHOWN, self.card)
        self.card.body.addWidget(self.covered)
        self._chips = QWidget(self.card)
        self._chip_row = FlowLayout(self._chips, spacing=6)
        self.card.body.addWidget(self._chips)
        self.warning = PlainLabel(parent=self.card, tone="warn")
        self.card.body.addWidget(self.warning)
        self.body.addWidget(self.card)
        self.relabel_button = QuietButton("Relabel…", self)
        self.turn_button = QuietButton("Turn round", self)
        self.delete_button = QuietButton("Delete", self)
        self.confirm_button = QuietButton("It is right", self)
        self.add_acts(
            self.confirm_button, self.relabel_button, self.turn_button, self.delete_button
        )
        self.confirm_button.clicked.connect(self._confirm)
        self.relabel_button.clicked.connect(lambda: self._open_menu(self.relabel_button))
        self.turn_button.clicked.connect(self._turn)
        self.delete_button.clicked.connect(self._delete)

    @property
    def chips(self) -> list[LabelChip]:
        """The chips of the labels that are worn."""
        return self._chips.findChildren(
            LabelChip, options=Qt.FindChildOption.FindDirectChildrenOnly
        )

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the span, the relation or how many spans there are."""
        self._inspected = inspected
        self.setVisible(bool(inspected.spans or inspected.relation))
        if self.isHidden():
            return
        empty_layout(self._chip_row)
        self.warning.setText("")
        if inspected.relation is not None:
            self._show_relation(inspected, inspected.relation)
        elif len(inspected.spans) == 1:
            self._show_span(inspected, inspected.spans[0])
        else:
            self._show_spans(inspected)
        self.warning.setVisible(bool(self.warning.text()))
        self.turn_button.setVisible(inspected.relation is not None)
        self.confirm_button.setVisible(any(one.is_doubtful for one in inspected.spans))
        self._chips.updateGeometry()

    # ---- what is shown -------------------------------------------------------------------

    def _show_span(self, inspected: Inspected, span: Span) -> None:
        self._show_text(span.covered_text(inspected.document.text), inspected)
        label = inspected.label_set.span_label(span.label)
        self._add_chip(label or _gone(span.label))
        ranges = ", ".join(f"{start}–{end}" for start, end in span.fragments)
        self._chip_row.addWidget(ElidedLabel(f"chars {ranges}", self._chips, tone="muted"))
        if span.is_doubtful:
            self.warning.setText(_WHY_DOUBTFUL[span.origin == "propagated"])

    def _show_spans(self, inspected: Inspected) -> None:
        self._show_text(count_words(len(inspected.spans), "span"), None)
        counted = Counter(span.label for span in inspected.spans)
        for label, count in counted.most_common(_LABELS_SHOWN):
            self._add_chip(inspected.label_set.span_label(label) or _gone(label))
            self._chip_row.addWidget(PlainLabel(f"× {count}", self._chips, tone="muted"))

    def _show_relation(self, inspected: Inspected, relation: Relation) -> None:
        head, tail = (
            one_line(inspected.covered_text(end), 60) for end in (relation.head, relation.tail)
        )
        self._show_text(f"{head} → {tail}", inspected)
        label = inspected.label_set.relation_label(relation.label)
        self._add_chip(label or _gone(relation.label))

    def _show_text(self, text: str, inspected: Inspected | None) -> None:
        font = self.font()
        if inspected is not None:
            font.setFamilies(reading_families(inspected.document.meta.language))
            font.setPointSizeF(font.pointSizeF() * 1.1)
        self.covered.set_text(text if text.strip() else "␣", font)

    def _add_chip(self, label: SpanLabel | RelationLabel) -> None:
        chip = LabelChip(label, self._chips)
        chip.setAccessibleDescription("Choose another label")
        chip.clicked.connect(lambda: self._open_menu(chip))
        self._chip_row.addWidget(chip)
        chip.show()

    # ---- what can be done ----------------------------------------------------------------

    def label_menu(self) -> QMenu:
        """Return the menu of the labels that what is selected can have instead."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._inspected is None:
            return menu
        for label in usable_labels(self._inspected):
            keys = f"\t{label.key.upper()}" if label.key else ""
            action = menu.addAction(menu_text(label.name) + keys)
            action.triggered.connect(lambda _=False, label=label: self._relabel(label.id))
        return menu

    def _open_menu(self, below: QWidget) -> None:
        menu = self.label_menu()
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _relabel(self, label: str) -> None:
        if self._inspected is not None:
            self.edit_requested.emit(relabelling(self._inspected, label))

    def _confirm(self) -> None:
        if self._inspected is not None:
            self.edit_requested.emit(confirm_spans(self._inspected.spans))

    def _turn(self) -> None:
        if self._inspected is not None and self._inspected.relation is not None:
            self.edit_requested.emit(edits.TurnRelation(self._inspected.relation.id))

    def _delete(self) -> None:
        if self._inspected is None:
            return
        if self._inspected.relation is not None:
            self.edit_requested.emit(edits.RemoveRelation(self._inspected.relation.id))
        elif self._inspected.spans:
            spans = [span.id for span in self._inspected.spans]
            self.edit_requested.emit(deletion(self._inspected.annotation_set, spans))


def usable_labels(inspected: Inspected) -> list[SpanLabel] | list[RelationLabel]:
    """Return the labels that what is selected may have, without the one it has."""
    label_set: LabelSet = inspected.label_set
    relation = inspected.relation
    if relation is None:
        worn = {span.label for span in inspected.spans}
        same = worn if len(worn) == 1 else set()
        return [label for label in label_set.usable_span_labels() if label.id not in same]
    spans = inspected.annotation_set.spans
    head, tail = spans[relation.head].label, spans[relation.tail].label
    between = label_set.relations_between(head, tail)
    return [label for label in between if label.id != relation.label]


def relabelling(inspected: Inspected, label: str) -> SetEdit:
    """Return the edit that gives all that is selected this label (an id)."""
    if inspected.relation is not None:
        return edits.RelabelRelation(inspected.relation.id, label)
    parts = [edits.RelabelSpan(span.id, label) for span in inspected.spans if span.label != label]
    return parts[0] if len(parts) == 1 else edits.Together(tuple(parts), "relabel")


def deletion(annotation_set: AnnotationSet, spans: Iterable[str]) -> SetEdit:
    """Return the edit that deletes spans (ids) with the relations that stand on them."""
    gone = dict.fromkeys(spans)
    standing = [
        relation.id
        for relation in annotation_set.relations.values()
        if relation.head in gone or relation.tail in gone
    ]
    parts: list[SetEdit] = [edits.RemoveRelation(relation) for relation in standing]
    parts += [edits.RemoveSpan(span) for span in gone]
    return parts[0] if len(parts) == 1 else edits.Together(tuple(parts), "delete")


def _gone(label: str) -> SpanLabel:
    return SpanLabel(label, "label that is gone", "")
