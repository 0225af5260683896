"""What a first project and a first command need is read while the start page waits for somebody.

The start page is painted with nothing but itself. When that is done, the modules behind it are read
one after the other, each in a turn of its own, so that a click is answered between two of them.
Where a project is opened at once, what a first command needs is read as soon as its article is
there: nobody has found a key by then.
"""

import importlib
import sys
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

FIRST, BETWEEN = 250, 15
"""Milliseconds after the first paint, and between two modules."""
MODULES = (
    "annotator.messages.sentences",
    "annotator.edits.edit",
    "annotator.formats.format",
    "numpy",
    "annotator.storage.store",
    "annotator.review.compare",
    "annotator.review.cases",
    "annotator.messages.acts",
    "annotator.project.review",
    "annotator.project.annotators",
    "annotator.project.consistency.consistency",
    "annotator.project.entities.entities",
    "annotator.project.importing",
    "annotator.project.merging.taking_in",
    "annotator.project.purging.purging",
    "annotator.project.backups",
    "annotator.project.project",
    "annotator.ui.text_view.paragraph",
    "annotator.ui.text_view.galley",
    "annotator.ui.text_view.canvas",
    "annotator.ui.text_view.text_view",
    "annotator.ui.session",
    "annotator.ui.inbox.inbox_side",
    "annotator.ui.history.dialog",
    "annotator.ui.entities.list_dialog",
    "annotator.ui.concordance.dialog",
    "annotator.ui.pages.annotate_page",
    "annotator.ui.label_set.dialog",
    "annotator.ui.commands",
)
"""What is read, what others stand on first, so that no turn is long."""
COMMANDS = MODULES[-1]


class Warming(QObject):
    """Begins when a widget is painted for the first time, or when told to; ends with the widget."""

    def __init__(self, painted: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._left: Iterator[str] = iter(MODULES)
        self._next = QTimer(self, singleShot=True, interval=FIRST)
        self._next.timeout.connect(self._read_one)
        self._painted: list[QWidget] = []
        self._look_at(painted)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See the first paint."""
        if event.type() == QEvent.Type.Paint and self._painted:
            self._look_no_more()
            self._next.start()
        return False

    def hurry(self, painted: QWidget) -> None:
        """Read what commands need as soon as another widget is painted, and then the rest."""
        if COMMANDS not in sys.modules:
            self._look_no_more()
            self._look_at(painted)
            self._left = iter((COMMANDS, *self._left))
            self._next.stop()
            self._next.setInterval(0)

    def stop(self) -> None:
        """Read no more: the window goes."""
        self._left = iter(())
        self._next.stop()

    def _look_at(self, painted: QWidget) -> None:
        self._painted = [painted, *painted.findChildren(QWidget)]
        for one in self._painted:  # one that is covered by what is on it is not painted itself
            one.installEventFilter(self)

    def _look_no_more(self) -> None:
        for one in self._painted:
            one.removeEventFilter(self)
        self._painted = []

    def _read_one(self) -> None:
        name = next((one for one in self._left if one not in sys.modules), None)
        if name is not None:
            importlib.import_module(name)
            self._next.start(BETWEEN)
