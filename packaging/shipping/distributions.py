"""The wheel and the sdist: what pip installs, made by hatchling from pyproject.toml."""

import os
from pathlib import Path

from shipping.places import DIST, ROOT, moment


def make_wheel(folder: Path = DIST) -> Path:
    """Make the wheel in a folder; return its path. It is pure Python and fits every platform."""
    from hatchling.builders.wheel import WheelBuilder

    return _made(WheelBuilder, folder)


def make_sdist(folder: Path = DIST) -> Path:
    """Make the sdist in a folder; return its path. It has all that a clone has."""
    from hatchling.builders.sdist import SdistBuilder

    return _made(SdistBuilder, folder)


def _made(builder: type, folder: Path) -> Path:
    os.environ["SOURCE_DATE_EPOCH"] = str(moment())
    folder.mkdir(parents=True, exist_ok=True)
    (path,) = builder(str(ROOT)).build(directory=str(folder))
    return Path(path)
