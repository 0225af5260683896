"""Row 40: the connection is cut at every single message, and nothing is lost or doubled; batches
come twice and out of order; the server is put back to an older state."""

from collections.abc import Callable

import pytest

from annotator.hub.revision import FIRST, Head, NewRevision, Revision, chained
from annotator.hub.server.server import ServerHub
from annotator.model.hub_errors import StreamForked
from annotator.model.server_errors import HubUnreachable
from tests.hub.proxy import CutWire
from tests.hub.server import TestedHub

NOTHING = Head("stream", "maria", "Maria", 0, FIRST)


def make(count: int, word: str = "") -> list[Revision]:
    new = [
        NewRevision("set", f"d{n}", f'{{"version": 1, "sets": [], "n": "{word}{n}"}}')
        for n in range(count)
    ]
    return list(chained(NOTHING, new, at="", act=1, act_sha256=""))


def head_of(revisions: list[Revision]) -> Head:
    return NOTHING._replace(seq=revisions[-1].seq, sha256=revisions[-1].sha256)


def stored(hub: TestedHub) -> list[tuple[int, str]]:
    return [
        (seq, sha256)
        for seq, sha256 in hub.ask("SELECT seq, sha256 FROM annotator.revisions ORDER BY seq")
    ]


def send(place: str, revisions: list[Revision]) -> None:
    """Send what the hub lacks of a stream, as a push does."""
    connected = ServerHub(place)
    try:
        there = connected.heads().get("stream", NOTHING)
        assert connected.append(head_of(revisions), revisions[there.seq :]) == []
        assert connected.heads()["stream"] == head_of(revisions)
        assert list(connected.revisions(NOTHING)) == revisions
    finally:
        connected.close()


def test_row_40_cut_at_every_message(hub: TestedHub, tally: Callable[..., None]) -> None:
    revisions = make(5)
    expected = [(one.seq, one.sha256) for one in revisions]
    for left in range(200):
        with CutWire(hub.hubs.server.port, left) as wire:
            if (
                left % 4 == 0
            ):  # begun anew now and then, so that each message is cut before and after
                hub.ask("TRUNCATE annotator.revisions, annotator.streams CASCADE")
            try:
                send(hub.place("maria", port=wire.port), revisions)
            except HubUnreachable:
                assert wire.was_cut
            there = stored(hub)
            assert there == expected[: len(there)]
            tally(cuts=int(wire.was_cut))
            if not wire.was_cut:
                break
    else:
        pytest.fail("it never came through")
    assert left > 10
    send(hub.place("maria"), revisions)
    assert stored(hub) == expected


def test_row_40_twice_and_out_of_order(hub: TestedHub) -> None:
    revisions = make(6)
    connected = ServerHub(hub.place("maria"))
    try:
        connected.append(head_of(revisions), revisions[:4])
        connected.append(head_of(revisions), revisions[:4])
        connected.append(head_of(revisions), revisions[2:])
        assert list(connected.revisions(NOTHING)) == revisions
        # A gap, or what does not follow, is not taken: a stream never has a hole.
        with pytest.raises(StreamForked):
            connected.append(head_of(revisions), [make(9)[8]])
        with pytest.raises(StreamForked):
            connected.append(head_of(revisions), [make(7, "other")[6]])
        assert len(stored(hub)) == 6
    finally:
        connected.close()


def test_row_40_the_server_is_put_back(hub: TestedHub) -> None:
    revisions = make(6)
    send(hub.place("maria"), revisions[:5])
    hub.ask("DELETE FROM annotator.revisions WHERE seq > 2")
    send(hub.place("maria"), revisions)
    assert stored(hub) == [(one.seq, one.sha256) for one in revisions]
