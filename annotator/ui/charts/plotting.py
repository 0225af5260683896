"""Loading pyqtgraph: on another thread, since it takes most of a second, and only when a picture
with axes is first wanted."""

import importlib

_NAME = "pyqtgraph"


def load() -> None:
    """Load it (any thread)."""
    importlib.import_module(_NAME)
