"""What a desktop of Linux is given: menu entry, icons, kind of file, catalogue entry, manual."""

import shutil
import time
from pathlib import Path

from shipping.icons import DRAWING, SIZES
from shipping.places import APPLICATION_ID, DESKTOP, NAME, PACKAGING, WORK, moment, run, version

COMPLETIONS = {
    "bash": f"share/bash-completion/completions/{NAME}",
    "zsh": f"share/zsh/vendor-completions/_{NAME}",
    "fish": f"share/fish/vendor_completions.d/{NAME}.fish",
}


def fill_desktop(python: Path, usr: Path) -> None:
    """Put all of it under a folder that will be /usr (or its like), drawn by a Python that has the
    program; the icons must have been made."""
    words = WORK / "words"
    run(python, "-m", "shipping.manual", words, folder=PACKAGING)
    for shell, place in COMPLETIONS.items():
        _copy(words / f"{NAME}.{shell}", usr / place)
    _copy(words / f"{NAME}.1", usr / "share" / "man" / "man1" / f"{NAME}.1")
    _copy(DESKTOP / f"{NAME}.desktop", usr / "share" / "applications" / f"{NAME}.desktop")
    _copy(DESKTOP / f"{NAME}-mime.xml", usr / "share" / "mime" / "packages" / f"{NAME}.xml")
    icons = usr / "share" / "icons" / "hicolor"
    for size in SIZES:
        _copy(WORK / "icons" / f"{size}.png", icons / f"{size}x{size}" / "apps" / f"{NAME}.png")
    _copy(DRAWING, icons / "scalable" / "apps" / f"{NAME}.svg")
    catalogue = usr / "share" / "metainfo" / f"{APPLICATION_ID}.metainfo.xml"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(metainfo(), encoding="utf-8")


def metainfo() -> str:
    """Return the entry for catalogues of software, with name, version and day filled in."""
    text = (DESKTOP / f"{NAME}.metainfo.xml").read_text(encoding="utf-8")
    day = time.strftime("%Y-%m-%d", time.gmtime(moment()))
    for name, value in (("APPLICATION_ID", APPLICATION_ID), ("VERSION", version()), ("DATE", day)):
        text = text.replace(f"@{name}@", value)
    return text


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
