"""The spans of a set as numbers, for the measures that reckon with lengths and places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.model.span import Span

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Units:
    """Fragments (starts, ends, and the unit that each belongs to) and the label of each unit."""

    starts: Places
    ends: Places
    owners: Places
    labels: Places

    @property
    def lengths(self) -> Places:
        """How many characters each unit covers."""
        covered = np.bincount(self.owners, self.ends - self.starts, minlength=len(self.labels))
        return covered.astype(np.int64)


def units_of(spans: Iterable[Span], columns: Mapping[str, int]) -> Units:
    """Return the units that spans are; `columns` gives each label its number."""
    fragments = []
    labels = []
    for owner, span in enumerate(spans):
        labels.append(columns[span.label])
        for start, end in span.fragments:
            fragments.append((start, end, owner))
    table = np.array(fragments, np.int64).reshape(-1, 3)
    return Units(table[:, 0], table[:, 1], table[:, 2], np.array(labels, np.int64))
