"""What `Project.examine`, `merge` and `write_packet` do."""

from pathlib import Path

from annotator.model.changes import Changes
from annotator.model.errors import Cancelled
from annotator.project.merging.packet import write_packet
from annotator.project.merging.report import MergeReport, PacketReport
from annotator.project.merging.taking_in import examine, take_in
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, PacketChoice, Progress, ReportProgress
from annotator.storage.foreign.opening import open_foreign


def examine_file(
    road: Road,
    path: Path,
    is_main_file_enough: bool,
    progress: ReportProgress | None,
    is_cancelled: IsCancelled | None,
    *,
    with_purged: bool = False,
) -> MergeReport:
    """Tell what taking a file in would do. See `Project.examine`."""
    follow = _Following(path, progress, is_cancelled)
    with open_foreign(path, is_main_file_enough=is_main_file_enough, follow=follow.stop) as foreign:
        return examine(road, path, foreign, follow.tell, with_purged=with_purged)


def merge_file(
    road: Road,
    path: Path,
    is_main_file_enough: bool,
    progress: ReportProgress | None,
    is_cancelled: IsCancelled | None,
    *,
    with_purged: bool = False,
    is_round: bool = False,
) -> tuple[MergeReport, Changes]:
    """Take a file in. See `Project.merge`. `is_round`: the file is one round of what others have
    sent."""
    road.check_writable()
    follow = _Following(path, progress, is_cancelled)
    with open_foreign(path, is_main_file_enough=is_main_file_enough, follow=follow.stop) as foreign:
        return take_in(road, path, foreign, follow.tell, with_purged=with_purged, is_round=is_round)


def write_packet_file(
    road: Road,
    path: Path,
    choice: PacketChoice,
    progress: ReportProgress | None,
    is_cancelled: IsCancelled | None,
) -> PacketReport:
    """Write a packet. See `Project.write_packet`."""
    return write_packet(road, path, choice, _Following(path, progress, is_cancelled).tell)


class _Following:
    """Tells how far it is, and stops where the user has had enough."""

    def __init__(
        self, path: Path, progress: ReportProgress | None, is_cancelled: IsCancelled | None
    ) -> None:
        self._name = path.name
        self._progress = progress
        self._is_cancelled = is_cancelled
        if progress:
            progress(Progress(0, 0, path.name))

    def stop(self) -> None:
        if self._is_cancelled and self._is_cancelled():
            raise Cancelled

    def tell(self, done: int, total: int) -> None:
        self.stop()
        if self._progress:
            self._progress(Progress(done, total, self._name))
