"""What Qt complains of goes into the log: who complained, and never what about.

A complaint may quote any text, so of its words only the name of Qt's own function is logged. The
terminal that the program was started from gets all of it, as Qt would give it.
"""

import hashlib
import logging
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from annotator.faults.log_file import is_worth_a_line, times

_log = logging.getLogger(__name__)
_GRAVITY = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_FUNCTION = re.compile(r"(Q[A-Za-z]\w*(?:::~?\w+)*)(?:\([^)]*\))?:")
_CATEGORY = re.compile(r"[a-z0-9.]+")
_KNOWN = "This plugin does not support "
"""What platforms without a screen say of themselves again and again."""
DISTINCT_AT_MOST = 200


@contextmanager
def logging_qt() -> Iterator[None]:
    """Log what Qt complains of while inside: once, then the 10th time, the 100th, and so on."""
    counts: Counter[str] = Counter()

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        with suppress(OSError, ValueError):
            if sys.stderr is not None:
                sys.stderr.write(f"{text}\n")
        gravity = _GRAVITY.get(kind)
        if gravity is None or text.startswith(_KNOWN):
            return
        words = words_of(context.category, text)
        if words in counts or len(counts) < DISTINCT_AT_MOST:
            counts[words] += 1
            if is_worth_a_line(counts[words]):
                _log.log(gravity, "%s%s", words, times(counts[words]))

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def words_of(category: str | None, text: str) -> str:
    """Return who complained, of Qt's own names, how long the complaint was, and what tells it from
    others: somebody who knows what Qt says can find out which it was."""
    found = _FUNCTION.match(text)
    known = category if category and _CATEGORY.fullmatch(category) else "Qt"
    who = found[1] if found else "somewhere"
    digest = hashlib.sha256(text.encode(errors="replace")).hexdigest()[:8]
    return f"{known}: {who} ({len(text)} characters, {digest})"
