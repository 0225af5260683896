"""The page of an attribute: what is asked, of what, and what can be answered."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.model.attribute import Attribute, AttributeKind, AttributeTarget
from annotator.project.label_changes.changing import KIND_WORDS
from annotator.ui.label_set.contradictions import Field
from annotator.ui.label_set.draft import Draft, Part
from annotator.ui.label_set.part_page import PartPage, entered, show_line
from annotator.ui.label_set.tick_table import TickTable
from annotator.ui.label_set.values_field import ValuesField
from annotator.ui.panels.tick_box import TickBox

TARGET_WORDS: dict[AttributeTarget, str] = {
    "span": "Spans",
    "relation": "Relations",
    "document": "Articles",
}


class AttributePage(PartPage):
    """An attribute. Of what it is asked is settled once it is in the project."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The attribute")
        self.target, self.kind = QComboBox(self), QComboBox(self)
        for target, words in TARGET_WORDS.items():
            self.target.addItem(words, target)
        for kind, words in KIND_WORDS.items():
            self.kind.addItem(words[:1].upper() + words[1:], kind)
        self.required = TickBox("Required", self)
        self.required.setToolTip("Where there is no answer, it is listed as missing.")
        self.values = ValuesField(self)
        self.labels = TickTable("Asked of these labels", ("Asked",), self)
        self.description = self.line()
        self._values_box, self._labels_box = QWidget(self), QWidget(self)
        self.put(("Name", self.name), told=("name",))
        self.put(("Asked of", self.target), ("Answered by", self.kind))
        self.put_below(self.required)
        self.put(("Description", self.description))
        self._put_box(self._values_box, "Values to choose from", self.values, "values", 3)
        self._put_box(
            self._labels_box, "Of these labels (none ticked: all)", self.labels, "labels", 2
        )
        self.end(1)
        self.target.currentIndexChanged.connect(lambda _: self._turn())
        self.kind.currentIndexChanged.connect(lambda _: self._turn())
        self.required.toggled.connect(self._tell_change)
        self.values.changed.connect(self._tell_change)
        self.labels.ticked.connect(self._tell_change)
        self._draft: Draft | None = None

    def fill(self, part: Part, draft: Draft) -> None:
        assert isinstance(part, Attribute)
        self._draft = draft
        show_line(self.name, part.name)
        self.target.setCurrentIndex(self.target.findData(part.applies_to))
        self.target.setEnabled(draft.is_new(part.id))
        self.kind.setCurrentIndex(self.kind.findData(part.kind))
        self.required.setChecked(part.is_required)
        show_line(self.description, part.description)
        self.values.show_values(part.values, draft.value_names(part.id))
        self._show_labels(part.applies_to, part.labels)
        self._show_boxes()

    def take(self, part: Part, draft: Draft) -> None:
        assert isinstance(part, Attribute)
        kind: AttributeKind = self.kind.currentData()
        target: AttributeTarget = self.target.currentData()
        has_values = kind in ("choice", "several")
        (labels,) = self.labels.ticks()
        changed = replace(
            part,
            name=entered(self.name, part.name),
            kind=kind,
            applies_to=target,
            values=self.values.values() if has_values else (),
            labels=labels if target != "document" else frozenset(),
            is_required=self.required.isChecked(),
            description=entered(self.description, part.description),
        )
        draft.change(changed, self.values.names())

    def field_widget(self, field: Field) -> QWidget:
        return {"values": self.values.entry, "labels": self.labels}.get(field, self.name)

    def _put_box(self, box: QWidget, name: str, field: QWidget, told: Field, stretch: int) -> None:
        """Add a field that is not there for every kind."""
        outer, self._column = self._column, QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.put((name, field), told=(told,), stretch=1)
        self._column = outer
        self._column.addWidget(box, stretch)

    def _show_labels(self, target: AttributeTarget, ticked: frozenset[str]) -> None:
        if self._draft is not None:
            label_set = self._draft.label_set
            if target == "relation":
                self.labels.show_labels(label_set.relation_labels, (ticked,))
            else:
                self.labels.show_labels(label_set.span_labels, (ticked,))

    def _show_boxes(self) -> None:
        self._values_box.setVisible(self.kind.currentData() in ("choice", "several"))
        self._labels_box.setVisible(self.target.currentData() != "document")

    def _turn(self) -> None:
        """Another kind, or asked of something else: other fields, and other labels."""
        if not self._is_showing:
            self._show_labels(self.target.currentData(), self.labels.ticks()[0])
            self._show_boxes()
            self._tell_change()
