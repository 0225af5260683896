"""From a CAS to corpus lines, one for each view with a text.

What is read of a layer:

- annotations with features `Governor` and `Dependent` are relations; the one is the head; an end
  that is a bare token becomes a span;
- annotations with a list of links (each a `role` and a `target`) are spans with a relation to each
  target, called by its role;
- chains of coreference are mentions of one entity (`chains`); other chains (`first`, then `next`)
  become relations from link to link;
- `identifier` says what entity a span is a mention of, and is no attribute;
- all other annotations are spans, but for those that say how the text is built.

The label of a span or relation is its feature `label`, `value` or the one that DKPro has instead;
where that says nothing it is the short name of the type. The other features are attributes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from annotator.formats.articles.plain_text import article_from_text
from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import CorpusLine
from annotator.formats.fields import NAME_LIMIT
from annotator.formats.linking import identified, link
from annotator.formats.uima.chains import Mentions, can_be_mention, is_plain, known, links_of
from annotator.formats.uima.complaints import Complaints
from annotator.formats.uima.names import attribute_of
from annotator.formats.uima.type_systems import (
    ANNOTATION,
    CHAIN,
    CHAIN_LINK,
    CURATOR,
    DOCUMENT,
    OWNER,
    TOKEN,
    is_structure,
)
from annotator.model.annotation_set import Status
from annotator.model.attribute import AttributeValue
from annotator.model.document import Document, Meta
from annotator.model.entity import Entity
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span

if TYPE_CHECKING:
    from cassis import Cas

LABEL_FEATURES = (
    "label",
    "value",
    "PosValue",
    "DependencyType",
    "chunkValue",
    "referenceType",
    "role",
)
"""Features that say what an annotation is, the first that says something."""
_ENDS = ("Governor", "Dependent")
_CHAIN_LINK = "referenceRelation"
IDENTIFIER = "identifier"
"""Says of a span what it is a mention of, as concepts do in INCEpTION."""
_PLACE = frozenset(("begin", "end", "sofa", "note", *_ENDS))
_RESERVED = {"self_": "self", "type_": "type"}
"""Names that Python needs itself, as cassis has them."""
_INITIAL = "_InitialView"


@dataclass(slots=True)
class _Marks:
    spans: dict[int, Span] = field(default_factory=dict)
    """By the id of their feature structure."""
    relations: list[Relation] = field(default_factory=list)
    links: dict[int, Span] = field(default_factory=dict)
    """The mentions of links, by the id of the link."""
    named: dict[str, Entity] = field(default_factory=dict)
    """What spans (ids) are mentions of, by their identifiers."""
    mentions: list[list[str]] = field(default_factory=list)
    """Of each chain of coreference."""


def read_cas(
    cas: "Cas", name: str, layers: frozenset[str], complaints: Complaints
) -> Iterator[CorpusLine]:
    """Yield the lines of a CAS; `name` is the document's where it says none itself.

    `layers` are short or full names of the types that are wanted, all where it is empty.
    """
    for sofa in cas.sofas:
        view = cas.get_view(sofa.sofaID)
        text = replace_unfit(view.sofa_string or "")[0]
        if not text.strip():
            continue
        yield _Reading(view, text, layers, complaints).line(name, sofa.sofaID)


class _Reading:
    def __init__(
        self, view: "Cas", text: str, layers: frozenset[str], complaints: Complaints
    ) -> None:
        self._all = list(view.select_all_fs())
        self._types = view.typesystem
        self._text = text
        self._layers = layers
        self._complaints = complaints
        self._marks = _Marks()

    def line(self, name: str, view_name: str) -> CorpusLine:
        chosen = {name for name in {one.type.name for one in self._all} if self._is_wanted(name)}
        wanted = [one for one in self._all if one.type.name in chosen]
        relations = [one for one in wanted if _is_relation(one)]
        links = [one for one in wanted if one.type.name == CHAIN_LINK]
        for one in wanted:
            if not _is_relation(one) and one.type.name != CHAIN_LINK:
                self._take_span(one)
        spans = self._marks.spans
        named = [one.xmiID for one in wanted if can_be_mention(one.type.name)]
        mentions = Mentions(spans[id] for id in named if id in spans)
        for one in links:
            self._take_mention(one, mentions)
        for one in wanted:
            self._take_links(one)
        for one in self._all:
            if not is_structure(one.type.name) and one.type.get_feature("first") is not None:
                self._take_chain(one)
        for one in relations:
            self._take_relation(one)
        meta = self._first(DOCUMENT)
        id = _words(meta, "documentId") or _words(meta, "documentTitle") or name
        document = self._document(meta, id if view_name == _INITIAL else f"{id}-{view_name}")
        annotator, status = self._owner()
        marks = self._marks
        found = tuple(marks.spans.values())
        linked, entities = link(self._text, found, marks.named, marks.mentions)
        return CorpusLine(
            document,
            annotator,
            status,
            spans=linked,
            relations=tuple(marks.relations),
            entities=entities,
            is_raw=True,
            has_raw_entities=True,
        )

    def _is_wanted(self, type_name: str) -> bool:
        if is_structure(type_name) or not self._types.is_instance_of(type_name, ANNOTATION):
            return False
        short = type_name.rpartition(".")[2]
        return not self._layers or bool({type_name, short} & self._layers)

    # ---- the article --------------------------------------------------------------------------

    def _first(self, type_name: str) -> Any:
        return next((one for one in self._all if one.type.name == type_name), None)

    def _document(self, meta: Any, id: str) -> Document:
        found = article_from_text(self._text, id[:NAME_LIMIT])
        language = _words(meta, "language")
        known = Meta(
            title=_words(meta, "documentTitle") or found.meta.title,
            source=found.meta.source,
            published=found.meta.published,
            url=_words(meta, "documentUri"),
            authors=found.meta.authors,
            language=language if language and language != "x-unspecified" else found.meta.language,
            extra=found.meta.extra,
        )
        return Document(found.id, found.text, known, found.sections)

    def _owner(self) -> tuple[str | None, Status]:
        name = _words(self._first(OWNER), "username")
        if name == CURATOR:
            return None, "curated"
        return name, "in_progress" if self._marks.spans or name else "new"

    # ---- marks --------------------------------------------------------------------------------

    def _take_span(self, one: Any) -> None:
        label = _label_of(one)
        if one.begin >= one.end:
            self._complaints.add(f"a {one.type.name} covers no characters", str(one.xmiID))
        elif label is None:
            self._complaints.add(f"a {one.type.name} has a label that is too long", str(one.xmiID))
        else:
            made = Span(
                new_id(),
                label,
                ((one.begin, one.end),),
                _attributes_of(one),
                _words(one, "note"),
                "imported",
            )
            self._marks.spans[one.xmiID] = made
            if said := _words(one, IDENTIFIER):
                self._marks.named[made.id] = identified(said)

    def _take_mention(self, one: Any, mentions: Mentions) -> None:
        """A link of coreference: the span where it stands, or one of its own."""
        found = mentions.find(one.begin, one.end, _words(one, "referenceType"))
        if found is None:
            self._take_span(one)
            found = self._marks.spans.get(one.xmiID)
        if found is not None:
            self._marks.links[one.xmiID] = found

    def _take_relation(self, one: Any) -> None:
        head, tail = (self._end(getattr(one, name)) for name in _ENDS)
        label = _label_of(one)
        if label is None or head is None or tail is None:
            self._complaints.add(f"a {one.type.name} has no two ends that came in", str(one.xmiID))
            return
        if head is tail:
            self._complaints.add(f"a {one.type.name} leads to where it begins", str(one.xmiID))
            return
        attributes, note = _attributes_of(one), _words(one, "note")
        made = Relation(new_id(), label, head.id, tail.id, attributes, note, "imported")
        self._marks.relations.append(made)

    def _end(self, end: Any) -> Span | None:
        """Return the span of an end; a token becomes one when a relation needs it."""
        found = self._marks.spans.get(getattr(end, "xmiID", -1))
        if found is None and end is not None and end.type.name == TOKEN and end.begin < end.end:
            found = Span(new_id(), "Token", ((end.begin, end.end),), origin="imported")
            self._marks.spans[end.xmiID] = found
        return found

    def _take_links(self, one: Any) -> None:
        host = self._marks.spans.get(one.xmiID)
        for feature in one.type.all_features if host else ():
            for slot in _elements(getattr(one, feature.name, None)):
                role, target = getattr(slot, "role", None), getattr(slot, "target", None)
                if target is None:
                    continue
                end = self._marks.spans.get(getattr(target, "xmiID", -1))
                if host is None or end is None or end is host:
                    self._complaints.add(
                        f"a link of {one.type.name} leads to no span", str(one.xmiID)
                    )
                    continue
                name = role if isinstance(role, str) and role.strip() else feature.name
                label = name[:NAME_LIMIT]
                made = Relation(new_id(), label, host.id, end.id, origin="imported")
                self._marks.relations.append(made)

    def _take_chain(self, chain: Any) -> None:
        spans = self._marks.links if chain.type.name == CHAIN else self._marks.spans
        links = list(links_of(chain))
        if chain.type.name == CHAIN:
            mentions = known(spans, links)
            self._marks.mentions += [mentions] if len(mentions) > 1 else []
        for one, after in pairwise(links):
            head, tail, said = (
                spans.get(one.xmiID),
                spans.get(after.xmiID),
                _words(one, _CHAIN_LINK),
            )
            is_said = chain.type.name != CHAIN or not is_plain(said)
            if head and tail and head is not tail and is_said:
                label = said or chain.type.name.rpartition(".")[2].removesuffix("Chain")
                made = Relation(new_id(), label[:NAME_LIMIT], head.id, tail.id, origin="imported")
                self._marks.relations.append(made)


def _is_relation(one: Any) -> bool:
    return all(one.type.get_feature(name) is not None for name in _ENDS)


def _words(one: Any, name: str) -> str | None:
    """Return a feature that is a text with something in it."""
    value = getattr(one, name, None) if one is not None else None
    return replace_unfit(value)[0] if isinstance(value, str) and value.strip() else None


def _label_of(one: Any) -> str | None:
    said = next((words for name in LABEL_FEATURES if (words := _words(one, name))), None)
    label = said or one.type.name.rpartition(".")[2]
    return label if len(label) <= NAME_LIMIT else None


def _attributes_of(one: Any) -> dict[str, AttributeValue]:
    said = next((name for name in LABEL_FEATURES if _words(one, name)), "")
    is_span = not _is_relation(one)
    found: dict[str, AttributeValue] = {}
    for feature in one.type.all_features:
        name = feature.name
        if name in _PLACE or name in (said, _CHAIN_LINK) or (is_span and name == IDENTIFIER):
            continue
        value = _value_of(getattr(one, name, None), feature.rangeType.name)
        if value is not None:
            found[attribute_of(_RESERVED.get(name, name))] = value
    return found


def _value_of(value: Any, range_name: str) -> AttributeValue | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return replace_unfit(value)[0] if value else None
    if isinstance(value, int | float):
        is_whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**53
        number = int(value) if is_whole else value
        return number if abs(number) < 2**63 else None  # neither infinity nor what is no number
    if range_name == "uima.cas.StringArray":
        words = tuple(replace_unfit(one)[0] for one in _elements(value) if isinstance(one, str))
        return words or None
    return None


def _elements(value: Any) -> Iterable[Any]:
    found = getattr(value, "elements", value)
    return found if isinstance(found, list) else ()
