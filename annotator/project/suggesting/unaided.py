"""Articles shown without suggestions, so that one sees what suggestions do to the labels.

Decision: which they are is drawn by their ids alone. Everybody in every copy of a project has the
same articles so, whoever learns whatever, and nobody can draw again.
"""

from hashlib import sha256

import orjson

from annotator.project.road import Road
from annotator.project.seeing import people_on
from annotator.storage.about import read_about

ONE_IN = 10
"""Of the articles that are given to two people or more, one in so many is shown without."""
UNAIDED = "unaided"
"""What a packet says in its table of names and values: the articles (ids) in it that are shown
without suggestions where it comes from. In it is nobody but the one it goes out to."""


def is_drawn(document: str) -> bool:
    """Tell whether a document (id) is shown without suggestions once it is given to two."""
    raw = document.encode(errors="surrogatepass")
    return int.from_bytes(sha256(raw).digest()[:8]) % ONE_IN == 0


class Unaided:
    """Tells which articles of a project are shown without suggestions."""

    def __init__(self, road: Road) -> None:
        self._road = road
        self._said: frozenset[str] | None = None

    def __contains__(self, document: object) -> bool:
        """Tell whether a document (id) is."""
        if not isinstance(document, str) or not is_drawn(document):
            return False
        with self._road.lock:
            return len(people_on(self._road, document)) > 1 or document in self._packed()

    def _packed(self) -> frozenset[str]:
        if self._said is None:
            with self._road.store.reading() as connection:
                said = read_about(connection, UNAIDED)
            self._said = _read(said)
        return self._said


def _read(said: str) -> frozenset[str]:
    try:
        found = orjson.loads(said) if said else []
    except orjson.JSONDecodeError:
        return frozenset()
    return frozenset(one for one in found if isinstance(one, str))
