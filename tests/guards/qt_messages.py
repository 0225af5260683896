"""Guard: a Qt warning while fixtures are torn down fails the test.

pytest-qt does the same for setup and the test itself (`qt_log_level_fail` in pyproject.toml);
closing windows is where it no longer listens. One list of harmless messages serves both.
"""

import re
import sys
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Listens until the last fixture is done."""
    if "PySide6.QtCore" not in sys.modules:
        yield
        return
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    messages: list[str] = []

    def keep(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            messages.append(text)

    before = qInstallMessageHandler(keep)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    harmless = item.config.getini("qt_log_ignore")
    loud = [text for text in messages if not any(re.search(each, text) for each in harmless)]
    if loud:
        pytest.fail("\n".join(f"Qt warning at teardown: {text}" for text in loud), pytrace=False)
