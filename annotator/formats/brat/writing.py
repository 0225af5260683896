"""From the spans and relations of a line to an .ann file.

Relations that say which event they belong to become its arguments again (`events`); those of a
label that is symmetric and transitive become one class without an id, where they are a plain chain
in the order of the text, as our reader makes them; all others are R lines. Mentions of one entity
are an Equiv class, and each says in an N line what the entity is called elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import regex

from annotator.formats.brat.classes import EQUIV, Chains
from annotator.formats.brat.events import (
    EVENT,
    NO_EVENT,
    NORMALISATION,
    REFERENCE,
    read_argument,
    read_trigger,
)
from annotator.formats.brat.names import escape_name, escape_text, escape_value, on_one_line
from annotator.formats.brat.references import reference_of
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.linking import joined_mentions
from annotator.formats.losses import LossKind, Lost, lose
from annotator.model.attribute import Attributes, AttributeTarget, AttributeValue
from annotator.model.relation import Relation
from annotator.model.span import Span

_EVENT_ID = regex.compile(r"E[1-9][0-9]{0,8}")
_REFERENCE = regex.compile(r"(?:([A-Za-z0-9_-]+) )?([^\s:]+:\S+)(?: (.*))?", regex.DOTALL)


@dataclass(slots=True)
class Seen:
    """What the files of a folder use, for its annotation.conf."""

    spans: set[str] = field(default_factory=set)
    triggers: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    """Type of event -> role -> labels of arguments."""
    relations: set[str] = field(default_factory=set)
    attributes: dict[tuple[AttributeTarget, str], set[str]] = field(default_factory=dict)
    """Kinds of values met."""
    has_mentions: bool = False
    """Whether mentions of one entity are joined."""


@dataclass(slots=True)
class _Event:
    id: str
    type: str
    head: Span
    arguments: list[tuple[Relation, str]] = field(default_factory=list)
    """With the event of the tail that is meant, or nothing."""


def annotation_lines(line: CorpusLine, options: WriteOptions, seen: Seen) -> Iterator[str]:
    """Yield the lines of the .ann file of a corpus line, without their line feeds."""
    return _Writing(line, options, seen).lines()


class _Writing:
    def __init__(self, line: CorpusLine, options: WriteOptions, seen: Seen) -> None:
        self._line = line
        self._text = line.document.text
        self._options = options
        self._seen = seen
        self._entities = {one.id: one for one in line.entities}
        self._spans = sorted(line.spans, key=lambda one: (*_order(one), self._called(one)))
        self._ids = {one.id: f"T{number}" for number, one in enumerate(self._spans, 1)}
        self._by_id = {one.id: one for one in self._spans}
        self._rank = {one.id: rank for rank, one in enumerate(self._spans)}
        self._events: dict[str, dict[str, _Event]] = {}
        """By the id of the trigger and the name of the event."""
        self._said_number = 0
        self._note_number = 0
        self._reference_number = 0

    def lines(self) -> Iterator[str]:
        for span in self._spans:
            yield self._text_bound(span)
        relations = sorted(self._line.relations, key=self._relation_order)
        rest = [one for one in relations if not self._is_argument(one)]
        arguments = [one for one in relations if self._is_argument(one)]
        self._find_events(arguments)
        yield from self._event_lines()
        labels = self._options.label_set.relation_labels
        alike = {one.name for one in labels if one.is_symmetric and one.is_transitive}
        chained, linked = Chains(self._by_id, self._rank).split(rest, alike)
        targets = {one.id: f"R{number}" for number, one in enumerate(linked, 1)}
        for one in linked:
            yield self._link(one, targets[one.id])
        for label, members in chained:
            self._seen.relations.add(label)
            yield f"*\t{escape_name(label)} {' '.join(self._end(one) for one in members)}"
        yield from self._mentions()
        targets |= self._argument_targets(arguments)
        yield from self._said(linked, arguments, targets)
        yield from self._references(linked, arguments, targets)
        yield from self._notes(linked, arguments, targets)

    def _relation_order(self, one: Relation) -> tuple[object, ...]:
        ends = (self._rank[one.head], self._rank[one.tail])
        return (*ends, one.label, _attributes_key(one.attributes), one.note or "")

    def _lose(self, kind: LossKind, annotation: str, name: str, *, is_bent: bool = False) -> bool:
        """Tell of a loss, and return whether it goes out bent."""
        is_bent = is_bent and self._options.misfit != "drop"
        lost = Lost(kind, self._line.document.id, annotation, is_bent, name)
        lose(lost, self._options.misfit, self._options.report_loss)
        return is_bent

    # ---- spans and events -------------------------------------------------------------------

    def _text_bound(self, span: Span) -> str:
        self._seen.spans.add(span.label)
        place = ";".join(f"{start} {end}" for start, end in span.fragments)
        surface = on_one_line(span.covered_text(self._text))
        return f"{self._ids[span.id]}\t{escape_name(span.label)} {place}\t{surface}"

    def _is_argument(self, relation: Relation) -> bool:
        return read_argument(relation.attributes.get(EVENT)) is not None

    def _find_events(self, arguments: list[Relation]) -> None:
        taken: set[str] = set()
        for span in self._spans:
            for name, type in read_trigger(span.attributes.get(EVENT)):
                self._event(span, name, type or span.label)
        for relation in arguments:
            name, meant = read_argument(relation.attributes.get(EVENT)) or ("", "")
            head = self._by_id[relation.head]
            self._event(head, name, head.label).arguments.append((relation, meant))
        for event in self._all_events():
            if _EVENT_ID.fullmatch(event.id) and event.id not in taken:
                taken.add(event.id)
            else:
                event.id = ""
        free = (f"E{number}" for number in range(1, len(taken) + self._event_total() + 1))
        fresh = iter([one for one in free if one not in taken])
        for event in self._all_events():
            event.id = event.id or next(fresh)

    def _event(self, span: Span, name: str, type: str) -> _Event:
        events = self._events.setdefault(span.id, {})
        return events.setdefault(name, _Event(name, type, span))

    def _all_events(self) -> Iterator[_Event]:
        for span in self._spans:
            yield from self._events.get(span.id, {}).values()

    def _event_total(self) -> int:
        return sum(len(events) for events in self._events.values())

    def _event_lines(self) -> Iterator[str]:
        for event in self._all_events():
            roles = self._seen.triggers.setdefault(event.type, {})
            written = [f"{escape_name(event.type)}:{self._ids[event.head.id]}"]
            labels = [relation.label for relation, _ in event.arguments]
            for (relation, meant), role in zip(event.arguments, _numbered(labels), strict=True):
                tail = self._by_id[relation.tail]
                roles.setdefault(relation.label, set()).add(tail.label)
                written.append(f"{role}:{self._argument_end(tail, meant)}")
            yield f"{event.id}\t{' '.join(written)}"

    def _argument_end(self, tail: Span, meant: str) -> str:
        events = self._events.get(tail.id, {})
        if meant == NO_EVENT:
            return self._ids[tail.id]
        return events[meant].id if meant in events else self._end(tail)

    def _end(self, span: Span) -> str:
        """The first event of a span, or the span: brat ties to events where there are some."""
        return next((one.id for one in self._events.get(span.id, {}).values()), self._ids[span.id])

    # ---- relations --------------------------------------------------------------------------

    def _link(self, one: Relation, id: str) -> str:
        self._seen.relations.add(one.label)
        roles = _roles_of(self._line, one.label)
        head, tail = self._end(self._by_id[one.head]), self._end(self._by_id[one.tail])
        return f"{id}\t{escape_name(one.label)} {roles[0]}:{head} {roles[1]}:{tail}"

    # ---- entities ---------------------------------------------------------------------------

    def _mentions(self) -> Iterator[str]:
        """Join the mentions of an entity."""
        relations = {one.name for one in self._options.label_set.relation_labels}
        is_free = EQUIV not in relations | {one.label for one in self._line.relations}
        for _, mentions in joined_mentions(self._line, self._options, can_join=is_free):
            self._seen.has_mentions = True
            members = sorted(mentions, key=lambda one: self._rank[one.id])
            yield f"*\t{EQUIV} {' '.join(self._ids[one.id] for one in members)}"

    def _identifier(self, span: Span) -> Iterator[str]:
        if identifier := self._called(span):
            self._reference_number += 1
            where = f"{self._ids[span.id]} {reference_of(identifier)}"
            name = on_one_line(self._entities[span.entity or ""].name)
            yield f"N{self._reference_number}\t{REFERENCE} {where}\t{name}"

    def _called(self, span: Span) -> str:
        """Return what a span's entity is called elsewhere; empty: nothing, or it has none."""
        entity = self._entities.get(span.entity or "")
        return entity.identifier if entity else ""

    # ---- what is said of them ---------------------------------------------------------------

    def _argument_targets(self, arguments: list[Relation]) -> dict[str, str]:
        """Return the event of each argument where what is said of it is the event's."""
        targets = {}
        for events in self._events.values():
            for event in events.values():
                if len(events) > 1 and event.arguments:
                    targets[event.arguments[0][0].id] = event.id
        return targets

    def _span_target(self, span: Span) -> str:
        events = list(self._events.get(span.id, {}).values())
        return events[0].id if len(events) == 1 else self._ids[span.id]

    def _target(self, one: Relation, targets: dict[str, str], kind: LossKind, name: str) -> str:
        """brat has no word on a single argument: it goes to the event, which is told."""
        if one.id in targets:
            return targets[one.id]
        if not self._lose(kind, one.id, name, is_bent=True):
            return ""
        said = read_argument(one.attributes.get(EVENT))
        return self._events[one.head][said[0] if said else ""].id

    def _said(
        self, linked: list[Relation], arguments: list[Relation], targets: dict[str, str]
    ) -> Iterator[str]:
        for span in self._spans:
            for name, value in sorted(span.attributes.items()):
                if name not in (EVENT, NORMALISATION):
                    yield from self._value("span", span.id, self._span_target(span), name, value)
        for one in linked:
            if EVENT in one.attributes:
                self._lose("attribute", one.id, EVENT)
        for one in (*linked, *arguments):
            for name, value in sorted(one.attributes.items()):
                if name in (EVENT, NORMALISATION):
                    continue
                if target := self._target(one, targets, "attribute", name):
                    yield from self._value("relation", one.id, target, name, value)

    def _value(
        self, of: AttributeTarget, id: str, target: str, name: str, value: AttributeValue
    ) -> Iterator[str]:
        if value is False or value == ():
            self._lose("attribute", id, name)
            return
        on: AttributeTarget = "relation" if target.startswith("R") else "span"
        self._seen.attributes.setdefault((on, name), set()).add(_kind_of(value))
        declared = self._options.label_set.attribute_named(name, of)
        is_choice = isinstance(value, tuple) or (declared is not None and declared.kind == "choice")
        escape = escape_value if is_choice else escape_text
        for one in value if isinstance(value, tuple) else (value,):
            self._said_number += 1
            written = (
                "" if one is True else f" {escape(one if isinstance(one, str) else repr(one))}"
            )
            yield f"A{self._said_number}\t{escape_name(name)} {target}{written}"

    def _references(
        self, linked: list[Relation], arguments: list[Relation], targets: dict[str, str]
    ) -> Iterator[str]:
        for span in self._spans:
            yield from self._identifier(span)
            if NORMALISATION in span.attributes:
                value = span.attributes[NORMALISATION]
                yield from self._reference(span.id, self._span_target(span), value)
        for one in (*linked, *arguments):
            if NORMALISATION in one.attributes:
                target = self._target(one, targets, "attribute", NORMALISATION)
                if target:
                    yield from self._reference(one.id, target, one.attributes[NORMALISATION])

    def _reference(self, id: str, target: str, value: AttributeValue) -> Iterator[str]:
        for line in value.split("\n") if isinstance(value, str) else [""]:
            match = _REFERENCE.fullmatch(line)
            if match is None:
                self._lose("attribute", id, NORMALISATION)
                continue
            self._reference_number += 1
            type, text = match[1] or REFERENCE, on_one_line(match[3] or "")
            yield f"N{self._reference_number}\t{type} {target} {match[2]}\t{text}"

    def _notes(
        self, linked: list[Relation], arguments: list[Relation], targets: dict[str, str]
    ) -> Iterator[str]:
        for span in self._spans:
            if span.note is not None:
                yield from self._note(self._span_target(span), span.note)
        for one in (*linked, *arguments):
            if one.note is not None and (target := self._target(one, targets, "note", "")):
                yield from self._note(target, one.note)

    def _note(self, target: str, note: str) -> Iterator[str]:
        for line in note.split("\n"):
            self._note_number += 1
            yield f"#{self._note_number}\tAnnotatorNotes {target}\t{escape_text(line)}"


