"""Guard: a log record of WARNING or above fails the test, unless the test expects it.

A test that expects one asks for the fixture `expected_logs` and names it by a regular expression:
`expected_logs("disk is full")`. An expected record that does not come fails the test too.
"""

import logging
import re
from collections.abc import Callable, Generator

import pytest


class Listener(logging.Handler):
    """Keeps what was logged during one test, and what the test expects to be logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one record as a line."""
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def find_faults(self) -> list[str]:
        """What was logged but not expected, and what was expected but not logged."""
        surprises = [
            f"unexpected log record: {message}"
            for message in self.messages
            if not any(re.search(pattern, message) for pattern in self.expected)
        ]
        silences = [
            f"expected log record that did not come: {pattern}"
            for pattern in self.expected
            if not any(re.search(pattern, message) for message in self.messages)
        ]
        return surprises + silences


LISTENER = pytest.StashKey[Listener]()


@pytest.fixture
def expected_logs(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """A function that takes a regular expression for a log record that must come."""
    return request.node.stash[LISTENER].expected.append  # type: ignore[no-any-return]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Listens from before the first fixture."""
    listener = item.stash[LISTENER] = Listener()
    logging.getLogger().addHandler(listener)
    yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Judges when the last fixture is done."""
    try:
        yield
    finally:
        listener = item.stash[LISTENER]
        logging.getLogger().removeHandler(listener)
    if faults := listener.find_faults():
        pytest.fail("\n".join(faults), pytrace=False)
