"""Which part of the open article has been on screen long enough to have been read, told to the
project now and then; and which paragraphs have never been."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from annotator.model.document import Document
from annotator.project.seen import Ranges, join_ranges
from annotator.settings.store import Settings
from annotator.ui.panels.seen_section import Shown
from annotator.ui.session import Session
from annotator.ui.text_view.blocks import Blocks
from annotator.ui.text_view.look import TextRange
from annotator.ui.text_view.text_view import TextView

LOOK_EVERY = 500
"""Milliseconds between two looks at what is on screen, while that changes."""
_LOOKS = 3
"""What all of so many looks have found, a second from the first to the last, has been seen."""
_WRITE_AFTER = 5000
"""Milliseconds that what is new waits for more of it before it is saved."""


class SeenText(QObject):
    """Looks at a text view while its window is the one in use."""

    changed = Signal()
    """`ranges` are others now."""

    def __init__(self, session: Session, view: TextView, settings: Settings) -> None:
        super().__init__(view)
        self._session, self._view, self._settings = session, view, settings
        self._document = self._whose = ""
        self._seen: Ranges = []
        self._new: Ranges = []
        self._looks: list[TextRange] = []
        self._warned_of = ""
        self._counted: Blocks | None = None
        self._paragraphs = 0
        """How many there are in these blocks."""
        self._next_look = QTimer(self, singleShot=True, interval=LOOK_EVERY)
        self._next_look.timeout.connect(self._look)
        self._writing = QTimer(self, singleShot=True, interval=_WRITE_AFTER)
        self._writing.timeout.connect(self.write)
        view.scrolled.connect(self._begin)
        QGuiApplication.instance().focusWindowChanged.connect(self._begin)  # type: ignore[union-attr]
        session.leaving.connect(self.leave)
        session.document_opened.connect(self._open)

    @property
    def is_kept(self) -> bool:
        """Whether it is looked at all."""
        return bool(self._settings.get("is_seen_kept"))

    @property
    def ranges(self) -> Ranges:
        """What I have had on screen of the open article; nothing while that is switched off."""
        return self._seen if self.is_kept else []

    def keep(self, is_wanted: bool) -> None:
        """Look from now on, or no more; what is known already stays in the file."""
        self._settings.choose("is_seen_kept", is_wanted)
        self._looks.clear()
        self._next_look.stop()
        self._begin()
        self.changed.emit()

    def never_shown(self) -> list[TextRange]:
        """Return the paragraphs of which no part has been on screen. What is there now has."""
        galley = self._view.galley
        if galley is None or not self.is_kept:
            return []
        if self._view.isVisible():
            self._add([self._view.visible_range()])
        return paragraphs_beside(galley.blocks, self._seen)

    def shown(self) -> Shown | None:
        """Return how much of the open article has been on screen; None where nobody keeps it."""
        galley = self._view.galley
        if galley is None or not self._document or self._session.project.is_read_only:
            return None
        blocks = galley.blocks
        if self._counted is not blocks:
            self._counted, self._paragraphs = blocks, len(paragraphs_beside(blocks, []))
        if not self._paragraphs:
            return None
        never = len(paragraphs_beside(blocks, self._seen)) if self.is_kept else 0
        return Shown(self._paragraphs, never, self.is_kept)

    def has_to_warn(self) -> bool:
        """Tell whether it has not been said yet, since the article was opened, what is unseen."""
        is_first = self._warned_of != self._document
        self._warned_of = self._document
        return is_first

    def write(self, *, is_last: bool = False) -> None:
        """Let what is new be saved; waited for where it `is_last`."""
        self._writing.stop()
        new, self._new = self._new, []
        if self._whose:
            project = self._session.project
            project.seen.keep(self._document, self._whose, new, is_waited_for=is_last)

    def leave(self) -> None:
        """Save what is new, and look no more: the article is about to be left."""
        self.write()
        self._next_look.stop()
        self._document, self._looks = "", []

    def _open(self, document: Document | None) -> None:
        self._document = "" if document is None else document.id
        me = self._session.project.me
        self._whose = "" if me is None else me.id
        self._seen = [] if document is None else self._session.project.seen.of(document.id)
        self._looks, self._warned_of = [], ""
        self._begin()
        self.changed.emit()

    def _begin(self, *_: object) -> None:
        if self._document and self.is_kept and not self._next_look.isActive():
            self._next_look.start()

    def _look(self) -> None:
        if not (self._view.isVisible() and self._view.isActiveWindow()):
            self._looks.clear()  # it begins again once the window is in use
            return
        self._looks = [*self._looks, self._view.visible_range()][-_LOOKS:]
        if len(self._looks) == _LOOKS:
            start = max(one[0] for one in self._looks)
            end = min(one[1] for one in self._looks)
            self._add([(start, end)])
        if len(self._looks) < _LOOKS or len(set(self._looks)) > 1:
            self._next_look.start()

    def _add(self, ranges: Sequence[TextRange]) -> None:
        seen = join_ranges([*self._seen, *ranges])
        if seen == self._seen:
            return
        self._seen = seen
        self._new = join_ranges([*self._new, *ranges])
        if not self._writing.isActive():
            self._writing.start()
        self.changed.emit()


def paragraphs_beside(blocks: Blocks, seen: Sequence[TextRange]) -> list[TextRange]:
    """Return the paragraphs (from where to where) that no range reaches into; blank ones are none.

    `seen`: in order, none overlapping another.
    """
    starts = [start for start, _ in seen]
    found: list[TextRange] = []
    begun, is_seen = 0, False
    for block in blocks:
        if block.start == block.paragraph_start:
            begun, is_seen = block.start, False
        before = bisect_right(starts, block.end - 1) - 1
        is_seen |= before >= 0 and seen[before][1] > block.start
        if block.is_last_piece and begun < block.end and not is_seen:
            found.append((begun, block.end))
    return found
