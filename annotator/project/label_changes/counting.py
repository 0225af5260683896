"""What a change of labels would do: how much of whom, a few places, what would fit no more."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.label_changes.invalid import InvalidFinder, InvalidKind
from annotator.project.label_changes.planning import Concerned, Planner
from annotator.project.listing import shown_title
from annotator.project.pages import Said

SAMPLE = 12
"""Places shown."""
_SAMPLE_OF_A_SET = 3
_AROUND = 40


class Worn(NamedTuple):
    """How much an annotator has that a change concerns."""

    annotator: str | None
    """By name; None: the curated set that was imported."""
    articles: int = 0
    spans: int = 0
    relations: int = 0
    document_labels: int = 0
    """And values of attributes of documents."""


class Example(NamedTuple):
    """A span or relation that a change concerns, with what stands around it."""

    document: str
    title: str
    left: str
    text: str
    """Of a relation: what its head and its tail cover, with an arrow between."""
    right: str
    annotator: str | None


@dataclass(slots=True)
class LabelPreview:
    """What a change of labels would do."""

    label_set: LabelSet
    """As it would be."""
    worn: list[Worn] = field(default_factory=list)
    """By annotator's name, the curated set last; those with nothing are left out."""
    examples: list[Example] = field(default_factory=list)
    """The first, a few."""
    invalid: Counter[InvalidKind] = field(default_factory=Counter)
    """What the label set would not allow that it allows now, by kind: it stays, to be worked
    through."""

    @property
    def spans(self) -> int:
        """How many spans are concerned."""
        return sum(one.spans for one in self.worn)

    @property
    def relations(self) -> int:
        """How many relations are concerned."""
        return sum(one.relations for one in self.worn)

    @property
    def document_labels(self) -> int:
        """On how many articles a label or a value of the whole is concerned, each annotator's by
        itself."""
        return sum(one.document_labels for one in self.worn)

    @property
    def forbidden(self) -> int:
        """Relations whose ends the label set would not allow, and allows now."""
        return self.invalid["ends"]


class Counting:
    """Takes in page after page of what is said; `preview` has the sum."""

    def __init__(
        self,
        planner: Planner,
        before: LabelSet,
        after: LabelSet,
        names: dict[str, str],
        is_shown: Callable[[AnnotationSet], bool],
    ) -> None:
        """`is_shown`: whether places of a set may be shown; counted it is in any case."""
        self.preview = LabelPreview(after)
        self._planner = planner
        self._before, self._after = InvalidFinder(before), InvalidFinder(after)
        self._names = names
        self._is_shown = is_shown
        self._worn: dict[str | None, Worn] = {}

    @property
    def has_sample(self) -> bool:
        """Whether there are as many examples as are shown."""
        return len(self.preview.examples) >= SAMPLE

    def add(self, said: Said) -> None:
        """Count what stands on a document."""
        text = said.document.text
        for one in sets_of(said):
            concerned = self._planner.concerned(one, text)
            if concerned.is_anything:
                self._count(one, concerned)
                self.add_examples(said, one, concerned)
                self._judge(one, text)

    def add_examples(
        self, said: Said, one: AnnotationSet, concerned: Concerned | None = None
    ) -> None:
        """Take some places of a set for the sample, until it is full."""
        if self.has_sample or not self._is_shown(one):
            return
        text = said.document.text
        found = concerned or self._planner.concerned(one, text)
        room = min(_SAMPLE_OF_A_SET, SAMPLE - len(self.preview.examples))
        annotations: list[Span | Relation] = [*found.spans, *found.relations]
        for annotation in annotations[:room]:
            name = self._name_of(one)
            self.preview.examples.append(_example(said, one, annotation, name))

    def put_worn(self, worn: Iterable[Worn]) -> None:
        """Say how much of whom, where it was counted otherwise."""
        self._worn = {one.annotator: one for one in worn}

    def done(self) -> LabelPreview:
        """Return the preview."""
        self.preview.worn = sorted(
            self._worn.values(), key=lambda one: (one.annotator is None, one.annotator or "")
        )
        return self.preview

    def _count(self, one: AnnotationSet, concerned: Concerned) -> None:
        name = self._name_of(one)
        known = self._worn.get(name) or Worn(name)
        self._worn[name] = Worn(
            name,
            known.articles + 1,
            known.spans + len(concerned.spans),
            known.relations + len(concerned.relations),
            known.document_labels + concerned.on_document,
        )

    def _judge(self, one: AnnotationSet, text: str) -> None:
        """Count what a set would have that is not allowed, and is now."""
        was = Counter(found.kind for found in self._before.find(one))
        after = self._planner.set_after(one, text)
        would_be = Counter(found.kind for found in self._after.find(after))
        self.preview.invalid += would_be - was

    def _name_of(self, one: AnnotationSet) -> str | None:
        return self._names.get(one.annotator or "") if one.annotator else None


def sets_of(said: Said) -> list[AnnotationSet]:
    """Return all sets on a document: everybody's, second times, and the curated one."""
    imported = [said.imported.annotation_set] if said.imported else []
    return [*said.sets, *said.again, *imported]


def _example(
    said: Said, one: AnnotationSet, annotation: Span | Relation, name: str | None
) -> Example:
    text = said.document.text
    span = annotation if isinstance(annotation, Span) else one.spans[annotation.head]
    covered, right = span.covered_text(text), text[span.end : span.end + _AROUND]
    if isinstance(annotation, Relation):
        covered = f"{covered} → {one.spans[annotation.tail].covered_text(text)}"
        right = ""
    return Example(
        said.document.id,
        shown_title(said.document.meta.title, text, said.document.id),
        text[max(0, span.start - _AROUND) : span.start],
        covered,
        right,
        name,
    )
