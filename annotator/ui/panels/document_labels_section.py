"""TOPIC and its like: what the article as a whole is called, and its attributes."""

from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.edits import edit as edits
from annotator.model.labels import DocumentLabel, LabelSet
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.attribute_editors import AttributeEditor
from annotator.ui.panels.attributes_section import AttributeRows
from annotator.ui.panels.section import Heading, Inspected, Section, empty_layout
from annotator.ui.panels.tick_box import TickBox


class DocumentLabelsSection(Section):
    """Ticks by group, shown while nothing is selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About the article", parent)
        self.heading.hide()
        self.boxes: dict[str, TickBox] = {}
        self._shown: tuple[DocumentLabel, ...] | None = None
        self._ticks = QVBoxLayout()
        self._ticks.setSpacing(3)
        self.body.addLayout(self._ticks)
        rows = QVBoxLayout()
        self._attributes_heading = Heading("Attributes", self)
        self.body.addWidget(self._attributes_heading)
        self.body.addLayout(rows)
        self._rows = AttributeRows(rows, self)
        self._rows.value_entered.connect(self._say_attribute)

    @property
    def editors(self) -> list[AttributeEditor]:
        """The editors of the attributes of the article."""
        return self._rows.editors

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the document labels and attributes of my set while nothing is selected."""
        mine = inspected.annotation_set
        labels = offered_labels(inspected.label_set, mine.labels)
        attributes = inspected.label_set.attributes_of("document")
        if labels != self._shown:
            self._shown = labels
            self._make_ticks(labels)
        for label, box in self.boxes.items():
            box.setChecked(label in mine.labels)
        self._rows.show_values(attributes, mine.attributes)
        self._attributes_heading.setVisible(bool(attributes))
        is_free = not inspected.spans and inspected.relation is None
        self.setVisible(is_free and bool(labels or attributes))

    def _make_ticks(self, labels: tuple[DocumentLabel, ...]) -> None:
        empty_layout(self._ticks)
        self.boxes = {}
        for group, members in groupby(labels, key=lambda label: label.group):
            if self.boxes:
                self._ticks.addSpacing(12)
            self._ticks.addWidget(Heading(one_line(group, 60) or "Labels", self))
            self._ticks.addSpacing(2)
            for label in members:
                box = TickBox(label.name, self)
                box.clicked.connect(self._say_labels)
                self.boxes[label.id] = box
                self._ticks.addWidget(box)

    def _say_labels(self) -> None:
        ticked = frozenset(label for label, box in self.boxes.items() if box.isChecked())
        self.edit_requested.emit(edits.SetDocumentLabels(ticked))

    def _say_attribute(self, attribute: str, value: object) -> None:
        self.edit_requested.emit(edits.SetDocumentAttribute(attribute, value))  # type: ignore[arg-type]


def offered_labels(label_set: LabelSet, worn: frozenset[str]) -> tuple[DocumentLabel, ...]:
    """Return the document labels to offer, by group: usable ones and those that are worn."""
    offered = [one for one in label_set.document_labels if not one.is_retired or one.id in worn]
    groups = list(dict.fromkeys(one.group for one in offered))
    return tuple(sorted(offered, key=lambda one: groups.index(one.group)))
