"""Entities found by what is typed: of their names, or of what they are called elsewhere."""

import unicodedata
from collections.abc import Iterable
from itertools import chain

from annotator.model.entity import Entity

AT_MOST = 50


class Matching:
    """Entities with their names made ready to be looked through, retired ones left out."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        offered = [one for one in entities if not one.is_retired]
        rows = ((plain(one.name), one) for one in offered)
        # In the order in which they are given out, so that nothing is sorted while one types.
        self._rows = sorted(rows, key=lambda row: (len(row[0]), row[0], row[1].id))
        self._known = [(plain(one.identifier), one) for one in offered if one.identifier]

    def find(self, typed: str, at_most: int = AT_MOST) -> list[Entity]:
        """Return those whose name holds what is typed, whatever its case and accents, or whose
        outside identifier begins so: the same name first, then those that begin so, then those in
        which a word does."""
        sought = plain(typed)
        if not sought:
            return []
        word = f" {sought}"
        rows = [row for row in self._rows if sought in row[0]]
        ways = (
            (one for name, one in rows if name.startswith(sought)),
            (one for known, one in self._known if known.startswith(sought)),
            (one for name, one in rows if word in name),
            (one for _, one in rows),
        )
        found: dict[str, Entity] = {}
        for one in chain.from_iterable(ways):
            found.setdefault(one.id, one)
            if len(found) == at_most:
                break
        return list(found.values())


def plain(text: str) -> str:
    """Return a text on one line, folded, without accents."""
    line = " ".join(text.split())
    if line.isascii():
        return line.casefold()
    parts = unicodedata.normalize("NFKD", line)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold()
