"""Work lists: which articles, in what order, set aside or removed, and how far one is. A door of
its own beside `Project`: `project.work_list`."""

from collections.abc import Callable, Collection, Sequence

from annotator.edits.edit import Hide
from annotator.model.changes import Changes
from annotator.model.hidden import Hidden
from annotator.project.disputes import find_disputed
from annotator.project.doubts import find_doubtful
from annotator.project.hiding import OnThem, hide, hiding_of, stands_on
from annotator.project.listing import list_keys
from annotator.project.review import Walk
from annotator.project.road import Road
from annotator.project.rows import ListQuery
from annotator.storage.documents import keys_of
from annotator.storage.hidden import read_hidden
from annotator.storage.work_list import read_sources


class WorkList:
    """What can be asked of the list of articles and done with it."""

    def __init__(self, road: Road, walk: Walk) -> None:
        self._road = road
        self._walk = walk

    # ---- looking --------------------------------------------------------------------------------

    def keys(self, query: ListQuery, is_cancelled: Callable[[], bool] = lambda: False) -> list[int]:
        """Return the keys of the documents that fit a query, in its order.

        "disputed" is about all who have finished (`review.disputed`), and takes as long; "doubtful"
        about my spans that came in with a text that does not stand there, or were carried over from
        an older text. Cancelled where `is_cancelled` says so meanwhile.
        """
        road, mine = self._road, self._road.mine()
        among: Collection[str] | None = None
        if query.which == "disputed":
            among = find_disputed(road, is_cancelled).documents
        elif query.which == "mine":
            among = mine.assigned
        elif query.which == "doubtful":
            among = find_doubtful(road, mine)
        if query.among is not None:
            among = query.among if among is None else query.among & frozenset(among)
        return list_keys(road.store, road.on_screen, mine, query, is_cancelled, among)

    def key_of(self, document: str) -> int | None:
        """Return the key of a document (id), listed or hidden; None where there is none."""
        with self._road.store.reading() as connection:
            return keys_of(connection, [document]).get(document)

    def sources(self) -> list[tuple[str, int]]:
        """Return the sources that articles have, each with how many, by name."""
        with self._road.store.reading() as connection:
            return read_sources(connection)

    def hidden(self) -> list[Hidden]:
        """Return what is set aside or removed, in project order."""
        with self._road.store.reading() as connection:
            return read_hidden(connection)

    def is_hidden(self, document: str) -> Hidden | None:
        """Return how a document (id) is hidden; None where it is in the lists."""
        with self._road.store.reading() as connection:
            return next(iter(read_hidden(connection, [document])), None)

    def stands_on(self, documents: Collection[str]) -> OnThem:
        """Return what stands on documents (ids), whoever it is of; errors as `hide`."""
        return stands_on(self._road, documents)

    # ---- doing ----------------------------------------------------------------------------------

    def hide(
        self, documents: Sequence[str], *, is_removed: bool = False, origin: object = None
    ) -> Changes:
        """Set documents (ids) aside, or remove them, as one act of mine. What stands on them is
        kept, and `show` brings them back. DocumentUnknown, ProjectReadOnly, SavingFailed."""
        edit = hiding_of(documents, self._road.my_id, is_removed=is_removed)
        return self._walk(lambda road: hide(road, edit), origin)

    def show(self, documents: Sequence[str], origin: object = None) -> Changes:
        """Bring documents (ids) back into the lists, as one act of mine; errors as `hide`."""
        return self._walk(lambda road: hide(road, Hide((), tuple(documents))), origin)
