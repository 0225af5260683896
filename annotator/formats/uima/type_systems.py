"""Type systems: what a file brings along, what we know without one, and what we write.

The names are those of DKPro Core and INCEpTION (custom.Span and custom.Relation are its basic
layers, CASMetadata says whose annotations a CAS holds).
"""

import warnings
from collections.abc import Mapping
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

if TYPE_CHECKING:
    from cassis import TypeSystem

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
TOKEN = f"{DKPRO}.segmentation.type.Token"
SENTENCE = f"{DKPRO}.segmentation.type.Sentence"
NAMED_ENTITY = f"{DKPRO}.ner.type.NamedEntity"
CHAIN = f"{DKPRO}.coref.type.CoreferenceChain"
CHAIN_LINK = f"{DKPRO}.coref.type.CoreferenceLink"
DOCUMENT = f"{DKPRO}.metadata.type.DocumentMetaData"
OWNER = "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata"
BASIC_SPAN = "custom.Span"
BASIC_RELATION = "custom.Relation"
ENTITY_RELATION = "custom.EntityRelation"
ANNOTATION = "uima.tcas.Annotation"
ANNOTATION_BASE = "uima.cas.AnnotationBase"
SOFA = "uima.cas.Sofa"
CURATOR = "CURATION_USER"
"""Under this name INCEpTION keeps what was curated."""

Kind: TypeAlias = Literal["String", "Boolean", "Double", "StringArray"]
"""Ranges of features that attributes are written as."""
Layer: TypeAlias = Literal["basic", "named-entity"]

_STRUCTURE = (
    f"{DKPRO}.segmentation.type.Token",
    f"{DKPRO}.segmentation.type.Sentence",
    f"{DKPRO}.segmentation.type.Paragraph",
    f"{DKPRO}.segmentation.type.Heading",
    f"{DKPRO}.segmentation.type.Div",
    f"{DKPRO}.segmentation.type.Document",
    f"{DKPRO}.metadata.",
    "org.dkpro.core.api.xml.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "uima.tcas.DocumentAnnotation",
    "uima.cas.",
)
_NO_XML = (
    defusedxml.ElementTree.ParseError,
    DefusedXmlException,
    ValueError,
    LookupError,  # an encoding that nobody knows
)


class TypesWrong(Exception):
    """A type system that cannot be read; the message says in short why."""


def is_structure(type_name: str) -> bool:
    """Whether annotations of a type say how a text is built, and nothing that anybody marked."""
    return any(
        type_name.startswith(one) if one.endswith(".") else type_name == one for one in _STRUCTURE
    )


class KnownTypes:
    """What is asked of the types of a file again and again, found once."""

    def __init__(self, types: "TypeSystem") -> None:
        self._types = types
        self._features: dict[str, dict[str, Any]] = {}
        self._annotations: dict[str, bool] = {}
        self._held: dict[str, bool] = {}

    def has(self, type_name: str) -> bool:
        """Whether there is a type of exactly this name."""
        if type_name not in self._held:
            self._held[type_name] = self._types.contains_type(type_name, match_exactly=True)
        return self._held[type_name]

    def features(self, type_name: str) -> dict[str, Any]:
        """Return the features of a type by name."""
        if type_name not in self._features:
            found = self._types.get_type(type_name).all_features
            self._features[type_name] = {one.name: one for one in found}
        return self._features[type_name]

    def is_annotation(self, type_name: str) -> bool:
        """Whether a type has a place in a text."""
        if type_name not in self._annotations:
            self._annotations[type_name] = self._types.is_instance_of(type_name, ANNOTATION)
        return self._annotations[type_name]


@cache
def known_types() -> "TypeSystem":
    """Return the types that files of INCEpTION use, for files that come without a type system."""
    from cassis import load_dkpro_core_typesystem

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        types = load_dkpro_core_typesystem()
    _add_layers(types)
    _add_owner(types)
    _add_document(types)
    return types


