"""Copies that a service has put beside a file, because two machines had changed it at once."""

import re
from pathlib import Path

_ANYWHERE = (
    r" \([^()]*(conflict|konflikt|conflit|conflicto|conflitto|конфликт|競合|冲突)[^()]*\)",
    r"_conflict-\d{8}-\d{6}",
    r"\.sync-conflict-\d{8}-\d{6}-\w+",
    r"-(DESKTOP|LAPTOP|WIN)-[A-Z0-9]{4,12}(-\d+)?",
)
"""What stands behind the name of the file: Dropbox and Nextcloud, ownCloud, Syncthing, OneDrive."""
_OF_SERVICE = {
    "OneDrive": r"-[A-Za-z0-9][A-Za-z0-9-]{2,62}",
    "Google Drive": r" ?\(\d{1,3}\)",
    "iCloud Drive": r" \d{1,3}",
}
"""What may be so only in a folder of that service: elsewhere people name their files like that."""


def conflict_copies(path: Path, service: str = "") -> list[Path]:
    """Return the copies of a file beside it, in order of their names; `service` is what
    synchronises its folder."""
    behind = [*_ANYWHERE, *([_OF_SERVICE[service]] if service in _OF_SERVICE else [])]
    ours = re.escape(path.stem) + f"({'|'.join(behind)})" + re.escape(path.suffix)
    name = re.compile(ours, re.IGNORECASE)
    try:
        return sorted(one for one in path.parent.iterdir() if name.fullmatch(one.name))
    except OSError:
        return []
