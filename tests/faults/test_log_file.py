"""The log: whole lines from several programs at once, a few files, and no harm where it cannot be."""

import logging
import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from annotator.faults.log_file import LogFile, keeping_log, line_of, newest_lines

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z \d+ [A-Z]+ [\w.]+: .*")
WRITE = """
import logging, sys
from pathlib import Path
from annotator.faults import log_file
log_file.SIZE = 20_000
logger = logging.getLogger("annotator.test")
log = log_file.LogFile(Path(sys.argv[1]), size=20_000, kept=50)
logger.addHandler(log); logger.setLevel(logging.INFO)
for number in range(300):
    logger.info("%s %d %s", sys.argv[2], number, "x" * (number % 97))
"""


def logger() -> logging.Logger:
    return logging.getLogger("annotator.test")


def all_lines(folder: Path) -> list[str]:
    return [line for path in folder.glob("*.log") for line in path.read_text("utf-8").splitlines()]


def test_what_is_logged_stands_in_a_line_with_when_and_who(tmp_path: Path) -> None:
    with keeping_log(tmp_path / "new"):
        logger().info("begun %d", 3)
    logger().info("not kept")
    [line] = newest_lines(10, tmp_path / "new")
    assert LINE.fullmatch(line)
    assert line.endswith(f"{os.getpid()} INFO annotator.test: begun 3")
    if os.name != "nt":
        assert (tmp_path / "new" / "annotator.log").stat().st_mode & 0o077 == 0


def test_an_error_stands_below_its_line_without_its_words(tmp_path: Path, expected_logs) -> None:  # type: ignore[no-untyped-def]
    expected_logs("odd")
    with keeping_log(tmp_path):
        try:
            raise KeyError("\n".join(["Ilse", "Varga"]))
        except KeyError:
            logger().exception("odd\nthing")
    lines = newest_lines(10, tmp_path)
    assert [line for line in lines if not line.startswith("    ")] == lines[:1]
    assert "test_log_file.py" in lines[2]
    assert "Ilse\\nVarga" not in "\n".join(lines)
    assert lines[-1] == "    KeyError: (its words, 13 characters, are left out)"


def test_libraries_are_not_kept(tmp_path: Path, expected_logs) -> None:  # type: ignore[no-untyped-def]
    expected_logs("somebody's text")
    with keeping_log(tmp_path):
        logging.getLogger("pypdf").error("somebody's text")
    assert newest_lines(10, tmp_path) == []


def test_the_home_folder_is_written_as_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/maria")
    record = logging.LogRecord("annotator", 20, "", 1, "in /home/maria/log", None, None)
    assert line_of(record).endswith("annotator: in ~/log\n")


def test_a_full_file_is_moved_on_and_the_last_one_goes(tmp_path: Path) -> None:
    log = LogFile(tmp_path, size=2_000, kept=3)
    for number in range(200):
        log.handle(logging.LogRecord("annotator", 20, "", 1, f"{number} {'x' * 80}", None, None))
    files = sorted(path.name for path in tmp_path.glob("*.log"))
    assert files == ["annotator.1.log", "annotator.2.log", "annotator.log"]
    assert all(path.stat().st_size <= 2_000 for path in tmp_path.glob("*.log"))
    assert newest_lines(1, tmp_path)[0].split()[5] == "199"
    assert [one.split()[5] for one in newest_lines(20, tmp_path)] == [
        str(n) for n in range(180, 200)
    ]


def test_programs_at_once_lose_no_line_and_tear_none(tmp_path: Path) -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", WRITE, tmp_path, name], cwd=ROOT)
        for name in ("one", "two", "three")
    ]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    lines = all_lines(tmp_path)
    assert len(list(tmp_path.glob("*.log"))) > 3
    assert all(LINE.fullmatch(line) for line in lines)
    for name in ("one", "two", "three"):
        numbers = sorted(int(line.split()[6]) for line in lines if f" {name} " in line)
        assert numbers == list(range(300))


def test_newest_lines_of_one_process(tmp_path: Path) -> None:
    log = LogFile(tmp_path)
    for process, words in ((1, "mine"), (2, "theirs\nbelow"), (1, "mine too\nbelow")):
        record = logging.LogRecord("annotator", 20, "", 1, words, None, None)
        record.process = process
        log.handle(record)
    assert [one.split(": ")[-1].strip() for one in newest_lines(9, tmp_path, 1)] == [
        "mine", "mine too", "below",
    ]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="links and modes are other things on Windows")
def test_a_full_disk_and_a_place_without_rights_disturb_nobody(tmp_path: Path) -> None:
    """Both for real, in a child without privileges that may write no more than 500 bytes a file."""
    script = (
        "import logging, os, sys\nfrom pathlib import Path\n"
        "from annotator.faults.log_file import keeping_log\n"
        "os.getuid() or os.setuid(65534)\n"
        "log = logging.getLogger('annotator.test')\n"
        "for folder in map(Path, sys.argv[1:]):\n"
        "    with keeping_log(folder):\n"
        "        for number in range(50): log.info('line %d', number)\n"
        "print('went on')\n"
    )
    shut, full = tmp_path / "shut", tmp_path / "full"
    shut.mkdir(mode=0o500)
    full.mkdir()
    full.chmod(0o777)
    for one in (tmp_path, *tmp_path.parents):
        is_ours = Path(tempfile.gettempdir()) in one.parents
        if is_ours and not one.stat().st_mode & 0o001:
            one.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", script, shut, full],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)),
    )
    assert (done.stdout, done.stderr, done.returncode) == ("went on\n", "", 0)
    assert list(shut.iterdir()) == []
    lines = (full / "annotator.log").read_text().splitlines()
    assert 3 < len(lines) < 10
    assert all(LINE.fullmatch(line) for line in lines)
