"""When Python looks for garbage: never between a key press and the screen, only while idle.

By default a full collection comes whenever enough objects were made, and takes 80 ms with a large
article open. So collecting is off while a project is open, and done here when nothing happened for
a while; what a newly opened article made is frozen then, so that later looks pass it over.
"""

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from annotator.ui.session import Session


IDLE = 1500
"""Milliseconds without an act that count as idle."""
_MANY = 5_000
"""Annotations on an article with which looking at all objects would hold up the window."""


_MOST_YOUNG = 150_000
"""New objects that are looked at at once; more would take longer than three frames."""


class Collecting(QObject):
    """Follows one session at a time; without one Python collects as it always does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self.collect)
        self._is_new = False
        self._session: Session | None = None

    def follow(self, session: "Session | None") -> None:
        """Collect only while this session is idle; None: as Python likes."""
        self._session = session
        if session is None:
            self._idle.stop()
            gc.unfreeze()
            gc.enable()
            return
        gc.disable()
        session.document_opened.connect(self._take_document)
        session.changed.connect(self._wait)
        session.selection.changed.connect(self._wait)
        self._take_document()

    def collect(self) -> None:
        """Collect: all and freeze what stays after an article was opened, else the young ones.

        With a large article what it is made of is frozen unseen, and so are very many young ones;
        what was garbage by then is found when a smaller one is open, or none.
        """
        if self._is_new:
            self._is_new = False
            if not self._has_many():
                gc.unfreeze()
                gc.collect()
            gc.freeze()
        elif gc.get_count()[0] > _MOST_YOUNG:
            gc.freeze()
        else:
            gc.collect(1)

    def _has_many(self) -> bool:
        mine = self._session.annotation_set if self._session is not None else None
        return mine is not None and len(mine.spans) + len(mine.relations) > _MANY

    def _take_document(self, *_: object) -> None:
        self._is_new = True
        self._wait()

    def _wait(self, *_: object) -> None:
        self._idle.start()
