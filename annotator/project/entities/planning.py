"""What is done to each annotation set where entities are merged, split or linked everywhere."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from annotator.edits.edit import LinkSpan, SetEdit, Together
from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Span
from annotator.project.entities.doing import (
    EntityAct,
    Mention,
    MergeEntities,
    SplitEntity,
)
from annotator.text.likeness import name_words


@dataclass(slots=True)
class Planner:
    """Says for each set which edit an act is there, and counts what it changes."""

    act: EntityAct
    target: str | None
    """The entity (id) that spans are linked to afterwards."""
    name: str = ""
    owners: dict[str, str] | None = None
    """Document -> annotator (ids) whose sets alone are changed; None: all sets are."""
    spans: int = 0
    documents: set[str] = field(default_factory=set)
    _chosen: dict[tuple[str, str | None], set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if isinstance(self.act, SplitEntity):
            chosen: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
            for document, annotator, span in self.act.mentions:
                chosen[document, annotator].add(span)
            self._chosen = chosen

    def edit_of(self, annotation_set: AnnotationSet, text: str) -> SetEdit | None:
        """Return the edit of a set on an article with this text, None where it stays as it is."""
        if not self._may_change(annotation_set):
            return None
        changed = [
            one
            for one in annotation_set.spans.values()
            if one.entity != self.target and self.concerns(annotation_set, one, text)
        ]
        if not changed:
            return None
        self.spans += len(changed)
        self.documents.add(annotation_set.document)
        parts = tuple(LinkSpan(one.id, self.target, self.name) for one in changed)
        return Together(parts, "link all")

    def _may_change(self, one: AnnotationSet) -> bool:
        return self.owners is None or one.annotator == self.owners.get(one.document)

    def concerns(self, annotation_set: AnnotationSet, span: Span, text: str) -> bool:
        """Tell whether a span of a set is one that the act is about, whatever it is linked to."""
        act = self.act
        document, annotator = annotation_set.document, annotation_set.annotator
        if isinstance(act, MergeEntities):
            return span.entity in act.entities
        if isinstance(act, SplitEntity):
            chosen = self._chosen.get((document, annotator), ())
            return span.entity == act.entity and span.id in chosen
        if act.label not in (None, span.label):
            return False
        is_left_out = Mention(document, annotator, span.id) in act.besides
        return not is_left_out and is_alike(act.words, span.covered_text(text))


def alike_to(words: str) -> Callable[[str], bool]:
    """Return what tells whether a span that covers something covers the words; quicker where it is
    asked of very many, most of which are others."""
    first = (name_words(words) or (words,))[0]

    def is_so(covered: str) -> bool:
        if covered.isascii() and first not in covered.casefold() and covered != words:
            return False  # its first word, folded, would stand there
        return is_alike(words, covered)

    return is_so


def is_alike(words: str, covered: str) -> bool:
    """Tell whether a span that covers this covers the words, whatever their case and marks."""
    return covered == words or name_words(covered) == (name_words(words) or None)
