"""The labels of a project: what a change of them would do, and doing it. A door of its own beside
`Project`: `project.labels`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.edits.edit import ReplaceLabelSet
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.errors import PatternTooHeavy, PatternWrong
from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.project.correcting import correct
from annotator.project.label_changes.change import (
    LabelChange,
    Merge,
    Rename,
    Restore,
    Retire,
    Split,
)
from annotator.project.label_changes.planning import Planner, find_part, label_set_after
from annotator.project.listing import shown_title
from annotator.project.many_sets import ManyChanges, change_many
from annotator.project.pages import Said, pages, read_said
from annotator.project.people import list_annotators
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.storage.documents import read_all_ids
from annotator.storage.looking_up import Wanted, look_up
from annotator.text.finding import LENGTH_AT_MOST, QueryTooHeavy, QueryWrong

_SAMPLE = 12
_AROUND = 40


class Worn(NamedTuple):
    """How much an annotator has that a change concerns."""

    annotator: str | None
    """By name; None: the curated set that was imported."""
    articles: int = 0
    spans: int = 0
    relations: int = 0
    document_labels: int = 0


class Example(NamedTuple):
    """A span that a change concerns, with what stands around it."""

    document: str
    title: str
    left: str
    text: str
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
    forbidden: int = 0
    """Relations whose ends the label set would not allow: they stay, to be worked through."""

    @property
    def spans(self) -> int:
        """How many spans are concerned."""
        return sum(one.spans for one in self.worn)

    @property
    def relations(self) -> int:
        """How many relations are concerned."""
        return sum(one.relations for one in self.worn)


class Labels:
    """What can be asked of the labels of a project and done with them."""

    def __init__(
        self, road: Road, walk: Callable[[Callable[[Road], Changes], object], Changes]
    ) -> None:
        self._road = road
        self._walk = walk

    def preview(
        self,
        change: LabelChange,
        *,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> LabelPreview:
        """Return what a change would do; nothing is done. It belongs off the GUI thread.

        LabelUnknown, NameTaken, NameEmpty, LabelKindsDiffer, PatternWrong, PatternTooHeavy;
        Cancelled.
        """
        road = self._road
        before = road.label_set
        found = LabelPreview(label_set_after(before, change))
        concerned = _concerned(change)
        planner = _planner(change)
        names = {one.id: one.name for one in list_annotators(road, with_second_times=True)}
        worn: dict[str | None, Worn] = {}
        documents = self._documents(change, before)
        for done, page in enumerate(pages(documents)):
            stop_if(is_cancelled)
            progress(Progress(done * len(page), len(documents)))
            for said in read_said(road, page):
                for one in _all_sets(said):
                    name = names.get(one.annotator or "") if one.annotator else None
                    _count(worn, name, said, one, concerned, planner, found)
        found.worn = sorted(worn.values(), key=lambda one: (one.annotator is None, one.annotator))
        return found

    def change(
        self,
        change: LabelChange,
        *,
        origin: object = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Changes:
        """Change labels, and what wears them with them, as one act of mine. The errors of
        `preview`; SavingFailed, ProjectReadOnly, ProjectLocked."""
        road = self._road
        before = road.label_set
        after = label_set_after(before, change)
        if isinstance(change, Rename | Retire | Restore):
            return self._walk(lambda road: correct(road, ReplaceLabelSet(after)), origin)
        planner = _planner(change)
        many = ManyChanges(
            _act_words(change, before),
            self._documents(change, before),
            planner.edit_of,
            planner.verdict_of,
            after,
        )
        changes = change_many(road, many, progress=progress, is_cancelled=is_cancelled)
        return road.tell(changes, origin)

    def _documents(self, change: LabelChange, label_set: LabelSet) -> list[str]:
        """Return the documents (ids) on which a change may do anything."""
        labels = _concerned(change)
        kinds = {find_part(label_set, one)[0] for one in labels}
        writer = self._road.store.writer
        if writer is not None:
            writer.flush()
        with self._road.store.reading() as connection:
            if kinds != {"span_labels"} or isinstance(change, Merge):
                return read_all_ids(connection)  # verdicts and documents may have it too
            return [id for _, id in look_up(connection, Wanted(labels=labels))]


def _concerned(change: LabelChange) -> frozenset[str]:
    labels = change.labels if isinstance(change, Merge) else (change.label,)
    return frozenset(labels)


def _planner(change: LabelChange) -> Planner:
    try:
        return Planner(change)
    except QueryWrong as error:
        raise PatternWrong(error.reason, error.position) from error
    except QueryTooHeavy as error:
        raise PatternTooHeavy(0, LENGTH_AT_MOST) from error


def _all_sets(said: Said) -> Iterable[AnnotationSet]:
    imported = [said.imported.annotation_set] if said.imported else []
    return [*said.sets, *said.again, *imported]


def _count(
    worn: dict[str | None, Worn],
    name: str | None,
    said: Said,
    one: AnnotationSet,
    labels: frozenset[str],
    planner: Planner,
    found: LabelPreview,
) -> None:
    text = said.document.text
    spans = [
        span for span in one.spans.values() if span.label in labels and planner.concerns(span, text)
    ]
    relations = [relation for relation in one.relations.values() if relation.label in labels]
    on_document = len(one.labels & labels)
    if not (spans or relations or on_document):
        return
    known = worn.get(name) or Worn(name)
    worn[name] = Worn(
        name,
        known.articles + 1,
        known.spans + len(spans),
        known.relations + len(relations),
        known.document_labels + on_document,
    )
    found.forbidden += _newly_forbidden(one, planner, text, found.label_set)
    for span in spans[: _SAMPLE - len(found.examples)]:
        found.examples.append(_example(said, span, name))


def _newly_forbidden(one: AnnotationSet, planner: Planner, text: str, after: LabelSet) -> int:
    """Return how many relations of a set would have ends that are not allowed."""
    changed: Mapping[str, Span] = planner.spans_after(one, text)
    if not changed:
        return 0
    labels = {id: span.label for id, span in {**one.spans, **changed}.items()}
    count = 0
    for relation in one.relations.values():
        if relation.head in changed or relation.tail in changed:
            label = after.relation_label(relation.label)
            count += label is not None and not label.allows(
                labels[relation.head], labels[relation.tail]
            )
    return count


def _example(said: Said, span: Span, name: str | None) -> Example:
    text = said.document.text
    return Example(
        said.document.id,
        shown_title(said.document.meta.title, text, said.document.id),
        text[max(0, span.start - _AROUND) : span.start],
        span.covered_text(text),
        text[span.end : span.end + _AROUND],
        name,
    )


def _act_words(change: Merge | Split, label_set: LabelSet) -> str:
    into = find_part(label_set, change.into)[1].name
    if isinstance(change, Merge):
        names = ", ".join(find_part(label_set, one)[1].name for one in change.labels)
        return f"merged {names} into {into}"
    return f"split {into} off {find_part(label_set, change.label)[1].name}"
