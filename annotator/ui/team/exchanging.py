"""What the window of a team does off the GUI thread: looking, exchanging, claiming, releasing."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress, stop_if
from annotator.project.sharing.connecting import (
    is_server,
    keep_password,
    make_hub,
    with_password,
)
from annotator.project.sharing.report import HubState, SyncReport


class Door(NamedTuple):
    """Where the hub is, and what opens it."""

    place: str
    password: str = ""
    """As it was typed; "" takes the one that is kept."""
    is_kept: bool = False
    """Whether it shall be kept once it has opened the hub."""

    @property
    def opened(self) -> str:
        """The place as it is connected to."""
        return with_password(self.place, self.password)


class Exchanged(NamedTuple):
    """What an act on the hub has come to, and how things stand after it."""

    state: HubState
    reports: Sequence[SyncReport] = ()
    claimed: int = 0
    released: int = 0
    is_password_kept: bool | None = None
    """None where it was not to be kept."""


Act = Callable[..., Exchanged]


def look(
    project: Project, door: Door, *, progress: ReportProgress, is_cancelled: IsCancelled
) -> Exchanged:
    """Ask how things stand."""
    return _ended(project, door, is_cancelled=is_cancelled)


def exchange(
    project: Project, door: Door, *, progress: ReportProgress, is_cancelled: IsCancelled
) -> Exchanged:
    """Send what is mine, and take in what the others have sent."""
    follow = {"progress": progress, "is_cancelled": is_cancelled}
    sent = project.sharing.push(door.opened, **follow)  # type: ignore[arg-type]
    stop_if(is_cancelled)
    came = project.sharing.pull(door.opened, **follow)  # type: ignore[arg-type]
    return _ended(project, door, [sent, came], is_cancelled=is_cancelled)


def make(
    project: Project, door: Door, *, progress: ReportProgress, is_cancelled: IsCancelled
) -> Exchanged:
    """Make a place a hub, or carry one of an older version forward, and look at it."""
    make_hub(door.opened)
    return _ended(project, door, is_cancelled=is_cancelled)


def claim(
    project: Project,
    door: Door,
    count: int,
    *,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> Exchanged:
    """Take articles to label, and fetch them."""
    claimed = project.sharing.claim(count, door.opened)
    came = project.sharing.pull(door.opened, progress=progress, is_cancelled=is_cancelled)
    return _ended(project, door, [came], is_cancelled=is_cancelled)._replace(claimed=len(claimed))


def release(
    project: Project,
    door: Door,
    document: str,
    *,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> Exchanged:
    """Open an article before all have finished it."""
    released = project.sharing.release([document], door.opened)
    return _ended(project, door, is_cancelled=is_cancelled)._replace(released=released)


def _ended(
    project: Project,
    door: Door,
    reports: Sequence[SyncReport] = (),
    *,
    is_cancelled: IsCancelled,
) -> Exchanged:
    stop_if(is_cancelled)
    state = project.sharing.state(door.opened)
    kept = None
    if door.is_kept and door.password and is_server(door.place):
        kept = keep_password(door.place, door.password)
    return Exchanged(state, reports, is_password_kept=kept)
