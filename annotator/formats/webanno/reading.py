"""From rows to spans and relations.

A span is made of all cells of a layer with one number, or of one cell without. Relations lead from
the token that is named to the token in whose row they stand; where the file has no layer for what
they join, those tokens become spans. Slots are relations from the span that has them, called by
their role; chains relations from link to link, but for those of coreference: their links are
mentions of one entity, as in UIMA files (`uima.chains`). Labels are found as there, by `label` or
`value`, else by the layer; `identifier` says what entity a span is a mention of.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from annotator.formats.fields import NAME_LIMIT
from annotator.formats.linking import identified, link
from annotator.formats.uima.chains import Mentions, can_be_mention, is_plain
from annotator.formats.uima.reading import IDENTIFIER, LABEL_FEATURES
from annotator.formats.uima.type_systems import CHAIN_LINK
from annotator.formats.webanno.cells import (
    NO_VALUE,
    Stacked,
    link_of,
    reference_of,
    roles_of,
    stack_of,
    unescape,
)
from annotator.formats.webanno.header import ANY, Feature, Layer
from annotator.formats.webanno.rows import Body, Row
from annotator.model.attribute import AttributeValue
from annotator.model.entity import Entity
from annotator.model.errors import LineWrong
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span

_CHAIN_TYPE = "referenceType"
_CHAIN_RELATION = "referenceRelation"
_COREFERENCE = (CHAIN_LINK, CHAIN_LINK.removesuffix("Link"))
"""Some files have it without what it is."""


@dataclass(slots=True, eq=False)
class _Annotated:
    """A span as it grows over rows."""

    line: int
    layer: Layer
    values: dict[str, str]
    id: str = field(default_factory=new_id)
    places: list[tuple[int, int]] = field(default_factory=list)
    is_doubtful: bool = False
    span: Span | None = None


@dataclass(slots=True)
class Read:
    """What came of the rows."""

    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]
    entities: tuple[Entity, ...]
    wrong: list[LineWrong]


def read_marks(body: Body, path: Path, wants: Callable[[Layer], bool]) -> Read:
    """Return spans and relations of placed rows; `wants` chooses the layers."""
    return _Reading(body, path, wants).read()


class _Reading:
    def __init__(self, body: Body, path: Path, wants: Callable[[Layer], bool]) -> None:
        self._path = path
        self._rows = [row for sentence in body.sentences for row in sentence.rows if row.place]
        self._layers = [layer for layer in body.header.layers if wants(layer)]
        self._wrong: list[LineWrong] = []
        self._numbered: dict[tuple[str, int], _Annotated] = {}
        self._at: dict[tuple[str, str], list[_Annotated]] = {}
        """By type and address, in the order of the stack."""
        self._links: dict[tuple[str, int, int], tuple[str, _Annotated]] = {}
        """By type, chain and link: the relation to the next, and the link."""
        self._relations: list[Relation] = []
        self._types = {one.type for one in body.header.layers}
        self._places = {row.address: row.place for row in self._rows}
        self._tokens: dict[str, Span] = {}
        self._text = body.text
        self._named: dict[str, Entity] = {}
        self._mentions: list[list[str]] = []

    def read(self) -> Read:
        for layer in self._layers:
            for row in self._rows:
                if layer.kind == "T_SP":
                    self._take_spans(layer, row)
                elif layer.kind == "T_CH":
                    self._take_links(layer, row)
        marks = dict.fromkeys(mark for stack in self._at.values() for mark in stack)
        links = [mark for mark in marks if mark.layer.type in _COREFERENCE]
        for mark in marks:
            if mark.layer.type not in _COREFERENCE:
                self._finish(mark)
        self._find_mentions(links, marks)
        for layer in self._layers:
            for row in self._rows:
                if layer.kind == "T_SP":
                    self._take_slots(layer, row)
                elif layer.kind == "T_RL":
                    self._take_relations(layer, row)
        self._join_links()
        # A link of coreference may be a span that stands there already.
        found = {mark.span.id: mark.span for mark in marks if mark.span}
        spans = (*found.values(), *self._tokens.values())
        linked, entities = link(self._text, spans, self._named, self._mentions)
        return Read(linked, tuple(self._relations), entities, self._wrong)

    def _refuse(self, line: int, reason: str) -> None:
        self._wrong.append(LineWrong(self._path, line, reason))

    # ---- spans --------------------------------------------------------------------------------

    def _take_spans(self, layer: Layer, row: Row) -> None:
        columns = [(one, _stack_at(one, row)) for one in layer.features]
        for at in range(max((len(stack) for _, stack in columns), default=0)):
            cells = [(one, stack[at]) for one, stack in columns if at < len(stack)]
            number = next((cell.number for _, cell in cells if cell.number), 0)
            values = {
                one.name: cell.value
                for one, cell in cells
                if not one.target and one.name and cell.value is not None
            }
            self._put(layer, row, number, values)

    def _put(self, layer: Layer, row: Row, number: int, values: dict[str, str]) -> _Annotated:
        mark = self._numbered.get((layer.type, number)) if number else None
        if mark is None:
            mark = _Annotated(row.line, layer, values)
            if number:
                self._numbered[layer.type, number] = mark
        if row.place:
            mark.places.append(row.place)
        mark.is_doubtful |= row.is_doubtful
        self._at.setdefault((layer.type, row.address), []).append(mark)
        return mark

    def _finish(self, mark: _Annotated) -> None:
        start = min(place[0] for place in mark.places)
        end = max(place[1] for place in mark.places)
        label_feature = next((name for name in LABEL_FEATURES if mark.values.get(name)), "")
        label = mark.values.get(label_feature) or mark.layer.short_name
        attributes: dict[str, AttributeValue] = {
            name: value
            for name, value in mark.values.items()
            if name not in (label_feature, _CHAIN_RELATION, IDENTIFIER) and len(name) <= NAME_LIMIT
        }
        if start >= end:
            self._refuse(mark.line, f"a {mark.layer.short_name} covers no characters")
        elif len(label) > NAME_LIMIT or label.isspace() or not label:
            self._refuse(mark.line, f"the label of a {mark.layer.short_name} is empty or too long")
        else:
            place = ((start, end),)
            doubt = mark.is_doubtful
            mark.span = Span(mark.id, label, place, attributes, None, "imported", doubt)

        if mark.span and (said := mark.values.get(IDENTIFIER, "").strip()):
            self._named[mark.span.id] = identified(said)

    def _find_mentions(self, links: Iterable[_Annotated], marks: Iterable[_Annotated]) -> None:
        spans = [one.span for one in marks if one.span and can_be_mention(one.layer.type)]
        mentions = Mentions(spans)
        for mark in links:
            place = min(one[0] for one in mark.places), max(one[1] for one in mark.places)
            mark.span = mentions.find(*place, mark.values.get(_CHAIN_TYPE))
            if mark.span is None:
                self._finish(mark)

    # ---- relations ------------------------------------------------------------------------------

    def _find(self, type: str, address: str, number: int) -> Span | None:
        if type != ANY and type not in self._types:
            return self._token(type, address)
        types = [type] if type != ANY else [one.type for one in self._layers if one.kind == "T_SP"]
        found: list[_Annotated] = []
        for one in types:
            stack = self._at.get((one, address), [])
            numbered = self._numbered.get((one, number)) if number else None
            found += [numbered] if numbered and (numbered in stack or type != ANY) else []
            found += stack if not number else []
        return found[0].span if found else None

    def _token(self, type: str, address: str) -> Span | None:
        """Return a token as a span: a relation ends at it, and the file has no layer of them."""
        place = self._places.get(address)
        if place is None or place[0] >= place[1]:
            return None
        if address not in self._tokens:
            label = type.rpartition(".")[2] or "Token"
            self._tokens[address] = Span(new_id(), label, (place,), origin="imported")
        return self._tokens[address]

    def _join(
        self, line: int, label: str, head: Span | None, tail: Span | None, what: str
    ) -> Relation | None:
        if head is None or tail is None:
            self._refuse(line, f"a {what} has no two ends that came in")
            return None
        if head is tail:
            self._refuse(line, f"a {what} leads to where it begins")
            return None
        if not label.strip() or len(label) > NAME_LIMIT:
            self._refuse(line, f"the label of a {what} is empty or too long")
            return None
        made = Relation(new_id(), label, head.id, tail.id, origin="imported")
        self._relations.append(made)
        return made

    def _take_slots(self, layer: Layer, row: Row) -> None:
        for slot in layer.features:
            if not slot.target:
                continue
            hosts = self._at.get((layer.type, row.address), [])
            roles = stack_of(row.cells[slot.column])
            targets = _bars(row.cells[slot.column + 1])
            for host, cell, written in zip(hosts, roles, targets, strict=False):
                self._take_slot(layer, row, slot, host, (cell, written))

    def _take_slot(
        self, layer: Layer, row: Row, slot: Feature, host: _Annotated, cells: tuple[Stacked, str]
    ) -> None:
        if host.line != row.line:
            return  # each row of a span over several repeats its slots
        for role, place in zip(roles_of(cells[0].written), roles_of(cells[1]), strict=False):
            target = reference_of(place)
            if place == NO_VALUE:
                continue
            if target is None:
                self._refuse(row.line, f"{place[:40]} is no place")
                continue
            end = self._find(slot.target, target.address, target.source)
            label = slot.name if role == NO_VALUE else unescape(role)
            self._join(row.line, label, host.span, end, layer.short_name)

    def _take_relations(self, layer: Layer, row: Row) -> None:
        columns = [(one.name, stack_of(row.cells[one.column])) for one in layer.features]
        for at, written in enumerate(_bars(row.cells[layer.column])):
            place = reference_of(written)
            if place is None:
                self._refuse(row.line, f"{written[:40]} is no place")
                continue
            cells = [(name, stack[at].value) for name, stack in columns if at < len(stack)]
            values = {name: value for name, value in cells if name and value is not None}
            chosen = next((name for name in LABEL_FEATURES if values.get(name)), "")
            label = values.pop(chosen, "") or layer.short_name
            head = self._find(layer.base, place.address, place.source)
            tail = self._find(layer.base, row.address, place.target)
            made = self._join(row.line, label, head, tail, layer.short_name)
            if made and values:
                self._relations[-1] = made._replace(attributes=dict(values))

    # ---- chains ---------------------------------------------------------------------------------

    def _take_links(self, layer: Layer, row: Row) -> None:
        columns = {one.name: stack_of(row.cells[one.column]) for one in layer.features}
        types = columns.get(_CHAIN_TYPE, [])
        for at, cell in enumerate(columns.get(_CHAIN_RELATION, [])):
            place = link_of(cell.written)
            if place is None:
                self._refuse(row.line, f"{cell.written[:40]} is no link of a chain")
                continue
            relation, chain, number = place
            key = (layer.type, chain, number)
            if key in self._links:
                mark = self._links[key][1]
                mark.places += [row.place] if row.place else []
            else:
                type = types[at].value if at < len(types) else None
                mark = self._put(layer, row, 0, {_CHAIN_TYPE: type} if type else {})
                self._links[key] = (relation, mark)

    def _join_links(self) -> None:
        chains: dict[tuple[str, int], list[int]] = {}
        for type, chain, number in sorted(self._links):
            if self._links[type, chain, number][1].span:
                chains.setdefault((type, chain), []).append(number)
        for (type, chain), numbers in chains.items():
            if type in _COREFERENCE and len(numbers) > 1:
                spans = (self._links[type, chain, number][1].span for number in numbers)
                self._mentions.append([one.id for one in spans if one])
            for number, following in pairwise(numbers):
                relation, mark = self._links[type, chain, number]
                after = self._links[type, chain, following][1]
                is_bare = relation == NO_VALUE
                if type in _COREFERENCE and (is_bare or is_plain(unescape(relation))):
                    continue
                name = mark.layer.short_name
                label = name.removesuffix("Link") or name
                said = label if is_bare else unescape(relation)
                self._join(mark.line, said, mark.span, after.span, name)


def _stack_at(feature: Feature, row: Row) -> list[Stacked]:
    """Values of a feature; a slot that nothing fills shows in the column of its targets alone."""
    stack = stack_of(row.cells[feature.column])
    if stack or not feature.target:
        return stack
    return [one for one in stack_of(row.cells[feature.column + 1]) if one.written == NO_VALUE]


def _bars(cell: str) -> list[str]:
    """Parts of a cell of places: their numbers belong to them."""
    return [] if cell in ("", "_") else cell.split("|")
