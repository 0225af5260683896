"""What goes into a bundle: plugins and libraries that are used, parts whose licence allows it."""

import sys
from pathlib import Path

import pytest

from shipping.build_environment import wishes
from shipping.bundle_parts import excluded_modules, is_kept
from shipping.licences import Part, find_unfit, lines, parts
from shipping.sizes import count_sizes
from shipping.sizes import lines as size_lines

QT = "PySide6/Qt/plugins"


@pytest.mark.parametrize(
    ("name", "is_in"),
    [
        (f"{QT}/platforms/libqxcb.so", True),
        (f"{QT}/platforms/libqwayland.so", True),
        (f"{QT}/platforms/libqoffscreen.so", True),
        (f"{QT}/platforms/libqeglfs.so", False),
        (f"{QT}/platformthemes/libqgtk3.so", False),
        (f"{QT}/imageformats/libqsvg.so", True),
        (f"{QT}/unheard-of/libqnew.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/lib/libQt6VirtualKeyboard.so.6", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fi.qm", False),
        ("annotator/_resources/help/keys.md", True),
        ("click-8.5.1.dist-info/METADATA", True),
        ("click-8.5.1.dist-info/RECORD", False),
        ("numpy/_core/tests/data.csv", False),
    ],
)
def test_what_is_used_is_in_and_nothing_else(name: str, is_in: bool) -> None:
    assert is_kept(name, str(Path(sys.prefix) / "lib" / name)) is is_in


@pytest.mark.parametrize(("name", "is_in"), [("libxcb-cursor.so.0", True), ("libGL.so.1", False)])
def test_of_the_system_only_what_a_desktop_may_lack(name: str, is_in: bool) -> None:
    assert is_kept(name, f"/usr/lib/x86_64-linux-gnu/{name}") is is_in


def test_a_module_of_qt_is_in_where_the_window_names_it(tmp_path: Path) -> None:
    assert "PySide6.QtNetwork" in excluded_modules(tmp_path)
    (tmp_path / "one.py").write_text("from PySide6.QtNetwork import QLocalServer\n")
    assert "PySide6.QtNetwork" not in excluded_modules(tmp_path)


def test_the_bundle_has_what_is_needed_and_the_extras_that_are_light() -> None:
    named = " ".join(wishes())
    assert all(name in named for name in ("PySide6-Essentials", "trafilatura", "dkpro-cassis"))
    assert not any(name in named for name in ("scipy", "spacy", "pyarrow"))


@pytest.mark.parametrize(
    ("licence", "is_fit"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0", False),
        ("GNU General Public License v2 (GPLv2)", False),
        ("unknown", False),
    ],
)
def test_the_gpl_and_what_nobody_knows_are_refused(licence: str, is_fit: bool) -> None:
    assert (find_unfit([Part("it", "1", licence, [])]) == []) is is_fit


def test_the_notices_name_every_part_and_give_the_text_of_its_licence(tmp_path: Path) -> None:
    (click,) = [part for part in parts() if part.name == "click"]
    said = list(lines([click]))
    assert any(line.split()[:2] == ["click", click.version] for line in said)
    assert any("click: LICENSE.txt" in line and "Redistribution" in line for line in said)


def test_sizes_are_told_by_part_and_a_link_counts_nothing(tmp_path: Path) -> None:
    inside = tmp_path / "_internal" / "PySide6" / "Qt" / "lib"
    inside.mkdir(parents=True)
    (inside / "libQt6Core.so.6").write_bytes(bytes(3_000_000))
    (inside / "again.so").symlink_to("libQt6Core.so.6")
    (tmp_path / "annotator").write_bytes(bytes(10))
    sizes = count_sizes(tmp_path)
    assert sizes == {"PySide6/Qt/lib": 3_000_000, "annotator (file)": 10}
    assert next(iter(size_lines(sizes))).split() == ["3.0", "MB", "PySide6/Qt/lib"]
