"""Who is to label what, as it is on screen: read once, kept with what is not saved."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from annotator.model.assignment import Assignment, SecondTime
from annotator.model.changes import AssignmentChange, Changes
from annotator.project.on_screen import OnScreen
from annotator.storage.assignments import (
    has_assignments,
    has_blind_assignments,
    make_second_time,
    read_assignments,
    read_second_times,
)
from annotator.storage.store import Store

_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


class Assigned:
    """A memory before the file, of the documents and the annotators that have been asked for.
    Guarded by the lock of the road."""

    def __init__(self, store: Store, on_screen: OnScreen) -> None:
        self._store = store
        self._on_screen = on_screen
        self._on: dict[str, dict[str, Assignment]] = {}
        self._of: dict[str, dict[str, Assignment]] = {}
        self._times: dict[str, SecondTime] = {}
        self._is_none = True
        """Whether nobody has been assigned anything: there is nothing to read."""
        self._unsaved: list[tuple[int, tuple[AssignmentChange, ...]]] = []
        self.looks: set[tuple[str, str]] = set()
        """Documents (ids) at whose blind labels somebody (annotator id) looks all the same, since
        the project was opened."""
        self.forget()

    # ---- looking --------------------------------------------------------------------------------

    def on(self, document: str) -> Mapping[str, Assignment]:
        """Return annotator id -> assignment on a document (id)."""
        return self.on_each([document])[document]

    def on_each(self, documents: Sequence[str]) -> Mapping[str, Mapping[str, Assignment]]:
        """Return the assignments on each of these documents (ids), and perhaps on others."""
        unknown = [one for one in documents if one not in self._on]
        if unknown:
            self._on |= {one: {} for one in unknown}
            for one in self._read(documents=unknown):
                self._on[one.document][one.annotator] = one
        return self._on

    def of(self, annotator: str) -> Mapping[str, Assignment]:
        """Return document id -> assignment of an annotator (id)."""
        if annotator not in self._of:
            found = self._read(annotators=[annotator])
            self._of[annotator] = {one.document: one for one in found}
        return self._of[annotator]

    def second_time(self, annotator: str) -> SecondTime | None:
        """Return what an annotator (id) is a second time of; None for a person."""
        return self._times.get(annotator)

    def second_times(self) -> set[str]:
        """Return the annotators (ids) that stand for somebody's second time."""
        return set(self._times)

    def times_of(self, annotator: str) -> list[SecondTime]:
        """Return the second times of a person (id), by round."""
        return sorted(
            (one for one in self._times.values() if one.of == annotator), key=lambda one: one.round
        )

    def has_blind(self) -> bool:
        """Tell whether anything is given blind."""
        if self._is_none:
            return False
        with self._store.reading() as connection:
            saved = has_blind_assignments(connection)
        return saved or any(
            after is not None and after.is_blind
            for _, changed in self._unsaved
            for _, after in changed
        )

    # ---- doing ----------------------------------------------------------------------------------

    def make_time(self, annotator: str, round: int, name: str) -> SecondTime:
        """Return a second time of a person (id), made where there is none. SavingFailed."""
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
        if not changes.assignments:
            return
        self._is_none = False
        saved = self._on_screen.saved_seq
        self._unsaved = [one for one in self._unsaved if one[0] > saved]
        self._unsaved.append((seq, changes.assignments))
        for before, after in changes.assignments:
            one = after or before
            assert one is not None
            for held, key in (
                (self._on.get(one.document), one.annotator),
                (self._of.get(one.annotator), one.document),
            ):
                if held is not None and after is not None:
                    held[key] = after
                elif held is not None:
                    held.pop(key, None)

    def forget(self) -> None:
        """Read again when it is next asked for: an import came or went."""
        self._on.clear()
        self._of.clear()
        with self._store.reading() as connection:
            has_any = has_assignments(connection)
            times = read_second_times(connection) if has_any else []
        self._times = {one.annotator: one for one in times}
        self._is_none = not (has_any or self._unsaved)

    def _read(
        self, *, documents: Sequence[str] | None = None, annotators: Sequence[str] | None = None
    ) -> list[Assignment]:
        """Return the assignments on some documents, or of some annotators: what is in the file,
        and what is not saved yet."""
        if self._is_none:
            return []
        saved = self._on_screen.saved_seq
        with self._store.reading() as connection:
            read = (
                read_assignments(connection, documents=documents, annotators=annotators)
                if has_assignments(connection)
                else []
            )
        found = {(one.document, one.annotator): one for one in read}
        for seq, changes in self._unsaved:
            for before, after in changes if seq > saved else ():
                one = after or before
                assert one is not None
                if _is_asked(one.document, documents) and _is_asked(one.annotator, annotators):
                    found.pop((one.document, one.annotator), None)
                    found |= {(after.document, after.annotator): after} if after else {}
        return list(found.values())


def _is_asked(id: str, asked: Sequence[str] | None) -> bool:
    return asked is None or id in asked


def time_names(name: str, round: int) -> Iterator[str]:
    """Yield names for somebody's round: "Maria, second time", and others should that be taken."""
    first = f"{name}, {_ORDINALS.get(round, f'{round}th')} time"
    yield first
    for number in count(2):
        yield f"{first} ({number})"
