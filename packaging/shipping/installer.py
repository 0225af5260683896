"""The installer for Windows: the bundle made there, packed by makensis (NSIS), here or there."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from shipping.places import DIST, NAME, PACKAGING, WORK, Stop, run, version

SCRIPT = PACKAGING / "elsewhere" / f"{NAME}.nsi"


def make_installer(folder: Path = DIST) -> Path:
    """Make the installer in a folder from the bundle that lies there; return its path. Stop where
    there is no bundle of Windows, or no makensis."""
    bundles = sorted(folder.glob(f"{NAME}-{version()}-windows-*/"))
    if not bundles:
        raise Stop(
            "There is no bundle for Windows in dist/. Make it there with `build bundle`,"
            " and bring its folder here where NSIS is only here."
        )
    return pack_installer(bundles[-1], folder, WORK / "icons" / f"{NAME}.ico")


def pack_installer(bundle: Path, folder: Path, icon: Path) -> Path:
    """Make the installer of a bundle in a folder; return its path."""
    if not shutil.which("makensis"):
        raise Stop("makensis is not installed here; NSIS 3 has it, on Windows and as a package.")
    files = [path for path in bundle.rglob("*") if path.is_file()]
    WORK.mkdir(parents=True, exist_ok=True)
    listed = WORK / "take_away.nsh"
    listed.write_text("\n".join(take_away(bundle)) + "\n", encoding="utf-8")
    made = folder / f"{bundle.name}-setup.exe"
    told = {
        "VERSION": version(),
        "BUNDLE": bundle,
        "LIST": listed,
        "TARGET": made,
        "ICON": icon,
        "SIZE": sum((path.stat().st_size + 1023) // 1024 for path in files),
    }
    run("makensis", "-V2", "-WX", *(f"-D{name}={value}" for name, value in told.items()), SCRIPT)
    return made


def take_away(bundle: Path) -> Iterator[str]:
    """Yield the lines that delete what the bundle holds, deepest first, and nothing else."""
    yield "!macro TAKE_AWAY"
    for path in sorted(bundle.rglob("*"), reverse=True):
        place = str(path.relative_to(bundle)).replace("/", "\\").replace("$", "$$")
        yield f'  {"RMDir" if path.is_dir() else "Delete"} "$INSTDIR\\{place}"'
    yield "!macroend"
