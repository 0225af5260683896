"""Where a project lies, and what that means for it."""

from pathlib import Path
from typing import NamedTuple

from annotator.storage.place.conflicts import conflict_copies
from annotator.storage.place.network import network_of
from annotator.storage.place.synced import synced_by


class Place(NamedTuple):
    """Where a project lies."""

    network: str = ""
    """What the drive of the network is called on which it lies; "": on one of this machine."""
    service: str = ""
    """What synchronises its folder; "": nothing that is known."""
    copies: tuple[Path, ...] = ()
    """Copies beside it that were made where two machines had changed it at once."""

    @property
    def is_shared(self) -> bool:
        """Whether other machines may write to it."""
        return bool(self.network or self.service)


def place_of(path: Path) -> Place:
    """Return where a project file lies. It asks the disk, and belongs off the GUI thread."""
    service = synced_by(path)
    return Place(network_of(path), service, tuple(conflict_copies(path, service)))
