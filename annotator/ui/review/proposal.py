"""What the reviewer puts right: a small set of its own, edited like any other, never anybody's."""

from annotator.edits.apply import Ground, apply
from annotator.edits.edit import SetEdit
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.difference import Difference
from annotator.model.document import Document
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span


class Proposal:
    """Begins as what the first says, or else the second. AnnotatorError where an edit is refused.

    The ends of a relation stand in it as they are; all else has ids of its own.
    """

    def __init__(self, difference: Difference, document: Document, label_set: LabelSet) -> None:
        self.about = difference.sides
        """What the case is known by that is put right."""
        self._ground = Ground(label_set, len(document.text))
        subject = difference.first or difference.second
        ends = difference.first_ends or difference.second_ends or ()
        self._theirs = {one.id for one in ends}
        spans: list[Span] = list(ends)
        relations: list[Relation] = []
        if isinstance(subject, Span):
            spans.append(subject._replace(id=new_id(), origin="manual", suggested=None))
        elif subject is not None:
            relations.append(subject._replace(id=new_id(), origin="manual"))
        self.annotation_set = AnnotationSet(
            new_id(),
            document.id,
            None,
            "curated",
            spans={one.id: one for one in spans},
            relations={one.id: one for one in relations},
        )
        self._at_first = self.outcome

    @staticmethod
    def can_begin(difference: Difference) -> bool:
        """Tell whether there is something in the text to edit."""
        return difference.attribute is None and difference.document_label is None

    @property
    def subject(self) -> str:
        """The id of what is edited: the relation, else the span."""
        own = [id for id in self.annotation_set.spans if id not in self._theirs]
        return next(iter((*self.annotation_set.relations, *own)), "")

    @property
    def outcome(self) -> tuple[Span | Relation, ...]:
        """What has been made: everything but the ends that were there."""
        held = self.annotation_set
        own = [one for id, one in held.spans.items() if id not in self._theirs]
        return (*own, *held.relations.values())

    @property
    def is_changed(self) -> bool:
        """Whether anything is other than it was at first."""
        return self.outcome != self._at_first

    def apply(self, edit: SetEdit) -> Changes:
        """Apply an edit and return what it changed; nothing is saved."""
        outcome = apply(edit, self.annotation_set, self._ground)
        self.annotation_set = outcome.annotation_set
        return outcome.changes
