"""The run that proves that everything below the window works with no Qt installed.

`python -m pytest -p no:pytest-qt -p tests.guards.without_qt` blocks Qt and pyqtgraph and runs all
tests but those of the window. (tests/test_floors.py uses the same block.)
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

BLOCKED = ("PySide6", "shiboken6", "pyqtgraph")
NEED_QT = ("ui", "e2e", "benchmarks", "soak")


class QtBlock(MetaPathFinder):
    """Answers as if Qt were not installed."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuses Qt and leaves everything else to the finders that follow."""
        if fullname.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"{fullname} is blocked in this run", name=fullname)
        return None


def block_qt() -> None:
    """Blocks Qt for the rest of this process; it must not have been imported yet."""
    early = [name for name in BLOCKED if name in sys.modules]
    if early:
        raise RuntimeError(f"too late to block {', '.join(early)}")
    sys.meta_path.insert(0, QtBlock())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Blocks Qt, and takes the settings of pytest-qt, which is not there to take them."""
    block_qt()
    for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
        parser.addini(name, "a setting of pytest-qt", type="linelist")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves out the folders of tests that need Qt."""
    here = collection_path.relative_to(config.rootpath).parts[1:2]
    return True if here and here[0] in NEED_QT else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests elsewhere that say they need Qt."""
    need = [item for item in items if item.get_closest_marker("qt")]
    if need:
        config.hook.pytest_deselected(items=need)
        items[:] = [item for item in items if item not in need]
