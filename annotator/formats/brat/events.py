"""How what only brat knows is kept in a project, as attributes whose names no brat file can have.

`brat event` of a relation names the event that it is an argument of (`E1`); where its tail is the
trigger of several events, or is meant without any, it says which (`E1 > E3`, `E1 > T`). `brat
event` of a span names events of its own, where no argument does: `E1`, and with its type where
that is not the span's label, `E1:Merge`. An event's attributes and notes are its trigger's; where
a trigger has several events they are the first argument's. `brat normalisation` holds references to
knowledge bases, one a line: `Wikidata:Q64 Berlin`, the kind before it where it is not Reference.
"""

import regex

from annotator.formats.brat.names import escape_name, unescape

EVENT = "brat event"
NORMALISATION = "brat normalisation"
REFERENCE = "Reference"
"""The type that brat gives normalisations."""
NO_EVENT = "T"
"""In place of an event's name: the span itself is meant."""

_ARGUMENT = regex.compile(r"(\S+?)(?: > (\S+))?")
_NAME = regex.compile(r"[A-Za-z0-9_.-]+")


def said_of_argument(event: str, target: str = "") -> str:
    """Return what an argument's relation says: its event and, where needed, its target's."""
    return f"{event} > {target}" if target else event


def read_argument(said: object) -> tuple[str, str] | None:
    """Return (event, event of the target or nothing); None where it says nothing of the kind."""
    match = _ARGUMENT.fullmatch(said) if isinstance(said, str) else None
    return (match[1], match[2] or "") if match else None


def said_of_trigger(events: list[tuple[str, str]]) -> str:
    """Return what a trigger says of its events, each (name, type or nothing)."""
    return " ".join(f"{name}:{escape_name(type)}" if type else name for name, type in events)


def read_trigger(said: object) -> list[tuple[str, str]]:
    """Return the events that a trigger names, each (name, type or nothing)."""
    if not isinstance(said, str):
        return []
    found = []
    for word in said.split(" "):
        name, _, type = word.partition(":")
        if name:
            found.append((name, unescape(type)))
    return found


def event_name(id: str, number: int) -> str:
    """Return the name of an event by its id, or by its number where the id is a strange one."""
    return id if _NAME.fullmatch(id) else f"E{number}"
