"""Lines made to fit a format: what it cannot carry is bent or left out before its writer sees it.

What becomes of each thing, as `Misfit` says:

- spans that overlap, contain each other or stack: the longest stays, of equals the first; the
  others stay out, with either choice (there is nothing to bend them to);
- spans in several pieces: flattened to their outermost ends, where the same is not there already,
  or left out;
- relations: out where the format has none, or where one of their spans is out;
- attributes, notes, labels of documents, negatives, links to entities: out;
- several annotators on one document: flattened, each set goes out as a line of its own and nobody
  can tell whose it is; dropped, one goes out, the curated one or else the first by name;
- sections, what is known about an article, statuses: told once, but left in the line. The writer
  passes over them, and may still need them to write what it once read (`meta.extra`).

Relations between two sentences and spans that end inside a token are left to the writer, which
alone knows its sentences and tokens.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Carries, Format, Misfit
from annotator.formats.losses import TOLD_ONLY, LossKind, Lost, lose
from annotator.model.attribute import NO_ATTRIBUTES
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span


class Fitting:
    """Makes lines fit a format, and tells of everything that does not. DoesNotFit if strict."""

    def __init__(
        self, format: Format, misfit: Misfit, report: Callable[[Lost], None] | None = None
    ) -> None:
        self._carries = format.carries
        self._name = format.name
        self._misfit = misfit
        self._report = report
        self._document: Document | None = None
        self._is_free = carries_all(format.carries)

    def lines(self, lines: Iterable[CorpusLine]) -> Iterator[CorpusLine]:
        """Pass lines on as they fit, given in the order of INTERFACES."""
        if self._is_free:
            yield from lines
            return
        if self._misfit == "drop" and not self._carries.annotators:
            lines = self._one_of_each_document(lines)
        for line in lines:
            yield self.line(line)

    def line(self, line: CorpusLine) -> CorpusLine:
        """Return one line as it fits; lines of one document come one after another."""
        if self._is_free:
            return line
        self._tell_once(line)
        spans, relations = self._spans_and_relations(line)
        return replace(
            line,
            spans=spans,
            relations=relations,
            labels=self._labels(line),
            attributes=self._document_attributes(line),
            negatives=tuple(self._negatives(line)),
            entities=line.entities if self._carries.entities else (),
        )

    def _lose(
        self, kind: LossKind, document: str, annotation: str = "", name: str = "", **more: bool
    ) -> None:
        misfit = "flatten" if kind in TOLD_ONLY else self._misfit
        lose(Lost(kind, document, annotation, name=name, **more), misfit, self._report)

    # ---- the article and whose labels they are ---------------------------------------------

    def _tell_once(self, line: CorpusLine) -> None:
        carries, document = self._carries, line.document
        is_new = self._document is None or self._document.id != document.id
        if is_new:
            self._document = document
            for kind, _start, _end in () if carries.sections else document.sections:
                self._lose("section", document.id, name=kind)
            for key in () if carries.meta else known_of(document.meta, besides=self._name):
                self._lose("meta", document.id, name=key)
        elif not carries.annotators:
            self._lose("annotator", document.id, name=line.annotator or line.status, is_bent=True)
        if not carries.statuses and line.status != "new":
            self._lose("status", document.id, name=line.status)

    def _one_of_each_document(self, lines: Iterable[CorpusLine]) -> Iterator[CorpusLine]:
        kept: CorpusLine | None = None
        for line in lines:
            if kept is None or kept.document.id != line.document.id:
                if kept is not None:
                    yield kept
                kept = line
                continue
            out = line
            if line.status == "curated":
                kept, out = line, kept
            self._lose("annotator", out.document.id, name=out.annotator or out.status)
        if kept is not None:
            yield kept

    # ---- spans and relations ----------------------------------------------------------------

    def _spans_and_relations(
        self, line: CorpusLine
    ) -> tuple[tuple[Span, ...], tuple[Relation, ...]]:
        carries, document = self._carries, line.document.id
        if not carries.spans:
            for span in line.spans:
                self._lose("span", document, span.id, span.label)
            spans: tuple[Span, ...] = ()
        else:
            spans = line.spans
            if not carries.discontinuous:
                spans = tuple(self._in_one_piece(spans, document))
            if not carries.overlap:
                spans = self._side_by_side(spans, document)
        relations = self._relations(line, spans)
        if not carries.entities and line.entities:
            spans = tuple(self._unlinked(span, line) for span in spans)
        if carries.attributes and carries.notes:
            return spans, relations
        return (
            tuple(self._bare(span, document) for span in spans),
            tuple(self._bare(relation, document) for relation in relations),
        )

    def _in_one_piece(self, spans: tuple[Span, ...], document: str) -> Iterator[Span]:
        taken = {(span.label, span.fragments) for span in spans}
        for span in spans:
            if len(span.fragments) == 1:
                yield span
                continue
            bent = span._replace(fragments=(outermost(span.fragments),))
            # Where the same is there already, it would be there twice.
            is_bent = self._misfit == "flatten" and (bent.label, bent.fragments) not in taken
            taken.add((bent.label, bent.fragments))
            self._lose("discontinuous", document, span.id, span.label, is_bent=is_bent)
            if is_bent:
                yield bent

    def _side_by_side(self, spans: tuple[Span, ...], document: str) -> tuple[Span, ...]:
        kept = without_overlap(spans)
        if len(kept) < len(spans):
            ids = {span.id for span in kept}
            for span in spans:
                if span.id not in ids:
                    self._lose("overlap", document, span.id, span.label)
        return kept

    def _relations(self, line: CorpusLine, spans: Iterable[Span]) -> tuple[Relation, ...]:
        if not line.relations:
            return ()
        kept: list[Relation] = []
        ids = {span.id for span in spans} if self._carries.relations else set()
        for relation in line.relations:
            if relation.head in ids and relation.tail in ids:
                kept.append(relation)
            else:
                self._lose("relation", line.document.id, relation.id, relation.label)
        return tuple(kept)

    def _unlinked(self, span: Span, line: CorpusLine) -> Span:
        if span.entity is None:
            return span
        name = next((one.name for one in line.entities if one.id == span.entity), "")
        self._lose("entity", line.document.id, span.id, name)
        return span._replace(entity=None)

    def _bare(self, annotation: Any, document: str) -> Any:
        """Return a span or relation without the attributes and the note that cannot go along."""
        if annotation.attributes and not self._carries.attributes:
            for name in annotation.attributes:
                self._lose("attribute", document, annotation.id, name)
            annotation = annotation._replace(attributes=NO_ATTRIBUTES)
        if annotation.note and not self._carries.notes:
            self._lose("note", document, annotation.id, annotation.label)
            annotation = annotation._replace(note=None)
        return annotation

    # ---- what is said of the document -------------------------------------------------------

    def _labels(self, line: CorpusLine) -> tuple[str, ...]:
        if self._carries.document_labels:
            return line.labels
        for label in line.labels:
            self._lose("document_label", line.document.id, name=label)
        return ()

    def _document_attributes(self, line: CorpusLine) -> Mapping[str, Any] | None:
        if self._carries.attributes:
            return line.attributes
        for name in line.attributes or ():
            self._lose("attribute", line.document.id, name=name)
        return None

    def _negatives(self, line: CorpusLine) -> Iterator[Any]:
        for negative in line.negatives:
            name = negative.label
            if not self._carries.negatives:
                self._lose("negative", line.document.id, name=name)
            elif len(negative.fragments) == 1 or self._carries.discontinuous:
                yield negative
            else:
                is_bent = self._misfit == "flatten"
                self._lose("negative", line.document.id, name=name, is_bent=is_bent)
                if is_bent:
                    yield negative._replace(fragments=(outermost(negative.fragments),))


def carries_all(carries: Carries) -> bool:
    """Tell whether lines need not be made to fit at all; what only a writer can know is not here.

    (Sentences, `far_relations`, and the text's own spacing, `text`.)
    """
    left = carries.__slots__
    return all(getattr(carries, name) for name in left if name not in ("text", "far_relations"))


def known_of(meta: Meta, besides: str = "") -> list[str]:
    """Return the keys of what is known about an article, but for what is kept for one format."""
    known = [name for name in Meta.__slots__ if name != "extra" and getattr(meta, name)]
    return known + [key for key in meta.extra if key != besides]


def outermost(fragments: tuple[Fragment, ...]) -> Fragment:
    """Return the stretch from the first fragment's start to the last one's end."""
    return (fragments[0][0], fragments[-1][1])


def without_overlap(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans in their order without those that share a character with a longer one.

    Longest first, of equals the one that begins first, then by label and id; each is kept where it
    leaves all before it alone. Length is what a span covers.
    """
    if not _has_overlap(spans):
        return spans
    taken: list[Fragment] = []
    kept: set[str] = set()
    for span in sorted(spans, key=_longest_first):
        if not any(_is_taken(taken, fragment) for fragment in span.fragments):
            kept.add(span.id)
            for fragment in span.fragments:
                taken.insert(bisect(taken, fragment), fragment)
    return tuple(span for span in spans if span.id in kept)


def _has_overlap(spans: Iterable[Span]) -> bool:
    ordered = sorted(fragment for span in spans for fragment in span.fragments)
    return any(after[0] < before[1] for before, after in pairwise(ordered))


def _longest_first(span: Span) -> tuple[int, int, str, str]:
    return (-sum(end - start for start, end in span.fragments), span.start, span.label, span.id)


def _is_taken(taken: list[Fragment], fragment: Fragment) -> bool:
    """`taken` is in order and without overlap: only its neighbours can reach into a fragment."""
    place = bisect(taken, fragment)
    start, end = fragment
    is_before = place > 0 and taken[place - 1][1] > start
    return is_before or (place < len(taken) and taken[place][0] < end)
