"""What is shipped: the wheel has every file of the package and of resources/, the sdist has all."""

import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


def list_files(folder: str) -> set[str]:
    """The files of a folder of the project, by their paths from its root."""
    found = (ROOT / folder).rglob("*")
    return {
        path.relative_to(ROOT).as_posix()
        for path in found
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What lies in the wheel, by name."""
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")))
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_has_the_package_and_its_resources(wheel: dict[str, bytes]) -> None:
    resources = {f"annotator/_{name}" for name in list_files("resources") if ".git" not in name}
    shipped = {name for name in wheel if ".dist-info/" not in name}
    assert "annotator/py.typed" in shipped
    assert shipped == list_files("annotator") | resources


def test_the_wheel_makes_the_command(wheel: dict[str, bytes]) -> None:
    (entries,) = [wheel[name] for name in wheel if name.endswith("/entry_points.txt")]
    assert b"annotator = annotator.cli.main:main" in entries


def test_the_sdist_has_all_that_a_clone_has(tmp_path: Path) -> None:
    (path,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path))
    with tarfile.open(path) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "README.md", "LICENSE", ".gitignore"}
    for folder in ("annotator", "packaging", "resources", "tests"):
        wanted |= list_files(folder)
    assert wanted - packed == set()
