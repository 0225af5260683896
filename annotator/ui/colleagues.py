"""The other annotators of the open article: who has labelled it, and what."""

from typing import NamedTuple

from annotator.messages import show_text
from annotator.model.annotation_set import AnnotationSet
from annotator.model.errors import AnnotatorError
from annotator.ui.hints import counted
from annotator.ui.session import Session


class Colleague(NamedTuple):
    """Somebody else's set on the open article; `id` is None for the curated set."""

    id: str | None
    name: str
    annotation_set: AnnotationSet

    @property
    def counts(self) -> str:
        """How much there is, in words."""
        spans, relations = len(self.annotation_set.spans), len(self.annotation_set.relations)
        return f"{counted(spans, 'span')} · {counted(relations, 'relation')}"


def list_colleagues(session: Session) -> list[Colleague]:
    """Return everybody else who has labelled the open article and whose labels I may see, by name,
    the curated set last."""
    if session.document is None:
        return []
    project = session.project
    document = session.document.id
    mine = session.annotation_set.annotator if session.annotation_set else ""
    can_see = project.assignments.can_see
    try:
        names = {one.id: one.name for one in project.annotators(with_second_times=True)}
        sets = [
            one for one in project.annotation_sets(document) if can_see(document, one.annotator)
        ]
    except AnnotatorError:
        return []
    return [
        Colleague(one.annotator, _name(one.annotator, names), one)
        for one in sets
        if one.annotator != mine and (one.spans or one.relations)
    ]


def _name(annotator: str | None, names: dict[str, str]) -> str:
    return "Curated set" if annotator is None else show_text(names.get(annotator, annotator))
