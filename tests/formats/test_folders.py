"""Which files an import names; folders are walked safely."""

import os
from pathlib import Path

import pytest

from annotator.formats.corpus import Problem
from annotator.formats.folders import check_named, find_sources
from annotator.formats.source import Source
from annotator.model.errors import FileUnreadable, LinkNotFollowed, SourceMissing


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")


def names(*named: Path | str) -> list[str]:
    return [Path(one.name).name for one in find_sources(named) if isinstance(one, Source)]


def problems(*named: Path | str) -> list[tuple[str, type]]:
    return [
        (Path(one.file).name, type(one.error))
        for one in find_sources(named)
        if isinstance(one, Problem)
    ]


def test_a_folder_is_walked_in_order_without_hidden_files_and_manifests(tmp_path: Path) -> None:
    make(
        tmp_path,
        "b.txt",
        "a.txt",
        "c/d.txt",
        "c/a.txt",
        ".hidden.txt",
        ".git/x.txt",
        "a.jsonl",
        "a.jsonl.manifest.json",
    )
    assert names(tmp_path) == ["a.jsonl", "a.txt", "b.txt", "a.txt", "d.txt"]


def test_globs_files_and_standard_input(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt", "c.md", "[d].txt")
    assert names(str(tmp_path / "?.txt"), tmp_path / "c.md", "-") == [
        "a.txt",
        "b.txt",
        "c.md",
        "stdin",
    ]
    assert names(str(tmp_path / "[d].txt")) == ["[d].txt"], "a file is a file, whatever its name"


@pytest.mark.parametrize("named", ["missing.txt", "*.none"])
def test_what_is_not_there_is_refused_before_anything(tmp_path: Path, named: str) -> None:
    with pytest.raises(SourceMissing):
        check_named([tmp_path, str(tmp_path / named)])


@pytest.mark.skipif(os.name == "nt", reason="links and modes are other things on Windows")
def test_row_33_links_lead_nowhere_outside_and_round_no_circle(tmp_path: Path) -> None:
    root = tmp_path / "root"
    make(root, "a.txt", "sub/b.txt")
    make(tmp_path, "secret.txt")
    (root / "circle").symlink_to(root)
    (root / "etc").symlink_to("/etc")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "in.txt").symlink_to(root / "a.txt")
    (root / "dangling.txt").symlink_to(root / "gone.txt")
    assert names(root) == ["a.txt", "in.txt", "b.txt"]
    assert problems(root) == [
        ("circle", LinkNotFollowed),
        ("dangling.txt", FileUnreadable),
        ("etc", LinkNotFollowed),
        ("out.txt", LinkNotFollowed),
    ]


@pytest.mark.skipif(os.name == "nt", reason="links and modes are other things on Windows")
def test_a_link_that_the_user_names_is_followed(tmp_path: Path) -> None:
    make(tmp_path / "real", "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert names(tmp_path / "link") == ["a.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and modes are other things on Windows")
def test_a_pipe_in_a_folder_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert problems(tmp_path) == [("pipe", FileUnreadable)]
