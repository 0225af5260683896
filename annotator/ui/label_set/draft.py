"""The label set as it is being edited: changes of it that are not applied yet. No Qt."""

from dataclasses import replace

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.model.ids import new_id
from annotator.model.label_checks import check_keys, check_names
from annotator.model.label_keys import RESERVED, free_key_for
from annotator.model.labels import LabelSet, SpanLabel
from annotator.ui.label_set.colour_choice import suggest_colours

_NEW_NAME = "New label"


class Draft:
    """Holds the label set as the project has it (`before`) and as it would become (`label_set`)."""

    def __init__(self, before: LabelSet) -> None:
        self.before = before
        self.label_set = before

    @property
    def is_changed(self) -> bool:
        """Whether applying it would do anything."""
        return self.label_set != self.before

    def is_new(self, label: str) -> bool:
        """Tell whether a span label (id) is not in the project yet."""
        return self.before.span_label(label) is None

    def add(self) -> str:
        """Add a span label with a free name, colour and key; return its id."""
        label_set = self.label_set
        names = {one.name for one in label_set.span_labels}
        name, number = _NEW_NAME, 1
        while name in names:
            number += 1
            name = f"{_NEW_NAME} {number}"
        label = SpanLabel(new_id(), name, self.next_colour())
        label = replace(label, key=free_key_for(label, label_set.span_labels))
        self._put((*label_set.span_labels, label))
        return label.id

    def next_colour(self) -> str:
        """Return a colour that differs from those of all labels."""
        used = [one.colour for one in self.label_set.span_labels]
        used += [one.colour for one in self.label_set.relation_labels]
        return suggest_colours(used, 1)[0]

    def change(self, label: SpanLabel) -> None:
        """Let the span label with this id be so."""
        labels = self.label_set.span_labels
        self._put(tuple(label if one.id == label.id else one for one in labels))

    def move(self, label: str, steps: int) -> None:
        """Move a span label (id) down by so many places, up where negative; no farther than the
        ends."""
        labels = list(self.label_set.span_labels)
        place = [one.id for one in labels].index(label)
        moved = labels.pop(place)
        labels.insert(min(max(place + steps, 0), len(labels)), moved)
        self._put(tuple(labels))

    def retire_or_restore(self, label: str) -> None:
        """Offer a span label (id) no more, or again; one that was only added here goes."""
        if self.is_new(label):
            self._put(tuple(one for one in self.label_set.span_labels if one.id != label))
        elif (found := self.label_set.span_label(label)) is not None:
            self.change(replace(found, is_retired=not found.is_retired))

    def wrong(self) -> str:
        """Return in a sentence why it cannot be applied, or nothing."""
        try:
            check_names(self.label_set)
            check_keys(self.label_set)
        except AnnotatorError as error:
            return sentence(error)
        known = {one.id: one.key for one in self.before.span_labels}
        for one in self.label_set.span_labels:
            if one.key.lower() in RESERVED and one.key != known.get(one.id):
                return f"{one.key.upper()} does something else in the article; choose another key."
        return ""

    def _put(self, labels: tuple[SpanLabel, ...]) -> None:
        self.label_set = replace(self.label_set, span_labels=labels)
