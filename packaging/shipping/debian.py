"""The Debian package, made from the bundle: what Debian has as packages it depends on instead.

It has no maintainer scripts: menus, icons, kinds of files and the manual are taken up by the
triggers of the packages whose folders they lie in.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

from shipping.bundle import make_bundle, stamp
from shipping.places import DIST, NAME, ROOT, WORK, Stop, moment, read, read_project, run, version
from shipping.tree import make_tree

RECOMMENDED = ("fonts-noto-core", "xdg-desktop-portal", "shared-mime-info", "desktop-file-utils")
"""Not needed to run: letters of other scripts than Latin, the desktop's own files dialog, menus."""

SHORT = "label spans and relations in news articles"
LONG = """Read news articles, highlight who and what is in them, tie the spans together, and take
home a corpus that a training script eats. Every act is one or two keys, nothing is ever lost, and
the whole project is one file. Several people's labels are reviewed side by side, with how far they
agree. Reads and writes the formats of brat, doccano, Label Studio, INCEpTION, CoNLL, spaCy and
others; works without a network, in a window and from the command line."""

_PACKAGE_OF = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libwayland-client.so.0": "libwayland-client0",
}
"""What Qt loads on Wayland, and the package of Debian that has it."""

OVERRIDES = (
    "embedded-library",  # Python and Qt come along: Debian 12 has no PySide6
    "unstripped-binary-or-object",
    "hardening-no-pie",
    "hardening-no-fortify-functions",
    "library-not-linked-against-libc",
    "shared-library-is-executable",
    "custom-library-search-path",  # to the libraries beside them
    "shared-library-lacks-prerequisites",  # parts of Python: the starter has loaded what they need
    "duplicate-font-file",  # text must be as wide here as in the tests and on other systems
    "copyright-file-contains-full-gpl-license",  # as the notices of what comes along have them
    "copyright-file-contains-full-apache-2-license",
    "no-changelog",
    "initial-upload-closes-no-bugs",
)
"""What lintian is told not to complain of: it all follows from bringing Python and Qt along."""


def make_package(folder: Path = DIST) -> Path:
    """Make the package in a folder; return its path. Needs dpkg, and Debian's kind of system."""
    if not shutil.which("dpkg-shlibdeps"):
        raise Stop("dpkg-dev is not installed here; a Debian package is made on Debian or Ubuntu.")
    bundle = make_bundle()
    tree = WORK / "debian"
    shutil.rmtree(tree, ignore_errors=True)
    home = make_tree(bundle, tree / "usr")
    shutil.rmtree(home / "licences")
    for path in sorted(_libraries(home)):
        if _is_debians(path):
            path.unlink()
    _write_documents(tree, bundle)
    depends = find_depends(tree)
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text("\n".join(_control(tree, depends)) + "\n", encoding="utf-8")
    (control / "md5sums").write_text("\n".join(_sums(tree)) + "\n", encoding="utf-8")
    stamp(tree)
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / f"{NAME}_{version()}_{_architecture()}.deb"
    # One thread of xz: several cut the data where they happen to stand.
    options = ("--root-owner-group", "-Zxz", "-z6", "--threads-max=1")
    run("dpkg-deb", *options, "--build", tree, package)
    return package


def _libraries(home: Path) -> Iterator[Path]:
    """Yield the libraries that PyInstaller took from the system it ran on."""
    inside = home / "_internal"
    return (path for path in inside.iterdir() if ".so" in path.name and not path.is_symlink())


