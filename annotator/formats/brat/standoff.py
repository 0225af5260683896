"""The lines of an .ann file, one by one, not yet held against the text or each other.

Source of the format: brat's page "standoff format"; the pattern of ids is the one of its server,
so that ids may have tails (`T1x`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

import regex

from annotator.formats.brat.names import unescape
from annotator.formats.fields import NAME_LIMIT
from annotator.formats.lines import LINE_LIMIT
from annotator.model.errors import LineWrong
from annotator.model.span import Fragment

_ID = regex.compile(r"([A-Za-z]+|#[A-Za-z]*)([0-9]+)(.*)", regex.DOTALL)
_PLACE = regex.compile(r"(\S.*?) +(\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*) *")
_ARGUMENT = regex.compile(r"([^:\s]+):(\S+)")


class Malformed(Exception):
    """A line that does not hold what its kind says; the message says in short why."""


class TextBound(NamedTuple):
    """T: a place in the text with a type."""

    line: int
    id: str
    type: str
    fragments: tuple[Fragment, ...]
    """As they stand, in any order, in the file's unit."""
    surface: str | None
    rest: tuple[tuple[int, str], ...] = ()
    """Lines after it that are no annotations: a raw line break in the surface text makes them."""


class Event(NamedTuple):
    """E: a trigger with arguments, each a role and an id."""

    line: int
    id: str
    type: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]


class Link(NamedTuple):
    """R: a relation of two arguments, each a role and an id."""

    line: int
    id: str
    type: str
    arguments: tuple[tuple[str, str], ...]


class Alike(NamedTuple):
    """*: members of one class by a symmetric and transitive relation, such as Equiv."""

    line: int
    type: str
    members: tuple[str, ...]


class Said(NamedTuple):
    """A or M: an attribute of something; without a value it is a flag."""

    line: int
    id: str
    name: str
    target: str
    value: str | None


class Normalised(NamedTuple):
    """N: what something is called in a knowledge base."""

    line: int
    id: str
    type: str
    target: str
    reference: str
    text: str


class Note(NamedTuple):
    """#: a remark on something."""

    line: int
    id: str
    type: str
    target: str
    text: str


Record: TypeAlias = TextBound | Event | Link | Alike | Said | Normalised | Note


@dataclass(slots=True)
class Standoff:
    """What an .ann file says, in its order, and the lines of it that say nothing."""

    records: list[Record] = field(default_factory=list)
    wrong: list[LineWrong] = field(default_factory=list)
    line_count: int = 0


def parse_standoff(lines: Iterable[tuple[int, bytes | None]], path: Path) -> Standoff:
    """Return the records of numbered lines; `path` is for the errors."""
    found = Standoff()
    ids: set[str] = set()
    for number, raw in lines:
        found.line_count += 1
        try:
            line = _decoded(raw)
            if not _is_annotation(line):
                if not _continue_surface(found.records, number, line):
                    raise Malformed("is no annotation of brat")
                continue
            record = _parse(number, line)
            if not isinstance(record, Alike):
                if record.id in ids:
                    raise Malformed(f"the id {record.id[:40]} stands in the file already")
                ids.add(record.id)
            found.records.append(record)
        except Malformed as error:
            found.wrong.append(LineWrong(path, number, str(error)))
    return found


def _decoded(raw: bytes | None) -> str:
    if raw is None:
        raise Malformed(f"longer than {LINE_LIMIT >> 20} MB")
    try:
        return raw.removesuffix(b"\r").decode()
    except UnicodeDecodeError as error:
        raise Malformed(f"not UTF-8 at byte {error.start}") from error


def _is_annotation(line: str) -> bool:
    id = line.partition("\t")[0]
    return "\t" in line and (id == "*" or _ID.fullmatch(id) is not None)


def _continue_surface(records: list[Record], number: int, line: str) -> bool:
    """Whether the line lies behind a text-bound annotation, whose surface it may belong to."""
    if not records or not isinstance(records[-1], TextBound):
        return False
    last = records[-1]
    before = last.rest[-1][0] if last.rest else last.line
    if number != before + 1:
        return False
    records[-1] = last._replace(rest=(*last.rest, (number, line)))
    return True


def _parse(number: int, line: str) -> Record:
    id, _, body = line.partition("\t")
    if id == "*":
        return _parse_alike(number, body)
    match = _ID.fullmatch(id)
    kind = match[1] if match else ""
    parse = _KINDS.get("#" if kind.startswith("#") else kind)
    if parse is None:
        raise Malformed(f"of a kind that brat does not have ({kind[:20]})")
    return parse(number, id, body)


def _parse_text_bound(number: int, id: str, body: str) -> TextBound:
    place, tab, surface = body.partition("\t")
    match = _PLACE.fullmatch(place)
    if match is None:
        raise Malformed("has no type with a start and an end")
    fragments = []
    for pair in match[2].split(";"):
        start, end = pair.split(" ")
        fragments.append((int(start), int(end)))
    return TextBound(number, id, _name(match[1]), tuple(fragments), surface if tab else None)


def _parse_event(number: int, id: str, body: str) -> Event:
    (type, trigger), *arguments = _arguments(body.split())
    return Event(number, id, type, trigger, tuple(arguments))


def _parse_link(number: int, id: str, body: str) -> Link:
    words = body.split()
    if len(words) != 3:
        raise Malformed("a relation needs a type and two arguments")
    return Link(number, id, _name(words[0]), tuple(_arguments(words[1:])))


def _parse_alike(number: int, body: str) -> Alike:
    words = body.split()
    if len(words) < 3:
        raise Malformed("needs a type and at least two members")
    return Alike(number, _name(words[0]), tuple(words[1:]))


def _parse_said(number: int, id: str, body: str) -> Said:
    name, _, rest = body.rstrip("\t").partition(" ")
    target, space, value = rest.partition(" ")
    if not name or not target:
        raise Malformed("an attribute needs a name and a target")
    has_value = bool(space) and value.strip() != ""
    return Said(number, id, _name(name), target.strip(), unescape(value) if has_value else None)


def _parse_normalised(number: int, id: str, body: str) -> Normalised:
    head, _, text = body.partition("\t")
    words = head.split()
    if len(words) != 3 or ":" not in words[2]:
        raise Malformed("a normalisation needs a type, a target and a reference")
    return Normalised(number, id, words[0], words[1], words[2], text)


def _parse_note(number: int, id: str, body: str) -> Note:
    head, _, text = body.partition("\t")
    words = head.split()
    if len(words) != 2:
        raise Malformed("a note needs a type and a target")
    return Note(number, id, words[0], words[1], unescape(text))


def _arguments(words: list[str]) -> list[tuple[str, str]]:
    if not words:
        raise Malformed("has no type and no arguments")
    found = []
    for word in words:
        match = _ARGUMENT.fullmatch(word)
        if match is None:
            raise Malformed(f"{word[:40]} is no argument")
        found.append((_name(match[1]), match[2]))
    return found


def _name(written: str) -> str:
    name = unescape(written)
    if not name.strip() or len(name) > NAME_LIMIT:
        raise Malformed("a name is empty or too long")
    return name


_KINDS: dict[str, Callable[[int, str, str], Record]] = {
    "T": _parse_text_bound,
    "E": _parse_event,
    "R": _parse_link,
    "A": _parse_said,
    "M": _parse_said,
    "N": _parse_normalised,
    "#": _parse_note,
}
