"""Fifty people at one hub, on real PostgreSQL: how many claims and pushes there are in a second."""

import threading
import time
from collections.abc import Callable

import pytest

from annotator.hub.revision import FIRST, Head, NewRevision, chained
from annotator.hub.server.server import ServerHub
from tests.hub.server import TestedHub
from tests.hub.test_claims import add_claimers, claim_on, fill

PEOPLE = 50


def run_all(work: Callable[[str], None], roles: list[str]) -> float:
    """Let everybody work at once; return the seconds that it took, connecting included."""
    threads = [threading.Thread(target=work, args=(role,)) for role in roles]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return time.perf_counter() - began


@pytest.mark.benchmark
def test_fifty_people_claim_and_push(hub: TestedHub, capsys: pytest.CaptureFixture[str]) -> None:
    roles = add_claimers(hub, PEOPLE)
    fill(hub, 1_000_000, 2)
    hub.ask("ANALYZE annotator.tasks")
    got: dict[str, list[str]] = {role: [] for role in roles}
    claiming = run_all(lambda role: claim_on(hub, role, 10, 20, got), roles)
    every = [document for claimed in got.values() for document in claimed]
    assert all(len(set(claimed)) == len(claimed) for claimed in got.values())
    assert len(every) == PEOPLE * 10 * 20
    ((most,),) = hub.ask(
        "SELECT max(times) FROM"
        " (SELECT count(*) AS times FROM annotator.claims GROUP BY document) AS each"
    )
    assert most <= 2

    def push(role: str) -> None:
        head = Head(role, role, role, 0, FIRST)
        body = '{"version": 1, "sets": [], "words": "' + "x" * 20_000 + '"}'
        new = [NewRevision("set", document, body) for document in got[role][:20]]
        made = list(chained(head, new, at="", act=1, act_sha256=""))
        connected = ServerHub(hub.place(role))
        try:
            assert connected.append(head._replace(seq=len(made)), made) == []
        finally:
            connected.close()

    pushing = run_all(push, roles)
    ((stored,),) = hub.ask("SELECT count(*) FROM annotator.revisions")
    assert stored == PEOPLE * 20
    with capsys.disabled():
        print(
            f"\n{len(every):,} claims of 1,000,000 articles by {PEOPLE} people: "
            f"{len(every) / claiming:,.0f} a second; {stored:,} revisions of 20 kB: "
            f"{stored / pushing:,.0f} a second"
        )