@lru_cache(maxsize=4)
def read_types(raw: bytes) -> "TypeSystem":
    """Return the type system of an XML file, which many articles share. TypesWrong."""
    from cassis import load_typesystem

    try:
        # Our own parser comes first: it takes no entities, no DTD and nothing from elsewhere.
        defusedxml.ElementTree.fromstring(raw, forbid_dtd=True)
    except _NO_XML as error:
        raise TypesWrong(f"is no type system that can be read ({error})") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = load_typesystem(BytesIO(raw))
        check_types(found)
    except TypesWrong:
        raise
    except Exception as error:
        raise TypesWrong(f"is no type system that can be read ({error!r:.120})") from error
    return found


def check_types(types: "TypeSystem") -> None:
    """Refuse a type system that holds together only in part. TypesWrong."""
    for one in types.get_types():
        for feature in one.all_features:
            if feature.rangeType is None:
                raise TypesWrong(f"does not say what the feature {feature.name} holds")


def _add_layers(types: "TypeSystem") -> None:
    basic = types.create_type(BASIC_SPAN, ANNOTATION)
    for name in ("label", "identifier"):
        types.create_feature(basic, name, "uima.cas.String")
    if not types.contains_type(NAMED_ENTITY):
        entity = types.create_type(NAMED_ENTITY, ANNOTATION)
        for name in ("value", "identifier"):
            types.create_feature(entity, name, "uima.cas.String")
    for relation, ends in ((BASIC_RELATION, BASIC_SPAN), (ENTITY_RELATION, NAMED_ENTITY)):
        made = types.create_type(relation, ANNOTATION)
        for name in ("Governor", "Dependent"):
            types.create_feature(made, name, ends)
        types.create_feature(made, "label", "uima.cas.String")


def _add_chains(types: "TypeSystem") -> None:
    """As in DKPro Core, and so in INCEpTION's layer "Coreference"."""
    link = types.create_type(CHAIN_LINK, ANNOTATION)
    types.create_feature(link, "next", CHAIN_LINK)
    for name in ("referenceType", "referenceRelation"):
        types.create_feature(link, name, "uima.cas.String")
    chain = types.create_type(CHAIN, ANNOTATION_BASE)
    types.create_feature(chain, "first", CHAIN_LINK)


def _add_owner(types: "TypeSystem") -> None:
    """As in INCEpTION's internal type system, which it merges with that of a file."""
    owner = types.create_type(OWNER, ANNOTATION)
    for name in ("projectName", "sourceDocumentName", "username"):
        types.create_feature(owner, name, "uima.cas.String")
    for name in ("projectId", "sourceDocumentId", "lastChangedOnDisk"):
        types.create_feature(owner, name, "uima.cas.Long")


def _add_document(types: "TypeSystem") -> None:
    document = types.create_type(DOCUMENT, "uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"):
        types.create_feature(document, name, "uima.cas.String")
    types.create_feature(document, "isLastSegment", "uima.cas.Boolean")


def layers_to_write(
    layer: Layer, span_features: Mapping[str, Kind], relation_features: Mapping[str, Kind]
) -> "TypeSystem":
    """Return the types that we write; features are names of attributes and notes."""
    features = tuple(sorted(span_features.items())), tuple(sorted(relation_features.items()))
    return _layers_to_write(layer, *features)


@lru_cache(maxsize=8)
def _layers_to_write(
    layer: Layer,
    span_features: tuple[tuple[str, Kind], ...],
    relation_features: tuple[tuple[str, Kind], ...],
) -> "TypeSystem":
    from cassis import TypeSystem

    types = TypeSystem()
    _add_layers(types)
    span_type = NAMED_ENTITY if layer == "named-entity" else BASIC_SPAN
    relation_type = ENTITY_RELATION if layer == "named-entity" else BASIC_RELATION
    for type_name, features in ((span_type, span_features), (relation_type, relation_features)):
        made = types.get_type(type_name)
        for name, kind in features:
            types.create_feature(made, name, f"uima.cas.{kind}")
    for type_name in (TOKEN, SENTENCE):
        types.create_type(type_name, ANNOTATION)
    _add_chains(types)
    _add_document(types)
    _add_owner(types)
    return types
