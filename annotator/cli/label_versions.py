"""The command labels versions: what the label set has said, and what was made under which."""

from pathlib import Path
from typing import Any

import click

from annotator.cli.output import json_option, print_json, print_table
from annotator.project.label_changes.versions import VersionUse
from annotator.project.project import Project


@click.command("versions", epilog="Example: annotator labels news.annotator versions")
@json_option
@click.pass_obj
def versions(chosen: tuple[Path, str | None], as_json: bool) -> None:
    """List the versions of the label set and its guidelines, and how many spans and relations were
    made under each. `export --version N` writes one of them."""
    with Project.open(chosen[0], is_read_only=True) as opened:
        found = opened.labels.versions()
    if as_json:
        print_json({"versions": [_as_json(one) for one in found]})
        return
    rows = [
        (
            str(one.version.number) if one.version else "–",
            (one.version.at if one.version else "") or "–",
            f"{one.spans:,}",
            f"{one.relations:,}",
            _remark(one),
        )
        for one in found
    ]
    print_table(rows, ("version", "since", "spans", "relations", ""))


def _remark(one: VersionUse) -> str:
    if one.version is None:
        return "made elsewhere, or before versions were kept"
    return "in force" if one.is_in_force else ""


def _as_json(one: VersionUse) -> dict[str, Any]:
    return {
        "number": one.version.number if one.version else None,
        "since": (one.version.at or None) if one.version else None,
        "spans": one.spans,
        "relations": one.relations,
        "is_in_force": one.is_in_force,
    }
