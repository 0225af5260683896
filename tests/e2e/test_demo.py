"""Story: somebody tries the program on a machine without a screen: `annotator demo`."""

from pathlib import Path

import orjson
from PySide6.QtGui import QImage

from annotator.project.project import Project
from tests.e2e.conftest import Annotator

MADE = ["demo.annotator", "demo.jsonl", "demo.jsonl.manifest.json", "demo.png"]


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.stat().st_size)


def test_demo_leaves_a_project_a_corpus_and_a_picture(annotator: Annotator, tmp_path: Path) -> None:
    result = annotator("demo", "tour", QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert (result.returncode, result.stderr) == (0, "")
    tour = tmp_path / "tour"
    assert names(tour) == MADE
    for name in ("demo.annotator", "demo.jsonl", "demo.png"):
        assert name in result.stdout

    with Project.open(tour / "demo.annotator") as project:
        assert len(list(project.documents())) >= 12
        assert project.check() == []
        assert len(project.annotators()) == 2
    lines = [orjson.loads(line) for line in (tour / "demo.jsonl").read_bytes().splitlines()]
    assert len({line["id"] for line in lines}) >= 12
    assert any("fragments" in span for line in lines for span in line["spans"])
    assert annotator("verify", tour / "demo.jsonl").returncode == 0


def test_the_picture_shows_the_window(annotator: Annotator, tmp_path: Path) -> None:
    assert annotator("demo").returncode == 0
    picture = QImage(str(tmp_path / "demo.png"))
    assert (picture.width(), picture.height()) == (1440, 900)
    colours = {picture.pixel(x, y) for x in range(0, 1440, 3) for y in range(0, 900, 3)}
    assert len(colours) > 100, "the picture is empty"


def test_what_is_there_is_kept(annotator: Annotator, tmp_path: Path) -> None:
    assert annotator("demo").returncode == 0
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    again = annotator("demo")
    assert again.returncode == 0
    assert "demo-2.annotator" in again.stdout
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert len(names(tmp_path)) == 2 * len(MADE)
    # The same sample gives the same corpus.
    assert (tmp_path / "demo-2.jsonl").exists()
