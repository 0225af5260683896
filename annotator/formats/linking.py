"""Spans linked to the entities that a file says they are mentions of.

Files say it in two ways: a mention has an identifier, or mentions stand together in a chain. A
reader makes the entities with ids that are made of what is said, so that a file that is read again
says the same: those with an identifier are one in all files; a chain alone is one in its article,
known by its first mention and its name. In a project that has an entity with the same identifier,
that one is meant (`CorpusLine.has_raw_entities`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice

from annotator.formats.corpus import CorpusLine
from annotator.formats.fields import NAME_LIMIT
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost, lose
from annotator.formats.outside_ids import plain_id
from annotator.model.document import Document, text_sha256
from annotator.model.entity import Entity
from annotator.model.ids import derived_id
from annotator.model.span import Span

_STACKED = 10
"""So many chains that begin with the same mention are known again."""


def identified(said: str, name: str = "") -> Entity:
    """Return the entity that an identifier stands for; without a name it is called by a mention.

    `said` is not empty.
    """
    identifier = plain_id(said)
    return Entity(derived_id("entity", identifier), fit_name(name), None, identifier)


def link(
    text: str,
    spans: Sequence[Span],
    named: Mapping[str, Entity],
    chains: Iterable[Sequence[str]] = (),
) -> tuple[tuple[Span, ...], tuple[Entity, ...]]:
    """Return the spans of an article's text, linked, and the entities that they are linked to.

    `named` says of spans (ids) what they are mentions of, `chains` are spans that are mentions of
    one and the same. Of what a chain has names for, the first in the order of the text is meant
    with its other mentions too. An entity without a name is called by its longest mention.
    """
    by_id = {one.id: one for one in spans}
    found = {id: named[id] for id in by_id if id in named}
    fresh: set[str] = set()
    for chain in chains:
        members = sorted((by_id[id] for id in dict.fromkeys(chain) if id in by_id), key=_place)
        if not members:
            continue
        known = next((found[one.id] for one in members if one.id in found), None)
        entity = known or _of_mentions(text, members, fresh)
        for one in members:
            found.setdefault(one.id, entity)
    if not found:
        return tuple(spans), ()
    entities: dict[str, Entity] = {}
    for entity in found.values():
        held = entities.setdefault(entity.id, entity)
        if entity.name and not held.name:
            entities[entity.id] = replace(held, name=entity.name)
    for id, entity in entities.items():
        if not entity.name:
            mentions = sorted((one for one in spans if found.get(one.id) == entity), key=_place)
            entities[id] = replace(entity, name=_longest(text, mentions))
    linked = (one._replace(entity=found[one.id].id) if one.id in found else one for one in spans)
    return tuple(linked), tuple(entities.values())


def mentions_of(line: CorpusLine) -> Iterator[tuple[Entity, list[Span]]]:
    """Yield the entities of a line with their mentions in the order of the text; an entity stands
    where its first mention does."""
    entities = {one.id: one for one in line.entities}
    found: dict[str, list[Span]] = {}
    for span in sorted(line.spans, key=_place) if entities else ():
        if span.entity in entities:
            found.setdefault(span.entity or "", []).append(span)
    for id, mentions in found.items():
        yield entities[id], mentions


def joined_mentions(
    line: CorpusLine, options: WriteOptions, *, can_join: bool = True, has_ids: bool = True
) -> Iterator[tuple[Entity, list[Span]]]:
    """Yield what goes out as chains into a format that has chains and outside ids alone: entities
    with several mentions.

    One that is called nothing elsewhere has no name there, and is another one in the next article:
    that is told as bent, but for what a chain of this article made when it was read. Alone, nothing
    can be said of its mention. So is everything told where the format `has_ids` not; without
    `can_join` it has no chains now. DoesNotFit.
    """
    for entity, mentions in mentions_of(line):
        is_joined = can_join and len(mentions) > 1
        is_whole = has_ids and bool(entity.identifier)
        if not (is_whole or (is_joined and _is_of(line.document, entity, mentions))):
            is_joined = is_joined and options.misfit != "drop"
            for one in mentions:
                lost = Lost("entity", line.document.id, one.id, is_joined, entity.name)
                lose(lost, options.misfit, options.report_loss)
        if is_joined:
            yield entity, mentions


def knowledge_ids(line: CorpusLine) -> dict[str, str]:
    """Return entity id -> what a knowledge base is asked for: what it is called elsewhere, or where
    it is called nothing, the id that it has here."""
    return {one.id: plain_id(one.identifier) or one.id for one in line.entities}


def fit_name(said: str) -> str:
    """Return a name on one line, no longer than names are."""
    return " ".join(said.splitlines()).strip()[:NAME_LIMIT].strip()


def _of_mentions(text: str, mentions: Sequence[Span], taken: set[str]) -> Entity:
    name = _longest(text, mentions)
    id = next(one for one in _ids(text, mentions[0], name) if one not in taken)
    taken.add(id)
    return Entity(id, name)


def _ids(text: str, first: Span, name: str) -> Iterator[str]:
    """Yield the ids that a chain gets by its first mention: several may begin with one."""
    sha256 = text_sha256(text)
    for number in count(1):
        yield derived_id("mentions", sha256, repr(first.fragments), name, str(number))


def _is_of(document: Document, entity: Entity, mentions: Sequence[Span]) -> bool:
    """Whether an entity says nothing but what a chain of these mentions does."""
    name = _longest(document.text, mentions)
    ids = islice(_ids(document.text, mentions[0], name), _STACKED)
    return entity == Entity(entity.id, name) and entity.id in ids


def _longest(text: str, mentions: Iterable[Span]) -> str:
    """The first of the longest; a mention without a letter is called by its label."""
    names = [" ".join(one.covered_text(text).split()) or one.label for one in mentions]
    return fit_name(max(names, key=len)) or "?"


def _place(span: Span) -> tuple[int, int, str, str]:
    return (span.start, -span.end, span.label, span.id)
