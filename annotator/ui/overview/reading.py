"""Reading what the cards show: one after the other on another thread, again when labels change."""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.overview.narrowed import EVERYTHING, Narrowed
from annotator.project.rows import Progress
from annotator.ui.models.reading import read_project
from annotator.ui.overview.card import Card
from annotator.ui.session import Session
from annotator.ui.tasks import Task

Show = Callable[[Any, Narrowed], Iterator[None] | None]
_PAUSE_MS = 700
"""After a change: several acts in a row are counted once."""


class OverviewReading(QObject):
    """Keeps cards true while one looks at them."""

    card_read = Signal()
    """One card more shows what is so."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cards: list[Card] = []
        self._waiting: deque[Card] = deque()
        self._having_more: deque[Card] = deque()
        """Cards of which the dear part is read behind all others."""
        self._task: Task | None = None
        self.rounds = 0
        """How often reading has begun: what an earlier round still brings is dropped."""
        self._is_due = True
        self._is_watched = False
        self.narrowed: Narrowed = EVERYTHING
        self._slices: Iterator[None] | None = None
        """What is left to be shown of the card that was read last."""
        self._slicing = QTimer(self, interval=0)
        self._slicing.timeout.connect(self._show_slice)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        session.changed.connect(self._take_changes)
        session.annotator_changed.connect(self._forget)

    @property
    def is_waiting(self) -> bool:
        """Whether reading is about to begin, as soon as labels change no more."""
        return self._pause.isActive()

    @property
    def is_reading(self) -> bool:
        """Whether a card is being read."""
        return self._task is not None

    @property
    def is_done(self) -> bool:
        """Whether every card there is shows what is so."""
        return not (self.is_reading or self.is_waiting or self._is_due)

    def add_card(self, card: Card) -> None:
        """Read one card more, behind the others."""
        self._cards.append(card)
        if not self._is_watched or self._is_due:
            self._is_due = True
            return
        card.show_reading(Progress(0, 0))
        self._waiting.append(card)
        if card.has_more:
            self._having_more.append(card)
        if self._task is None:
            self._read_next()

    def narrow(self, narrowed: Narrowed) -> None:
        """Let all cards be about this from now on."""
        if narrowed != self.narrowed:
            self.narrowed = narrowed
            self._is_due = True
            if self._is_watched:
                self._begin()

    def watch(self, *, is_watched: bool) -> None:
        """Say whether anybody looks: nothing is read for nobody."""
        self._is_watched = is_watched
        if not is_watched:
            self._is_due |= self.is_reading or self._pause.isActive()
            self.stop()
        elif self._is_due:
            self._begin()

    def stop(self) -> None:
        """Read nothing further."""
        self._pause.stop()
        self._waiting.clear()
        self._having_more.clear()
        self.rounds += 1
        self._slicing.stop()
        self._slices = None
        if self._task is not None:
            self._task.cancel()
            self._task = None
        for card in self._cards:
            card.show_reading(None)

    # ---- inside

    def _begin(self) -> None:
        self.stop()
        self._is_due = False
        self._waiting.extend(self._cards)
        self._having_more.extend(card for card in self._cards if card.has_more)
        for card in self._cards:
            card.show_reading(Progress(0, 0))
        self._read_next()

    def _read_next(self) -> None:
        if self._waiting:
            card = self._waiting.popleft()
            read, show = card.read, card.show_read
        elif self._having_more:
            card = self._having_more.popleft()
            read, show = card.read_more, card.show_more
        else:
            self._task = None
            return
        self._task = read_project(
            self._session.project,
            read,
            self._session.project,
            self.narrowed,
            owner=self,
            on_done=partial(self._take, card, show),
            on_failed=partial(self._take_failure, card, self.rounds),
            on_progress=card.show_reading,
        )

    def _take(self, card: Card, show: Show, read: Any) -> None:
        card.show_reading(None)
        card.say("")
        self._slices = show(read, self.narrowed)
        if self._slices is None:
            self._end_card()
        else:
            self._slicing.start()
            self._show_slice()

    def _show_slice(self) -> None:
        """Show a picture more; the window answers before the next one."""
        assert self._slices is not None, "the timer runs as long as there are any"
        try:
            next(self._slices)
        except StopIteration:
            self._slicing.stop()
            self._slices = None
            self._end_card()

    def _end_card(self) -> None:
        self.card_read.emit()
        self._read_next()

    def _take_failure(self, card: Card, round: int, error: Exception) -> None:
        if isinstance(error, Cancelled) or round != self.rounds:
            return  # what replaces it is on its way
        if not isinstance(error, AnnotatorError):
            self._task = None
            raise error
        card.show_reading(None)
        card.forget()
        card.say(sentence(error))
        self._read_next()

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if changes.has_sight_changes:
            self._forget()
        elif not self._is_watched:
            self._is_due = True
        elif not self._pause.isActive():
            self._pause.start()

    def _forget(self) -> None:
        """Who may see what is not as it was: show nothing that was read before."""
        self.stop()
        for card in self._cards:
            card.forget()
        self._is_due = True
        if self._is_watched:
            self._begin()
