"""What commands print: JSON objects, tables for people, and progress on a terminal."""

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Self

import click
import orjson

from annotator.messages import shorten, show_text
from annotator.project.rows import Progress

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def print_json(value: Any) -> None:
    """Print one JSON object on stdout, UTF-8, indented; values of other kinds as their text."""
    body = orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str)
    click.echo(body.decode())


def print_table(rows: Iterable[Sequence[object]], head: Sequence[str] = ()) -> None:
    """Print rows in columns as wide as they need; numbers stand to the right."""
    for line in table_lines(rows, head):
        click.echo(line)


def table_lines(rows: Iterable[Sequence[object]], head: Sequence[str] = ()) -> list[str]:
    """Return rows as lines, in columns as wide as they need; numbers stand to the right."""
    lines = [tuple(head)] if head else []
    lines += [tuple(_cell(cell) for cell in row) for row in rows]
    if not lines:
        return []
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return [
        "  ".join(
            cell.rjust(width) if _is_number(cell) else cell.ljust(width)
            for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    ]


def _cell(cell: object) -> str:
    """A cell as text: numbers with separators, the rest safely on one line."""
    return f"{cell:,}" if isinstance(cell, int) else show_text(str(cell), 100)


_NUMBER = re.compile(r"[-−]?\d[\d,.]*( %)?")


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def count(number: int, noun: str) -> str:
    """Return a number with its noun: 1 span, 12 spans."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


class ProgressLine(AbstractContextManager["ProgressLine"]):
    """One line on stderr that is written over; nothing at all where stderr is no terminal."""

    def __init__(self, what: str, is_shown: Callable[[], bool] | None = None) -> None:
        self._what = what
        self._is_shown = (is_shown or sys.stderr.isatty)()
        self._last = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def report(self, progress: Progress) -> None:
        """Show how far the work is."""
        share = f"{100 * progress.done // progress.total} %" if progress.total else ""
        number = f"{progress.done:,}" + (f" of {progress.total:,}" if progress.total else "")
        parts = (self._what, number, share, show_text(progress.what))
        self._write("  ".join(part for part in parts if part))

    def _write(self, line: str) -> None:
        if not self._is_shown:
            return
        line = shorten(line, shutil.get_terminal_size().columns - 1)
        if line != self._last:
            click.echo("\r" + line + " " * (len(self._last) - len(line)), err=True, nl=False)
            if not line:
                click.echo("\r", err=True, nl=False)
            self._last = line
