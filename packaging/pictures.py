"""Makes the pictures of README and help anew, light and dark: the sample, as `demo` shows it.

    .venv/bin/python packaging/pictures.py

Colours are cut down to a palette, so that the files stay small in every clone.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt, QThread  # noqa: E402
from PySide6.QtGui import QImage, QPixmap  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from annotator.edits.edit import (  # noqa: E402
    AddSpan,
    RelabelSpan,
    RemoveSpan,
    SetNote,
)
from annotator.model.span import Span  # noqa: E402
from annotator.project.sample import make_sample  # noqa: E402
from annotator.ui.actions import Place  # noqa: E402
from annotator.ui.application import make_application  # noqa: E402
from annotator.ui.concordance.dialog import ConcordanceDialog  # noqa: E402
from annotator.ui.history.dialog import HistoryDialog  # noqa: E402
from annotator.ui.label_changes.dialog import LabelChangeDialog  # noqa: E402
from annotator.ui.label_set.dialog import LabelSetDialog  # noqa: E402
from annotator.ui.main_window import MainWindow  # noqa: E402
from annotator.ui.picture import (  # noqa: E402
    PictureSettings,
    picture_window,
    quiet_platform,
    select_busiest_span,
    settle,
    shown_window,
)
from annotator.ui.team.dialog import TeamDialog  # noqa: E402
from annotator.ui.theme import ThemeChoice  # noqa: E402

PICTURES: dict[str, tuple[Place, ThemeChoice]] = {
    "annotate.png": ("annotate", "light"),
    "annotate-dark.png": ("annotate", "dark"),
    "review.png": ("review", "light"),
    "overview.png": ("overview", "light"),
}
LABEL_SHOWN = "works for or member of"
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


def leave_as_it_is(dialog: QDialog) -> None:
    """Fill nothing in."""


def show_a_relation(dialog: QDialog) -> None:
    """Show a label of relations, and its guideline as it will be read."""
    assert isinstance(dialog, LabelSetDialog)
    label = dialog.draft.label_set.relation_label_named(LABEL_SHOWN)
    assert label is not None
    dialog.show_part(label.id)
    dialog.preview_box.setChecked(True)


def search_ferry(dialog: QDialog) -> None:
    """Search for a word."""
    assert isinstance(dialog, ConcordanceDialog)
    dialog.words.selectAll()
    QTest.keyClicks(dialog.words, "ferry")


def retire_a_label(dialog: QDialog) -> None:
    """Ask what retiring the label that is chosen would mean."""
    assert isinstance(dialog, LabelChangeDialog)
    dialog.verbs.setCurrentIndex(dialog.verbs.findData("retire"))


def exchange_with_a_folder(dialog: QDialog) -> None:
    """Make a folder a hub, and share the sample there; its path is none of this machine."""
    assert isinstance(dialog, TeamDialog)
    os.chdir(tempfile.mkdtemp())
    dialog.place.edit.setText("team")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for act in (dialog.accept, dialog.make_button.click, dialog.accept):
        act()
        for _ in range(40):
            QThread.msleep(50)
            settle(application)


def step_back_in_time(dialog: QDialog) -> None:
    """Label a little, and look at the article as it was before most of it."""
    assert isinstance(dialog, HistoryDialog)
    window = dialog.parent()
    assert isinstance(window, MainWindow)
    session = window.session
    assert session is not None
    assert session.document is not None
    assert session.annotation_set is not None
    standing = session.annotation_set
    alone = [id for id in standing.spans if not standing.relations_of(id)]
    label = session.label_set.span_labels[3].id
    words = session.document.text.index("silence")
    for edit in (
        RelabelSpan(alone[0], label),
        RemoveSpan(alone[1]),
        SetNote(alone[0], "A day, or a deadline?"),
        RemoveSpan(alone[2]),
        AddSpan(Span("silence", label, ((words, words + len("silence")),))),
    ):
        session.apply(edit)
    dialog.query_changed.emit()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for _ in range(20):
        QThread.msleep(50)
        settle(application)
    for _ in range(3):
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)


DIALOGS: dict[str, tuple[str, tuple[int, int], Callable[[QDialog], None]]] = {
    "label-set.png": ("edit_label_set", (1240, 760), show_a_relation),
    "concordance.png": ("find_in_project", (1100, 620), search_ferry),
    "label-change.png": ("change_label", (900, 640), retire_a_label),
    "lens.png": ("lens", (1100, 680), leave_as_it_is),
    "settings.png": ("settings", (860, 640), leave_as_it_is),
    "team.png": ("team", (640, 340), exchange_with_a_folder),
    "history.png": ("article_history", (1240, 760), step_back_in_time),
}
"""The action that opens each, its size, and what is filled in."""


def picture_dialog(project: Path, name: str) -> QPixmap:
    """Return a picture of a window of its own, as it is when it has come to rest."""
    action, size, fill_in = DIALOGS[name]
    settings = PictureSettings()
    application = make_application(settings)
    with quiet_platform(), shown_window(project, None, settings, SIZE) as window:
        select_busiest_span(window)
        window.run(action)
        settle(application)
        dialog = next(
            one
            for one in application.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible()
        )
        dialog.resize(*size)
        fill_in(dialog)
        for _ in range(20):
            QThread.msleep(100)  # what is typed is looked for when one pauses
            settle(application)
        picture = dialog.grab()
        dialog.close()
        settle(application)
        return picture


def make_pictures(folder: Path) -> None:
    """Write every picture into a folder."""
    with tempfile.TemporaryDirectory() as temporary:
        project = make_sample(Path(temporary) / "demo.annotator")
        for name, (place, theme) in PICTURES.items():
            raw = Path(temporary) / name
            who = None if place == "annotate" else REVIEWER
            picture_window(project, who, raw, SIZE, theme=theme, place=place)
            cut_colours(QImage(str(raw))).save(str(folder / name))
        for name in DIALOGS:
            cut_colours(picture_dialog(project, name).toImage()).save(str(folder / name))


if __name__ == "__main__":
    make_pictures(ROOT / "resources" / "help")
