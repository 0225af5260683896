"""Every line that goes out, looked at before a writer gets it: does it agree with its own text?

Only damaged data, or a fault of ours, can make it disagree; then nothing is written at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.formats.corpus import CorpusLine
from annotator.formats.sections import sort_sections
from annotator.model.curated import Negative
from annotator.model.document import Document, Section
from annotator.model.format_errors import AnnotationDamaged
from annotator.model.span import Fragment, Span


def checked(lines: Iterable[CorpusLine]) -> Iterator[CorpusLine]:
    """Pass lines on that are right. AnnotationDamaged.

    Parts of an article that lie over each other, as a reader of somebody else's may have found
    them, refuse nothing: nobody could put them right. Of two the first in order goes out.
    """
    last: Document | None = None
    sections: tuple[Section, ...] = ()
    for line in lines:
        check_line(line)
        if line.document is not last:
            last = line.document
            sections = _fit_sections(last)
        if sections != last.sections:
            yield replace(line, document=replace(last, sections=sections))
        else:
            yield line


def check_line(line: CorpusLine) -> None:
    """Check the annotations of a line: fragments within the text, in order and not empty, ids used
    once, the ends of relations there. AnnotationDamaged."""
    document, length = line.document.id, len(line.document.text)
    ids: set[str] = set()
    for span in line.spans:
        id, fragments = span[0], span[2]
        if len(fragments) == 1:
            start, end = fragments[0]
            if not 0 <= start < end <= length:
                raise AnnotationDamaged(document, id, _outside(span, length))
        elif not _are_tidy(fragments, length):
            raise AnnotationDamaged(document, id, _outside(span, length))
        if id in ids:
            raise AnnotationDamaged(document, id, "its id is there twice")
        ids.add(id)
    if line.relations:
        _check_relations(line, ids)
    for negative in line.negatives:
        if not _are_tidy(negative.fragments, length):
            raise AnnotationDamaged(document, negative.label, _outside(negative, length))


def _check_relations(line: CorpusLine, spans: set[str]) -> None:
    ids = set(spans)
    for relation in line.relations:
        if relation.head not in spans or relation.tail not in spans:
            missing = relation.tail if relation.head in spans else relation.head
            reason = f"it ends at {missing}, which is no span there"
            raise AnnotationDamaged(line.document.id, relation.id, reason)
        if relation.id in ids:
            raise AnnotationDamaged(line.document.id, relation.id, "its id is there twice")
        ids.add(relation.id)


def _are_tidy(fragments: tuple[Fragment, ...], length: int) -> bool:
    """Whether fragments lie in the text, in order, with something between them."""
    last = -1
    for start, end in fragments:
        if not last < start < end <= length:
            return False
        last = end
    return bool(fragments)


def _outside(span: Span | Negative, length: int) -> str:
    said = ", ".join(f"{start} to {end}" for start, end in span.fragments) or "nothing"
    return f"it covers {said} of {length} characters"


def _fit_sections(document: Document) -> tuple[Section, ...]:
    """Return the sections that may stand together. AnnotationDamaged: one outside the text."""
    length = len(document.text)
    for kind, start, end in document.sections:
        if not 0 <= start < end <= length:
            reason = f"its {kind} covers {start} to {end} of {length} characters"
            raise AnnotationDamaged(document.id, "", reason)
    return sort_sections(document.sections)[0]
