"""The fields of a change of labels: each verb shows those that it asks for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.model.attribute import AttributeKind, AttributeValue
from annotator.model.labels import LabelSet
from annotator.project.label_changes.afterwards import find_part
from annotator.project.label_changes.changing import KIND_WORDS
from annotator.ui.label_changes.choice import (
    Choice,
    Named,
    Verb,
    list_conditions,
    list_heirs,
)
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox

_ID = Qt.ItemDataRole.UserRole
_LIST_HEIGHT = 116


class ChoiceFields(QWidget):
    """Asks for what a verb needs to know."""

    changed = Signal()

    def __init__(self, label_set: LabelSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_set = label_set
        self.value = QComboBox(self)
        self.name = QLineEdit(self)
        self.instead = QComboBox(self)
        self.into = QComboBox(self)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("Any words")
        self.is_pattern = TickBox("Regular expression", self)
        self.condition = QComboBox(self)
        self.heads, self.tails = QListWidget(self), QListWidget(self)
        self.kind = QComboBox(self)
        for kind, words in KIND_WORDS.items():
            self.kind.addItem(words[:1].upper() + words[1:], kind)
        self.values = QLineEdit(self)
        self.values.setPlaceholderText("Values, with commas between")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(10)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._boxes: dict[QWidget, QWidget] = {}
        self._put(("The value", self.value), ("Its new name", self.name))
        self._put(("What wears it afterwards", self.into), ("Only with this value", self.condition))
        self._put(("Only where these words stand in it", self.words, self.is_pattern))
        self._put(
            ("Heads (none ticked: any)", self.heads), ("Tails (none ticked: any)", self.tails)
        )
        self._put(("What carries it gets instead", self.instead))
        self._put(("The kind", self.kind), ("Values", self.values))
        for listed in (self.heads, self.tails):
            listed.setFixedHeight(_LIST_HEIGHT)
            listed.itemChanged.connect(lambda _: self.changed.emit())
        for field in (self.name, self.words, self.values):
            field.textChanged.connect(lambda _: self.changed.emit())
        for chooser in (self.value, self.instead, self.into, self.condition, self.kind):
            chooser.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.is_pattern.toggled.connect(lambda _: self.changed.emit())

    def ask(self, verb: Verb, label: str) -> None:
        """Show the fields of a verb for a label or attribute (id), filled with what is now."""
        kind, part = find_part(self._label_set, label)
        self.blockSignals(True)
        self.name.setText(part.name if verb == "rename" else "")
        self.name.selectAll()
        self._fill(self.into, list_heirs(self._label_set, label))
        self.condition.clear()
        self.condition.addItem("any", None)
        conditions = list_conditions(self._label_set, label)
        for words, condition in conditions:
            self.condition.addItem(words, condition)
        relation = self._label_set.relation_label(label)
        is_of_ends = verb == "ends" and relation is not None
        self._fill_ends(self.heads, relation.heads if is_of_ends and relation else frozenset())
        self._fill_ends(self.tails, relation.tails if is_of_ends and relation else frozenset())
        attribute = self._label_set.attribute(label)
        values = attribute.values if attribute is not None else ()
        named = [(one, one_line(one, 40)) for one in values]
        self._fill(self.value, named)
        self._fill(self.instead, [("", "nothing: it keeps the value"), *named])
        self.kind.setCurrentIndex(self.kind.findData(attribute.kind if attribute else "choice"))
        self.values.setText(", ".join(values))
        asked: dict[Verb, tuple[QWidget, ...]] = {
            "rename": (self.name,),
            "merge": (self.into,),
            "split": (self.into, self.words),
            "ends": (self.heads, self.tails),
            "rename_value": (self.value, self.name),
            "remove_value": (self.value, self.instead),
            "kind": (self.kind, self.values),
        }
        shown = set(asked.get(verb, ()))
        if verb == "split":
            shown |= {self.condition} if conditions else set()
            shown |= {self.heads, self.tails} if kind == "relation_labels" else set()
        for field, box in self._boxes.items():
            box.setVisible(field in shown)
        self.blockSignals(False)

    def choice(self, verb: Verb, label: str) -> Choice:
        """Return what is filled in."""
        condition: tuple[str, AttributeValue] | None = self.condition.currentData()
        kind: AttributeKind = self.kind.currentData()
        values = (one.strip() for one in self.values.text().split(","))
        return Choice(
            verb,
            label,
            self.name.text(),
            str(self.into.currentData() or ""),
            self.words.text(),
            self.is_pattern.isChecked(),
            (condition[0], _plain(condition[1])) if condition is not None else None,
            _ticked(self.heads),
            _ticked(self.tails),
            str(self.value.currentData() or ""),
            str(self.instead.currentData() or ""),
            kind,
            tuple(one for one in values if one),
        )

    # ---- inside

    def _put(self, *named: tuple[str, QWidget] | tuple[str, QWidget, QWidget]) -> None:
        """Put fields side by side, each below its name."""
        row = QHBoxLayout()
        row.setSpacing(14)
        for name, field, *beside in named:
            box = QWidget(self)
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            label = PlainLabel(name, box, tone="muted")
            label.setBuddy(field)
            field.setAccessibleName(name)
            column.addWidget(label)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(field, 1)
            for widget in beside:
                line.addWidget(widget)
            column.addLayout(line)
            row.addWidget(box, 1)
            self._boxes[field] = box
        self._whole.addLayout(row)

    def _fill(self, chooser: QComboBox, named: list[tuple[str, str]] | list[Named]) -> None:
        chooser.clear()
        for id, words in named:
            chooser.addItem(words, id)

    def _fill_ends(self, listed: QListWidget, ticked: frozenset[str]) -> None:
        listed.clear()
        for one in self._label_set.span_labels:
            if one.is_retired and one.id not in ticked:
                continue
            item = QListWidgetItem(one_line(one.name, 40), listed)
            item.setData(_ID, one.id)
            state = Qt.CheckState.Checked if one.id in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
        listed.setCurrentRow(0)


def _ticked(listed: QListWidget) -> frozenset[str]:
    items = (listed.item(row) for row in range(listed.count()))
    return frozenset(one.data(_ID) for one in items if one.checkState() == Qt.CheckState.Checked)


def _plain(value: AttributeValue | list[str]) -> AttributeValue:
    """Qt gives a tuple back as a list."""
    return tuple(value) if isinstance(value, list) else value
