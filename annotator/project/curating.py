"""The curated set of a document, made of what is in the file: its sets, its verdicts, and what has
been imported."""

from collections.abc import Sequence

import orjson

from annotator.edits.encoding import decode_verdict
from annotator.model.annotation_set import AnnotationSet
from annotator.model.curated import Curated
from annotator.model.labels import LabelSet
from annotator.review.curation import curate, has_curated


def curated_of(
    document: str,
    sets: Sequence[AnnotationSet],
    verdicts: Sequence[str],
    label_set: LabelSet,
    imported: Curated | None,
) -> Curated | None:
    """Return the curated set of a document (id), None where there is none.

    sets: all on the document but second times. verdicts: JSON, as the file has them. An imported
    curated set on which there is no verdict is returned as it came.
    """
    if imported and not verdicts:
        return imported
    theirs = [one for one in sets if one.annotator is not None]
    if not imported and not has_curated(theirs, verdicts):
        return None
    decided = [decode_verdict(orjson.loads(body)) for body in verdicts]
    return curate(document, theirs, decided, label_set, imported)
