"""The Debian package on a Debian in which there is nothing else: installed, used, removed.

Needs to be root, debootstrap, and a mirror of Debian, which is that of the system one is on.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from proving.screen import Screen
from proving.trial import Trial, list_files, try_main_job, try_window
from shipping.places import DIST, NAME, WORK, Stop, read, run

SUITE = "bookworm"
"""Debian 12, the oldest whose C library is new enough for Qt."""
PLACE = WORK / "proof-debian"
BASE, ROOT_FOLDER = PLACE / "base", PLACE / "root"

NOT_OURS = ("proc", "dev", "tmp", "root", "home/visitor", "run", "var/log", "var/cache", "var/lib")
"""Where the system itself writes while packages come and go; dpkg's own lists are asked apart."""
HANDED_ON = ("etc/apt/apt.conf.d", "etc/resolv.conf", "etc/ssl/certs/ca-certificates.crt")
"""What the clean system needs of ours to reach the same mirror."""


def prove_package(package: Path) -> None:
    """Install, use and remove the package on a clean system; print what was done."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise Stop("This proof needs to be root, and debootstrap.")
    _ask_lintian(package)
    _make_base()
    # By tools that know devices and mounts: Python would read a copied /dev/zero to its end.
    run("rm", "-rf", "--one-file-system", ROOT_FOLDER)
    run("cp", "-a", BASE, ROOT_FOLDER)
    with _mounted():
        _apt("update", "-q")
        _apt("install", "-y", "-q", "--no-install-recommends", "xvfb", "shared-mime-info")
        (ROOT_FOLDER / "home" / "visitor").mkdir()
        files, packages = _files(), _packages()
        print(f"Before: {len(packages)} packages, {len(files)} files", flush=True)
        _install(package, packages)
        _use()
        _remove(files, packages)


def _ask_lintian(package: Path) -> None:
    """Debian's own critic finds neither a fault nor a doubt, apart from what it was told of."""
    if not shutil.which("lintian"):
        print("lintian is not installed here and was not asked", flush=True)
        return
    run("lintian", "--allow-root", "--fail-on", "error,warning", package)
    print("lintian finds nothing", flush=True)


def _make_base() -> None:
    """The smallest Debian there is, kept for the next proof."""
    if (BASE / "etc" / "debian_version").is_file():
        return
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    print(f"$ debootstrap --variant=minbase {SUITE}", flush=True)
    include = "--include=ca-certificates"
    run("debootstrap", "--variant=minbase", include, SUITE, BASE, _mirror())


def _mirror() -> str:
    """Return where this system has its own packages from."""
    said = read("apt-get", "indextargets", "--format", "$(CODENAME) $(REPO_URI)")
    found = [line.split()[1] for line in said.splitlines() if line.split()[:1] == [SUITE]]
    if not found:
        raise Stop(f"This system has no mirror of Debian {SUITE}.")
    return found[0]


@contextmanager
def _mounted() -> Iterator[None]:
    """The clean system with what programs await of a kernel, taken off again whatever happens."""
    for name in HANDED_ON:
        source, target = Path("/") / name, ROOT_FOLDER / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    folders = ("proc", "dev")
    for folder in folders:
        run("mount", "--bind", Path("/") / folder, ROOT_FOLDER / folder)
    try:
        yield
    finally:
        for folder in reversed(folders):
            run("umount", ROOT_FOLDER / folder)


def _install(package: Path, packages: set[str]) -> None:
    shutil.copyfile(package, ROOT_FOLDER / "tmp" / package.name)
    _apt("install", "-y", "-q", "--no-install-recommends", f"/tmp/{package.name}")
    came = sorted(_packages() - packages)
    print(f"Installed; with it came {len(came) - 1}: {', '.join(came)}", flush=True)


def _use() -> None:
    trial = Trial(
        f"/usr/bin/{NAME}", Path("/home/visitor"), ("chroot", str(ROOT_FOLDER)), ROOT_FOLDER
    )
    try_main_job(trial)
    with Screen(trial.inside, ROOT_FOLDER) as screen:
        try_window(trial, screen, DIST / "proof" / "debian-window.png")
    shutil.copyfile(trial.outside(trial.folder / "demo.png"), DIST / "proof" / "debian-demo.png")
    kind = _chroot("grep", "annotator", "/usr/share/mime/globs2").strip()
    print(f"The kind of file is known: {kind}", flush=True)


def _remove(files: set[str], packages: set[str]) -> None:
    _apt("purge", "-y", "-q", NAME)
    ours = [name for name in _files() - files if NAME in name]
    if ours:
        raise Stop(f"Left after removal: {', '.join(sorted(ours)[:9])}.")
    _apt("autoremove", "--purge", "-y", "-q")
    left = _files() - files
    if left or _packages() - packages:
        raise Stop(f"Left after removal: {', '.join(sorted(left | (_packages() - packages))[:9])}.")
    print("Removed; the same packages and files are there as before it came", flush=True)


def _files() -> set[str]:
    # What Python or the icon cache would leave lies in usr; what dpkg knows is asked by _packages.
    return list_files(ROOT_FOLDER, NOT_OURS)


def _packages() -> set[str]:
    """Return the names of the packages of the clean system, also those removed but not purged."""
    return set(_chroot("dpkg-query", "--show", "--showformat", "${Package}\n").split())


def _apt(*arguments: str) -> None:
    print(f"$ apt-get {' '.join(arguments)}", flush=True)
    where = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
    options = ("-o", "Dpkg::Use-Pty=0", "-o", "APT::Sandbox::User=root")
    command = ["chroot", str(ROOT_FOLDER), "apt-get", *options, *arguments]
    done = subprocess.run(command, env=where, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"It failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")


def _chroot(*command: str) -> str:
    where = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    done = subprocess.run(
        ["chroot", str(ROOT_FOLDER), *command],
        env=where,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
