"""Row 43: what is asked for by where each stream is known misses nothing, however many write
meanwhile; a plain counter of rows does."""

import random
import threading
import time
from collections.abc import Callable

from annotator.hub.revision import FIRST, Head, NewRevision, Revision, chained
from annotator.hub.server.server import ServerHub
from tests.hub.server import PEOPLE, TestedHub

ROLES = [*PEOPLE]


def make(number: int, count: int) -> list[Revision]:
    role = ROLES[number % len(ROLES)]
    head = Head(f"s{number}", role, role.title(), 0, FIRST)
    new = [NewRevision("project", None, "{}")] * count
    return list(chained(head, new, at="", act=1, act_sha256=""))


def write(hub: TestedHub, number: int, count: int) -> None:
    """Store a stream in transactions that stay open for some milliseconds."""
    chance = random.Random(number)
    revisions = make(number, count)
    first = revisions[0]
    head = Head(first.stream, first.person, "", count, revisions[-1].sha256)
    connected = ServerHub(hub.place(first.person))
    try:
        while revisions:
            some = chance.randrange(1, 5)
            with connected._connection.transaction():
                connected.append(head, revisions[:some])
                time.sleep(chance.random() * 0.012)
            revisions = revisions[some:]
    finally:
        connected.close()


class Puller:
    """Follows the hub in two ways at once: by streams, and by a counter of rows."""

    def __init__(self, hub: TestedHub) -> None:
        self.hub = ServerHub(hub.place("mara"))
        self.known: dict[str, Head] = {}
        self.by_stream: list[tuple[str, int]] = []
        self.counted = 0
        self.by_counter: set[tuple[str, int]] = set()

    def pull(self) -> None:
        for stream, head in self.hub.heads().items():
            known = self.known.get(stream, head._replace(seq=0, sha256=FIRST))
            for one in self.hub.revisions(known):
                self.by_stream.append((one.stream, one.seq))
                known = known._replace(seq=one.seq, sha256=one.sha256)
            self.known[stream] = known
        for stream, seq, counter in self.hub.ask(
            "SELECT stream, seq, counter FROM annotator.revisions WHERE counter > %s"
            " ORDER BY counter",
            self.counted,
        ):
            self.by_counter.add((stream, seq))
            self.counted = counter


def count_rows(hub: TestedHub) -> None:
    hub.ask(
        "ALTER TABLE annotator.revisions ADD COLUMN counter bigint GENERATED ALWAYS AS IDENTITY"
    )


def test_row_43_a_transaction_that_ends_later_than_one_begun_after_it(hub: TestedHub) -> None:
    count_rows(hub)
    puller = Puller(hub)
    slow, quick = (ServerHub(hub.place(role)) for role in ("maria", "jon"))
    try:
        with slow._connection.transaction():
            slow.append(Head("s0", "maria", "", 1, ""), make(0, 1))
            quick.append(Head("s1", "jon", "", 1, ""), make(1, 1))
            puller.pull()
        puller.pull()
        assert sorted(puller.by_stream) == [("s0", 1), ("s1", 1)]
        assert puller.by_counter == {("s1", 1)}  # the counter has passed it by for ever
    finally:
        for one in (slow, quick, puller.hub):
            one.close()


def test_row_43_many_writers_and_one_who_pulls(
    hub: TestedHub, trials: Callable[..., int], tally: Callable[..., None]
) -> None:
    count_rows(hub)
    writers, each = trials(everyday=12, full=50), trials(everyday=15, full=120)
    threads = [
        threading.Thread(target=write, args=(hub, number, each)) for number in range(writers)
    ]
    puller = Puller(hub)
    try:
        for one in threads:
            one.start()
        while any(one.is_alive() for one in threads):
            puller.pull()
        puller.pull()
        expected = sorted((f"s{n}", seq) for n in range(writers) for seq in range(1, each + 1))
        assert sorted(puller.by_stream) == expected
        tally(
            pushed=len(expected),
            missed=len(expected) - len(puller.by_stream),
            missed_by_a_counter=len(expected) - len(puller.by_counter),
        )
    finally:
        for one in threads:
            one.join()
        puller.hub.close()
