"""Those who are told what happens to a project; what they do wrong does not stop the road."""

import logging
from collections.abc import Callable
from typing import Protocol

from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, SavingFailed
from annotator.project.on_screen import OnScreen

_log = logging.getLogger(__name__)


class Listener(Protocol):
    """Told of everything that happens to a project. May be called from the writer's thread
    (`saved`, `saving_failed`) or the caller's (`changed`)."""

    def changed(self, changes: Changes, origin: object) -> None:
        """Something changed; it is not saved yet."""

    def saved(self, unsaved: int) -> None:
        """A commit returned; so many edits wait still. Note it and return: the writer waits."""

    def saving_failed(self, error: AnnotatorError, unsaved: int) -> None:
        """A commit failed; so many edits wait, and will be tried again. As above."""


class Listeners:
    """All listeners of one project, in the order in which they came."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()

    def add(self, listener: Listener) -> None:
        """Tell this one from now on."""
        self._listeners = (*self._listeners, listener)

    def remove(self, listener: Listener) -> None:
        """Tell this one nothing more."""
        self._listeners = tuple(one for one in self._listeners if one is not listener)

    def changed(self, changes: Changes, origin: object) -> None:
        """Tell all that something changed."""
        self._tell(lambda listener: listener.changed(changes, origin))

    def saved(self, unsaved: int) -> None:
        """Tell all that a commit returned."""
        self._tell(lambda listener: listener.saved(unsaved))

    def saving_failed(self, error: AnnotatorError, unsaved: int) -> None:
        """Tell all that a commit failed."""
        self._tell(lambda listener: listener.saving_failed(error, unsaved))

    def _tell(self, how: Callable[[Listener], None]) -> None:
        for listener in self._listeners:
            try:
                how(listener)
            except Exception:  # noqa: BLE001  a view may fail; the others are told all the same
                _log.exception("a listener failed: %s", type(listener).__qualname__)


class Relay:
    """What the writer's thread tells, noted and passed on."""

    def __init__(self, on_screen: OnScreen, listeners: Listeners) -> None:
        self._on_screen = on_screen
        self._listeners = listeners

    def saved(self, seq: int, unsaved: int) -> None:
        """Note what is in the file now, and tell."""
        self._on_screen.note_saved(seq)
        self._listeners.saved(unsaved)

    def saving_failed(self, error: SavingFailed, unsaved: int) -> None:
        """Tell."""
        self._listeners.saving_failed(error, unsaved)
