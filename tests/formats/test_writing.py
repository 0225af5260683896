"""Writing beside and renaming: whole, or the old file is there still."""

import gzip
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard

from annotator.formats.writing import StagedFiles, is_ordinary_target
from annotator.model.errors import TargetUnwritable

CONTENT = b"line\n" * 1000


def write(target: Path, content: bytes = CONTENT) -> StagedFiles:
    with StagedFiles() as staged, staged.open(target) as stream:
        stream.write(content)
    return staged


def test_a_file_is_written_and_known_by_its_hash(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    [written] = write(target).written
    assert target.read_bytes() == CONTENT
    assert (written.sha256, written.size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert list(tmp_path.iterdir()) == [target]


def test_compression_is_by_ending_and_always_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in (".gz", ".zst"):
        one, two = tmp_path / f"one{ending}", tmp_path / f"two{ending}"
        [written] = write(one).written
        write(two)
        assert one.read_bytes() == two.read_bytes()
        assert written.sha256 == hashlib.sha256(one.read_bytes()).hexdigest()
        assert len(one.read_bytes()) < len(CONTENT)
    assert gzip.decompress((tmp_path / "one.gz").read_bytes()) == CONTENT
    with zstandard.open(tmp_path / "one.zst") as stream:
        assert stream.read() == CONTENT


def test_where_writing_fails_the_old_file_stays_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    write(target, b"old")

    def fail() -> None:
        with StagedFiles() as staged, staged.open(target) as stream:
            stream.write(CONTENT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_of_several_files_all_come_or_none(tmp_path: Path) -> None:
    def write_both(*, is_failing: bool) -> None:
        with StagedFiles() as staged:
            for name in "ab":
                with staged.open(tmp_path / name) as stream:
                    stream.write(b"x")
            if is_failing:
                raise RuntimeError

    with pytest.raises(RuntimeError):
        write_both(is_failing=True)
    assert list(tmp_path.iterdir()) == []
    write_both(is_failing=False)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "b"]


def test_a_folder_or_no_folder_is_no_target(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "missing" / "out.jsonl"):
        with pytest.raises(TargetUnwritable) as caught:
            write(target)
        assert caught.value.path == target


@pytest.mark.skipif(os.name == "nt", reason="links and modes are other things on Windows")
def test_links_and_modes_are_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "out.jsonl", tmp_path / "link.jsonl"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_bytes() == CONTENT
    assert target.stat().st_mode & 0o777 == 0o640


def test_pipes_and_devices_are_no_ordinary_targets(tmp_path: Path) -> None:
    assert is_ordinary_target(tmp_path / "new.jsonl")
    assert not is_ordinary_target(Path(os.devnull))


FILLS_THE_DISK = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from annotator.formats.writing import StagedFiles
from annotator.model.errors import TargetUnwritable
try:
    with StagedFiles() as staged, staged.open(Path(sys.argv[1])) as stream:
        for _ in range(5):
            stream.write(b"x" * (1 << 20))
except TargetUnwritable as error:
    print(error.reason)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are other things on Windows")
def test_row_5_a_full_disk_leaves_the_old_file_and_no_part_of_the_new(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", FILLS_THE_DISK, str(target)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.strip() == "File too large"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
