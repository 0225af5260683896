"""The licences of all that a bundle is made of: a list, the texts, and no GPL.

Run with the Python whose environment is told: `python -m shipping.licences FILE`.
"""

import importlib.metadata
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shipping.places import NAME, Stop

ONLY_BUILDS = {"pip", "setuptools", "pyinstaller", "pyinstaller-hooks-contrib", "altgraph"}
"""In the environment and not in the bundle. (Of PyInstaller the starter is, by the exception of
its licence, which lets one ship it with a program of any licence.)"""

CHOSEN = {
    "PySide6_Essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "tld": "MPL-1.1",
    "packaging": "Apache-2.0",
    "pyinstaller-hooks-contrib": "Apache-2.0",
}
"""Where one may choose among several, what is chosen."""

OF_THE_SYSTEM = {
    "OpenSSL": "Apache-2.0", "SQLite": "Public Domain", "libffi": "MIT", "bzip2": "bzip2-1.0.6",
    "liblzma": "0BSD", "libuuid": "BSD-3-Clause", "Zstandard": "BSD-3-Clause", "Expat": "MIT",
    "libxcb and its parts": "MIT", "libxkbcommon": "MIT", "libwayland": "MIT",
}  # fmt: skip
"""What a bundle of Linux has from the system it was made on; see bundle_parts.py."""

COMMON = Path("/usr/share/common-licenses")
LONG_TEXTS = ("LGPL-3", "GPL-3")
"""What Qt's licence asks to be handed on and its wheels do not have; LGPL-3 builds on GPL-3."""

FREE_ENOUGH = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software|MPL|Mozilla|LGPL|ISC|Zlib|CC0|CNRI|Public Domain",
    re.IGNORECASE,
)
STRONG = re.compile(r"(?<!L)\bA?GPL|(?<!Lesser )\bGeneral Public", re.IGNORECASE)


class Part(NamedTuple):
    """One distribution: its name, version, licence and the files that have the licence's text."""

    name: str
    version: str
    licence: str
    texts: list[Path]


def parts() -> list[Part]:
    """Return the distributions of this environment that go into a bundle, by name."""
    found = importlib.metadata.distributions()
    named = {one.name: _part(one) for one in found if one.name.lower() not in ONLY_BUILDS}
    return sorted(named.values(), key=lambda part: part.name.lower())


def _part(found: importlib.metadata.Distribution) -> Part:
    metadata = found.metadata.json
    said = str(metadata.get("license_expression") or "")
    if not said:
        kinds = [one for one in metadata.get("classifier", []) if one.startswith("License")]
        said = ", ".join(one.rpartition(" :: ")[2] for one in kinds)
        said = said or str(metadata.get("license") or "").partition("\n")[0]
    texts = [Path(str(found.locate_file(one))) for one in found.files or [] if _is_text(str(one))]
    licence = CHOSEN.get(found.name, said or "unknown")
    return Part(found.name, found.version, licence, sorted(texts))


def _is_text(name: str) -> bool:
    words = ("LICEN", "COPYING", "NOTICE")
    return ".dist-info/" in name and any(word in name.upper().rpartition("/")[2] for word in words)


def find_unfit(found: list[Part]) -> list[Part]:
    """Return the parts that may not go into a bundle: under the GPL, or nobody knows under what."""
    return [
        part
        for part in found
        if STRONG.search(part.licence) or not FREE_ENOUGH.search(part.licence)
    ]


def lines(found: list[Part]) -> Iterator[str]:
    """Yield the notices: a list of all parts, then the text of each licence."""
    yield f"{NAME} is under the MIT licence. With it come these, each under the licence named."
    yield "None is under the GPL. Qt and PySide6 are under the LGPL: their libraries lie in the"
    yield "folder PySide6 as files of their own, and you may put others of your making in their"
    yield "place. Their sources are published by the Qt Company with each version.\n"
    yield f"{'Python':<26} {platform.python_version():<18} PSF-2.0"
    for part in found:
        yield f"{part.name:<26} {part.version:<18} {part.licence}"
    if sys.platform.startswith("linux"):
        for name, licence in OF_THE_SYSTEM.items():
            yield f"{name:<26} {'of the system':<18} {licence}"
    for name, text in _texts(found):
        yield f"\n{'=' * 78}\n{name}\n{'=' * 78}\n\n{text.strip()}"


def _texts(found: list[Part]) -> Iterator[tuple[str, str]]:
    python = Path(sys.base_prefix) / "lib" / f"python3.{sys.version_info.minor}" / "LICENSE.txt"
    for path in (python, Path(sys.base_prefix) / "LICENSE.txt"):
        if path.is_file():
            yield "Python", path.read_text(encoding="utf-8", errors="replace")
            break
    for part in found:
        for path in _chosen_texts(part):
            yield f"{part.name}: {path.name}", path.read_text(encoding="utf-8", errors="replace")


def _chosen_texts(part: Part) -> list[Path]:
    """Return the texts of a part, without those of licences that were not chosen."""
    other = ("GPL",) if part.name in CHOSEN else ()
    return [path for path in part.texts if not any(word in path.name.upper() for word in other)]


def copy_long_texts(folder: Path) -> None:
    """Put the texts of the LGPL and the GPL it builds on beside the notices."""
    for name in LONG_TEXTS:
        if not (COMMON / name).is_file():
            raise Stop(f"{COMMON / name} is not here; Qt's licence asks that it comes along.")
        (folder / f"{name}.txt").write_bytes((COMMON / name).read_bytes())


def main(arguments: list[str]) -> int:
    """Write the notices into a file; 1 where something in the environment may not be shipped."""
    found = parts()
    if unfit := find_unfit(found):
        names = ", ".join(f"{part.name} ({part.licence})" for part in unfit)
        print(f"These may not go into a bundle: {names}.", file=sys.stderr)
        return 1
    Path(arguments[0]).write_text("\n".join(lines(found)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
