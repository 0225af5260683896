"""The command `annotator`: which commands there are, and what becomes of errors."""

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from annotator import __version__
from annotator.cli.commands import CommandTable
from annotator.messages import name_path, sentence
from annotator.model.errors import AnnotatorError, Cancelled

DONE, FAULT_FOUND, WRONG, STOPPED = 0, 1, 2, 130

COMPLETE_VARIABLE = "_ANNOTATOR_COMPLETE"
"""Set by a shell that wants to know how a command line goes on, as click's scripts do."""

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
    "hub": "annotator.cli.hub:hub",
    "agreement": "annotator.cli.agreement:tell_agreement",
    "report": "annotator.cli.report:make_report",
    "assign": "annotator.cli.assign:assign_articles",
    "articles": "annotator.cli.articles:articles",
    "people": "annotator.cli.people:people",
    "labels": "annotator.cli.labels:labels",
    "entities": "annotator.cli.entities:entities",
    "search": "annotator.cli.search:search_project",
    "lens": "annotator.cli.lens:show_odd",
    "duplicates": "annotator.cli.duplicates:list_duplicates",
    "stats": "annotator.cli.stats:show_statistics",
    "check": "annotator.cli.project:check_project",
    "backup": "annotator.cli.backups:make_backup",
    "restore": "annotator.cli.backups:restore_project",
    "purge": "annotator.cli.purge:purge",
    "salvage": "annotator.cli.salvage:salvage_project",
    "history": "annotator.cli.history:show_history",
    "doctor": "annotator.cli.doctor:tell_state",
    "benchmark": "annotator.cli.benchmark:run_benchmark",
}
_OWN = {"train-suggestions": "annotator.cli.training:train_suggestions"}


@click.group(
    cls=CommandTable,
    table=COMMANDS,
    own=_OWN,
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
    threading.excepthook = _tell_of_thread
    if instruction := os.environ.get(COMPLETE_VARIABLE):
        from click.shell_completion import shell_complete

        sys.exit(shell_complete(annotator, {}, "annotator", COMPLETE_VARIABLE, instruction))
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
    report = None if isinstance(error, AnnotatorError | OSError) else _keep_report(error)
    where = f" The report is in {name_path(report, 200)}." if report else ""
    _say(f"annotator: {sentence(error)}{where}")
    return WRONG


def _keep_report(error: BaseException) -> Path | None:
    """Log a fault of ours and write its report, without text of anybody; return where it is."""
    from annotator.faults.fault import Faults
    from annotator.faults.log_file import keeping_log, newest_lines
    from annotator.faults.report import LOG_LINES, compose_report, keep_report
    from annotator.faults.state import gather_state, lines_of_state

    with keeping_log():
        fault = Faults().meet(error, "in a command").fault
    log = newest_lines(LOG_LINES, process=os.getpid())
    return keep_report(compose_report(fault, lines_of_state(gather_state({})), log))


def _tell_of_thread(met: threading.ExceptHookArgs) -> None:
    """Say what ended a thread of a command in one line too."""
    if met.exc_value is not None and not isinstance(met.exc_value, SystemExit):
        _tell(met.exc_value)


def _usage_line(error: click.ClickException) -> str:
    """Return click's complaint on one line; where a command was wrongly used, with its help."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "annotator"
    complaint = " ".join(error.format_message().split())
    if not isinstance(error, click.UsageError):
        return f"{command}: {complaint.rstrip('.')}."
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
