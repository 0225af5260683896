"""What the head of a file says, without SQLite."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.errors import NotAProject, ProjectMissing
from annotator.storage.header import SCHEMA_VERSION, has_hot_journal, read_header
from annotator.storage.store import create_file
from tests.builders import LABEL_SET


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.annotator"
    create_file(path, LABEL_SET, made_by="0", at="2026-01-24T00:00:00Z")
    return path


def test_a_project_says_its_version_and_its_size(path: Path) -> None:
    header = read_header(path)
    assert header.version == SCHEMA_VERSION
    assert header.size == path.stat().st_size


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ProjectMissing):
        read_header(tmp_path / "none")


@pytest.mark.parametrize("size", [0, 15, 99, 4096, 5000])
def test_row_12_a_file_cut_anywhere(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(NotAProject):
        read_header(path)


def test_a_cut_file_with_a_journal_is_left_to_sqlite(path: Path) -> None:
    path.with_name("a.annotator-journal").write_bytes(b"x")
    path.write_bytes(path.read_bytes()[:4096])
    assert has_hot_journal(path)
    assert read_header(path).version == SCHEMA_VERSION


def test_the_size_holds_for_every_size_of_page(tmp_path: Path) -> None:
    for size in (512, 4096, 65536):
        path = tmp_path / f"{size}.annotator"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA page_size = {size}")
            connection.execute("PRAGMA application_id = 0x416E6E54")
            connection.execute("PRAGMA user_version = 1")
            connection.execute("CREATE TABLE a (b)")
        assert read_header(path).size == path.stat().st_size
