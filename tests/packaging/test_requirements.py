"""The pinned requirements: whole, hashed, and free of hosts, paths and options."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lock() -> ModuleType:
    """packaging/lock.py, which is a script beside the package."""
    spec = importlib.util.spec_from_file_location("lock", ROOT / "packaging" / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_line_is_a_pin_or_a_hash(lock: ModuleType) -> None:
    assert lock.find_strange_lines(REQUIREMENTS) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "--find-links /somewhere",
        "-e .",
        "click>=8 \\",
        "click @ file:///click.whl",
        "click==8.5.1",
        "    # via -r /tmp/requirements.in",
    ],
)
def test_other_lines_are_refused(lock: ModuleType, line: str) -> None:
    assert lock.find_strange_lines(f"click==8.5.1 \\\n{line}\n") == [line]


def test_every_pin_has_hashes() -> None:
    pins = re.split(r"^(?=[a-z])", REQUIREMENTS, flags=re.MULTILINE)[1:]
    assert len(pins) > 30
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_everything_asked_for_is_pinned(lock: ModuleType) -> None:
    pinned = set(re.findall(r"^([a-z0-9-]+)==", REQUIREMENTS, re.MULTILINE))
    asked = {re.match(r"[\w.-]+", wish)[0].lower().replace("_", "-") for wish in lock.read_wishes()}  # type: ignore[index]
    assert asked - pinned == set()


def test_what_builds_the_project_is_asked_for(lock: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["build-system"]["requires"]) <= set(lock.read_wishes())
