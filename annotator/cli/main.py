"""The command `annotator`: which commands there are, and what becomes of errors."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from annotator import __version__
from annotator.cli.commands import CommandTable
from annotator.messages import sentence
from annotator.model.errors import AnnotatorError, Cancelled

DONE, FAULT_FOUND, WRONG, STOPPED = 0, 1, 2, 130

COMMANDS = {
    "open": "annotator.cli.window:open_project",
    "demo": "annotator.cli.demo:make_demo",
    "new": "annotator.cli.project:make_project",
    "import": "annotator.cli.sources:import_sources",
    "export": "annotator.cli.corpus:export_corpus",
    "verify": "annotator.cli.corpus:verify_corpus",
    "fill-in": "annotator.cli.filling_in:fill_in_texts",
    "formats": "annotator.cli.formats:list_formats",
    "compare": "annotator.cli.compare:compare_annotators",
    "merge": "annotator.cli.colleagues:merge_projects",
    "packet": "annotator.cli.colleagues:write_packet",
    "agreement": "annotator.cli.agreement:tell_agreement",
    "report": "annotator.cli.report:make_report",
    "assign": "annotator.cli.assign:assign_articles",
    "people": "annotator.cli.people:people",
    "labels": "annotator.cli.labels:labels",
    "search": "annotator.cli.search:search_project",
    "duplicates": "annotator.cli.duplicates:list_duplicates",
    "stats": "annotator.cli.project:show_statistics",
    "check": "annotator.cli.project:check_project",
    "history": "annotator.cli.history:show_history",
    "doctor": "annotator.cli.doctor:tell_state",
}


@click.group(
    cls=CommandTable,
    table=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: annotator import news.annotator articles/",
)
@click.version_option(__version__, message="annotator %(version)s")
@click.pass_context
def annotator(context: click.Context) -> None:
    """Highlight spans in news articles, tie them together, and take home a training corpus.

    Without a command the window opens with its start page.
    """
    if context.invoked_subcommand is None:
        from annotator.cli.window import open_window

        context.exit(open_window(None, None))


def main() -> NoReturn:
    """Run the command of this process and end with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal may not know every script
    status = run(sys.argv[1:])
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run a command with these arguments and return its exit status; errors become one line."""
    try:
        status = _invoke(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon_stdout()
        return DONE
    return status


def _invoke(arguments: Sequence[str]) -> int:
    """Not by click's own main, which tells errors in several lines and ends the process."""
    try:
        with annotator.make_context("annotator", list(arguments)) as context:
            annotator.invoke(context)
    except BrokenPipeError:
        raise
    except click.exceptions.Exit as end:
        return end.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (no traceback for users)
        return _tell(error)
    return DONE


def _tell(error: BaseException) -> int:
    """Say the error in one line on stderr and return the exit status that it means."""
    if isinstance(error, KeyboardInterrupt | click.Abort | Cancelled):
        _say("annotator: stopped.")
        return STOPPED
    if isinstance(error, click.ClickException):
        _say(_usage_line(error))
        return WRONG
    if os.environ.get("ANNOTATOR_TRACEBACK") and not isinstance(error, AnnotatorError):
        raise error
    _say(f"annotator: {sentence(error)}")
    return WRONG


def _usage_line(error: click.ClickException) -> str:
    """Return click's complaint on one line, with the help to look at."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "annotator"
    complaint = " ".join(error.format_message().split())
    return f"{command}: {complaint.rstrip('.')}. See “{command} --help”."


def _say(line: str) -> None:
    try:
        click.echo(line, err=True)
    except OSError:  # nobody listens
        return


def _abandon_stdout() -> None:
    """Whoever read our output has gone: write the rest nowhere, so that Python ends in peace."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
