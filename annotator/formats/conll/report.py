"""What is said of a file behind its articles: how it was read, and what was irregular in it."""

from collections.abc import Iterator

from annotator.formats.conll.layout import Layout
from annotator.formats.conll.reading import Reader
from annotator.formats.conll.schemes import Scheme, SchemeTally
from annotator.formats.token_text import rebuilt_noted
from annotator.model.format_errors import FileNoted

_ENDED = ("bioes", "bilou", "bmes")
"""Schemes whose spans end with a letter of their own."""


def remarks_of(reader: Reader, said: str) -> Iterator[FileNoted]:
    """Yield the remarks; `said` is the scheme that the person named, or "auto"."""
    path = reader.rows.path
    layout = reader.layout
    for rule in sorted(reader.rules):
        yield rebuilt_noted(path, rule)
    columns = _columns(layout, layout.codes)
    word = "columns" if len(layout.codes) > 1 else "column"
    yield FileNoted(
        path,
        f"tokens were read from column {layout.name_of(layout.token)}, tags from {word} {columns}",
    )
    for column, tally in reader.tallies.items():
        where = f" in column {layout.name_of(column)}" if len(layout.codes) > 1 else ""
        for what in _said_of(tally, said, layout):
            yield FileNoted(path, what + where)
    if reader.is_cut:
        yield FileNoted(path, "nothing says where an article ends; it was cut where it grew long")
    elif not reader.has_borders and reader.borders == "auto":
        yield FileNoted(
            path,
            "nothing says where an article ends, so that the file is one; "
            "the setting documents=sentence makes one of each sentence",
        )
    if reader.comments:
        yield FileNoted(path, f"{reader.comments} comments inside articles were left out")


def _columns(layout: Layout, columns: tuple[int, ...]) -> str:
    return ", ".join(map(layout.name_of, columns))


def _said_of(tally: SchemeTally, said: str, layout: Layout) -> Iterator[str]:
    """Yield what the tags of a column were like."""
    if not tally.letters:
        yield "no tag is there but O"
        return
    if not layout.letters:
        yield "the tags are labels without letters before them: spans that touch became one"
        return
    found = tally.scheme
    named = found if said == "auto" else said
    if said not in ("auto", found):
        yield f"the tags look like {_name(found)} and were read as {_name(said)}, as was said"
    elif found in ("iob1", "iob2") and tally.free_b and tally.bare_starts:
        yield _both(tally, found)
    else:
        yield f"the tags are {_name(found)}"
    if named in _ENDED:
        yield from _irregular(tally, named)


def _both(tally: SchemeTally, found: Scheme) -> str:
    """IOB1 and IOB2 in one file: which it was meant to be nobody can know."""
    ones, twos = f"IOB1 in {tally.bare_starts}", f"IOB2 in {tally.free_b}"
    first, then = (ones, twos) if found == "iob1" else (twos, ones)
    where = f"the first that begins with I in line {tally.bare_line}"
    return f"the tags are {first} spans and {then} ({where}); both were read by one rule"


def _irregular(tally: SchemeTally, scheme: str) -> Iterator[str]:
    for count, line, what in (
        (tally.bare_starts, tally.bare_line, "begin"),
        (tally.unclosed, tally.unclosed_line, "end"),
    ):
        if count:
            yield (
                f"{count} spans {what} without the letter that {_name(scheme)} has for it "
                f"(the first in line {line}); they were taken as they stand"
            )


def _name(scheme: str | None) -> str:
    return (scheme or "").upper()
