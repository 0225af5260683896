"""Whether there is a screen, told from the environment; and why not, with what helps."""

import os
import platform
import shutil
import socket
from pathlib import Path

import pytest

from annotator.cli import system_libraries
from annotator.cli.display import has_display, why_no_window


@pytest.mark.parametrize(
    ("environment", "platform", "is_there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"QT_QPA_PLATFORM": "minimal"}, "darwin", False),
        ({"QT_QPA_PLATFORM": "offscreen:enable_fonts"}, "win32", False),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_displays(environment: dict[str, str], platform: str, is_there: bool) -> None:
    assert has_display(environment, platform) is is_there


def test_a_display_that_does_not_answer_is_named() -> None:
    why = why_no_window({"DISPLAY": ":4077"})
    assert why is not None
    assert "“:4077” does not answer" in why
    why = why_no_window({"WAYLAND_DISPLAY": "wayland-77", "XDG_RUNTIME_DIR": "/nowhere"})
    assert why is not None
    assert "“wayland-77” does not answer" in why


def test_a_compositor_that_listens_is_found(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-1"))
        listening.listen()
        environment = {"WAYLAND_DISPLAY": "wayland-1", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert why_no_window(environment) is None


def test_a_platform_that_is_chosen_is_left_to_qt() -> None:
    assert why_no_window({"QT_QPA_PLATFORM": "offscreen"}) is None


@pytest.mark.parametrize(
    ("tools", "is_root", "remedy"),
    [
        (["apt-get"], False, "with: sudo apt-get install -y --no-install-recommends libegl1"),
        (["dnf"], True, "with: dnf install -y libglvnd-egl"),
        ([], True, "please install them"),
    ],
)
def test_libraries_that_are_missing_are_named_with_the_line_that_installs_them(
    monkeypatch: pytest.MonkeyPatch, tools: list[str], is_root: bool, remedy: str
) -> None:
    lacking = {"libEGL.so.1": system_libraries.ALWAYS["libEGL.so.1"]}
    monkeypatch.setattr(system_libraries, "missing_libraries", lambda _environment: lacking)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in tools else None)
    monkeypatch.setattr(os, "geteuid", lambda: 0 if is_root else 1000)
    why = why_no_window({"DISPLAY": ":0"})
    assert why is not None
    assert "lacks (libEGL.so.1)" in why
    assert why.endswith(remedy)


def test_an_old_system_is_told_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("glibc", "2.31"))
    why = why_no_window({"DISPLAY": ":0"})
    assert why is not None
    assert "this system has 2.31" in why


def test_what_is_there_can_be_loaded_and_what_is_not_cannot() -> None:
    assert system_libraries.can_load("libc.so.6")
    missing = system_libraries.missing_libraries({}, lambda name: name != "libGL.so.1")
    assert list(missing) == ["libGL.so.1"]
