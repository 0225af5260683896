"""Opening: what is refused, what opens only for reading, and that the file stays as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import annotator
from annotator.edits.edit import AddSpan
from annotator.model import errors
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage import database
from annotator.storage.header import SCHEMA_VERSION
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring, make_documents, make_project

ROOT = Path(__file__).parents[2]
SPAN = AddSpan(Span("a", "p", ((0, 5),)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project file that is closed."""
    make_project(tmp_path, make_documents(20)).close()
    return tmp_path / "news.annotator"


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def assert_refused(path: Path, error: type[errors.AnnotatorError]) -> errors.AnnotatorError:
    """Opening fails so, and leaves the same bytes and nothing beside them."""
    before = path.read_bytes()
    beside = sorted(path.parent.iterdir())
    with pytest.raises(error) as caught:
        Project.open(path, annotator="ilse")
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
    return caught.value


def test_the_front_page_has_the_door() -> None:
    assert annotator.Project is Project
    with pytest.raises(AttributeError):
        _ = annotator.Projekt


def test_a_new_project_is_empty_whole_and_one_file(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.annotator", label_set=LABEL_SET) as project:
        assert (project.name, project.me, project.is_read_only) == ("a", None, False)
        assert project.label_set == LABEL_SET
        assert (project.document_keys(), project.annotators(), list(project.history())) == (
            [],
            [],
            [],
        )
        assert project.check() == []
    assert [one.name for one in tmp_path.iterdir()] == ["a.annotator"]


def test_create_never_writes_over_anything(tmp_path: Path) -> None:
    path = tmp_path / "a.annotator"
    path.write_text("mine")
    with pytest.raises(errors.ProjectExists):
        Project.create(path, label_set=LABEL_SET)
    assert path.read_text() == "mine"


def test_create_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(errors.TargetUnwritable):
        Project.create(tmp_path / "no folder" / "a.annotator", label_set=LABEL_SET)


def test_names_of_files_that_look_like_addresses(tmp_path: Path) -> None:
    name = "50% #1 ?mode=ro é"
    with make_project(tmp_path, name=name) as project:
        project.apply(SPAN, "talks")
    with Project.open(tmp_path / f"{name}.annotator", annotator="ilse") as project:
        assert "a" in project.annotation_set("talks").spans


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(errors.ProjectMissing):
        Project.open(tmp_path / "nothing.annotator")


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def zero_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100 : 4096 * 3] = bytes(4096 * 3 - 100)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("Council opens ferry talks\n" * 100),
        lambda path: path.write_bytes(b"SQLite format 3\x00"),
        lambda path: path.write_bytes(path.read_bytes()[:100]),
        truncate,
        zero_pages,
        lambda path: execute(path, "PRAGMA application_id = 7"),
        lambda path: execute(path, "PRAGMA user_version = 0"),
        lambda path: execute(path, "DELETE FROM meta"),
        lambda path: execute(path, "DROP TABLE meta"),
    ],
    ids=[
        "empty", "text", "magic", "header", "half", "zeroes", "foreign", "no version", "no meta",
        "no table",
    ],
)  # fmt: skip
def test_row_12_what_is_no_project_stays_untouched(
    path: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(path)
    error = assert_refused(path, errors.NotAProject)
    assert isinstance(error, errors.NotAProject)
    assert error.path == path
    assert error.reason


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(errors.NotAProject):
        Project.open(tmp_path)


def test_row_17_a_newer_version_that_may_be_read_is_only_read(path: Path) -> None:
    execute(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    with Project.open(path, annotator="ilse") as project:
        assert (project.is_read_only, project.read_only_reason) == (True, "newer version")
        assert len(list(project.documents())) == 20
        with pytest.raises(errors.ProjectReadOnly):
            project.apply(SPAN, "d0")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE meta SET value = '{SCHEMA_VERSION + 1}' WHERE name = 'min_reader'",
        "DROP TABLE meta",
    ],
)
def test_row_17_a_newer_version_that_may_not_be_read_is_refused(path: Path, statement: str) -> None:
    execute(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}", statement)
    error = assert_refused(path, errors.ProjectTooNew)
    assert isinstance(error, errors.ProjectTooNew)
    assert (error.version, error.known) == (SCHEMA_VERSION + 1, SCHEMA_VERSION)


def test_row_7_a_locked_file_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(errors.ProjectLocked):
            Project.open(path)
        other.execute("ROLLBACK")
    Project.open(path).close()


