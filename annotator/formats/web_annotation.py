"""W3C Web Annotation as JSON-LD: one collection, written annotation by annotation.

Source: the recommendation "Web Annotation Data Model" of 2017. A span is an annotation on the
article with a quote and a position (in code points, as it demands) to find it by. There is no
standard for relations: as others do, a relation is a linking annotation whose targets are the
annotations of its head and its tail, in this order. The article itself is not in the file.

An entity is a body of purpose "identifying": the resource that it is called elsewhere, where that
is an IRI, and else a name for it that is always the same; a further body has its name, and one more
what it is called elsewhere that is no IRI.
"""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import orjson
import regex

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Carries, Format, WriteOptions
from annotator.formats.losses import Lost, lose
from annotator.formats.outside_ids import address_of
from annotator.model.attribute import Attributes
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.relation import Relation
from annotator.model.span import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""Named in the file for those who read it; nothing is fetched from there."""
AROUND = 32
"""How many characters before and behind a span are given to find it again by."""
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.w3.org/TR/annotation-model/#annotator")
_IRI = regex.compile(r'https?://[^\s<>"{}|\\^`\x00-\x20]+')
Body = dict[str, Any]


class WebAnnotation(Format):
    """A collection of annotations."""

    name = "web-annotation"
    title = "W3C Web Annotation (JSON-LD)"
    endings = (".jsonld",)
    carries = Carries(
        text=False,
        spans=True,
        overlap=True,
        relations=True,
        far_relations=True,
        attributes=True,
        notes=True,
        document_labels=True,
        annotators=True,
        entities=True,
    )

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write a collection with one page, and at its end how many annotations it has."""
        beginning = orjson.dumps({"@context": CONTEXT, "type": "AnnotationCollection"})[:-1]
        page = orjson.dumps({"type": "AnnotationPage", "startIndex": 0})[:-1]
        stream.write(beginning + b',"first":' + page + b',"items":[')
        total = 0
        for line in lines:
            for one in _annotations(line, options):
                stream.write((b",\n" if total else b"\n") + orjson.dumps(one))
                total += 1
        stream.write(b'\n]},"total":' + str(total).encode() + b"}\n")


def _annotations(line: CorpusLine, options: WriteOptions) -> Iterator[Body]:
    source = _source_of(line.document)
    entities = {one.id: one for one in line.entities}
    said = _said_of_document(line)
    if said:
        yield _annotation(line, "document", "classifying", said, source)
    for span in line.spans:
        if span.is_discontinuous:
            lost = Lost("discontinuous", line.document.id, span.id, True, span.label)
            lose(lost, options.misfit, options.report_loss)
        target = {"source": source, "selector": _selectors(line.document.text, span)}
        body = _said(span) + _identified(entities.get(span.entity or ""))
        yield _annotation(line, span.id, "tagging", body, target)
    for relation in line.relations:
        ends = [{"id": _iri(line, one)} for one in (relation.head, relation.tail)]
        yield _annotation(line, relation.id, "linking", _said(relation), ends)


def _annotation(line: CorpusLine, id: str, motivation: str, body: list[Body], target: Any) -> Body:
    made: Body = {"id": _iri(line, id), "type": "Annotation", "motivation": motivation}
    if line.annotator is not None:
        made["creator"] = {"type": "Person", "name": line.annotator}
    return {**made, "body": body, "target": target}


def _iri(line: CorpusLine, id: str) -> str:
    """An id of ours is unique in a project; that of a whole set is made of what it belongs to."""
    whose = (line.document.id, line.annotator or "", line.status) if id == "document" else ()
    return f"urn:uuid:{uuid.uuid5(_OURS, repr((id, *whose)))}"


def _source_of(document: Document) -> str:
    """Where the article is, or a name for it that is always the same."""
    url = document.meta.url
    if url and _IRI.fullmatch(url):
        return url
    return f"urn:uuid:{uuid.uuid5(_OURS, repr((document.id, document.sha256)))}"


def _selectors(text: str, span: Span) -> list[Body]:
    start, end = span.start, span.end
    quote: Body = {"type": "TextQuoteSelector", "exact": text[start:end]}
    if start:
        quote["prefix"] = text[max(0, start - AROUND) : start]
    if end < len(text):
        quote["suffix"] = text[end : end + AROUND]
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]


def _said(one: Span | Relation) -> list[Body]:
    body = [_text("tagging", one.label)]
    body += _attributes(one.attributes)
    if one.note is not None:
        body.append(_text("commenting", one.note))
    return body


def _identified(entity: Entity | None) -> list[Body]:
    """What a span is a mention of. A resource may be any, so its name stands in a body beside."""
    if entity is None:
        return []
    address = address_of(entity.identifier)
    own = f"urn:uuid:{uuid.uuid5(_OURS, repr(('entity', entity.id)))}"
    resource = {"type": "SpecificResource", "purpose": "identifying", "source": address or own}
    is_text = bool(entity.identifier) and address is None
    said = [entity.name, entity.identifier] if is_text else [entity.name]
    return [resource, *(_text("identifying", one) for one in said)]


def _said_of_document(line: CorpusLine) -> list[Body]:
    labels = [_text("classifying", label) for label in sorted(line.labels)]
    return labels + _attributes(line.attributes or {})


def _attributes(attributes: Attributes) -> list[Body]:
    """All of them in one body, as JSON: the model has no place for pairs of name and value."""
    if not attributes:
        return []
    value = orjson.dumps(dict(attributes), option=orjson.OPT_SORT_KEYS).decode()
    return [{**_text("describing", value), "format": "application/json"}]


def _text(purpose: str, value: str) -> Body:
    return {"type": "TextualBody", "purpose": purpose, "value": value}
