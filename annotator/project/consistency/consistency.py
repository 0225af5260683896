"""What a project offers of the consistency lens: what looks like slips, found and ranked, and many
of them mended as one act."""

from collections.abc import Callable, Collection, Iterator, Sequence

from annotator.edits.edit import Dismiss
from annotator.model.changes import Changes
from annotator.model.oddity import ODD_KINDS, Dismissal, OddKind
from annotator.project.consistency.dismissing import dismiss
from annotator.project.consistency.finding import dismissal_of, find_odd
from annotator.project.consistency.found import Batch
from annotator.project.consistency.mending import Mended, OddPlace, mend_places
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.storage.dismissals import read_dismissals

Walk = Callable[[Callable[[Road], Changes], object], Changes]
"""Changes something under the lock of the road, and tells the listeners."""


class Consistency:
    """What can be done about slips in labels. It belongs off the GUI thread."""

    def __init__(self, road: Road, walk: Walk) -> None:
        self._road, self._walk = road, walk

    def find(
        self,
        kinds: Collection[OddKind] = (),
        *,
        is_for_me: bool = False,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Iterator[Batch]:
        """Yield what looks like slips in everybody's labels, of some kinds (none: all), some at a
        time, the first as soon as there are any; `Ranked` puts it in order.

        Articles are read page by page, twice where a kind needs to know the whole corpus; hidden
        articles are left out, curated sets, and what has been dismissed. `is_for_me`: only labels
        that I may see, in the counts as well. Cancelled.
        """
        return find_odd(
            self._road,
            kinds,
            self.dismissed(),
            is_for_me=is_for_me,
            progress=progress,
            is_cancelled=is_cancelled,
        )

    def dismiss(self, places: Sequence[OddPlace], *, origin: object = None) -> Changes:
        """Say of places, whose labels they are in, that they are right as they are, as one act of
        mine: they are not found again until it is taken back. DocumentUnknown, SavingFailed,
        ProjectReadOnly, ProjectLocked."""
        edit = Dismiss(tuple(dismissal_of(one) for one in places))
        return self._walk(lambda road: dismiss(road, edit), origin)

    def dismissed(self) -> set[Dismissal]:
        """Return all that is right as it is."""
        with self._road.store.reading() as connection:
            return {one for one in read_dismissals(connection) if one.kind in ODD_KINDS}

    def bring_back(self, dismissals: Collection[Dismissal], *, origin: object = None) -> Changes:
        """Let what was dismissed be found again, as one act of mine. Errors as `dismiss`."""
        edit = Dismiss((), tuple(sorted(dismissals)))
        return self._walk(lambda road: dismiss(road, edit), origin)

    def mend(
        self,
        places: Sequence[OddPlace],
        *,
        origin: object = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> tuple[Mended, Changes]:
        """Mend places in my sets, each as its oddity says, as one act of mine.

        What is not mine, has changed since or cannot be mended so is left, and counted.
        AnnotatorUnknown (nobody has signed in), SavingFailed, ProjectReadOnly, ProjectLocked;
        Cancelled.
        """
        done, changes = mend_places(
            self._road, places, progress=progress, is_cancelled=is_cancelled
        )
        return done, self._road.tell(changes, origin)
