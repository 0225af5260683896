"""What was found out about documents, remembered until something on them changes."""

import threading
from collections import Counter
from typing import Generic, TypeAlias, TypeVar

from annotator.model.changes import Changes

T = TypeVar("T")
Version: TypeAlias = tuple[int, int]
"""How often everything has changed, and how often the document."""


class Findings(Generic[T]):
    """A memory of one value for each document (id); any thread may ask and tell."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[str, T] = {}
        self._changes: Counter[str] = Counter()
        self._age = 0

    def get(self, document: str) -> T | None:
        """Return what was found; None where it has to be found out."""
        with self._lock:
            return self._found.get(document)

    def version(self, document: str) -> Version:
        """Return what is another value whenever something on a document has changed."""
        with self._lock:
            return (self._age, self._changes[document])

    def keep(self, document: str, version: Version, value: T) -> None:
        """Remember what was found at a version, if nothing has changed since."""
        with self._lock:
            if version == (self._age, self._changes[document]):
                self._found[document] = value

    def note(self, changes: Changes) -> None:
        """Forget what an edit makes out of date."""
        if changes.label_set is not None or changes.has_list_changes:
            self.forget()
        with self._lock:
            for document in touched_documents(changes):
                self._changes[document] += 1
                self._found.pop(document, None)

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._age += 1
            self._found.clear()


def touched_documents(changes: Changes) -> set[str]:
    """Return the documents (ids) on which an edit changes a set or a verdict."""
    touched = {one.document for pair in changes.verdicts for one in pair if one}
    if changes.annotation_set is not None:
        touched.add(changes.annotation_set.document)
    return touched
