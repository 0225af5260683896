"""What a project offers of the consistency lens: many slips mended as one act."""

from collections.abc import Sequence

from annotator.model.changes import Changes
from annotator.project.consistency.mending import Mended, OddPlace, mend_places
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, ReportProgress


class Consistency:
    """What can be done about slips in labels. It belongs off the GUI thread."""

    def __init__(self, road: Road) -> None:
        self._road = road

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
