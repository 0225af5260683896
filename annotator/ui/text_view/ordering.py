"""An article put in order for the text view: its blocks, and which annotations stand in which.

Knows nothing of Qt, so that it can be done for a large article on another thread.
"""

from dataclasses import dataclass

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.ui.text_view.blocks import Blocks, fit_length
from annotator.ui.text_view.index import AnnotationIndex


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a galley begins with. The index follows every change: it is for one galley alone."""

    annotation_set: AnnotationSet
    blocks: Blocks
    index: AnnotationIndex
    second: tuple[AnnotationSet, AnnotationIndex] | None = None
    """What stands below the text."""


def order_article(
    document: Document, annotation_set: AnnotationSet, second: AnnotationSet | None = None
) -> Ordered:
    """Cut an article into blocks and sort an annotation set into them, and perhaps another one."""
    longest = fit_length(len(document.text), len(annotation_set.spans))
    blocks = Blocks(document.text, document.sections, longest)
    below = None if second is None else (second, AnnotationIndex(blocks, second))
    return Ordered(annotation_set, blocks, AnnotationIndex(blocks, annotation_set), below)
