"""Sets and meta as they are on screen: those read lately, and those with edits not saved yet."""

import threading
from collections import OrderedDict
from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Meta

_SETS_KEPT = 64
"""Sets that stay in memory although the file has them as they are."""


class _Kept(NamedTuple):
    annotation_set: AnnotationSet
    seq: int
    """The row of the history that made it so; 0: it was read."""


class OnScreen:
    """A memory before the file. What is not saved yet is never dropped from it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sets: OrderedDict[tuple[str, str | None], _Kept] = OrderedDict()
        self._metas: dict[str, tuple[Meta, int]] = {}
        self._saved_seq = 0

    @property
    def saved_seq(self) -> int:
        """The last row of the history that is known to be in the file."""
        return self._saved_seq

    def note_saved(self, seq: int) -> None:
        """Everything up to this row of the history is in the file."""
        with self._lock:
            self._saved_seq = seq
            self._metas = {id: kept for id, kept in self._metas.items() if kept[1] > seq}

    def set_of(self, document: str, annotator: str | None) -> AnnotationSet | None:
        """Return the set where it is kept."""
        with self._lock:
            kept = self._sets.get((document, annotator))
            if kept is None:
                return None
            self._sets.move_to_end((document, annotator))
            return kept.annotation_set

    def keep_set(self, annotation_set: AnnotationSet, seq: int = 0) -> None:
        """Keep a set as it is now, after the edit with this number or as it was read."""
        key = (annotation_set.document, annotation_set.annotator)
        with self._lock:
            self._sets[key] = _Kept(annotation_set, seq)
            self._sets.move_to_end(key)
            if len(self._sets) > _SETS_KEPT:
                self._drop_oldest_saved()

    def unsaved_sets(self, annotator: str | None) -> dict[str, AnnotationSet]:
        """Return document id -> set of the annotator's sets with edits that are not saved yet."""
        with self._lock:
            return {
                document: kept.annotation_set
                for (document, whose), kept in self._sets.items()
                if whose == annotator and kept.seq > self._saved_seq
            }

    def unsaved_sets_on(self, document: str) -> list[AnnotationSet]:
        """Return the sets on a document that have edits not saved yet."""
        with self._lock:
            return [
                kept.annotation_set
                for (which, _), kept in self._sets.items()
                if which == document and kept.seq > self._saved_seq
            ]

    def all_unsaved_sets(self) -> list[AnnotationSet]:
        """Return all sets that have edits not saved yet."""
        with self._lock:
            return [
                kept.annotation_set for kept in self._sets.values() if kept.seq > self._saved_seq
            ]

    def keep_meta(self, document: str, meta: Meta, seq: int) -> None:
        """Keep what is known about a document until it is saved."""
        with self._lock:
            self._metas[document] = (meta, seq)

    def unsaved_metas(self) -> dict[str, Meta]:
        """Return document id -> meta of the documents whose correction is not saved yet."""
        with self._lock:
            return {document: meta for document, (meta, _) in self._metas.items()}

    def forget_saved(self) -> None:
        """Drop what the file has as well: it may have changed there."""
        with self._lock:
            for key in [key for key, kept in self._sets.items() if kept.seq <= self._saved_seq]:
                del self._sets[key]

    def _drop_oldest_saved(self) -> None:
        for key, kept in self._sets.items():
            if kept.seq <= self._saved_seq:
                del self._sets[key]
                return
