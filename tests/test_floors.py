"""The house stands on its floors: everything below the window works where Qt is not installed."""

import subprocess
import sys
from pathlib import Path

import annotator

PACKAGE = Path(annotator.__file__).parent
ROOT = PACKAGE.parent
BLOCKED = "from tests.guards.without_qt import block_qt; block_qt()"


def run_without_qt(program: str) -> str:
    """Runs a program in a Python of its own with Qt blocked; returns what it printed."""
    result = subprocess.run(
        [sys.executable, "-c", f"{BLOCKED}\n{program}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def list_modules_below_the_window() -> list[str]:
    """Every module of the package but those of annotator.ui; the front door would start it."""
    names = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("annotator", *path.relative_to(PACKAGE).with_suffix("").parts)
        if parts[1] not in ("ui", "__main__"):
            names.append(".".join(parts).removesuffix(".__init__"))
    return names


def test_everything_below_the_window_imports_without_qt() -> None:
    names = list_modules_below_the_window()
    run_without_qt(
        "import importlib\nfor name in " + repr(names) + ": importlib.import_module(name)"
    )
    assert "annotator" in names


def test_importing_the_package_brings_nothing_with_it() -> None:
    loaded = "[name for name in sys.modules if name.startswith(('annotator.', 'sqlite'))]"
    assert run_without_qt(f"import sys, annotator; print({loaded})").strip() == "[]"


def test_the_block_blocks() -> None:
    refused = "try: import PySide6.QtCore\nexcept ModuleNotFoundError as error: print(error.name)"
    assert run_without_qt(refused).strip() == "PySide6"
