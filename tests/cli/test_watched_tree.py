"""Hostile files and projects, read by the real program, change nothing outside a temporary folder.

Rows 13 and 31 to 35: everything that could be hit stands in one tree, of which every name, every
byte and every time is compared before and after. The program runs as it does for anybody, in a
process of its own whose home and settings are in that tree.
"""

import hashlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.formats.registry import all_formats
from tests.hostile_sources import GOOD, ZIPS, bodies, brat_folder
from tests.storage.foreign.tampering import make_theirs, put_hot_journal, run

ROOT = Path(__file__).resolve().parents[2]
HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="links and modes are other things on Windows"
)


class World:
    """A tree that nobody may change, and beside it the project and a place for what is temporary."""

    def __init__(self, folder: Path) -> None:
        self.tree, self.work, self.spare = folder / "tree", folder / "work", folder / "spare"
        for one in (self.tree, self.work, self.spare):
            one.mkdir()
        (self.tree / "precious.txt").write_text("An hour of somebody's life.")
        (self.tree / "up.txt").write_text("What ../ leads to.")
        (self.tree / "in").mkdir()

    def state(self) -> dict[str, tuple[object, ...]]:
        """Return every name in the tree with its size, its time and its hash."""
        return {
            str(path.relative_to(self.tree)): _facts(path) for path in sorted(self.tree.rglob("*"))
        }

    def annotator(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        home = self.spare / "home"
        home.mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-m", "annotator", *map(str, arguments)],
            cwd=self.work,
            env={
                **os.environ,
                **dict.fromkeys(HOMES, str(home)),
                "TMPDIR": str(self.spare),
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


def _facts(path: Path) -> tuple[object, ...]:
    about = path.lstat()
    if path.is_symlink():
        return (about.st_mode, about.st_mtime_ns, os.readlink(path))
    content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return (about.st_mode, about.st_mtime_ns, about.st_size, content)


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    done = made.annotator("new", "news.annotator")
    assert done.returncode == 0, done.stderr
    return made


@contextmanager
def nothing_changes(world: World) -> Iterator[None]:
    """Fail where anything in the tree is another afterwards, or anything temporary is left."""
    before = world.state()
    assert {"precious.txt", "up.txt"} <= set(before)
    yield
    assert world.state() == before
    left = [one.name for one in world.spare.iterdir() if one.name != "home"]
    assert left == []


@pytest.mark.trust(31, 33, 34)
def test_hostile_files_change_nothing(world: World, tally: Callable[..., None]) -> None:
    folder = world.tree / "in"
    endings = {ending for one in all_formats() if one.can_read for ending in one.endings}
    for number, (name, body) in enumerate(bodies().items()):
        for ending in sorted(endings)[number % 3 :: 3]:
            (folder / f"{number} {name}{ending}").write_bytes(body)
    for name, pack in ZIPS.items():
        (folder / f"{name}.zip").write_bytes(pack())
    (folder / "good.jsonl").write_bytes(GOOD)
    brat_folder(folder / "brat")
    with nothing_changes(world):
        done = world.annotator("import", "news.annotator", folder)
    tally(inputs_tried=sum(one.is_file() for one in folder.rglob("*")))
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert "fault of annotator" not in done.stdout


TAMPERED: dict[str, Callable[[Path], None]] = {
    "sound": lambda path: None,
    "a view": run("CREATE VIEW more AS SELECT 1"),
    "a trigger": run("CREATE TRIGGER boom AFTER INSERT ON meta BEGIN SELECT 1; END"),
    "a rewritten history": run("UPDATE history SET annotator = NULL WHERE seq = 3"),
    "no UTF-8": run("UPDATE spans SET note = CAST(x'ff41' AS TEXT) WHERE id = 'varga'"),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]) and None,
    "a text": lambda path: path.write_text("a text") and None,
    "nothing": lambda path: path.write_bytes(b"") and None,
}


@pytest.mark.trust(13, 14)
def test_a_hostile_project_changes_nothing(
    world: World, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    """Without and with a journal that names another file to be deleted."""
    theirs = make_theirs(world.tree / "in")
    sound = theirs.read_bytes()
    for how in list(TAMPERED)[: trials(everyday=2, full=len(TAMPERED))]:
        for has_journal in (False, True):
            theirs.write_bytes(sound)
            TAMPERED[how](theirs)
            journal = theirs.with_name(f"{theirs.name}-journal")
            if has_journal:
                put_hot_journal(theirs, world.tree / "precious.txt")
            with nothing_changes(world):
                done = world.annotator("merge", "news.annotator", theirs)
            tally(inputs_tried=1)
            assert done.returncode in (0, 1, 2), how
            assert "Traceback" not in done.stderr, how
            if has_journal:
                assert done.returncode == 2, "it was made while the file was open, which is told"
            journal.unlink(missing_ok=True)


@pytest.mark.trust(32, 35)
def test_an_export_of_hostile_ids_writes_nothing_elsewhere(
    world: World, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    ids = [
        "../../tree/up",
        "/etc/x",
        str(world.tree / "up"),
        "a\x01b",
        "x" * 300,
        "Case",
        "case",
        "CON",
    ]
    people = ["../../tree/up", "R&D", "a/b", "CON", "con"]
    lines = [
        {"version": 1, "id": id, "text": f"{number}. Ilse Varga spoke.", "annotator": name,
         "status": "finished", "relations": [],
         "spans": [{"id": "s", "label": "../x", "start": 3, "end": 7}]}
        for number, id in enumerate(ids) for name in people
    ]  # fmt: skip
    (world.work / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert world.annotator("import", "news.annotator", "in.jsonl").returncode == 0
    writers = [one.name for one in all_formats() if one.can_write]
    chosen = ["brat", *(one for one in writers if one != "brat")]
    for format in chosen[: trials(everyday=2, full=len(chosen))]:
        out = world.work / format
        with nothing_changes(world):
            done = world.annotator("export", "news.annotator", "-o", out, "--format", format)
        assert done.returncode in (0, 2), done.stderr
        assert "Traceback" not in done.stderr
        tally(inputs_tried=len(lines))
        written = [one for one in out.parent.glob(f"{format}*/**/*") if one.is_file()]
        assert (format, bool(written)) != ("brat", False)
        assert all(one.resolve().is_relative_to(world.work) for one in written)
        assert all(len(one.name) < 130 for one in written)
        names = {str(one).lower() for one in written}
        assert len(names) == len(written), "two that are one file on other systems"


@pytest.mark.trust(31)
def test_nobody_is_called(world: World) -> None:
    """Markup names a server of ours, which hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        page = (
            f'<p>Ilse Varga said.</p><img src="http://127.0.0.1:{server.getsockname()[1]}/x.png">'
        )
        (world.tree / "in" / "page.html").write_text(f"<html><body>{page}</body></html>")
        world.annotator("import", "news.annotator", world.tree / "in")
        with pytest.raises(TimeoutError):
            server.accept()
