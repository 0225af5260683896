"""The command formats: which kinds of file come in and go out, and what survives in each."""

from dataclasses import asdict

import click

from annotator.cli.output import json_option, print_json, print_table
from annotator.formats.format import Format
from annotator.formats.registry import all_formats


@click.command(
    "formats",
    short_help="List what comes in and goes out.",
    epilog="Example: annotator formats --json",
)
@json_option
def list_formats(as_json: bool) -> None:
    """List every format, what it can carry, and whether it is read and written."""
    if as_json:
        print_json({"formats": [_as_json(one) for one in all_formats()]})
        return
    rows = [
        (one.name, _yes(one.can_read), _yes(one.can_write), " ".join(one.endings), _carried(one))
        for one in all_formats()
    ]
    print_table(rows, ("format", "reads", "writes", "endings", "carries"))


def _as_json(one: Format) -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "endings": list(one.endings),
        "reads": one.can_read,
        "writes": one.can_write,
        "carries": asdict(one.carries),
    }


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _carried(one: Format) -> str:
    return ", ".join(name for name, is_carried in asdict(one.carries).items() if is_carried)
