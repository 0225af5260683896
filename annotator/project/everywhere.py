"""The same text labelled everywhere: what is found in all articles gets one label, or none, in my
sets, as one act."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.edits.compose import remove_annotations
from annotator.edits.edit import AddSpan, RelabelSpan, SetEdit, SetStatus, Together
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorUnknown, LabelUnknown
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.many_sets import ManyChanges, change_many
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.text.finding import Range


class Everywhere(NamedTuple):
    """What labelling everywhere does, or has done."""

    added: int = 0
    relabelled: int = 0
    removed: int = 0
    same: int = 0
    """Places that were so already."""
    articles: int = 0
    """In which anything changes."""


Place = tuple[str, Range]
"""A document (id) and a range of its text."""


def label_everywhere(
    road: Road,
    places: Iterable[Place],
    label: str | None,
    words: str,
    *,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> tuple[Everywhere, Changes]:
    """Let exactly these places wear a label (id) in my sets, or none (None), as one act of mine.

    A place that I have not labelled gets a span; one span of mine there is relabelled; where
    several stand, one more is added. Without a label mine go, with their relations. `words` say
    what it was about, for the history. LabelUnknown, AnnotatorUnknown, and the errors of
    `change_many`.
    """
    if road.my_id is None:
        raise AnnotatorUnknown("")
    found = road.label_set.span_label(label) if label is not None else None
    if label is not None and (found is None or found.is_retired):
        raise LabelUnknown(label)
    ranges: dict[str, list[Range]] = defaultdict(list)
    for document, place in places:
        ranges[document].append(place)
    with road.lock:
        owners = {id: owner for id in ranges if (owner := road.set_owner(id, road.my_id))}
    labelling = _Labelling(ranges, owners, label)
    name = found.name if found else ""
    act = f"labelled “{words}” {name} everywhere" if found else f"unlabelled “{words}” everywhere"
    many = ManyChanges(
        act, list(ranges), labelling.edit_of, owners=owners if label is not None else {}
    )
    changes = change_many(road, many, progress=progress, is_cancelled=is_cancelled)
    return labelling.done(), changes


class _Labelling:
    """Says what is done to my set on each article, and counts it."""

    def __init__(
        self, ranges: dict[str, list[Range]], owners: dict[str, str], label: str | None
    ) -> None:
        self._ranges = ranges
        self._owners = owners
        self._label = label
        self._added = self._relabelled = self._removed = self._same = self._articles = 0

    def done(self) -> Everywhere:
        """Return what has been done."""
        return Everywhere(self._added, self._relabelled, self._removed, self._same, self._articles)

    def edit_of(self, annotation_set: AnnotationSet, text: str) -> SetEdit | None:
        """Return the edit of a set; None where it is not mine, or all is so already."""
        document = annotation_set.document
        if annotation_set.annotator != self._owners.get(document):
            return None
        exact: dict[Range, list[Span]] = defaultdict(list)
        for span in annotation_set.spans.values():
            if len(span.fragments) == 1:
                exact[span.fragments[0]].append(span)
        if self._label is None:
            edit = self._without(annotation_set, exact)
        else:
            edit = self._with(annotation_set, exact, self._label)
        self._articles += edit is not None
        return edit

    def _with(
        self, annotation_set: AnnotationSet, exact: dict[Range, list[Span]], label: str
    ) -> SetEdit | None:
        parts: list[SetEdit] = []
        for place in self._ranges[annotation_set.document]:
            here = exact.get(place, [])
            if any(span.label == label for span in here):
                self._same += 1
            elif len(here) == 1:
                parts.append(RelabelSpan(here[0].id, label))
                self._relabelled += 1
            else:
                parts.append(AddSpan(Span(new_id(), label, (place,), origin="propagated")))
                self._added += 1
        if parts and annotation_set.status == "new":
            parts.append(SetStatus("in_progress"))
        return Together(tuple(parts), "label all") if parts else None

    def _without(
        self, annotation_set: AnnotationSet, exact: dict[Range, list[Span]]
    ) -> SetEdit | None:
        places: Sequence[Range] = self._ranges[annotation_set.document]
        gone = [span.id for place in places for span in exact.get(place, ())]
        self._same += sum(not exact.get(place) for place in places)
        self._removed += len(gone)
        return remove_annotations(annotation_set, gone) if gone else None
