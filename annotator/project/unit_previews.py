"""What the offsets of files count, looked at before they come in."""

from collections.abc import Generator, Sequence
from contextlib import closing
from itertools import islice
from typing import TypeAlias

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Format, ReadOptions, settings_of
from annotator.formats.reading import read_items
from annotator.formats.source import Source
from annotator.formats.unit_guess import UnitEvidence
from annotator.formats.units import UNITS, Claim, place_claims
from annotator.model.document import Document
from annotator.model.span import Fragment
from annotator.project.import_choice import ImportChoice
from annotator.project.import_preview import UnitPreview
from annotator.project.rows import IsCancelled, stop_if
from annotator.text.offsets import Unit

Marks: TypeAlias = tuple[Document, list[tuple[Fragment, ...]]]
"""A document, and where its spans lie."""

_FILES = 5
_LINES = 200
"""Of each of these files; each is read three times."""


def find_unit(
    files: Sequence[tuple[Source, Format]],
    choice: ImportChoice,
    is_cancelled: IsCancelled | None = None,
) -> UnitPreview | None:
    """Return what the offsets of these files seem to count; None where nothing is to be chosen.

    Positions as they stand in a file are had by reading it as if it counted code points; a format
    that reads the same whatever one says it counts leaves nothing to choose.
    """
    evidence = UnitEvidence()
    used: dict[Unit, int] = dict.fromkeys(UNITS, 0)
    shown = ""
    for source, format in files[:_FILES]:
        stop_if(is_cancelled)
        if source.stream is not None:
            continue
        as_they_stand = _read(source, format, choice, "codepoint")
        if not _differ(as_they_stand, _read(source, format, choice, "utf16")):
            continue
        for (document, read), (_, stand) in zip(
            _read(source, format, choice, choice.offset_unit), as_they_stand, strict=False
        ):
            claims = [Claim(fragments) for fragments in stand]
            telling = evidence.telling
            evidence.add(document.text, claims)
            if evidence.telling > telling:
                shown = shown or source.name
                for unit in UNITS:
                    placed = _placed(document, claims, unit)
                    used[unit] += bool(placed) and placed <= set(read)
    guess = evidence.guess()
    if guess.sureness == "same":
        return None
    most = max(used.values())
    fitting = [unit for unit in UNITS if used[unit] == most and most]
    if guess.unit in fitting:
        return UnitPreview(guess, guess.unit, shown)
    return UnitPreview(guess, fitting[0] if fitting else None, shown)


def _read(source: Source, format: Format, choice: ImportChoice, unit: Unit | None) -> list[Marks]:
    """Return the first documents of a file with the places of their spans, in a set order."""
    options = ReadOptions(unit, None, settings_of(choice.settings, format.read_settings))
    with closing(_lines(source, format, options)) as lines:
        return [
            (line.document, sorted(one.fragments for one in line.spans))
            for line in islice(lines, _LINES)
        ]


def _lines(source: Source, format: Format, options: ReadOptions) -> Generator[CorpusLine]:
    for item in read_items(format, source, options):
        if isinstance(item, CorpusLine):
            yield item


def _differ(some: list[Marks], others: list[Marks]) -> bool:
    return [marks for _, marks in some] != [marks for _, marks in others]


def _placed(document: Document, claims: list[Claim], unit: Unit) -> set[tuple[Fragment, ...]]:
    _, placed = place_claims(document.text, claims, unit, is_certain=True)
    return {one.fragments for one in placed if one.fragments is not None}
