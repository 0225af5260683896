"""Guard: no test sees or touches the settings of the person who runs it.

For the whole session every variable that leads to a home or settings folder leads into a
temporary one, which is removed at the end.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

LEADING_HOME = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "WIN_PD_OVERRIDE_APPDATA",  # platformdirs asks Windows itself unless these two are set
    "WIN_PD_OVERRIDE_LOCAL_APPDATA",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_STATE_HOME",
)
HOME = pytest.StashKey[Path]()
BEFORE = pytest.StashKey[dict[str, str | None]]()


def pytest_configure(config: pytest.Config) -> None:
    """Leads every variable into a folder of its own in a temporary home."""
    home = Path(tempfile.mkdtemp(prefix="annotator-tests-home-"))
    config.stash[HOME] = home
    config.stash[BEFORE] = {name: os.environ.get(name) for name in LEADING_HOME}
    for name in LEADING_HOME:
        folder = home if name in ("HOME", "USERPROFILE") else home / name.lower()
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Puts the variables back and removes the temporary home."""
    for name, value in config.stash[BEFORE].items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    shutil.rmtree(config.stash[HOME], ignore_errors=True)
