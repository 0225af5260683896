"""Settings as a TOML file, to take to another machine: what was chosen, in its groups."""

import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

import tomlkit

from annotator.settings.store import Settings
from annotator.settings.table import BY_NAME, GROUPS, shown_settings

_HEAD = "Settings of annotator. What is not named here is as it was delivered."


class Taken(NamedTuple):
    """What a file of settings says, and the names in it that cannot be used here."""

    values: Mapping[str, Any]
    passed_over: tuple[str, ...]


def write_settings(settings: Settings) -> str:
    """Return what was chosen as TOML: a table for each group, each setting under its description.

    What the program remembers by itself (windows, folders, projects) is not in it.
    """
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    for group in GROUPS:
        chosen = [one for one in shown_settings(group) if settings.is_changed(one.name)]
        if not chosen:
            continue
        table = tomlkit.table()
        for one in chosen:
            table.add(tomlkit.comment(one.description))
            table.add(one.name, settings.get(one.name))
        document.add(tomlkit.nl())
        document.add(group.lower(), table)
    return tomlkit.dumps(document)


def read_settings(text: str) -> Taken:
    """Return what a file says. ValueError where it is no TOML.

    A setting is known by its name, in whatever table it stands; what is not known here, or has a
    value that is not fit, is passed over and named.
    """
    values: dict[str, Any] = {}
    passed_over: list[str] = []
    groups = {one.lower() for one in GROUPS}
    for group, table in tomllib.loads(text).items():
        inside = table if isinstance(table, dict) and group in groups else {group: table}
        for name, value in inside.items():
            setting = BY_NAME.get(name)
            if setting is not None and setting.group is not None and setting.accepts(value):
                values[name] = value
            else:
                passed_over.append(name)
    return Taken(values, tuple(passed_over))
