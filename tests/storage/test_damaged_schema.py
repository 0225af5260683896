"""A file whose schema is damaged so that SQLite's own words about it are no text."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.errors import NotAProject
from annotator.project.project import Project
from annotator.storage.backups.making import verify
from annotator.storage.foreign.opening import open_foreign
from annotator.storage.readers import Readers
from tests.project.building import make_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_project(tmp_path, annotator=None) as project:
        made = project.path
    raw = made.read_bytes()
    at = raw.index(b"CREATE TABLE documents")
    made.write_bytes(raw[:at] + b"CRE\xd1TE" + raw[at + 6 :])
    with (
        closing(sqlite3.connect(made)) as connection,
        pytest.raises(UnicodeDecodeError),  # what Python makes of SQLite's complaint
    ):
        connection.execute("SELECT * FROM sqlite_schema")
    return made


def test_it_is_no_project_wherever_it_is_opened(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAProject):
        Project.open(path)
    with pytest.raises(NotAProject), open_foreign(path):
        pass
    readers = Readers(path, is_read_only=True)
    with pytest.raises(NotAProject) as refused, readers.reading() as connection:
        connection.execute("SELECT * FROM documents")
    assert "malformed" in refused.value.reason
    readers.close()
    assert [one.what for one in verify(path, lambda: None)] == ["database"]
