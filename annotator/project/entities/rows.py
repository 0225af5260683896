"""Entities and mentions as lists show them, and what an act has done."""

from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.model.entity import Entity
from annotator.model.span import Span
from annotator.project.entities.doing import Mention
from annotator.project.listing import shown_title
from annotator.project.pages import Said

_AROUND = 40
"""Characters shown on either side of a mention."""


class EntityRow(NamedTuple):
    """An entity, and how much is linked to it."""

    entity: Entity
    spans: int = 0
    documents: int = 0


class MentionRow(NamedTuple):
    """A span that is linked, or would be, with what stands around it."""

    mention: Mention
    title: str
    start: int
    left: str
    text: str
    right: str
    label: str
    """Its id."""
    entity: str | None
    """The entity (id) it is linked to now."""


class Touched(NamedTuple):
    """What an act on entities has done."""

    spans: int = 0
    articles: int = 0
    entity: str = ""
    """The id of the one that it has made."""


def mention_row(said: Said, one: AnnotationSet, span: Span) -> MentionRow:
    """Return the row of a span of a set on a document."""
    document = said.document
    text = document.text
    return MentionRow(
        Mention(document.id, one.annotator, span.id),
        shown_title(document.meta.title, text, document.id),
        span.start,
        text[max(0, span.start - _AROUND) : span.start],
        span.covered_text(text),
        text[span.end : span.end + _AROUND],
        span.label,
        span.entity,
    )
