"""Rows of the article list, read page by page as they come into view; knows nothing of Qt."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from annotator.model.annotation_set import AnnotationSet
from annotator.project.rows import DocumentRow

ReadRows = Callable[[Sequence[int]], list[DocumentRow]]

PAGE_LENGTH = 64
"""Rows read at once: two screens full, some tenths of a millisecond."""
PAGES_KEPT = 48


class ArticlePages:
    """A sequence of rows as long as the keys are many, of which a few pages are in memory."""

    def __init__(self, read_rows: ReadRows) -> None:
        self._read_rows = read_rows
        self._keys: Sequence[int] = ()
        self._pages: OrderedDict[int, list[DocumentRow | None]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> Sequence[int]:
        """The keys of all rows, in order."""
        return self._keys

    def set_keys(self, keys: Sequence[int]) -> None:
        """Show the documents with these keys, in this order."""
        self._keys = keys
        self._pages.clear()

    def row(self, index: int) -> DocumentRow | None:
        """Return a row; None where its document has gone since the keys were read."""
        number, place = divmod(index, PAGE_LENGTH)
        page = self._pages.get(number)
        if page is None:
            page = self._load(number)
        else:
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def index_of(self, document: str) -> int | None:
        """Return where a document (by id) stands, if its page is in memory."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if row is not None and row.id == document:
                    return number * PAGE_LENGTH + place
        return None

    def change_row(self, document: str, **parts: Any) -> int | None:
        """Put other parts into the row of a document (id) if it is in memory; return its index."""
        index = self.index_of(document)
        if index is not None:
            page = self._pages[index // PAGE_LENGTH]
            row = page[index % PAGE_LENGTH]
            assert row is not None
            page[index % PAGE_LENGTH] = row._replace(**parts)
        return index

    def drop_page_of(self, document: str) -> int | None:
        """Read the page of a document again when it is next asked for; return its index."""
        index = self.index_of(document)
        if index is not None:
            del self._pages[index // PAGE_LENGTH]
        return index

    def _load(self, number: int) -> list[DocumentRow | None]:
        keys = self._keys[number * PAGE_LENGTH : (number + 1) * PAGE_LENGTH]
        found = {row.key: row for row in self._read_rows(keys)}
        page = [found.get(key) for key in keys]
        self._pages[number] = page
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return page


def parts_of_set(annotation_set: AnnotationSet) -> dict[str, Any]:
    """Return what a row says of a set: status and counts."""
    return {
        "status": annotation_set.status,
        "spans": len(annotation_set.spans),
        "relations": len(annotation_set.relations),
    }
