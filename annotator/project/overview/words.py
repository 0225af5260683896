"""How many words articles have: a text never changes, so each is counted once."""

from collections.abc import Iterable

import numpy as np

from annotator.project.overview.kept import Column, Loaded, narrow
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.storage.documents import read_texts_by_key
from annotator.storage.outlet import PAGE
from annotator.storage.readers import Reading
from annotator.text.tokens import words


class WordCounts(dict[int, int]):
    """Document key -> words (of `text.tokens`, punctuation included)."""

    @staticmethod
    def of(kept: Loaded) -> "WordCounts":
        """Return what was kept."""
        keys, counts = (kept.columns[name].tolist() for name in ("documents", "words"))
        return WordCounts(zip(keys, counts, strict=True))

    def as_columns(self) -> dict[str, Column]:
        """Return all of it, to be kept."""
        keys, counts = (np.fromiter(one, np.int64, len(self)) for one in (self, self.values()))
        return {"documents": narrow(keys), "words": narrow(counts)}

    def read_on(
        self,
        reading: Reading,
        documents: Iterable[int],
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        """Count those that have not been counted. Cancelled: what has been counted stays."""
        wanted = [key for key in documents if key not in self]
        for first in range(0, len(wanted), PAGE):
            stop_if(is_cancelled)
            progress(Progress(first, len(wanted)))
            with reading() as connection:
                texts = read_texts_by_key(connection, wanted[first : first + PAGE])
            self.update((key, sum(1 for _ in words(text))) for key, text in texts.items())
        progress(Progress(len(wanted), len(wanted)))
