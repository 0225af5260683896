"""Going back to a backup: told before, what was there kept, one file at every moment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.messages import sentence
from annotator.model.backup import THE_BACKUP, THE_END
from annotator.model.backup_errors import (
    BackupFailed,
    BackupUnknown,
    BackupUnsound,
    RestoreRefused,
)
from annotator.project.backups import backups_of, find_backup, preview_restore, restore
from annotator.project.project import Project
from tests.builders import TEXT, make_document, make_span
from tests.project.building import make_project

ROOT = Path(__file__).parents[3]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def path(tmp_path: Path, root: Path) -> Path:
    """A project with one span, of which there is a backup, and then another span."""
    (tmp_path / "work").mkdir()
    with make_project(tmp_path / "work", [make_document()]) as project:
        project.apply(AddSpan(make_span(TEXT, "Ilse Varga", id="varga")), "talks")
        project.backups.make(root=root)
        project.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", id="lines")), "talks")
    return project.path


def spans(path: Path) -> set[str]:
    with Project.open(path, annotator="ilse") as project:
        assert project.check() == []
        return set(project.annotation_set("talks").spans)


def test_it_is_told_before(path: Path, root: Path) -> None:
    before = path.read_bytes()
    preview = preview_restore(path, find_backup(path, root=root), THE_BACKUP)
    assert preview.now is not None
    assert (preview.then.spans, preview.now.spans) == (1, 2)
    assert preview.now.acts == preview.then.acts + 1
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_there_and_back_again(path: Path, root: Path) -> None:
    done = restore(path, find_backup(path, root=root))
    assert spans(path) == {"varga"}
    assert done.kept is not None
    assert spans(done.kept) == {"varga", "lines"}
    assert {*path.parent.iterdir()} == {path, done.kept}
    with Project.open(path, annotator="ilse") as project:
        project.undo()
        assert not project.annotation_set("talks").spans, "its history came with it"


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\x00", b"nothing of the kind" * 99, None]
)
def test_row_12_what_is_damaged_or_gone_comes_back(
    path: Path, root: Path, content: bytes | None
) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    backup = find_backup(path, root=root)
    assert preview_restore(path, backup).now is None
    done = restore(path, backup)
    assert spans(path) == {"varga"}
    if content is not None:
        assert done.kept is not None
        assert done.kept.read_bytes() == content
    else:
        assert done.kept is None


def test_a_journal_that_a_crash_left_goes_with_its_file(path: Path, root: Path) -> None:
    """Rolled back into what is restored it would destroy it."""
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 2000)
    done = restore(path, find_backup(path, root=root))
    assert done.kept is not None
    assert not journal.exists()
    assert done.kept.with_name(f"{done.kept.name}-journal").exists()
    assert spans(path) == {"varga"}


def test_nobody_is_overrun(path: Path, root: Path) -> None:
    with Project.open(path):
        before = sorted(path.parent.iterdir())
        child = (
            "import sys; from pathlib import Path;"
            "from annotator.project.backups import find_backup, restore;"
            "path, root = map(Path, sys.argv[1:]);"
            "restore(path, find_backup(path, root=root))"
        )
        done = subprocess.run(
            [sys.executable, "-c", child, str(path), str(root)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert "RestoreRefused" in done.stderr
        assert sorted(path.parent.iterdir()) == before
        with pytest.raises(RestoreRefused) as caught:
            restore(path, find_backup(path, root=root))
        assert "close it" in sentence(caught.value)
    assert spans(path) == {"varga", "lines"}


def test_row_11_a_damaged_backup_changes_nothing(path: Path, root: Path) -> None:
    backup = find_backup(path, root=root)
    content = bytearray(backup.path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)  # one bit alone may mean nothing to zstd
    backup.path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises((BackupFailed, BackupUnsound)):
        restore(path, backup)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_row_10_a_journal_that_a_crash_left_of_a_lost_file_is_not_rolled_back(
    path: Path, root: Path
) -> None:
    """The file was deleted after a crash, and what belonged to it stands there still."""
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN')\n"
        "c.execute('UPDATE documents SET title = hex(zeroblob(50000))')\n"
        "c.execute('UPDATE documents SET text = text || hex(zeroblob(50000))')\n"
        "c.execute('DELETE FROM spans')\n"
        "os._exit(1)\n"
    )
    subprocess.run([sys.executable, "-c", script, path], check=False, timeout=60)
    journal = path.with_name(f"{path.name}-journal")
    assert journal.stat().st_size > 4096
    path.unlink()
    restore(path, find_backup(path, root=root), THE_END)
    assert spans(path) == {"varga", "lines"}
    (left,) = path.parent.glob("news (before *-journal")
    assert left.stat().st_size > 4096


def test_which_there_are(path: Path, root: Path, tmp_path: Path) -> None:
    assert [one.number for one in backups_of(path, root)] == [1]
    with pytest.raises(BackupUnknown) as caught:
        find_backup(path, 7, root)
    assert "no backup 7" in sentence(caught.value)
    with pytest.raises(BackupUnknown) as caught:
        find_backup(tmp_path / "other.annotator", root=root)
    assert "There is no backup of" in sentence(caught.value)
