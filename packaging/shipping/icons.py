"""The program's icon in the sizes and kinds that desktops want, from one drawing.

Run with a Python that has Qt: `python -m shipping.icons FOLDER`.
"""

import struct
import sys
from collections.abc import Mapping
from pathlib import Path

from shipping.places import DESKTOP, NAME, PACKAGING, run

DRAWING = DESKTOP / f"{NAME}.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels; what the hicolor theme has folders for."""
_IN_ICO = (16, 24, 32, 48, 64, 256)
_IN_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def make_icons(python: Path, folder: Path) -> None:
    """Make SIZE.png of each size, annotator.ico and annotator.icns, drawn by another Python."""
    run(python, "-m", "shipping.icons", folder, folder=PACKAGING, QT_QPA_PLATFORM="offscreen")


def draw(folder: Path) -> None:
    """Draw the icon into a folder, in every size."""
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    QGuiApplication.instance() or QGuiApplication([])
    drawing = QSvgRenderer(str(DRAWING))
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
        picture.save(str(folder / f"{size}.png"))
    pictures = {size: (folder / f"{size}.png").read_bytes() for size in SIZES}
    (folder / f"{NAME}.ico").write_bytes(pack_ico(pictures))
    (folder / f"{NAME}.icns").write_bytes(pack_icns(pictures))


def pack_ico(pictures: Mapping[int, bytes]) -> bytes:
    """Return an icon of Windows that holds the PNG of each size it knows."""
    chosen = [(size, pictures[size]) for size in _IN_ICO if size in pictures]
    head, place = struct.pack("<HHH", 0, 1, len(chosen)), 6 + 16 * len(chosen)
    for size, picture in chosen:
        side = size % 256  # 0 stands for 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + b"".join(picture for _, picture in chosen)


def pack_icns(pictures: Mapping[int, bytes]) -> bytes:
    """Return an icon of macOS that holds the PNG of each size it knows."""
    body = b"".join(
        kind + struct.pack(">I", len(pictures[size]) + 8) + pictures[size]
        for size, kind in _IN_ICNS.items()
        if size in pictures
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
