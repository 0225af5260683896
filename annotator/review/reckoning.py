"""Numbers from counts: of all documents together, of each, and of documents drawn anew."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from annotator.review.agreement import F1, Coefficient, Undefined
from annotator.review.bootstrap import FEWEST_DOCUMENTS, Table, interval, resample
from annotator.review.f1 import f1_values

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

Numbers: TypeAlias = NDArray[np.float64]
Tables: TypeAlias = Mapping[str, Table]
"""Tables with one row for each document (or draw), by name."""
Counted: TypeAlias = tuple[Numbers, Numbers, Numbers]
"""Matched, of the first, of the second: each (rows,)."""


def spread(documents: Sequence[Mapping[K, float]], columns: Mapping[K, int]) -> Table:
    """Return a row for each document, with what it counted in the columns of the keys."""
    table = np.zeros((len(documents), len(columns)))
    for row, counted in enumerate(documents):
        for key, count in counted.items():
            table[row, columns[key]] = count
    return table


class Reckoning:
    """Tables of some documents, from which numbers are made."""

    def __init__(
        self,
        tables: Tables,
        documents: int,
        *,
        has_intervals: bool = True,
        why_empty: Undefined = "documents",
    ) -> None:
        """`why_empty`: why numbers have no value where there are no documents."""
        self.tables = tables
        self.documents = documents
        self._why_empty = why_empty
        self.sums: Tables = {
            name: table.sum(axis=0, keepdims=True) for name, table in tables.items()
        }
        self.draws: Tables | None = (
            self._draw() if has_intervals and documents >= FEWEST_DOCUMENTS else None
        )

    def _draw(self) -> Tables:
        widths = [table.shape[1] for table in self.tables.values()]
        drawn = resample(np.concatenate(list(self.tables.values()), axis=1))
        parts = np.split(drawn, np.cumsum(widths)[:-1], axis=1)
        return dict(zip(self.tables, parts, strict=True))

    def f1(self, counted: Callable[[Tables], Counted], why: Undefined) -> F1:
        """Return the F1 of all documents with its interval, or `why` there is none."""
        matched, first, second = (int(one[0]) for one in counted(self.sums))
        if not first + second:
            return F1(why=why if self.documents else self._why_empty)
        value = 2 * matched / (first + second)
        drawn = None if self.draws is None else f1_values(*counted(self.draws))
        low, high = _interval(value, drawn)
        return F1(value, low, high, matched, first, second)

    def f1_of_each(self, counted: Callable[[Tables], Counted], why: Undefined) -> list[F1]:
        """Return the F1 of each document, without intervals."""
        return [
            F1(2 * matched / (first + second), None, None, matched, first, second)
            if first + second
            else F1(why=why)
            for matched, first, second in zip(
                *(one.astype(int).tolist() for one in counted(self.tables)), strict=True
            )
        ]

    def both(self, measure: Callable[[Tables], T]) -> tuple[T, T | None]:
        """Return what a measure makes of the sums, and of the draws if there are any."""
        return measure(self.sums), None if self.draws is None else measure(self.draws)

    def coefficient(
        self,
        value: float,
        drawn: Numbers | None,
        why: Undefined,
        coverage: float | None = None,
    ) -> Coefficient:
        """Return a coefficient with its interval, or `why` there is none (NaN)."""
        if np.isnan(value):
            return Coefficient(why=why if self.documents else self._why_empty)
        low, high = _interval(value, drawn)
        return Coefficient(float(value), low, high, None, coverage)


def _interval(value: float, drawn: Numbers | None) -> tuple[float, float] | tuple[None, None]:
    found = None if drawn is None else interval(drawn)
    if found is None:
        return (None, None)
    # Documents that are drawn twice have the same values twice, which pulls alpha down a little
    # where hardly anything agrees: past the value itself, if one lets it.
    return (min(found[0], float(value)), max(found[1], float(value)))
