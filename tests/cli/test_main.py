"""The command as a whole: help, guesses, one line for every error, and its exit status."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from annotator import __version__
from annotator.cli import main as cli
from annotator.cli.main import COMMANDS
from annotator.faults.places import reports_folder
from tests.cli.conftest import Command


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example(command: Command, name: str) -> None:
    result = command(name, "--help")
    assert result.status == 0
    assert f"Usage: annotator {name}" in result.out
    assert f"Example: annotator {name}" in result.out
    assert result.err == ""


def test_help_lists_every_command_in_a_line(command: Command) -> None:
    result = command("--help")
    assert result.status == 0
    listed = result.out.partition("Commands:")[2].split("Example:")[0]
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == list(COMMANDS)
    assert command("-h").out == result.out


def test_version(command: Command) -> None:
    assert command("--version").out == f"annotator {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("imprt", "import"), ("statistics", "stats"), ("EXPORT", "export"), ("verfy", "verify")],
)
def test_a_command_mistyped_is_guessed(command: Command, typed: str, meant: str) -> None:
    result = command(typed, "news.annotator")
    assert result.status == 2
    assert f"There is no command “{typed}”; perhaps “{meant}” is meant" in result.line


def test_a_command_nobody_knows(command: Command) -> None:
    assert "There is no command “xyzzy”." in command("xyzzy").line


def test_a_file_given_as_a_command(command: Command, tmp_path: Path) -> None:
    (tmp_path / "news.annotator").touch()
    assert "perhaps “annotator open news.annotator” is meant" in command("news.annotator").line


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "news.annotator"],
        ["export", "news.annotator"],
        ["stats", "a", "b"],
        ["--loud"],
        ["stats", "--loud", "news.annotator"],
        ["export", "news.annotator", "-o", "x", "--offsets", "miles"],
        ["history", "news.annotator", "--newest", "0"],
    ],
)
def test_wrong_use_is_one_line_that_names_the_help(command: Command, arguments: list[str]) -> None:
    result = command(*arguments)
    assert result.status == 2
    assert result.out == ""
    assert result.line.startswith("annotator")
    assert "--help”" in result.line


@pytest.mark.parametrize(
    "arguments",
    [
        ["stats", "gone.annotator"],
        ["check", "gone.annotator"],
        ["history", "gone.annotator"],
        ["import", "gone.annotator", "."],
        ["export", "gone.annotator", "-o", "x.jsonl"],
        ["open", "gone.annotator"],
    ],
)
def test_a_project_that_is_not_there(
    command: Command, arguments: list[str], tmp_path: Path
) -> None:
    result = command(*arguments)
    assert result.status == 2
    assert result.line.startswith("annotator: There is no project gone.annotator")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """A command “fail” that raises what is put into this list."""
    errors: list[BaseException] = []

    @click.command("fail")
    def fail() -> None:
        raise errors[0]

    monkeypatch.setitem(cli.annotator.table, "fail", "tests.cli.test_main:FAIL")  # type: ignore[attr-defined]
    monkeypatch.setattr(sys.modules[__name__], "FAIL", fail, raising=False)
    return errors


def test_a_fault_of_ours_is_no_traceback(
    command: Command, failing: list[BaseException], expected_logs: Callable[[str], None]
) -> None:
    expected_logs("fault, in a command")
    failing.append(ZeroDivisionError("division\nby zero"))
    result = command("fail")
    assert result.status == 2
    assert "fault of annotator" in result.line
    assert "ZeroDivisionError" in result.line


def test_a_fault_of_ours_leaves_a_report_without_anybodys_text(
    command: Command, failing: list[BaseException], expected_logs: Callable[[str], None]
) -> None:
    expected_logs("fault, in a command")
    failing.append(KeyError("Ilse Varga"))
    result = command("fail")
    named = Path(result.line.partition("The report is in ")[2].removesuffix("."))
    report = named.expanduser().read_text("utf-8")
    assert named.expanduser().parent == reports_folder()
    assert "KeyError at tests/cli/test_main.py:" in report
    assert "SQLite" in report
    assert "fault, in a command" in report.partition("Newest lines of the log")[2]
    assert "Varga" not in report


def test_where_no_report_can_be_written_the_fault_is_said_all_the_same(
    command: Command,
    failing: list[BaseException],
    expected_logs: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    expected_logs("fault, in a command")
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))
    failing.append(ZeroDivisionError())
    result = command("fail")
    assert (result.status, "The report" in result.line) == (2, False)


def test_a_fault_in_a_thread_of_a_command_is_one_line_too() -> None:
    script = (
        "import sys, threading; from annotator.cli import main as cli\n"
        "import click\n"
        "@click.command('odd')\n"
        "def odd():\n"
        "    thread = threading.Thread(target=lambda: {}['Ilse'])\n"
        "    thread.start(); thread.join()\n"
        "sys.modules['odd'] = type(sys)('odd'); sys.modules['odd'].odd = odd\n"
        "cli.annotator.table['odd'] = 'odd:odd'\n"
        "sys.argv = ['annotator', 'odd']; cli.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "This is a fault of annotator" in done.stderr


def test_whoever_wants_the_traceback_gets_it(
    command: Command, failing: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing.append(ZeroDivisionError())
    monkeypatch.setenv("ANNOTATOR_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        command("fail")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_a_stop_is_said_and_ends_130(
    command: Command, failing: list[BaseException], error: BaseException
) -> None:
    failing.append(error)
    result = command("fail")
    assert (result.status, result.line) == (130, "annotator: stopped.")


def test_a_full_disk_is_one_line(command: Command, failing: list[BaseException]) -> None:
    failing.append(OSError(28, "No space left on device"))
    result = command("fail")
    assert (result.status, result.line) == (2, "annotator: No space left on device.")


def test_a_reader_that_goes_away_is_no_error() -> None:
    script = (
        "import sys; from annotator.cli import main as cli\n"
        "import click\n"
        "@click.command('much')\n"
        "def much():\n"
        "    while True: click.echo('x' * 1000)\n"
        "sys.modules['much'] = type(sys)('much'); sys.modules['much'].much = much\n"
        "cli.annotator.table['much'] = 'much:much'\n"
        "sys.argv = ['annotator', 'much']; cli.main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_python_m_annotator_is_the_same_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "annotator", "--version"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout == f"annotator {__version__}\n"
    assert result.returncode == 0
