"""Every format there is, by name, and which of them a file is."""

from functools import cache
from pathlib import PurePath

from annotator.formats.articles.plain_text import PlainText
from annotator.formats.format import HEAD_SIZE, Format, Sureness
from annotator.formats.jsonl import Jsonl
from annotator.formats.source import Source
from annotator.model.errors import FormatUnknown


@cache
def all_formats() -> tuple[Format, ...]:
    """Return the formats in the order in which people read them; of two equally sure the first."""
    return (Jsonl(), PlainText())


def format_named(name: str, *, to_write: bool = False) -> Format:
    """Return the format of this name. FormatUnknown, also where it cannot read (or write)."""
    able = [one for one in all_formats() if (one.can_write if to_write else one.can_read)]
    for one in able:
        if one.name == name:
            return one
    raise FormatUnknown(name, tuple(one.name for one in able))


def recognise_format(path: PurePath, head: bytes) -> Format | None:
    """Return the reader that is surest of a file, by path (without compression) and beginning."""
    able = [one for one in all_formats() if one.can_read]
    sure, place = max((one.recognises(path, head), -at) for at, one in enumerate(able))
    return None if sure is Sureness.NO else able[-place]


def format_of(source: Source) -> Format:
    """Return the reader for a file. FormatUnknown, FileUnreadable."""
    found = recognise_format(source.plain_path, source.head(HEAD_SIZE))
    if found is None:
        names = tuple(one.name for one in all_formats() if one.can_read)
        raise FormatUnknown(source.plain_path.suffix or source.name, names)
    return found
