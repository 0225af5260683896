"""From the records of an .ann file to spans and relations; what does not hold stays out, told.

Decisions:

- an event is its trigger's span with a relation from it to each argument, named by the role;
  a role that brat numbered because it is repeated (`Theme2` beside `Theme`) loses its number;
- members of Equiv are mentions of one entity, those of other classes a chain (`classes`);
- the first reference of a span to a knowledge base says what entity it is a mention of; further
  ones, and those of relations, stay attributes (`events`);
- a value that is said twice becomes several values; several notes become lines of one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from annotator.formats.brat.classes import EQUIV, chain, united
from annotator.formats.brat.drafts import Draft, DraftEvent, DraftRelation, DraftSpan
from annotator.formats.brat.events import (
    EVENT,
    NO_EVENT,
    NORMALISATION,
    REFERENCE,
    event_name,
    said_of_argument,
    said_of_trigger,
)
from annotator.formats.brat.placing import Placing
from annotator.formats.brat.references import identifier_of
from annotator.formats.brat.standoff import (
    Alike,
    Event,
    Link,
    Malformed,
    Normalised,
    Note,
    Said,
    Standoff,
    TextBound,
)
from annotator.formats.linking import identified, link
from annotator.model.attribute import AttributeKind, AttributeValue
from annotator.model.entity import Entity
from annotator.model.errors import AnnotatorError, LineWrong, SpanDoubtful
from annotator.model.format_errors import LineNoted
from annotator.model.relation import Relation
from annotator.model.span import Span

_NUMBERED = ("Arg1", "Arg2")
R = TypeVar("R", Event, Link, Said, Normalised, Note)
Remark: TypeAlias = tuple[int, AnnotatorError, bool]
"""The line, what there is to say, and whether something stayed out."""


@dataclass(slots=True)
class Read:
    """What came of an .ann file."""

    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]
    entities: tuple[Entity, ...]
    remarks: list[Remark]
    alike: frozenset[str]
    """Types of classes: their relations are symmetric and transitive."""
    roles: dict[str, tuple[str, str]]
    """What the arguments of relations are called, by type, where not Arg1 and Arg2."""


def read_records(
    standoff: Standoff,
    placing: Placing,
    text: str,
    path: Path,
    kinds: Mapping[str, AttributeKind],
    event_roles: frozenset[str],
    *,
    has_equiv: bool = False,
) -> Read:
    """Return spans and relations of records whose text-bound ones have been placed.

    `kinds` says of attributes what they hold, `event_roles` are the roles that are declared,
    `has_equiv` that Equiv is a relation.
    """
    return _Reading(path, text, kinds, event_roles, has_equiv=has_equiv).read(standoff, placing)


class _Reading:
    def __init__(
        self,
        path: Path,
        text: str,
        kinds: Mapping[str, AttributeKind],
        event_roles: frozenset[str],
        *,
        has_equiv: bool,
    ) -> None:
        self._path = path
        self._text = text
        self._kinds = kinds
        self._event_roles = event_roles
        self._has_equiv = has_equiv
        self._remarks: list[Remark] = []
        self._spans: dict[str, DraftSpan] = {}
        self._relations: dict[str, DraftRelation] = {}
        self._arguments: list[DraftRelation] = []
        self._events: dict[str, DraftEvent] = {}
        self._event_count: Counter[str] = Counter()
        self._said: dict[str, Draft] = {}
        self._roles: dict[str, tuple[str, str]] = {}

    def read(self, standoff: Standoff, placing: Placing) -> Read:
        records = standoff.records
        self._take_spans([one for one in records if isinstance(one, TextBound)], placing)
        events = [one for one in records if isinstance(one, Event)]
        self._each(events, self._take_trigger)
        self._each(events, self._take_arguments)
        self._name_events()
        self._each([one for one in records if isinstance(one, Link)], self._take_link)
        classes = [one for one in records if isinstance(one, Alike)]
        chains, mentions = self._take_classes(classes)
        self._each([one for one in records if isinstance(one, Said)], self._take_said)
        self._each([one for one in records if isinstance(one, Normalised)], self._take_reference)
        self._each([one for one in records if isinstance(one, Note)], self._take_note)
        relations = (*self._arguments, *self._relations.values(), *chains)
        named = {one.id: one.named for one in self._spans.values() if one.named}
        spans, entities = link(
            self._text, [one.span() for one in self._spans.values()], named, mentions
        )
        return Read(
            spans,
            tuple(one.relation() for one in relations),
            entities,
            self._remarks,
            frozenset(one.type for one in classes if one.type != EQUIV or self._has_equiv),
            self._roles,
        )

    def _each(self, records: Iterable[R], take: Callable[[R], None]) -> None:
        for record in records:
            try:
                take(record)
            except Malformed as error:
                self._refuse(record.line, str(error))

    def _refuse(self, line: int, reason: str) -> None:
        self._remarks.append((line, LineWrong(self._path, line, reason), True))

    def _note(self, line: int, what: str) -> None:
        self._remarks.append((line, LineNoted(self._path, line, what), False))

    # ---- spans ------------------------------------------------------------------------------

    def _take_spans(self, found: list[TextBound], placing: Placing) -> None:
        for one, place in zip(found, placing.placed, strict=True):
            for line, _ in one.rest:
                if place.continues:
                    self._note(line, "belongs to the surface text of the line before")
                else:
                    self._refuse(line, "is no annotation of brat")
            if place.wrong:
                self._refuse(one.line, f"{one.id} {place.wrong}")
                continue
            span = DraftSpan(one.type, place.fragments, place.is_doubtful)
            self._spans[one.id] = span
            if place.is_doubtful:
                covered = " ".join(self._text[start:end] for start, end in place.fragments)
                doubt = SpanDoubtful(one.id, one.surface or "", covered)
                self._remarks.append((one.line, doubt, False))
            elif place.is_shifted:
                self._note(
                    one.line,
                    f"{one.id} begins or ends inside a word behind an emoji or another character"
                    " that browsers count as two; look whether it is shifted",
                )

    # ---- events and relations ---------------------------------------------------------------

    def _take_trigger(self, event: Event) -> None:
        trigger = self._spans.get(event.trigger)
        if trigger is None:
            raise Malformed(f"the trigger {event.trigger[:40]} of {event.id} is not there")
        name = event_name(event.id, len(self._events) + 1)
        self._events[event.id] = DraftEvent(name, event.type, trigger)
        self._event_count[trigger.id] += 1

    def _take_arguments(self, event: Event) -> None:
        made = self._events.get(event.id)
        if made is None:
            return
        said = {role for role, _ in event.arguments}
        for role, id in event.arguments:
            try:
                end = self._end_of(id)
                if end is made.trigger:
                    raise Malformed(f"{event.id} has itself as {role}, which no relation can say")
            except Malformed as error:
                self._refuse(event.line, str(error))
                continue
            relation = DraftRelation(self._bare_role(role, said), made.trigger, end)
            made.arguments.append((relation, id))
            self._arguments.append(relation)

    def _bare_role(self, role: str, said: set[str]) -> str:
        bare = role.rstrip("0123456789")
        is_number = bare != role and bool(bare) and role not in self._event_roles
        return bare if is_number and (bare in said or bare in self._event_roles) else role

    def _name_events(self) -> None:
        """What could not be told from spans and relations alone is said in attributes."""
        named: dict[str, list[tuple[str, str]]] = {}
        for event in self._events.values():
            for relation, id in event.arguments:
                relation.attributes[EVENT] = said_of_argument(event.name, self._meant(relation, id))
            type = "" if event.type == event.trigger.label else event.type
            if type or not event.arguments:
                named.setdefault(event.trigger.id, []).append((event.name, type))
        for span in self._spans.values():
            if span.id in named:
                span.attributes[EVENT] = said_of_trigger(named[span.id])

    def _meant(self, relation: DraftRelation, id: str) -> str:
        count = self._event_count[relation.tail.id]
        if not count:
            return ""
        target = self._events.get(id)
        if target is None:
            return NO_EVENT
        return target.name if count > 1 else ""

    def _take_link(self, link: Link) -> None:
        arguments = link.arguments
        roles = (arguments[0][0], arguments[1][0])
        if roles == _NUMBERED[::-1]:
            arguments, roles = arguments[::-1], _NUMBERED
        head, tail = (self._end_of(id) for _, id in arguments)
        if head is tail:
            raise Malformed(f"both ends of {link.id} are one span")
        if roles != _NUMBERED:
            self._roles[link.type] = roles
        for _, id in arguments:
            if id in self._events and self._event_count[self._events[id].trigger.id] > 1:
                self._note(
                    link.line,
                    f"{link.id} was tied to the trigger of {id}, which is that of other events too",
                )
        self._relations[link.id] = DraftRelation(link.type, head, tail)

    def _end_of(self, id: str) -> DraftSpan:
        if id in self._events:
            return self._events[id].trigger
        if id in self._spans:
            return self._spans[id]
        raise Malformed(f"{id[:40]} is not there")

    def _take_classes(self, classes: list[Alike]) -> tuple[list[DraftRelation], list[list[str]]]:
        """Return the relations that classes become, and the mentions (ids) of entities."""
        relations: list[DraftRelation] = []
        mentions: list[list[str]] = []
        for type in dict.fromkeys(one.type for one in classes):
            for group in united(self._members(one) for one in classes if one.type == type):
                if type == EQUIV and not self._has_equiv:
                    mentions.append([one.id for one in group])
                else:
                    relations += chain(type, group)
        return relations, mentions

    def _members(self, alike: Alike) -> dict[str, DraftSpan]:
        found: dict[str, DraftSpan] = {}
        for id in alike.members:
            try:
                span = self._end_of(id)
                found[span.id] = span
            except Malformed as error:
                self._refuse(alike.line, str(error))
        if len(found) < 2:
            self._refuse(alike.line, f"{alike.type} has fewer than two members")
        return found

    # ---- what is said of them ---------------------------------------------------------------

    def _target(self, id: str) -> Draft:
        if id in self._events:
            event = self._events[id]
            is_alone = self._event_count[event.trigger.id] == 1
            if is_alone or not event.arguments:
                return event.trigger
            return min((one for one, _ in event.arguments), key=_argument_order)
        found = self._spans.get(id) or self._relations.get(id) or self._said.get(id)
        if found is None:
            raise Malformed(f"{id[:40]} is not there")
        return found

    def _take_said(self, said: Said) -> None:
        target = self._target(said.target)
        self._said[said.id] = target
        value = self._value(said)
        held = target.attributes.get(said.name)
        if held is None or held is True:
            target.attributes[said.name] = value
        elif value is not True and value != held:
            before = held if isinstance(held, tuple) else (str(held),)
            more = value if isinstance(value, tuple) else (str(value),)
            target.attributes[said.name] = (*before, *more)

    def _value(self, said: Said) -> AttributeValue:
        if said.value is None:
            return True
        kind = self._kinds.get(said.name)
        if kind == "several":
            return (said.value,)
        return _number(said.value) if kind == "number" else said.value

    def _take_reference(self, one: Normalised) -> None:
        target = self._target(one.target)
        identifier = identifier_of(one.reference)
        is_first = isinstance(target, DraftSpan) and target.named is None
        if isinstance(target, DraftSpan) and is_first and one.type == REFERENCE and identifier:
            target.named = identified(identifier, one.text)
            return
        kind = "" if one.type == REFERENCE else f"{one.type} "
        line = f"{kind}{one.reference} {one.text}".strip()
        held = target.attributes.get(NORMALISATION)
        target.attributes[NORMALISATION] = f"{held}\n{line}" if held else line

    def _take_note(self, note: Note) -> None:
        target = self._target(note.target)
        is_usual = note.type == "AnnotatorNotes"
        target.notes.append(note.text if is_usual else f"{note.type}: {note.text}")
        if note.target in self._said:
            self._note(note.line, f"the note on {note.target} became one on what it is said of")


def _argument_order(one: DraftRelation) -> tuple[int, int, str, str]:
    """The first of an event's arguments is the same when they are written again."""
    start, end = one.tail.fragments[0][0], one.tail.fragments[-1][1]
    return (start, -end, one.tail.label, one.label)


def _number(written: str) -> AttributeValue:
    for type in (int, float):
        try:
            number = type(written)
        except ValueError:
            continue
        # What a file cannot hold as a number stays the text that it is.
        if abs(number) < 2**63 and repr(number) == written:
            return number
    return written
