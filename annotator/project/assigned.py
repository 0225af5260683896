"""Who is to label what, as it is on screen: read once, kept with what is not saved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from annotator.model.assignment import Assignment, SecondTime
from annotator.model.changes import AssignmentChange, Changes
from annotator.project.on_screen import OnScreen
from annotator.storage.assignments import (
    has_assignments,
    make_second_time,
    read_assignments,
    read_second_times,
)
from annotator.storage.store import Store

_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


class Assigned:
    """A memory before the file. Guarded by the lock of the road."""

    def __init__(self, store: Store, on_screen: OnScreen) -> None:
        self._store = store
        self._on_screen = on_screen
        self._by_document: dict[str, dict[str, Assignment]] = defaultdict(dict)
        self._by_annotator: dict[str, dict[str, Assignment]] = defaultdict(dict)
        self._times: dict[str, SecondTime] = {}
        self._is_read = False
        self._unsaved: list[tuple[int, tuple[AssignmentChange, ...]]] = []
        self.looks: set[tuple[str, str]] = set()
        """Documents (ids) at whose blind labels somebody (annotator id) looks all the same, since
        the project was opened."""
        self.forget()

    # ---- looking --------------------------------------------------------------------------------

    def on(self, document: str) -> Mapping[str, Assignment]:
        """Return annotator id -> assignment on a document (id)."""
        self._read()
        return self._by_document.get(document, {})

    def of(self, annotator: str) -> Mapping[str, Assignment]:
        """Return document id -> assignment of an annotator (id)."""
        self._read()
        return self._by_annotator.get(annotator, {})

    def second_time(self, annotator: str) -> SecondTime | None:
        """Return what an annotator (id) is a second time of; None for a person."""
        self._read()
        return self._times.get(annotator)

    def second_times(self) -> set[str]:
        """Return the annotators (ids) that stand for somebody's second time."""
        self._read()
        return set(self._times)

    def times_of(self, annotator: str) -> list[SecondTime]:
        """Return the second times of a person (id), by round."""
        self._read()
        return sorted(
            (one for one in self._times.values() if one.of == annotator), key=lambda one: one.round
        )

    # ---- doing ----------------------------------------------------------------------------------

    def make_time(self, annotator: str, round: int, name: str) -> SecondTime:
        """Return a second time of a person (id), made where there is none. SavingFailed."""
        self._read()
        found = next((one for one in self.times_of(annotator) if one.round == round), None)
        if found is None:
            writer = self._store.writer
            assert writer is not None, "the road asks before"
            names = time_names(name, round)
            found = writer.run(
                lambda writing: make_second_time(writing.connection, annotator, round, names)
            )
            self._times[found.annotator] = found
        return found

    def note(self, seq: int, changes: Changes) -> None:
        """Take in what the act with this number changed."""
        if changes.assignments:
            self._read()
            self._take(changes.assignments)
            saved = self._on_screen.saved_seq
            self._unsaved = [one for one in self._unsaved if one[0] > saved]
            self._unsaved.append((seq, changes.assignments))

    def forget(self) -> None:
        """Read again when it is next asked for: an import came or went. Where nobody has been
        assigned anything, there is nothing to read."""
        self._by_document.clear()
        self._by_annotator.clear()
        self._times.clear()
        with self._store.reading() as connection:
            self._is_read = not (self._unsaved or has_assignments(connection))

    def _read(self) -> None:
        if self._is_read:
            return
        saved = self._on_screen.saved_seq
        with self._store.reading() as connection:
            if has_assignments(connection):
                self._take((None, one) for one in read_assignments(connection))
                self._times = {one.annotator: one for one in read_second_times(connection)}
        for seq, changes in self._unsaved:
            if seq > saved:
                self._take(changes)
        self._is_read = True

    def _take(self, changes: Iterable[AssignmentChange]) -> None:
        for before, after in changes:
            if after is not None:
                self._by_document[after.document][after.annotator] = after
                self._by_annotator[after.annotator][after.document] = after
            elif before is not None:
                self._by_document[before.document].pop(before.annotator, None)
                self._by_annotator[before.annotator].pop(before.document, None)


def time_names(name: str, round: int) -> Iterator[str]:
    """Yield names for somebody's round: "Maria, second time", and others should that be taken."""
    first = f"{name}, {_ORDINALS.get(round, f'{round}th')} time"
    yield first
    for number in count(2):
        yield f"{first} ({number})"
