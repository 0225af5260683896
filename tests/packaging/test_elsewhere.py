"""What is made for systems that are not this one, checked as far as its tools run here: NSIS's
compiler, flatpak-builder's reader, a folder squeezed for an AppImage."""

import json
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from shipping.appimage import STARTER, make_appimage, squeeze
from shipping.desktop import metainfo
from shipping.flatpak import write_manifest
from shipping.icons import pack_ico
from shipping.installer import SCRIPT, make_installer, pack_installer, take_away
from shipping.places import DESKTOP, PACKAGING, Stop

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0\x1f\xf3\xffa"
    b"\0\0\0\0IEND\xaeB`\x82"
)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder as the bundle of Windows is one, with names that a script could misread."""
    folder = tmp_path / "annotator-1.2.3-windows-amd64"
    for name in ("annotator.exe", "annotator-window.exe", "_internal/a$b c.dll", "_internal/d/é"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"some bytes")
    return folder


def test_the_uninstaller_deletes_what_the_bundle_holds_and_nothing_else(bundle: Path) -> None:
    assert list(take_away(bundle)) == [
        "!macro TAKE_AWAY",
        '  Delete "$INSTDIR\\annotator.exe"',
        '  Delete "$INSTDIR\\annotator-window.exe"',
        '  Delete "$INSTDIR\\_internal\\d\\é"',
        '  RMDir "$INSTDIR\\_internal\\d"',
        '  Delete "$INSTDIR\\_internal\\a$$b c.dll"',
        '  RMDir "$INSTDIR\\_internal"',
        "!macroend",
    ]
    assert "RMDir /r" not in SCRIPT.read_text()


@pytest.mark.skipif(not shutil.which("makensis"), reason="NSIS is not here")
def test_the_installer_is_compiled_without_a_warning(bundle: Path, tmp_path: Path) -> None:
    icon = tmp_path / "it.ico"
    icon.write_bytes(pack_ico({16: PNG}))
    made = pack_installer(bundle, tmp_path, icon)
    assert made.name == "annotator-1.2.3-windows-amd64-setup.exe"
    assert made.read_bytes()[:2] == b"MZ"


def test_an_installer_asks_for_a_bundle_of_windows(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="no bundle for Windows"):
        make_installer(tmp_path)


def test_the_flatpak_has_the_names_of_the_desktop_entry_and_the_catalogue(tmp_path: Path) -> None:
    path = write_manifest(tmp_path)
    said = json.loads(path.read_text())
    assert said["id"] == path.stem == ElementTree.fromstring(metainfo()).findtext("id")
    assert (DESKTOP / said["rename-desktop-file"]).is_file()
    assert f"Icon={said['rename-icon']}\n" in (DESKTOP / "annotator.desktop").read_text()
    if shutil.which("flatpak-builder"):
        command = ["flatpak-builder", "--show-manifest", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "WARNING" not in done.stderr
        assert json.loads(done.stdout)["modules"][0]["name"] == "annotator"


def test_an_appimage_starts_the_program_beside_it_wherever_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "some where"
    program = folder / "usr" / "lib" / "annotator" / "annotator"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    program.chmod(0o755)
    shutil.copy(STARTER, folder / "AppRun")
    other = tmp_path / "link"
    other.symlink_to(folder / "AppRun")
    for start in (folder / "AppRun", other):
        command = [start, "open", "two words.annotator"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout == "open|two words.annotator|"


def test_a_runtime_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("APPIMAGE_RUNTIME", str(tmp_path / "none"))
    with pytest.raises(Stop, match="no file is there"):
        make_appimage(tmp_path)


@pytest.mark.skipif(not shutil.which("mksquashfs"), reason="squashfs-tools are not here")
def test_a_folder_squeezed_twice_is_the_same_bytes_and_unpacks_as_it_was(
    bundle: Path, tmp_path: Path
) -> None:
    made = [tmp_path / name for name in ("one.squashfs", "two.squashfs")]
    for path in made:
        squeeze(bundle, path)
    assert made[0].read_bytes() == made[1].read_bytes()
    out = tmp_path / "out"
    subprocess.run(["unsquashfs", "-q", "-n", "-d", out, made[0]], check=True, capture_output=True)
    held = {path.relative_to(out) for path in out.rglob("*")}
    assert held == {path.relative_to(bundle) for path in bundle.rglob("*")}
    assert (out / "annotator.exe").read_bytes() == b"some bytes"


def test_signing_asks_for_a_certificate_before_it_touches_anything() -> None:
    script = PACKAGING / "elsewhere" / "sign_macos.sh"
    subprocess.run(["sh", "-n", script], check=True)
    done = subprocess.run(["sh", script, "x"], env={}, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "certificate" in done.stderr
