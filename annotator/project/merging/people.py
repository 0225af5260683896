"""Annotators of a colleague's project met with ours: by id, for a name is no person."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from annotator.edits.other_copy import copy_annotator
from annotator.model.annotator import LONGEST_NAME, Annotator
from annotator.model.assignment import SecondTime
from annotator.project.people import annotator_typed

CURATED = "curated"
"""What the set of nobody is called where it needs a name."""


class PeopleMet:
    """Who is who, and what those are called here who are new."""

    def __init__(
        self,
        ours: Iterable[Annotator],
        theirs: Iterable[Annotator],
        second_times: Mapping[str, SecondTime],
    ) -> None:
        self._second_times = second_times
        self._named = {one.id: one.name for one in ours}
        self._theirs = {one.id: one.name for one in theirs}
        self.new: list[Annotator] = []
        """Those who are needed here and were not yet, in order."""

    def name(self, annotator: str | None) -> str | None:
        """Return what an annotator (id) is called here; None is nobody."""
        return None if annotator is None else self._named.get(annotator, annotator)

    def need(self, annotator: str | None) -> None:
        """See to it that an annotator of theirs (id) is known here."""
        if annotator is not None and annotator not in self._named:
            if time := self._second_times.get(annotator):
                self.need(time.of)
            self._add(annotator, self._theirs.get(annotator, annotator))

    def need_copy(self, annotator: str | None) -> str:
        """See to it that the other copy of an annotator (id) is known here; return its name."""
        id = copy_annotator(annotator)
        if id not in self._named:
            self._add(id, f"{self.name(annotator) or CURATED}, other copy")
        return self._named[id]

    def _add(self, id: str, name: str) -> None:
        known = [Annotator(*one) for one in self._named.items()]
        self._named[id] = _distinct(name, known)
        self.new.append(Annotator(id, self._named[id]))

    def copies(self) -> dict[str, str | None]:
        """Return id of an other copy -> whose (id), of everybody."""
        everybody: list[str | None] = [None, *self._named, *self._theirs]
        return {copy_annotator(one): one for one in everybody}


def _distinct(name: str, known: Sequence[Annotator]) -> str:
    """Return a name that nobody would take for somebody else's: Maria, Maria (2)."""
    name = name[: LONGEST_NAME - 8]
    names = (name if number == 1 else f"{name} ({number})" for number in count(1))
    return next(one for one in names if annotator_typed(known, one) is None)
