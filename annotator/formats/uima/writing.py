"""From a corpus line to a CAS with tokens and sentences, as INCEpTION takes it.

Spans are of its basic layer (`custom.Span`, feature `label`) or named entities (feature `value`);
relations join them (`custom.Relation` or `custom.EntityRelation`). Attributes are features.

What an entity is called elsewhere is the feature `identifier` of its mentions, an address as
INCEpTION's concepts have it; the mentions of one entity are a chain of its layer "Coreference",
whose links stand where the spans do and have their labels as `referenceType`.
"""

import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import regex

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.linking import joined_mentions
from annotator.formats.losses import Lost, lose
from annotator.formats.outside_ids import address_of, plain_id
from annotator.formats.uima.names import feature_of
from annotator.formats.uima.type_systems import (
    BASIC_RELATION,
    BASIC_SPAN,
    CHAIN,
    CHAIN_LINK,
    CURATOR,
    DOCUMENT,
    ENTITY_RELATION,
    NAMED_ENTITY,
    OWNER,
    SENTENCE,
    TOKEN,
    Kind,
    Layer,
    layers_to_write,
)
from annotator.model.attribute import Attributes, AttributeTarget, AttributeValue
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.text.tokens import sentences, words

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

_KINDS: dict[str, Kind] = {
    "choice": "String",
    "text": "String",
    "flag": "Boolean",
    "number": "Double",
    "several": "StringArray",
}
_NO_XML = regex.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML 1.0 can hold, not even escaped."""


@dataclass(slots=True)
class Features:
    """The features of spans and relations that a folder's files have, by name."""

    spans: dict[str, Kind] = field(default_factory=dict)
    relations: dict[str, Kind] = field(default_factory=dict)

    def of(self, target: AttributeTarget) -> dict[str, Kind]:
        """Return those of spans or of relations."""
        return self.spans if target == "span" else self.relations


def declared_features(label_set: LabelSet) -> Features:
    """Return the features for the attributes of a label set, and for notes."""
    found = Features({"note": "String"}, {"note": "String"})
    for one in label_set.attributes:
        if one.applies_to != "document":
            found.of(one.applies_to)[feature_of(one.name)] = _KINDS[one.kind]
    return found


def types_of(layer: Layer, features: Features) -> "TypeSystem":
    """Return the type system for these features."""
    return layers_to_write(layer, features.spans, features.relations)


def make_cas(
    line: CorpusLine, layer: Layer, features: Features, options: WriteOptions, *, is_xml: bool
) -> "Cas":
    """Return the CAS of a line; `features` grows by what only its annotations have."""
    return _Writing(line, layer, features, options, is_xml=is_xml).cas()