def _is_debians(path: Path) -> bool:
    """Tell whether a library belongs to a package of Debian's, which is then depended on.

    Not Python's own: the starter opens it by its path, so dpkg-shlibdeps would not see it.
    """
    if path.name.startswith("libpython"):
        return False
    command = ["dpkg-query", "--search", f"*/{path.name}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def find_depends(tree: Path) -> str:
    """Return what the binaries load, as `Depends` has it, told by dpkg-shlibdeps."""
    scratch = WORK / "shlibdeps"
    shutil.rmtree(scratch, ignore_errors=True)
    (scratch / "debian").mkdir(parents=True)
    source = f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\nDescription: {SHORT}\n"
    (scratch / "debian" / "control").write_text(source, encoding="utf-8")
    binaries = [path for path in tree.rglob("*") if path.is_file() and _is_binary(path)]
    places = sorted({str(path.parent) for path in binaries})
    options = ["-O", "--ignore-missing-info", *(f"-l{place}" for place in places)]
    try:
        said = read("dpkg-shlibdeps", *options, *sorted(map(str, binaries)), folder=scratch)
    except Stop as stop:
        raise Stop(what_is_missing(str(stop)) or str(stop)) from None
    return said.strip().removeprefix("shlibs:Depends=")


def what_is_missing(said: str) -> str:
    """Return what dpkg-shlibdeps did not find, as a sentence; "" where that is not its complaint.

    It knows the package of a library only where that is installed.
    """
    libraries = sorted(set(re.findall(r"cannot find library (\S+) needed by", said)))
    if not libraries:
        return ""
    known = [_PACKAGE_OF[one] for one in libraries if one in _PACKAGE_OF]
    remedy = f": apt-get install {' '.join(known)}" if len(known) == len(libraries) else "."
    return (
        f"This system lacks {', '.join(libraries)}, which Qt loads; install what has them, so that"
        f" the package can depend on it{remedy}"
    )


def _is_binary(path: Path) -> bool:
    if path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _control(tree: Path, depends: str) -> Iterator[str]:
    files = (path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    yield f"Package: {NAME}"
    yield f"Version: {version()}"
    yield f"Architecture: {_architecture()}"
    yield f"Maintainer: {_maintainer()}"
    yield f"Installed-Size: {sum((path.stat().st_size + 1023) // 1024 for path in files)}"
    yield f"Depends: {depends}"
    yield f"Recommends: {', '.join(RECOMMENDED)}"
    yield "Section: science"
    yield "Priority: optional"
    yield f"Description: {SHORT}"
    for line in textwrap.wrap(" ".join(LONG.split()), 78):
        yield f" {line}"


def _maintainer() -> str:
    """Return who looks after the package: as Debian's tools are told it, else the authors."""
    name = os.environ.get("DEBFULLNAME") or read_project()["project"]["authors"][0]["name"]
    return f"{name} <{os.environ.get('DEBEMAIL') or 'annotator@packages.invalid'}>"


def _architecture() -> str:
    return read("dpkg", "--print-architecture").strip()


def _write_documents(tree: Path, bundle: Path) -> None:
    """Licences, changes and what lintian is told, where Debian has them; texts compressed."""
    documents = tree / "usr" / "share" / "doc" / NAME
    documents.mkdir(parents=True)
    notices = (bundle / "licences" / "NOTICES.txt").read_text(encoding="utf-8")
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    common = "\nThe LGPL-3 and GPL-3 texts are in /usr/share/common-licenses.\n"
    (documents / "copyright").write_text(f"{licence}{common}\n{notices}", encoding="utf-8")
    when = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(moment()))
    changes = f"{NAME} ({version()}) stable; urgency=low\n\n  * Version {version()}.\n\n"
    _compress(documents / "changelog.gz", f"{changes} -- {_maintainer()}  {when}\n".encode())
    page = tree / "usr" / "share" / "man" / "man1" / f"{NAME}.1"
    _compress(page.with_name(f"{NAME}.1.gz"), page.read_bytes())
    page.unlink()
    overrides = tree / "usr" / "share" / "lintian" / "overrides" / NAME
    overrides.parent.mkdir(parents=True)
    overrides.write_text("".join(f"{NAME}: {tag}\n" for tag in OVERRIDES), encoding="utf-8")


def _compress(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(data, 9, mtime=0))


def _sums(tree: Path) -> Iterator[str]:
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts:
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            yield f"{digest}  {path.relative_to(tree)}"
