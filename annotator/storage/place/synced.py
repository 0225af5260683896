"""Is a file in a folder that a service synchronises: told by the folders' names, by what the
services leave in them, and by what they say of themselves."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

_NAMES = {
    "Dropbox": r"Dropbox( \(.+\))?",
    "OneDrive": r"OneDrive( - .+|-.+)?",
    "Google Drive": r"(My|Google) ?Drive|GoogleDrive-.+",
    "iCloud Drive": r"Mobile Documents|com~apple~CloudDocs|iCloud ?Drive",
    "Nextcloud": r"Nextcloud\d*",
    "ownCloud": r"ownCloud\d*",
    "Box": r"Box Sync|Box-Box",
    "pCloud": r"pCloud ?Drive|pCloud Sync",
}
"""Service -> what it calls its folder."""
_LEFT = {
    "Dropbox": (".dropbox.cache",),
    "Google Drive": (".tmp.drivedownload", ".tmp.driveupload"),
    "Nextcloud": (".nextcloudsync.log", ".sync_*.db", "._sync_*.db"),
    "ownCloud": (".owncloudsync.log",),
    "Syncthing": (".stfolder",),
    "Resilio": (".sync/ID",),
}
"""Service -> what it leaves in the topmost of its folders."""
_ROOTS = {"OneDrive": ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")}
"""Service -> variables in which it says where its folder is."""


def synced_by(
    path: Path, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> str:
    """Return the service that synchronises the folder of a file; "" where none is known to."""
    folder = path.resolve().parent
    above = [folder, *folder.parents]
    for service, root in _said_roots(environment, home or Path.home()):
        if root in above:
            return service
    for one in above:
        for service, names in _NAMES.items():
            if re.fullmatch(names, one.name):
                return service
        for service, left in _LEFT.items():
            if any(_has(one, name) for name in left):
                return service
    return ""


def _said_roots(environment: Mapping[str, str], home: Path) -> Iterator[tuple[str, Path]]:
    for service, variables in _ROOTS.items():
        for variable in variables:
            if environment.get(variable):
                yield service, Path(environment[variable]).resolve()
    for place in (home / ".dropbox", Path(environment.get("LOCALAPPDATA", home)) / "Dropbox"):
        with suppress(OSError, ValueError, AttributeError, LookupError, TypeError):
            said = json.loads((place / "info.json").read_text(encoding="utf-8"))
            for account in said.values():
                yield "Dropbox", Path(account["path"]).resolve()


def _has(folder: Path, name: str) -> bool:
    with suppress(OSError):
        return any(folder.glob(name)) if "*" in name else (folder / name).exists()
    return False
