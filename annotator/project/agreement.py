"""Agreement: how far the annotators of a project agree, in numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.errors import AnnotatorUnknown, Cancelled, DocumentUnknown, ExtraMissing
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.review.agreement import Agreement
from annotator.review.tally import Tally
from annotator.storage.documents import count_by_status
from annotator.storage.outlet import list_shared, stream_shared

if TYPE_CHECKING:
    from annotator.project.project import Project

FINISHED: tuple[Status, ...] = ("finished",)
BEGUN: tuple[Status, ...] = ("finished", "in_progress")


def measure_agreement(
    project: "Project",
    annotators: Sequence[str] = (),
    *,
    is_unfinished_counted: bool = False,
    is_for_me: bool = False,
    has_gamma: bool = False,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Agreement:
    """Return how far annotators agree. See `Project.agreement`."""
    if has_gamma and find_spec("scipy") is None:
        raise ExtraMissing("Gamma", "scipy", "gamma")
    statuses = BEGUN if is_unfinished_counted else FINISHED
    chosen = _choose(project, annotators, statuses)
    tally = Tally(chosen, project.label_set, has_gamma=has_gamma)
    documents = list_shared(project.store, chosen, statuses)
    closed = 0
    for done, (document, text, sets) in enumerate(
        stream_shared(project.store, documents, chosen, statuses)
    ):
        if is_cancelled and is_cancelled():
            raise Cancelled
        if progress:
            progress(Progress(done, len(documents)))
        seen = _seen(project, document, sets) if is_for_me else sets
        closed += len(seen) < len(sets)
        tally.add(document, text, seen)
    return replace(tally.finish(), closed=closed)


def _seen(
    project: "Project", document: str, sets: Mapping[str, AnnotationSet]
) -> dict[str, AnnotationSet]:
    """Return the sets (by annotator id) on a document (id) that I may see in the window."""
    try:
        can_see = project.assignments.can_see
        return {one: held for one, held in sets.items() if can_see(document, one)}
    except DocumentUnknown:  # it has gone since it was listed
        return {}


def _choose(project: "Project", annotators: Sequence[str], statuses: Sequence[Status]) -> list[str]:
    """Return whose sets count, each once: those named, second times too; else everybody who has
    one, second times not."""
    known = [one.id for one in project.annotators()]
    named = {one.id for one in project.annotators(with_second_times=True)}
    for one in annotators:
        if one not in named:
            raise AnnotatorUnknown(one)
    if annotators:
        return list(dict.fromkeys(annotators))
    with project.store.reading() as connection:
        counts = {one: count_by_status(connection, one, ()) for one in known}
    return [one for one in known if any(counts[one].get(status) for status in statuses)]
