"""What a copy of a project keeps for sharing: its own streams, and how far it knows others'.

It is kept where backups are not, under the name of the copy: a copied or restored file has another
name, so it begins anew, with streams of its own. What is lost here is made again: the streams come
back from the hub, and what is taken in a second time adds nothing.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson
from platformdirs import user_data_path

from annotator.hub.bundles import write_whole
from annotator.hub.folder import FolderHub
from annotator.hub.revision import Kind
from annotator.model.hub_errors import HubMissing

Place = tuple[str, Kind, str | None]
_STATE = "known.json"
_PULLS_KEPT = 200


@dataclass(slots=True)
class Known:
    """How far a copy knows the streams of others."""

    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Stream -> number and hash of the last revision that was taken in, or passed over."""
    pulls: list[tuple[str, dict[str, tuple[int, str]]]] = field(default_factory=list)
    """Import (id) -> how far the streams in it were known before."""
    loose: dict[Place, tuple[int, str]] = field(default_factory=dict)
    """The same of streams that are not to be seen whole, by stream, kind and document."""
    loose_pulls: list[tuple[str, list[Place]]] = field(default_factory=list)
    """Import (id) -> what of those was in it."""
    unfit: dict[str, dict[str, str]] = field(default_factory=dict)
    """Stream -> number -> why that revision of theirs was passed over."""
    refused: dict[str, dict[str, str]] = field(default_factory=dict)
    """Stream -> number -> why the hub has not taken that revision of mine."""
    last_sync: str = ""
    """ISO 8601, UTC."""
    row: tuple[int, str] = (0, "")
    """How far the history of the project went then: number and hash of its last row."""

    @property
    def imports(self) -> list[str]:
        """The imports (ids) by which things came in."""
        return [id for id, _ in self.pulls] + [id for id, _ in self.loose_pulls]

    def take_back(self, retired: Collection[str]) -> None:
        """Forget what has been taken back since: it comes again."""
        for id, before in reversed(self.pulls):
            if id in retired:
                self.heads |= before
                self.heads = {stream: head for stream, head in self.heads.items() if head[0]}
        self.pulls = [one for one in self.pulls if one[0] not in retired][-_PULLS_KEPT:]
        for id, places in self.loose_pulls:
            if id in retired:
                self.loose = {at: head for at, head in self.loose.items() if at not in places}
        kept = [one for one in self.loose_pulls if one[0] not in retired]
        self.loose_pulls = kept[-_PULLS_KEPT:]


def usual_root() -> Path:
    """Return where this user's copies keep what they share."""
    return user_data_path("annotator", appauthor=False) / "streams"


class Keeping:
    """What one copy of a project keeps."""

    def __init__(self, copy: str, root: Path) -> None:
        self._folder = root / copy
        try:
            self.outbox = FolderHub(self._folder)
        except HubMissing:
            self.outbox = FolderHub.make(self._folder)
        """The streams of this copy, as they are to be on the hub."""
        self.known = self._read()

    def _read(self) -> Known:
        try:
            said = orjson.loads((self._folder / _STATE).read_bytes())
            return Known(
                {stream: (seq, sha256) for stream, (seq, sha256) in said["heads"].items()},
                [
                    (id, {one: tuple(head) for one, head in was.items()})
                    for id, was in said["pulls"]
                ],
                {(stream, kind, id): (seq, sha) for stream, kind, id, seq, sha in said["loose"]},
                [(id, [(*one,) for one in places]) for id, places in said["loose_pulls"]],
                said["unfit"],
                said["refused"],
                said["last_sync"],
                (said["row"][0], said["row"][1]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return Known()  # Lost: then all of it is taken in again, which adds nothing.

    def save(self, row: tuple[int, str]) -> None:
        """Keep what is known now, of a project whose history ends with a row. OSError."""
        self.known.row = row
        said = asdict(self.known)
        said["loose"] = [[*place, *head] for place, head in self.known.loose.items()]
        write_whole(self._folder / _STATE, orjson.dumps(said))
