"""The command formats: which kinds of file come in and go out, and what survives in each."""

from dataclasses import asdict

import click

from annotator.cli.output import json_option, print_json, print_table
from annotator.formats.format import Format
from annotator.formats.registry import all_formats, broken_formats
from annotator.messages import sentence


@click.command(
    "formats",
    short_help="List what comes in and goes out.",
    epilog="Example: annotator formats --json",
)
@json_option
def list_formats(as_json: bool) -> None:
    """List every format, what it can carry, and whether it is read and written.

    “unproved” is one that no program but this has been held against; “needs” is what is to be
    installed for it.
    """
    if as_json:
        print_json({"formats": [_as_json(one) for one in all_formats()]})
        return
    rows = [
        (
            one.name,
            _yes(one.can_read),
            _yes(one.can_write),
            "" if one.has_proof else "unproved",
            "" if one.is_installed else f"annotator[{one.extra}]",
            " ".join(one.endings),
            _carried(one),
        )
        for one in all_formats()
    ]
    print_table(rows, ("format", "reads", "writes", "proof", "needs", "endings", "carries"))
    for broken in broken_formats():
        click.echo(sentence(broken), err=True)


def _as_json(one: Format) -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "endings": list(one.endings),
        "reads": one.can_read,
        "writes": one.can_write,
        "carries": asdict(one.carries),
        "proved": one.has_proof,
        "installed": one.is_installed,
        "extra": one.extra,
        "settings": {
            "read": [each._asdict() for each in one.read_settings],
            "write": [each._asdict() for each in one.write_settings],
        },
    }


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _carried(one: Format) -> str:
    return ", ".join(name for name, is_carried in asdict(one.carries).items() if is_carried)
