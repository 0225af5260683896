"""The table itself: what is counted, what fails a run, what is left out of everyday runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust.rows import ROWS, rows_in_name

ROOT = Path(__file__).resolve().parents[2]

TESTS = """
import pytest

@pytest.mark.parametrize("seed", range(3))
def test_row_2_kills(seed, tally, trials):
    for _ in range(trials(everyday=1, full=4)):
        tally(kills=1)
    tally(losses=0)

@pytest.mark.trust(1, 3, simulated="the disk is of our making")
def test_killed_elsewhere(tally):
    tally(kills=1, losses=LOSSES)

def test_row_4_fails():
    assert not FAILS

def test_row_5_skipped():
    pytest.skip("links and modes are other things on Windows")

@pytest.mark.benchmark
def test_row_30_is_slow():
    pass

def test_of_no_row():
    assert False
"""


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("test_row_12_a_half", (12,)),
        ("test_rows_18_and_19_twice", (18, 19)),
        ("test_rows_21_to_23_and_25_bad", (21, 22, 23, 25)),
        ("test_row_9", (9,)),
        ("test_rows_come_in", ()),
        ("test_a_row_9", ()),
    ],
)
def test_a_name_tells_its_rows(name: str, rows: tuple[int, ...]) -> None:
    assert rows_in_name(name) == rows


def run(folder: Path, rows: str, *, losses: int = 0, fails: bool = False) -> tuple[int, str]:
    """Return the exit status and what the run said."""
    text = f"LOSSES, FAILS = {losses}, {fails}\n{TESTS}"
    (folder / "test_here.py").write_text(text, encoding="utf-8")
    options = [
        "-c",
        str(ROOT / "pyproject.toml"),
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.trust.plugin",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--trust={rows}", *options, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout


def line(said: str, row: int) -> list[str]:
    """Return the words of one row of the table."""
    (found,) = (one for one in said.splitlines() if one.startswith(f"{row:>3}  {ROWS[row]}"))
    return found.partition(ROWS[row])[2].split()


def test_it_says_what_was_done(tmp_path: Path) -> None:
    status, said = run(tmp_path, "1,2,3,5,30")
    assert status == 0, said
    assert line(said, 2) == ["3", "ok", "kills", "12,", "losses", "0"]
    assert line(said, 3) == ["1", "ok*", "kills", "1,", "losses", "0"]
    assert line(said, 5) == ["0", "skipped"]
    assert line(said, 30) == ["1", "ok"]
    assert "* row 3, simulated: the disk is of our making" in said
    assert "row 5, skipped: links and modes" in said
    assert "5 of 5 rows hold: 5 tests, kills 13, losses 0." in said


@pytest.mark.parametrize(
    ("rows", "losses", "fails", "verdict"),
    [("3", 1, False, "FAILED*"), ("4", 0, True, "FAILED"), ("6", 0, False, "NO TEST")],
)
def test_a_loss_a_failure_and_a_row_without_a_test_fail_the_run(
    tmp_path: Path, rows: str, losses: int, fails: bool, verdict: str
) -> None:
    status, said = run(tmp_path, rows, losses=losses, fails=fails)
    assert status != 0
    assert " ".join(line(said, int(rows))[1:]).startswith(verdict)
    assert "0 of 1 rows hold" in said


def test_a_row_that_is_not_in_the_table_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "99")[0] == pytest.ExitCode.USAGE_ERROR
