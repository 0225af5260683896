"""What formats can carry, in words: for dialogs, the command line and the help."""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import fields

from annotator.formats.format import Carries, Format

CARRIED_WORDS: Mapping[str, str] = {
    "text": "the text as it is",
    "spans": "spans",
    "overlap": "spans that overlap",
    "discontinuous": "spans in several pieces",
    "relations": "relations",
    "far_relations": "relations between sentences",
    "attributes": "attributes",
    "notes": "notes",
    "document_labels": "labels of articles",
    "sections": "parts of articles",
    "meta": "details about articles",
    "annotators": "several annotators",
    "statuses": "statuses",
    "negatives": "negatives",
    "entities": "entities",
}
"""By the names of the fields of `Carries`, in their order."""


def carried(carries: Carries) -> list[str]:
    """Return what is carried, each in a word or two."""
    return [CARRIED_WORDS[one.name] for one in fields(carries) if getattr(carries, one.name)]


def not_carried(carries: Carries) -> list[str]:
    """Return what is not; what a lack of spans or relations says already is not said again."""
    besides = {"overlap", "discontinuous"} if not carries.spans else set()
    if not carries.relations:
        besides.add("far_relations")
    return [
        CARRIED_WORDS[one.name]
        for one in fields(carries)
        if not getattr(carries, one.name) and one.name not in besides
    ]


def carried_words(carries: Carries) -> str:
    """Return what is carried as a sentence."""
    if not not_carried(carries):
        return "Carries everything."
    return f"Carries {', '.join(carried(carries))}."


def not_carried_words(carries: Carries) -> str:
    """Return what is not carried as a sentence, nothing where everything is."""
    missing = not_carried(carries)
    return f"Not: {', '.join(missing)}." if missing else ""


def losses_list(formats: Iterable[Format]) -> str:
    """Return a Markdown list of what formats that are written do not carry, by their titles."""
    items = [
        f"- *{one.title}*{'' if one.has_proof else ' (unproved)'}: "
        + (", ".join(not_carried(one.carries)) or "nothing; it carries everything")
        for one in sorted(formats, key=lambda one: (one.title.casefold(), one.name))
        if one.can_write
    ]
    wrapped = (textwrap.wrap(item, _LINE, subsequent_indent="  ") for item in items)
    return "".join(f"{line}\n" for lines in wrapped for line in lines)


_LINE = 100
"""Characters of a line of the help."""
