"""Guard: no test fails because the machine is slow.

pytest-qt gives up waiting after five seconds, which a machine at work on other things can take. A
wait ends as soon as what it waits for is there, so that a longer patience costs only where something
is wrong.
"""

import pytest

PATIENCE = 60_000
"""Milliseconds."""
WAITS = ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed", "waitCallback")


def pytest_configure(config: pytest.Config) -> None:
    """Gives every wait that names no time of its own more of it."""
    if not config.pluginmanager.hasplugin("pytest-qt"):
        return
    from pytestqt.qtbot import QtBot

    for name in WAITS:
        getattr(QtBot, name).__kwdefaults__["timeout"] = PATIENCE
