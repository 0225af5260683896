"""Documents with all that is said of them, a page at a time: for jobs that go through a project."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from annotator.model.annotation_set import AnnotationSet
from annotator.model.curated import Curated
from annotator.model.document import Document, Meta
from annotator.model.verdict import Verdict
from annotator.project.road import Road
from annotator.storage.annotations import read_sets_on_each
from annotator.storage.curated import read_curated
from annotator.storage.documents import read_each_document

PAGE = 24
"""Documents read in one go: a commit waits for no longer than some milliseconds."""


@dataclass(frozen=True, slots=True)
class Said:
    """A document, the annotators' sets on it (by name; not those of second times), the curated set
    that was imported, and the verdicts."""

    document: Document
    sets: tuple[AnnotationSet, ...]
    again: tuple[AnnotationSet, ...]
    """Those of second times."""
    imported: Curated | None
    verdicts: tuple[Verdict, ...]

    def set_of(self, annotator: str) -> AnnotationSet:
        """Return an annotator's (id) set, an empty one where there is none."""
        found = (one for one in (*self.sets, *self.again) if one.annotator == annotator)
        return next(found, None) or AnnotationSet("", self.document.id, annotator)


def read_said(road: Road, documents: Sequence[str], *, with_review: bool = True) -> list[Said]:
    """Return what is said of documents (ids), unsaved edits included, in their order; those that
    are gone are left out. Where nobody asks for the review there are neither curated sets nor
    verdicts.

    What changes while it is read may be in it or not: whoever keeps the answer hears of it.
    """
    unsaved = [one for id in documents for one in road.on_screen.unsaved_sets_on(id)]
    metas = road.on_screen.unsaved_metas()
    with road.store.reading() as connection:
        found = read_each_document(connection, documents)
        sets = read_sets_on_each(connection, documents)
        reviewed = [one for held in sets.values() for one in held] if with_review else []
        curated = read_curated(connection, reviewed)
    with road.lock:
        verdicts = road.reviews.verdicts_on_each(documents) if with_review else {}
        times = set(road.assigned.second_times())
    for one in unsaved:
        held = sets[one.document]
        place = next((at for at, other in enumerate(held) if other.id == one.id), len(held))
        held[place : place + 1] = [one]
        if one.annotator is None and one.document in curated:
            curated[one.document] = replace(curated[one.document], annotation_set=one)
    return [
        _said(_corrected(found[id], metas), sets[id], times, curated.get(id), verdicts.get(id, ()))
        for id in documents
        if id in found
    ]


def pages(documents: Sequence[str], length: int = PAGE) -> Iterator[list[str]]:
    """Yield documents (ids) in pages."""
    left = iter(documents)
    while page := list(islice(left, length)):
        yield page


def _corrected(document: Document, metas: dict[str, Meta]) -> Document:
    meta = metas.get(document.id)
    return replace(document, meta=meta) if meta else document


def _said(
    document: Document,
    sets: Sequence[AnnotationSet],
    times: Collection[str],
    imported: Curated | None,
    verdicts: Sequence[Verdict],
) -> Said:
    labelled = [one for one in sets if one.annotator is not None and not one.is_untouched]
    theirs = tuple(one for one in labelled if one.annotator not in times)
    again = tuple(one for one in labelled if one.annotator in times)
    return Said(document, theirs, again, imported, tuple(verdicts))
