"""A group whose commands are imported when they are asked for, and whose mistakes are guessed."""

import difflib
import importlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click


class CommandTable(click.Group):
    """Commands by name, each given as "module:function"; `--help` lists them in this order.
    `own`: those that the program calls itself, and that are told nowhere."""

    def __init__(
        self,
        *args: Any,
        table: Mapping[str, str],
        own: Mapping[str, str] = MappingProxyType({}),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        self.own = own

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, imported now."""
        place = self.table.get(cmd_name) or self.own.get(cmd_name)
        if place is None:
            return None
        module, _, function = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; where there is none, say which one was probably meant."""
        name = args[0]
        if name not in {**self.table, **self.own} and not name.startswith("-"):
            ctx.fail(f"There is no command “{name}”{self._guess(name)}")
        return super().resolve_command(ctx, args)

    def _guess(self, name: str) -> str:
        if Path(name).is_file():
            return f"; perhaps “annotator open {name}” is meant"
        nearest = difflib.get_close_matches(name.lower(), self.table, n=1, cutoff=0.5)
        return f"; perhaps “{nearest[0]}” is meant" if nearest else ""
