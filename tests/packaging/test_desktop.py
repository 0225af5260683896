"""What a desktop is given fits the program: menu entry, kind of file, catalogue entry, icons."""

import configparser
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from annotator import __version__
from annotator.cli.main import annotator
from annotator.project.project import Project
from shipping.desktop import metainfo
from shipping.icons import pack_icns, pack_ico
from shipping.places import APPLICATION_ID, DESKTOP

NAMESPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture
def entry() -> configparser.SectionProxy:
    """The menu entry."""
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(DESKTOP / "annotator.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.fixture
def kind() -> ElementTree.Element:
    """The kind of file, as the system's list of kinds is told of it."""
    (kind,) = ElementTree.parse(DESKTOP / "annotator-mime.xml").getroot()
    return kind


def matches(match: ElementTree.Element, data: bytes) -> bool:
    """Whether a rule of the list of kinds fits a file, and one of those inside it."""
    value, offset = match.attrib["value"], int(match.attrib["offset"])
    if match.attrib["type"] == "string":
        wanted = value.encode().replace(b"\\0", b"\0")
    else:
        wanted = struct.pack(">I", int(value, 16))
    inner = match.findall(f"{NAMESPACE}match")
    is_here = data[offset : offset + len(wanted)] == wanted
    return is_here and (not inner or any(matches(one, data) for one in inner))


def test_a_project_is_known_by_its_first_bytes_and_other_databases_are_not(
    kind: ElementTree.Element, tmp_path: Path
) -> None:
    path = tmp_path / "news.annotator"
    Project.create(path).close()
    data = path.read_bytes()
    (magic,) = kind.findall(f"{NAMESPACE}magic")
    assert any(matches(one, data) for one in magic)
    other = data[:68] + bytes(4) + data[72:]
    assert not any(matches(one, other) for one in magic)


def test_the_kind_of_file_has_one_name_everywhere(
    entry: configparser.SectionProxy, kind: ElementTree.Element
) -> None:
    name = kind.attrib["type"]
    assert entry["MimeType"] == f"{name};"
    assert f"<mediatype>{name}</mediatype>" in metainfo()
    (glob,) = kind.findall(f"{NAMESPACE}glob")
    assert glob.attrib["pattern"] == "*.annotator"


def test_the_menu_entry_starts_a_command_that_is_there(entry: configparser.SectionProxy) -> None:
    program, command, file = entry["Exec"].split()
    assert (program, file) == ("annotator", "%f")
    found = CliRunner().invoke(annotator, [command, "--help"])
    assert "[PROJECT]" in found.output  # nothing stands for %f where no file was clicked


def test_the_catalogue_entry_is_filled_in() -> None:
    component = ElementTree.fromstring(metainfo())
    assert component.findtext("id") == APPLICATION_ID
    release = component.find("releases/release")
    assert release is not None
    assert release.attrib["version"] == __version__
    assert "@" not in metainfo()


def checkers(folder: Path) -> Iterator[list[str]]:
    """The commands of the desktops' own tools that are here."""
    (folder / "it.metainfo.xml").write_text(metainfo(), encoding="utf-8")
    if shutil.which("desktop-file-validate"):
        yield ["desktop-file-validate", str(DESKTOP / "annotator.desktop")]
    if shutil.which("appstreamcli"):
        yield ["appstreamcli", "validate", "--no-net", str(folder / "it.metainfo.xml")]


def test_the_tools_of_the_desktops_find_nothing_wrong(tmp_path: Path) -> None:
    for command in checkers(tmp_path):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_icons_of_windows_and_macos_hold_the_pictures_of_each_size() -> None:
    pictures = {16: b"sixteen", 256: b"two hundred and fifty-six"}
    ico = pack_ico(pictures)
    assert struct.unpack("<HHH", ico[:6]) == (0, 1, 2)
    for number, (size, picture) in enumerate(pictures.items()):
        width, *_, length, place = struct.unpack("<BBBBHHII", ico[6 + 16 * number :][:16])
        assert (width or 256) == size
        assert ico[place : place + length] == picture
    icns = pack_icns(pictures)
    assert struct.unpack(">4sI", icns[:8]) == (b"icns", len(icns))
    assert struct.unpack(">4sI", icns[8:16]) == (b"icp4", 8 + len(pictures[16]))
    assert icns.endswith(b"ic08" + struct.pack(">I", 8 + len(pictures[256])) + pictures[256])