class _Writing:
    def __init__(
        self,
        line: CorpusLine,
        layer: Layer,
        features: Features,
        options: WriteOptions,
        *,
        is_xml: bool,
    ) -> None:
        self._line = line
        self._features = features
        self._options = options
        self._is_xml = is_xml
        self._text = self._fit(line.document.text)
        self._entities = {one.id: one for one in line.entities}
        for span in line.spans:
            self._add_features("span", span.attributes)
        for relation in line.relations:
            self._add_features("relation", relation.attributes)
        self._types = types_of(layer, features)
        is_basic = layer == "basic"
        self._span_type = self._types.get_type(BASIC_SPAN if is_basic else NAMED_ENTITY)
        self._relation_type = self._types.get_type(BASIC_RELATION if is_basic else ENTITY_RELATION)
        self._label = "label" if is_basic else "value"

    def cas(self) -> "Cas":
        from cassis import Cas

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cas = Cas(typesystem=self._types)
        cas.sofa_string = self._text
        cas.sofa_mime = "text/plain"
        self._add_document(cas)
        for type_name, ranges in ((SENTENCE, sentences(self._text)), (TOKEN, self._tokens())):
            made = self._types.get_type(type_name)
            for start, end in ranges:
                cas.add(made(begin=start, end=end))
        placed = {span.id: self._span(span) for span in self._line.spans}
        cas.add_all(placed.values())
        for relation in self._line.relations:
            cas.add(self._relation(relation, placed))
        for _, mentions in joined_mentions(self._line, self._options):
            cas.add_all(self._chain([(one, placed[one.id]) for one in mentions]))
        return cas

    def _tokens(self) -> "list[tuple[int, int]]":
        """Words within sentences: INCEpTION wants each token inside one."""
        text = self._text
        return [word for start, end in sentences(text) for word in words(text, start, end)]

    def _fit(self, text: str) -> str:
        """XML has no way to write some characters; their places stay."""
        if not self._is_xml or not _NO_XML.search(text):
            return text
        self._lose("other", "", "control characters", is_bent=True)
        return _NO_XML.sub("\ufffd", text)

    def _lose(self, kind: Any, annotation: str, name: str, *, is_bent: bool = False) -> None:
        lost = Lost(kind, self._line.document.id, annotation, is_bent, name)
        lose(lost, self._options.misfit, self._options.report_loss)

    def _add_document(self, cas: "Cas") -> None:
        meta = self._line.document.meta
        made = self._types.get_type(DOCUMENT)(
            begin=0,
            end=len(self._text),
            language=self._fit(meta.language or "x-unspecified"),
            documentTitle=self._fit(meta.title or self._line.document.id),
            documentId=self._fit(self._line.document.id),
            documentUri=self._fit(meta.url) if meta.url else None,
        )
        cas.add(made)
        name = CURATOR if self._line.status == "curated" else self._line.annotator
        # INCEpTION takes no CAS without it; -1 means that it has never been on its disk.
        owner = self._types.get_type(OWNER)
        cas.add(owner(begin=0, end=0, username=name and self._fit(name), lastChangedOnDisk=-1))

    # ---- annotations --------------------------------------------------------------------------

    def _span(self, span: Span) -> Any:
        if span.is_discontinuous:
            self._lose("discontinuous", span.id, span.label, is_bent=True)
        features = self._values("span", span.id, span.attributes)
        features[self._label] = self._fit(span.label)
        return self._span_type(
            begin=span.start,
            end=span.end,
            note=self._note(span.note),
            identifier=self._identifier(span),
            **features,
        )

    def _relation(self, one: Relation, placed: dict[str, Any]) -> Any:
        head, tail = placed[one.head], placed[one.tail]
        return self._relation_type(
            begin=tail.begin,
            end=tail.end,
            Governor=head,
            Dependent=tail,
            label=self._fit(one.label),
            note=self._note(one.note),
            **self._values("relation", one.id, one.attributes),
        )

    def _identifier(self, span: Span) -> str | None:
        entity = self._entities.get(span.entity or "")
        if entity is None or not entity.identifier:
            return None
        return self._fit(address_of(entity.identifier) or plain_id(entity.identifier))

    def _chain(self, mentions: list[tuple[Span, Any]]) -> list[Any]:
        """Return a chain and its links, each of which knows the next."""
        made = self._types.get_type(CHAIN_LINK)
        links: list[Any] = []
        for span, place in reversed(mentions):
            links.append(
                made(
                    begin=place.begin,
                    end=place.end,
                    referenceType=self._fit(span.label),
                    next=links[-1] if links else None,
                )
            )
        return [self._types.get_type(CHAIN)(first=links[-1]), *reversed(links)]

    def _note(self, note: str | None) -> str | None:
        return None if note is None else self._fit(note)

    def _add_features(self, target: AttributeTarget, attributes: Attributes) -> None:
        for name, value in attributes.items():
            self._features.of(target).setdefault(feature_of(name), _kind_of(value))

    def _values(self, target: AttributeTarget, id: str, attributes: Attributes) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in attributes.items():
            feature = feature_of(name)
            kind = self._features.of(target)[feature]
            if _kind_of(value) != kind or value in ("", ()):
                self._lose("attribute", id, name)
            elif isinstance(value, tuple):
                array = self._types.get_type("uima.cas.StringArray")
                found[feature] = array(elements=[self._fit(one) for one in value])
            else:
                found[feature] = self._fit(value) if isinstance(value, str) else _number(value)
        return found


def _kind_of(value: AttributeValue) -> Kind:
    if isinstance(value, bool):
        return "Boolean"
    if isinstance(value, tuple):
        return "StringArray"
    return "String" if isinstance(value, str) else "Double"


def _number(value: bool | int | float) -> bool | float:
    return value if isinstance(value, bool) else float(value)
