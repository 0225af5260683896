"""ATTRIBUTES: what can be said of the selected span or relation beyond its label."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.edits import edit as edits
from annotator.model.attribute import Attribute, Attributes
from annotator.model.relation import Relation
from annotator.ui.panels.attribute_editors import AttributeEditor, make_editor
from annotator.ui.panels.section import Inspected, Section, empty_layout


class AttributeRows:
    """Editors in a layout, kept while they are about the same: who types is not disturbed."""

    def __init__(self, layout: QVBoxLayout, owner: QWidget) -> None:
        self._layout = layout
        self._owner = owner
        self._about: tuple[str, tuple[Attribute, ...]] = ("", ())
        self.editors: list[AttributeEditor] = []

    def show_values(
        self, about: str, attributes: tuple[Attribute, ...], values: Attributes
    ) -> list[AttributeEditor]:
        """Show these attributes of something (an id); return the editors that are new."""
        made: list[AttributeEditor] = []
        if (about, attributes) != self._about:
            empty_layout(self._layout)
            self._about = (about, attributes)
            made = [make_editor(one, self._owner) for one in attributes]
            self.editors = made
            for editor in made:
                self._layout.addWidget(editor)
                editor.show()
        for editor in self.editors:
            editor.show_value(values.get(editor.attribute.id))
        return made


class AttributesSection(Section):
    """An editor for each attribute that the label carries."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Attributes", parent)
        self._rows = AttributeRows(self.body, self)

    @property
    def editors(self) -> list[AttributeEditor]:
        """The editors on screen."""
        return self._rows.editors

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the attributes of the one annotation selected."""
        annotation = inspected.annotation
        if annotation is None:
            self._rows.show_values("", (), {})
            self.hide()
            return
        target = "relation" if isinstance(annotation, Relation) else "span"
        attributes = inspected.label_set.attributes_of(target, annotation.label)  # type: ignore[arg-type]
        made = self._rows.show_values(annotation.id, attributes, annotation.attributes)
        for editor in made:
            self._connect(editor, annotation.id)
        self.setVisible(bool(attributes))

    def _connect(self, editor: AttributeEditor, annotation: str) -> None:
        attribute = editor.attribute.id
        editor.value_entered.connect(
            lambda value: self.edit_requested.emit(edits.SetAttribute(annotation, attribute, value))
        )
