"""An X server without a screen, and pictures of what it shows."""

import os
import struct
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from shipping.places import Stop

SIZE = (1440, 900)


class Screen:
    """Xvfb, running while one is `with` it; it keeps its picture in a file that is read here.

    `inside` stands before the command, as of chroot, and `root` is where that one's files are.
    """

    def __init__(
        self, inside: Sequence[str] = (), root: Path = Path("/"), number: int = 77
    ) -> None:
        self.name = f":{number}"
        self._inside, self._root = inside, root
        self._folder = Path("/tmp") / f"annotator-screen-{number}-{os.getpid()}"

    def __enter__(self) -> "Screen":
        outside = self._root / self._folder.relative_to("/")
        outside.mkdir()
        shape = f"{SIZE[0]}x{SIZE[1]}x24"
        command = ["Xvfb", self.name, "-screen", "0", shape, "-fbdir", str(self._folder)]
        where = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        self._server = subprocess.Popen(
            [*self._inside, *command, "-nolisten", "tcp"], env=where, stderr=subprocess.DEVNULL
        )
        self._file = outside / "Xvfb_screen0"
        until = time.monotonic() + 20
        while not self._file.is_file() or not self._file.stat().st_size:
            if time.monotonic() > until or self._server.poll() is not None:
                raise Stop("Xvfb does not start; another one may have the same number.")
            time.sleep(0.1)
        time.sleep(0.5)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.terminate()
        self._server.wait(timeout=20)
        self._file.unlink(missing_ok=True)
        self._file.parent.rmdir()

    def picture(self, path: Path) -> int:
        """Save what the screen shows as PNG; return how many colours it has."""
        width, height, rows = read_window_dump(self._file.read_bytes())
        from PySide6.QtGui import QImage

        path.parent.mkdir(parents=True, exist_ok=True)
        kind = QImage.Format.Format_RGB32
        QImage(rows, width, height, len(rows) // height, kind).save(str(path))
        return count_colours(path)


def read_window_dump(dump: bytes) -> tuple[int, int, bytes]:
    """Return width, height and rows (four bytes for a pixel) of a picture as xwd writes it."""
    size, _, _, depth, width, height = struct.unpack(">6I", dump[:24])
    bits, row = struct.unpack(">2I", dump[44:52])
    colours = struct.unpack(">I", dump[76:80])[0]
    if depth != 24 or bits != 32:
        raise Stop(f"The screen has {depth} bits of colour; 24 are awaited.")
    start = size + 12 * colours
    return width, height, dump[start : start + row * height]


def count_colours(path: Path) -> int:
    """Return how many colours a picture has, looked at in every third pixel of every third row."""
    from PySide6.QtGui import QImage

    image = QImage(str(path))
    seen = {
        image.pixel(x, y) for y in range(0, image.height(), 3) for x in range(0, image.width(), 3)
    }
    return len(seen)
