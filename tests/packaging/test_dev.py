"""packaging/dev.py: what it says when something is missing, without installing anything."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "dev.py"
LIBRARY = [("libegl1", "libglvnd-egl", "libglvnd"), ("libgl1", "libglvnd-glx", "libglvnd")]


@pytest.fixture
def dev() -> ModuleType:
    """A fresh copy of the script as a module."""
    spec = importlib.util.spec_from_file_location("dev", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def have_only(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, *tools: str, root: bool) -> list:
    """Pretends a system with these tools; returns the list in which its commands are kept."""
    commands: list[list[str]] = []

    def keep(command: list[str], **_: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(dev.shutil, "which", lambda name: name if name in tools else None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr(dev.subprocess, "run", keep)
    return commands


def lacks(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, missing: dict) -> None:
    """Pretends a system on which Qt would miss these libraries."""
    known = dev.system_libraries()
    monkeypatch.setattr(known, "missing_libraries", lambda _environment: missing)
    monkeypatch.setattr(dev, "system_libraries", lambda: known)


def test_an_older_python_can_read_it() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_it_needs_only_the_standard_library() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_older_python_is_told_of_a_newer_one(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    have_only(dev, monkeypatch, "python3.12", "python3.11", root=False)
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 1))
    assert dev.main(["test"]) == 2
    said = capsys.readouterr().err
    assert "needs Python 3.11 or newer" in said
    assert "Use python3.12, which is here." in said


def test_root_on_debian_gets_what_is_missing(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = have_only(dev, monkeypatch, "apt-get", root=True)
    dev.install_system_packages("Qt needs more.", LIBRARY)
    install = ["apt-get", "install", "-y", "--no-install-recommends", "libegl1", "libgl1"]
    assert commands == [["apt-get", "update", "-q"], install]


@pytest.mark.parametrize(
    ("tool", "root", "line"),
    [
        ("apt-get", False, "sudo apt-get install -y --no-install-recommends libegl1 libgl1"),
        ("dnf", True, "    dnf install -y libglvnd-egl libglvnd-glx"),
        ("pacman", False, "sudo pacman -S --needed --noconfirm libglvnd"),
        ("none", False, "Please install it with your system's package manager."),
    ],
)
def test_others_are_told_the_line_that_installs_it(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tool: str, root: bool, line: str
) -> None:
    commands = have_only(dev, monkeypatch, tool, root=root)
    with pytest.raises(dev.Stop, match="Qt needs more") as stop:
        dev.install_system_packages("Qt needs more.", LIBRARY)
    assert line in str(stop.value)
    assert commands == []


def test_missing_libraries_are_named(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    have_only(dev, monkeypatch, root=False)
    lacks(dev, monkeypatch, {"libEGL.so.1": LIBRARY[0]})
    with pytest.raises(dev.Stop, match=r"lacks: libEGL\.so\.1\."):
        dev.require_system()


def test_a_python_that_cannot_make_environments_is_told(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    have_only(dev, monkeypatch, "apt-get", root=False)
    lacks(dev, monkeypatch, {})
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _name: None)
    package = "python{}.{}-venv".format(*sys.version_info)
    with pytest.raises(dev.Stop, match=package):
        dev.require_system()


def test_nothing_is_installed_twice(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "require_system", lambda: None)
    monkeypatch.setattr(dev, "VENV", tmp_path / "venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev.venv, "create", lambda *_, **__: done.append(("venv",)))
    monkeypatch.setattr(dev, "install", lambda *arguments: done.append(arguments))
    dev.set_up()
    assert [step[0] for step in done] == ["venv", "--only-binary", "--quiet"]
    dev.set_up()
    assert len(done) == 3

    lines = (tmp_path / "stamp").read_text(encoding="utf-8").splitlines()
    (tmp_path / "stamp").write_text("\n".join([*lines[:2], "older", "older"]), encoding="utf-8")
    dev.set_up()
    assert [step[0] for step in done[3:]] == ["--quiet"]


def test_an_unknown_step_is_named(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["check", "spelling"]) == 2
    assert "There is no step spelling. The steps are: format, lint" in capsys.readouterr().err


def test_without_a_command_it_explains_itself() -> None:
    result = subprocess.run(
        [sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert "packaging/dev.py run [ARGS]" in result.stdout