def test_row_8_a_second_instance_only_reads_and_names_the_first(path: Path) -> None:
    with Project.open(path, annotator="ilse") as first:
        with Project.open(path, annotator="ilse") as second:
            assert (second.is_read_only, second.read_only_reason) == (True, "in use")
            assert str(os.getpid()) in second.holder
            first.apply(SPAN, "d0")
            first.flush()
            assert "a" in second.annotation_set("d0").spans
            with pytest.raises(errors.ProjectReadOnly) as caught:
                second.undo()
            assert caught.value.reason == "in use"
        assert not first.is_read_only
    with Project.open(path) as third:
        assert not third.is_read_only


def test_row_8_another_spelling_of_the_path_is_the_same_project(path: Path) -> None:
    other = path.with_name("link.annotator")
    try:
        other.symlink_to(path)
    except OSError:
        return  # Windows may forbid links.
    with Project.open(path), Project.open(other) as second:
        assert second.read_only_reason == "in use"


def test_row_8_a_second_process_only_reads_and_after_a_crash_all_is_free(path: Path) -> None:
    script = (
        "import sys, annotator\n"
        "project = annotator.Project.open(sys.argv[1])\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with Project.open(path) as project:
            assert f"process {child.pid}" in project.holder
        child.kill()
        child.wait()
    with Project.open(path) as project:
        assert not project.is_read_only


def test_row_6_reading_can_be_all_that_is_asked(path: Path) -> None:
    before = path.read_bytes()
    with Project.open(path, is_read_only=True, annotator="somebody") as looking:
        assert looking.is_read_only
        with Project.open(path, annotator="ilse") as project:
            assert not project.is_read_only
        with pytest.raises(errors.ProjectReadOnly):
            bring(looking, [make_document()])
        assert looking.flush() is None
        assert looking.unsaved == 0
    assert path.read_bytes() == before


READ_ONLY = """
import os, sys, urllib.parse
from pathlib import Path
from annotator import Project
from annotator.edits.edit import AddSpan
from annotator.model.errors import ProjectReadOnly
from annotator.model.span import Span
path = Path(sys.argv[1])
if os.getuid() == 0:  # After the imports: the interpreter may lie where only root may read.
    os.setgid(65534)
    os.setuid(65534)
with Project.open(path, annotator="guest") as project:
    assert project.is_read_only
    print(project.read_only_reason)
    assert len(list(project.documents())) == 20
    assert project.check() == []
    try:
        project.apply(AddSpan(Span("a", "p", ((0, 5),))), "d0")
    except ProjectReadOnly as error:
        print(error.reason)
print(sorted(os.listdir(path.parent)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no unprivileged child on Windows")
@pytest.mark.parametrize(
    ("reason", "file", "folder"), [("file", 0o444, 0o777), ("folder", 0o666, 0o555)]
)
def test_row_6_what_cannot_be_written_is_only_read(
    path: Path, reason: str, file: int, folder: int
) -> None:
    # Apart from pytest's own folder, which every run of it on the machine closes to others.
    place = Path(tempfile.mkdtemp())
    path = Path(shutil.copy(path, place))
    path.chmod(file)
    place.chmod(folder)
    before = path.read_bytes()
    try:
        child = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path)],
            check=False,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "HOME": "/nonexistent",
                "XDG_CACHE_HOME": "",
            },
        )
        assert path.read_bytes() == before
    finally:
        place.chmod(0o755)
        shutil.rmtree(place)
    assert child.stdout.splitlines() == [reason, reason, "['news.annotator']"], child.stderr


def test_a_file_that_another_tool_put_into_wal_mode_comes_back(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    with Project.open(path, annotator="ilse") as project:
        project.apply(SPAN, "d0")
    assert path.read_bytes()[18:20] == b"\x01\x01"
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_row_2_a_crash_in_the_middle_of_a_commit_is_rolled_back(path: Path) -> None:
    """A journal is left as a crash leaves it: the next opening rolls back and all is whole."""
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN')\n"
        "c.execute(\"UPDATE documents SET text = 'lost' || text, url = 'x'\")\n"
        "os._exit(1)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], timeout=60, check=False)
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    with Project.open(path, annotator="ilse") as project:
        assert not project.is_read_only
        assert project.check() == []


def test_row_12_damage_met_while_reading_is_said_not_thrown_about(path: Path) -> None:
    with Project.open(path, annotator="ilse") as project:
        content = bytearray(path.read_bytes())
        content[4096 * 10 :] = os.urandom(len(content) - 4096 * 10)
        path.write_bytes(content)
        with pytest.raises(errors.NotAProject):
            project.document_keys("no such word")
        faults = project.check()
    assert any(fault.what == "database" for fault in faults)
