"""Relations in rows as CoNLL04 is passed on in: `7 Varga I-Peop ['Work_For'] [14]`.

The last two cells are lists as Python writes them: labels, and for each the last token of the
span at the other end. 'N' is no relation. The span of the row is the head. Nothing is evaluated.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from annotator.formats.conll.rows import TokenRow

_LABEL = regex.compile(r"""'([^']*)'|"([^"]*)\"""")
_NUMBER = regex.compile(r"\d{1,9}")
_NONE = "N"


class RowRelation(NamedTuple):
    """A relation between spans, named by a token of each (their places in the sentence)."""

    label: str
    head: int
    tail: int | None
    """None where no token has that number."""


def relations_of(rows: Sequence[TokenRow]) -> Iterator[RowRelation]:
    """Yield the relations that the rows of a sentence tell."""
    places = {row.number or str(at): at for at, row in enumerate(rows)}
    for at, row in enumerate(rows):
        labels = [first or second for first, second in _LABEL.findall(row.relations[0])]
        tails = _NUMBER.findall(row.relations[1])
        for label, tail in zip(labels, tails, strict=False):
            if label != _NONE:
                yield RowRelation(label, at, places.get(tail))
