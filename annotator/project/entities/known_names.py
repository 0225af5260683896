"""What entities are called, kept as it is by what is done, and read anew only where it must be."""

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from annotator.model.changes import Changes, EntityChange
from annotator.model.span import Fragment, Span
from annotator.project.entities.suggesting import Names


class _Link(NamedTuple):
    """A span that was linked, or (`more` below zero) is so no longer."""

    document: str
    fragment: Fragment
    entity: str
    more: int


TextsOf = Callable[[Collection[str]], Mapping[str, str]]
"""Documents (ids) -> id and text of each."""


class KnownNames:
    """The names, and what has been done since they were true.

    What is noted and taken wants the lock of the road, the names that of this: what is done need
    not wait while a hundred thousand names are taken apart.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.names = Names()
        self.is_stale = True
        """Whether something changed that was not noted: all must be read."""
        self._since: list[EntityChange | _Link] = []

    def note(self, changes: Changes) -> None:
        """Keep what an act changed, until somebody asks."""
        if self.is_stale:
            return
        self._since += changes.entities
        if changes.document is not None:
            for before, after in changes.spans:
                gone, come = _link(changes.document, before, -1), _link(changes.document, after, 1)
                if gone and come and gone[:3] == come[:3]:
                    continue
                self._since += [one for one in (gone, come) if one]

    def forget(self) -> None:
        """Let all be read when somebody asks."""
        self.is_stale = True
        self._since = []

    def begin(self) -> None:
        """Note what is done from now on: all is being read as it is now."""
        self.is_stale, self._since = False, []

    def take_since(self) -> list[EntityChange | _Link]:
        """Return what has been done since the names were true, which is for `catch_up` then."""
        since, self._since = self._since, []
        return since

    def catch_up(self, since: Iterable[EntityChange | _Link], texts_of: TextsOf) -> None:
        """Let the names be as what was done has left them."""
        links: defaultdict[str, list[_Link]] = defaultdict(list)
        for one in since:
            if isinstance(one, _Link):
                links[one.document].append(one)
            else:
                self.names.put(*one)
        for document, text in texts_of(links).items() if links else ():
            for one in links[document]:
                start, end = one.fragment
                self.names.link(one.entity, text[start:end], one.more)


def _link(document: str, span: Span | None, more: int) -> _Link | None:
    """What a span adds to the names; one with gaps is not known by its words."""
    if span is None or span.entity is None or len(span.fragments) != 1:
        return None
    return _Link(document, span.fragments[0], span.entity, more)
