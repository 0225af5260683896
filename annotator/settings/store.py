"""Settings on disk: read with forgiveness, written beside and renamed."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from annotator.settings.table import BY_NAME

RECENT_AT_MOST = 12


def settings_path() -> Path:
    """Return where this user's settings are."""
    return user_config_path("annotator", appauthor=False) / "settings.json"


class Settings:
    """What this user prefers. A file that cannot be read counts as empty and never stops us."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or settings_path()
        self._overrides = read_kept(self._path)

    @property
    def folder(self) -> Path:
        """Where they are kept, and what else is remembered for this user."""
        return self._path.parent

    def get(self, name: str) -> Any:
        """Return the value of a setting; what is not fit on disk counts as never chosen."""
        setting = BY_NAME[name]
        value = self._overrides.get(name, setting.default)
        return value if setting.accepts(value) else setting.default

    def choose(self, name: str, value: Any) -> None:
        """Keep a value. ValueError where the setting does not take it."""
        setting = BY_NAME[name]
        if not setting.accepts(value):
            raise ValueError(f"{name} does not take {value!r}")
        if value == setting.default:
            self._overrides.pop(name, None)
        else:
            self._overrides[name] = value
        self._write()

    def reset(self, name: str) -> None:
        """Let a setting be as it was delivered."""
        self.choose(name, BY_NAME[name].default)

    def is_changed(self, name: str) -> bool:
        """Tell whether a setting is another than was delivered."""
        return bool(self.get(name) != BY_NAME[name].default)

    def recent_projects(self) -> list[Path]:
        """Return the projects opened last, newest first, whether they are still there or not."""
        return [Path(one) for one in self.get("recent_projects")]

    def remember_project(self, path: Path) -> None:
        """Put a project at the head of the recent ones, unless nobody wants them remembered."""
        if not self.get("are_recent_kept"):
            return
        self._keep_recent([path.absolute(), *self.recent_projects()])

    def forget_project(self, path: Path) -> None:
        """Leave a project out of the recent ones."""
        self._keep_recent([one for one in self.recent_projects() if one != path])

    def _keep_recent(self, paths: list[Path]) -> None:
        texts = list(dict.fromkeys(str(one) for one in paths))
        self.choose("recent_projects", texts[:RECENT_AT_MOST])

    def _write(self) -> None:
        write_kept(self._path, self._overrides)


def write_kept(path: Path, values: dict[str, Any]) -> None:
    """Write values beside the file and put them in its place, where that can be done.

    A home that cannot be written must not stop anybody from working: it is only preference.
    """
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}.new")
        beside.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
        beside.replace(path)


def read_kept(path: Path) -> dict[str, Any]:
    """Return the values of a file, none where it is not there or not fit."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