def _order(span: Span) -> tuple[object, ...]:
    """The promised order, then what a second journey keeps; ids it does not keep.

    Of what is alike in all that the first stays first.
    """
    place = (span.start, -span.end, span.label, span.fragments)
    return (*place, _attributes_key(span.attributes), span.note or "")


def _attributes_key(attributes: Attributes) -> str:
    """What is written of them."""
    said = [(name, one) for name, one in attributes.items() if one is not False and one != ()]
    return repr(sorted(said, key=repr)) if said else ""


def _kind_of(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, tuple):
        return "several"
    return "text" if isinstance(value, str) else "number"


def _numbered(labels: Iterable[str]) -> list[str]:
    """Return the roles of an event's arguments: one that is repeated gets a number."""
    names = list(labels)
    written: list[str] = []
    for label in names:
        role = escape_name(label)
        bare = label.rstrip("0123456789")
        if bare != label and bare in names:
            # The digit is the label's own: without an escape it would count the other's.
            role = f"{role[:-1]}_x{ord(role[-1]):02X}_"
        number, plain = 2, role
        while role in written:
            role = f"{plain}{number}"
            number += 1
        written.append(role)
    return written


def _roles_of(line: CorpusLine, label: str) -> tuple[str, str]:
    """Return what the arguments of a relation were called where it was read."""
    held = line.document.meta.extra.get("brat")
    roles = held.get("roles") if isinstance(held, dict) else None
    pair = roles.get(label) if isinstance(roles, dict) else None
    if isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair):
        first, second = (escape_name(one) for one in pair)
        if first and second and first != second:
            return first, second
    return "Arg1", "Arg2"
