"""Whether anything was fetched: a picture that the kernel watches, and a server that counts.

Both are real, below Qt and Python: whoever opens the file or connects is seen.
"""

import ctypes
import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from PySide6.QtGui import QImage

from tests.ui.hostile.words import Traps

_IN_OPEN = 0x20
_IN_NONBLOCK = os.O_NONBLOCK


class Watch:
    """What was fetched since it began."""

    def __init__(self, traps: Traps, events: int, server: socket.socket) -> None:
        self.traps = traps
        self._events = events
        self._server = server

    def fetched(self) -> list[str]:
        """Return what was opened or asked for since the last time this was asked."""
        found = []
        with suppress(BlockingIOError):
            found += ["the file"] * (len(os.read(self._events, 1 << 16)) > 0)
        try:
            connection, _ = self._server.accept()
            connection.close()
            found.append("the server")
        except BlockingIOError:
            pass
        return found


@contextmanager
def watched(folder: Path) -> Iterator[Watch]:
    """Lay the traps. Linux only: there the kernel tells of every opening of a file."""
    picture = folder / "trap.png"
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(picture))
    library = ctypes.CDLL(None, use_errno=True)
    events = library.inotify_init1(_IN_NONBLOCK)
    assert events >= 0, os.strerror(ctypes.get_errno())
    assert library.inotify_add_watch(events, os.fsencode(picture), _IN_OPEN) >= 0
    try:
        with closing(socket.create_server(("127.0.0.1", 0))) as server:
            server.setblocking(False)
            port = server.getsockname()[1]
            traps = Traps(picture.as_uri(), f"http://127.0.0.1:{port}/trap.png")
            yield Watch(traps, events, server)
    finally:
        os.close(events)


def has_network_of_qt() -> bool:
    """Tell whether Qt's network, without which Qt cannot ask any server, is loaded at all."""
    return "Qt6Network" in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
