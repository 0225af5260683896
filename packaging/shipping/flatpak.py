"""The Flatpak: a manifest and, beside it, the tree of files that it puts into its sandbox.

Built from it by flatpak-builder, where the runtime that it names can be fetched:
flatpak-builder --user --install --force-clean build/flatpak dist/flatpak/ID.json
"""

import json
import shutil
from pathlib import Path
from typing import Any

from shipping.bundle import make_bundle, stamp
from shipping.places import APPLICATION_ID, DIST, NAME, read
from shipping.tree import make_tree

RUNTIME = "24.08"
"""Of freedesktop.org; its C library (2.40) is newer than that of the Debian a bundle is made on."""
PERMISSIONS = (
    "--share=ipc",
    "--socket=wayland",
    "--socket=fallback-x11",
    "--device=dri",
    "--share=network",  # for a team's server; nothing else opens a connection
    "--filesystem=home",  # SQLite needs the folder in which a project lies, not only its file
    "--talk-name=org.freedesktop.secrets",  # where the password of a team's server is kept
)
TREE = "files"


def manifest() -> dict[str, Any]:
    """Return the manifest, as flatpak-manifest(5) has it."""
    kinds = "/app/share/mime/packages"
    return {
        "id": APPLICATION_ID,
        "runtime": "org.freedesktop.Platform",
        "runtime-version": RUNTIME,
        "sdk": "org.freedesktop.Sdk",
        "command": NAME,
        # What others see of it has to begin with the id.
        "rename-desktop-file": f"{NAME}.desktop",
        "rename-icon": NAME,
        "finish-args": list(PERMISSIONS),
        "modules": [
            {
                "name": NAME,
                "buildsystem": "simple",
                "build-commands": [
                    "cp -a . /app",
                    f"mv {kinds}/{NAME}.xml {kinds}/{APPLICATION_ID}.xml",
                ],
                "sources": [{"type": "dir", "path": TREE}],
                "build-options": {"no-debuginfo": True},
            }
        ],
    }


def make_flatpak_folder(folder: Path = DIST) -> Path:
    """Make the manifest and its files in a folder of their own; return the manifest's path. Where
    flatpak-builder is there, it has read it."""
    place = folder / "flatpak"
    shutil.rmtree(place, ignore_errors=True)
    make_tree(make_bundle(), place / TREE)
    stamp(place / TREE)
    path = write_manifest(place)
    if shutil.which("flatpak-builder"):
        read("flatpak-builder", "--show-manifest", path)
    return path


def write_manifest(folder: Path) -> Path:
    """Write the manifest into a folder; return its path."""
    path = folder / f"{APPLICATION_ID}.json"
    path.write_text(json.dumps(manifest(), indent=2) + "\n", encoding="utf-8")
    return path
