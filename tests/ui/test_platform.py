"""The platform under the window: faults of Qt's binding that would abort the program."""

import sys

from PySide6.QtCore import QObject


def test_void_calls_keep_the_reference_count_of_none() -> None:
    """PySide6 6.12.0 drops one reference to None on each void call (before Python 3.12).

    After a few thousand calls the process aborts; a short test suite does not notice.
    """
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    assert sys.getrefcount(None) - before > -100
