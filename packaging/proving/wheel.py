"""The wheel and the sdist, each installed by pip into an environment in which there is nothing."""

import shutil
import venv
import zipfile
from pathlib import Path

from proving.screen import Screen
from proving.trial import Trial, list_files, try_main_job, try_window
from shipping.distributions import make_sdist, make_wheel
from shipping.places import DIST, EXTRAS, WORK, Stop, read, run

PLACE = WORK / "proof-wheel"


def prove_wheel() -> None:
    """Build both, install the wheel with pip, use the program and remove it; then the sdist."""
    shutil.rmtree(PLACE, ignore_errors=True)
    wheel, sdist = make_wheel(), make_sdist()
    print(f"Made {wheel.name} ({wheel.stat().st_size:,} bytes) and {sdist.name}", flush=True)
    environment = PLACE / "environment"
    venv.create(environment, with_pip=True)
    before = list_files(environment)
    python = environment / "bin" / "python"
    _pip(python, "install", f"{wheel}[{','.join(EXTRAS)}]")
    others = len(read(python, "-m", "pip", "list", "--format", "freeze").splitlines()) - 1
    print(f"Installed with {others} other distributions", flush=True)
    home = PLACE / "home"
    home.mkdir()
    trial = Trial(str(environment / "bin" / "annotator"), home)
    try_main_job(trial)
    if shutil.which("Xvfb"):
        with Screen() as screen:
            try_window(trial, screen, DIST / "proof" / "wheel-window.png")
    _prove_contents(wheel, python)
    _pip(python, "uninstall", "--yes", "annotator")
    left = [name for name in list_files(environment) - before if "annotator" in name]
    if left:
        raise Stop(f"Left after removal: {', '.join(sorted(left)[:5])}.")
    print("Removed; nothing of annotator is left in the environment", flush=True)
    _prove_sdist(sdist, wheel)


def _prove_sdist(sdist: Path, wheel: Path) -> None:
    """The sdist, which pip makes into a wheel itself, installs the same files."""
    environment = PLACE / "from-sources"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    _pip(python, "install", "--no-deps", str(sdist))
    _prove_contents(wheel, python)
    print("The sdist installs the same files as the wheel", flush=True)


def _prove_contents(wheel: Path, python: Path) -> None:
    site = Path(
        read(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        other = [
            name
            for name in names
            if not (site / name).is_file() or (site / name).read_bytes() != archive.read(name)
        ]
    if other:
        raise Stop(f"Installed otherwise than in the wheel: {', '.join(other[:5])}.")
    print(f"All {len(names)} files of the wheel are installed as they are", flush=True)


def _pip(python: Path, *arguments: str) -> None:
    print(f"$ pip {' '.join(arguments)}", flush=True)
    run(python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)
