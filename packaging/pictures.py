"""Makes the pictures of README and help anew, light and dark: the sample, as `demo` shows it.

    .venv/bin/python packaging/pictures.py

Colours are cut down to a palette, so that the files stay small in every clone.
"""

import os
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402

from annotator.project.sample import make_sample  # noqa: E402
from annotator.ui.actions import Place  # noqa: E402
from annotator.ui.picture import picture_window  # noqa: E402
from annotator.ui.theme import ThemeChoice  # noqa: E402

PICTURES: dict[str, tuple[Place, ThemeChoice]] = {
    "annotate.png": ("annotate", "light"),
    "annotate-dark.png": ("annotate", "dark"),
    "review.png": ("review", "light"),
}
REVIEWER = "Rita"
"""Who looks at the review: nobody whose labels are in the sample."""
SIZE = (1440, 900)
COLOURS = 256
APART = 5
"""Colours of the palette differ by at least this much, red, green and blue together."""


def cut_colours(image: QImage) -> QImage:
    """Return the image in at most 256 colours: the commonest that are apart from each other."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), dtype=np.uint8).reshape(-1, 4)[:, 2::-1]
    found, counts = np.unique(pixels, axis=0, return_counts=True)
    table: list[np.ndarray] = []
    for colour in found[np.argsort(-counts)].astype(int):
        if len(table) == COLOURS:
            break
        if all(np.abs(colour - one).sum() >= APART for one in table):
            table.append(colour)
    numbers = [0xFF000000 | int(r) << 16 | int(g) << 8 | int(b) for r, g, b in table]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, numbers, flags)


def make_pictures(folder: Path) -> None:
    """Write every picture into a folder."""
    with tempfile.TemporaryDirectory() as temporary:
        project = make_sample(Path(temporary) / "demo.annotator")
        for name, (place, theme) in PICTURES.items():
            raw = Path(temporary) / name
            who = None if place == "annotate" else REVIEWER
            picture_window(project, who, raw, SIZE, theme=theme, place=place)
            cut_colours(QImage(str(raw))).save(str(folder / name))


if __name__ == "__main__":
    make_pictures(ROOT / "resources" / "help")
