"""The pages of labels: of spans, of relations, of articles."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton, QWidget

from annotator.model.labels import DocumentLabel, RelationLabel, SpanLabel
from annotator.ui.label_set.colour_choice import TOLD_APART, is_colour, nearest
from annotator.ui.label_set.colour_field import ColourField
from annotator.ui.label_set.colour_vision import VISION_WORDS
from annotator.ui.label_set.contradictions import Field
from annotator.ui.label_set.draft import Draft, Part
from annotator.ui.label_set.part_page import FEW_LINES, PartPage, entered, show_line
from annotator.ui.label_set.tick_table import TickTable
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox


class SpanLabelPage(PartPage):
    """A label of spans; what it has in common with labels of relations."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The label")
        self.colour, self.key = ColourField(self), self.line()
        self.colour.textEdited.connect(self._tell_change)
        self.colour.chosen.connect(self._tell_change)
        self.key.setMaxLength(1)
        self.propose_button = _small_button("Another", "Another colour", self)
        self.key_button = _small_button("Free", "A free key", self)
        self.description = self.line()
        self.example, self.guideline = self.text(), self.text(3)
        self.example.setMaximumHeight(2 * FEW_LINES)
        self.likeness = PlainLabel(parent=self, tone="warn")
        self.compares_colours = False
        """Whether the colours have been worked out, which takes a while the first time."""
        self.put(("Name", self.name), told=("name",))
        self.put(
            ("Colour", self.colour, self.propose_button),
            ("Key", self.key, self.key_button),
            told=("colour", "key"),
            shares=(3, 2),
        )
        self.add_note(self.likeness)
        self.put_rest()

    def put_rest(self) -> None:
        """Add the fields below name, colour and key."""
        self.put(("Description", self.description))
        self.put(("Example", self.example), stretch=1)
        self.put(("Guideline (Markdown)", self.guideline), stretch=4)

    def fill(self, part: Part, draft: Draft) -> None:
        assert isinstance(part, SpanLabel | RelationLabel)
        for field, words in (
            (self.name, part.name),
            (self.colour, part.colour),
            (self.key, part.key),
            (self.description, part.description),
        ):
            show_line(field, words)
        self.example.set_whole_text(part.example)
        self.guideline.set_whole_text(part.guideline)
        self._tell_likeness(part, draft)

    def take(self, part: Part, draft: Draft) -> None:
        assert isinstance(part, SpanLabel | RelationLabel)
        changed = replace(
            part,
            name=entered(self.name, part.name),
            colour=self.colour.colour(),
            key=entered(self.key, part.key),
            description=entered(self.description, part.description),
            example=self.example.whole_text(),
            guideline=self.guideline.whole_text(),
        )
        if self.key.isModified():
            draft.keep_key(part.id)
        elif (key := draft.key_for(changed)) != changed.key:
            changed = replace(changed, key=key)
            self.key.setText(key)
        draft.change(changed)
        if changed.colour != part.colour:
            self._tell_likeness(changed, draft)

    def propose(self, draft: Draft) -> None:
        """Write another colour."""
        self.colour.setText(draft.next_colour())
        self.changed.emit()

    def free_key(self, part: Part, draft: Draft) -> None:
        """Write a key that nothing else has."""
        self.key.setText(draft.free_key(part.id))
        self.key.setModified(True)
        self.changed.emit()

    def field_widget(self, field: Field) -> QWidget:
        return {"colour": self.colour, "key": self.key}.get(field, self.name)

    def _tell_likeness(self, part: SpanLabel | RelationLabel, draft: Draft) -> None:
        """Tell where a colour is easily taken for another one, and by whom."""
        self.likeness.hide()
        if not self.compares_colours or part.is_retired or not is_colour(part.colour):
            return
        others = _rivals(part, draft)
        found = nearest(part.colour, (one.colour for one in others))
        if found is None or found.distance >= TOLD_APART:
            return
        name = next(one.name for one in others if one.colour == found.colour)
        whose = VISION_WORDS[found.vision]
        who = f" by eyes {whose}" if whose else ""
        self.likeness.setText(f"Easily taken for “{one_line(name, 40)}”{who}.")
        self.likeness.show()


class RelationLabelPage(SpanLabelPage):
    """A label of relations: also what it may tie."""

    def put_rest(self) -> None:
        self.ends = TickTable("Allowed heads and tails", ("Head", "Tail"), self)
        self.symmetric, self.transitive = TickBox("Symmetric", self), TickBox("Transitive", self)
        self.symmetric.setToolTip("If A is so to B, then B is so to A.")
        self.transitive.setToolTip("If A is so to B and B to C, then A is so to C.")
        self.put(
            ("Allowed heads and tails (none ticked: any)", self.ends), told=("ends",), stretch=2
        )
        self.put_below(self.symmetric, self.transitive, told=("symmetric", "transitive"))
        super().put_rest()
        self.ends.ticked.connect(self._tell_change)
        for box in (self.symmetric, self.transitive):
            box.toggled.connect(self._tell_change)

    def fill(self, part: Part, draft: Draft) -> None:
        super().fill(part, draft)
        assert isinstance(part, RelationLabel)
        self.ends.show_labels(draft.label_set.span_labels, (part.heads, part.tails))
        self.symmetric.setChecked(part.is_symmetric)
        self.transitive.setChecked(part.is_transitive)

    def take(self, part: Part, draft: Draft) -> None:
        assert isinstance(part, RelationLabel)
        heads, tails = self.ends.ticks()
        changed = replace(
            part,
            heads=heads,
            tails=tails,
            is_symmetric=self.symmetric.isChecked(),
            is_transitive=self.transitive.isChecked(),
        )
        super().take(changed, draft)

    def field_widget(self, field: Field) -> QWidget:
        own = {"ends": self.ends, "symmetric": self.symmetric, "transitive": self.transitive}
        return own.get(field) or super().field_widget(field)


class DocumentLabelPage(PartPage):
    """A label of whole articles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The label")
        self.group, self.description = self.line(), self.line()
        self.group.setPlaceholderText("The question that it answers, such as topic")
        self.put(("Name", self.name), told=("name",))
        self.put(("Group", self.group))
        self.put(("Description", self.description))
        self.end(1)

    def fill(self, part: Part, draft: Draft) -> None:
        assert isinstance(part, DocumentLabel)
        show_line(self.name, part.name)
        show_line(self.group, part.group)
        show_line(self.description, part.description)

    def take(self, part: Part, draft: Draft) -> None:
        assert isinstance(part, DocumentLabel)
        changed = replace(
            part,
            name=entered(self.name, part.name),
            group=entered(self.group, part.group),
            description=entered(self.description, part.description),
        )
        draft.change(changed)


def _rivals(part: SpanLabel | RelationLabel, draft: Draft) -> list[SpanLabel | RelationLabel]:
    """Return the other labels of the kind that are offered: those that one meets beside it."""
    labels: tuple[SpanLabel | RelationLabel, ...] = draft.label_set.relation_labels
    if isinstance(part, SpanLabel):
        labels = draft.label_set.span_labels
    offered = (one for one in labels if not one.is_retired and one.id != part.id)
    return [one for one in offered if is_colour(one.colour)]


def _small_button(words: str, name: str, parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.setAccessibleName(name)
    return button
