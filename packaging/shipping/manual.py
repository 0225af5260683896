"""What a shell and `man` know of the program, both drawn from its own table of commands.

Run with a Python that has the program: `python -m shipping.manual FOLDER`.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from annotator import __version__
from annotator.cli.main import COMPLETE_VARIABLE, annotator
from shipping.places import NAME, moment

SHELLS = {"bash": NAME, "zsh": f"_{NAME}", "fish": f"{NAME}.fish"}
"""The shells, and what the file is called in which each looks for how words go on."""


def completion(shell: str) -> str:
    """Return the script with which a shell completes the program's words."""
    kind = get_completion_class(shell)
    if kind is None:
        raise ValueError(shell)
    made = kind(annotator, {}, NAME, COMPLETE_VARIABLE)
    # Not `source()`: that of bash asks the bash of the machine that builds for its version.
    return made.source_template % made.source_vars()


def page() -> str:
    """Return the manual page annotator(1) in the language of man."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    day = time.strftime("%Y-%m-%d", time.gmtime(moment()))
    context = click.Context(annotator, info_name=NAME)
    yield f'.TH {NAME.upper()} 1 "{day}" "{NAME} {__version__}" "User Commands"'
    yield ".SH NAME"
    yield rf"{NAME} \- label spans and relations in news articles"
    yield ".SH SYNOPSIS"
    yield rf".B {NAME}"
    yield r"[\fICOMMAND\fR [\fIARGUMENT\fR...]]"
    yield ".SH DESCRIPTION"
    yield from _paragraphs(annotator.help or "")
    yield ".SH COMMANDS"
    for name in annotator.list_commands(context):
        command = annotator.get_command(context, name)
        assert command is not None
        yield from _command_lines(command, name, context)
    yield ".SH EXIT STATUS"
    yield "0 where it is done, 1 where the work found a fault, 2 after wrong use or bad input,"
    yield "which is said in one line, 130 where it was stopped."
    yield ".SH FILES"
    yield ".TP\n.I NAME.annotator\nA project: one file with everything in it."
    yield ".TP\n.I ~/.config/annotator/settings.json\nWhat you prefer."
    yield ".TP\n.I ~/.local/state/annotator/log\nThe log, and reports of faults."
    yield ".TP\n.I ~/.local/share/annotator/backups\nCopies of projects."


def _command_lines(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    pieces = [escape(piece) for piece in command.collect_usage_pieces(context)]
    yield ".SS " + " ".join([rf"\fB{escape(_path(context))}\fR", *pieces])
    yield from _paragraphs(command.help or "")
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        is_told = isinstance(parameter, click.Option) and "--help" not in parameter.opts
        if record is not None and is_told:
            yield f".TP\n.B {escape(record[0])}\n{_line(record[1])}"
    if command.epilog:
        yield ".PP"
        yield _line(command.epilog)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner is not None
            yield from _command_lines(inner, each, context)


def _path(context: click.Context) -> str:
    return context.command_path.removeprefix(f"{NAME} ")


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.replace("\b", "").strip().split("\n\n"):
        yield ".PP"
        yield _line(paragraph)


def _line(text: str) -> str:
    """Return text as one line of the page; a dot or quote at its start would be a command."""
    line = escape(" ".join(text.split()))
    return rf"\&{line}" if line.startswith((".", "'")) else line


def escape(text: str) -> str:
    """Return text in which nothing is read as a command of man."""
    return text.replace("\\", r"\e").replace("-", r"\-")


def main(arguments: list[str]) -> int:
    """Write the page and the scripts into a folder."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.1").write_text(page(), encoding="utf-8")
    for shell in SHELLS:
        (folder / f"{NAME}.{shell}").write_text(completion(shell), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
