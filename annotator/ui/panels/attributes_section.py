"""ATTRIBUTES: what can be said of the selected span or relation beyond its label."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.edits import edit as edits
from annotator.model.attribute import Attribute, Attributes, AttributeTarget
from annotator.model.relation import Relation
from annotator.ui.panels.attribute_editors import AttributeEditor, make_editor
from annotator.ui.panels.section import Inspected, Section


class AttributeRows(QObject):
    """Editors in a layout. Each is made once and kept: making them takes longer than a frame, and
    who types in one is not disturbed."""

    value_entered = Signal(str, object)
    """An attribute (id) and its value, or None where it is taken away."""

    def __init__(self, layout: QVBoxLayout, owner: QWidget) -> None:
        super().__init__(owner)
        self._layout = layout
        self._owner = owner
        self._made: dict[str, AttributeEditor] = {}
        self._attributes: tuple[Attribute, ...] = ()
        self.editors: list[AttributeEditor] = []

    def show_values(self, attributes: tuple[Attribute, ...], values: Attributes) -> None:
        """Show the editors of these attributes, with these values."""
        if attributes != self._attributes:
            self._attributes = attributes
            self._arrange()
        for editor in self.editors:
            editor.show_value(values.get(editor.attribute.id))

    def _arrange(self) -> None:
        while self._layout.takeAt(0) is not None:
            pass
        before, self.editors = self.editors, [self._editor(one) for one in self._attributes]
        for editor in before:
            if editor not in self.editors:
                editor.hide()
        for editor in self.editors:
            self._layout.addWidget(editor)
            editor.show()

    def _editor(self, attribute: Attribute) -> AttributeEditor:
        known = self._made.get(attribute.id)
        if known is not None and known.attribute == attribute:
            return known
        if known is not None:
            known.deleteLater()
        editor = make_editor(attribute, self._owner)
        editor.value_entered.connect(lambda value: self.value_entered.emit(attribute.id, value))
        self._made[attribute.id] = editor
        return editor


class AttributesSection(Section):
    """An editor for each attribute that the label carries."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Attributes", parent)
        self._about = ""
        self._rows = AttributeRows(self.body, self)
        self._rows.value_entered.connect(self._say)

    @property
    def editors(self) -> list[AttributeEditor]:
        """The editors on screen."""
        return [] if self.isHidden() else self._rows.editors

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the attributes of the one annotation selected."""
        annotation = inspected.annotation
        if annotation is None:
            self.hide()
            return
        target: AttributeTarget = "relation" if isinstance(annotation, Relation) else "span"
        asked = inspected.label_set.attributes_of(target, annotation.label, with_retired=True)
        held = annotation.attributes
        attributes = tuple(one for one in asked if not one.is_retired or one.id in held)
        self._about = annotation.id
        self._rows.show_values(attributes, annotation.attributes)
        self.setVisible(bool(attributes))

    def _say(self, attribute: str, value: object) -> None:
        self.edit_requested.emit(edits.SetAttribute(self._about, attribute, value))  # type: ignore[arg-type]
