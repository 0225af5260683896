"""Many claim at once: no article more often than it is wanted, nobody one twice."""

import threading
from collections.abc import Callable

import pytest

from annotator.hub.server.server import ServerHub
from annotator.hub.server.work import Work
from annotator.model.server_errors import HubRefuses, RightMissing
from tests.hub.server import TestedHub


def add_claimers(hub: TestedHub, count: int) -> list[str]:
    """Add so many people to a hub."""
    roles = [f"claimer{number}" for number in range(count)]
    for role in roles:
        if not hub.ask("SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            hub.ask(f"CREATE ROLE {role} LOGIN PASSWORD '{role}!' IN ROLE annotator_team")
        hub.ask("INSERT INTO annotator.people VALUES (%s, %s, %s, 'annotator')", role, role, role)
    return roles


def fill(hub: TestedHub, tasks: int, slots: int) -> None:
    hub.ask(
        "INSERT INTO annotator.tasks (document, slots_left)"
        " SELECT 'd' || lpad(n::text, 8, '0'), %s FROM generate_series(1, %s) AS n",
        slots,
        tasks,
    )


def claim_on(hub: TestedHub, role: str, times: int, count: int, got: dict[str, list[str]]) -> None:
    connected = ServerHub(hub.place(role))
    try:
        for _ in range(times):
            got[role] += Work(connected).claim(count)
    finally:
        connected.close()


def test_many_claim_at_once(hub: TestedHub, trials: Callable[..., int]) -> None:
    clients, times, count = trials(everyday=12, full=50), 5, 4
    roles = add_claimers(hub, clients)
    # Fewer than are asked for: they end by wanting the same.
    fill(hub, clients * times * count // 3, 2)
    got: dict[str, list[str]] = {role: [] for role in roles}
    threads = [
        threading.Thread(target=claim_on, args=(hub, role, times, count, got)) for role in roles
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    for claimed in got.values():
        assert len(set(claimed)) == len(claimed)
    every = [document for claimed in got.values() for document in claimed]
    assert max(map(every.count, set(every))) <= 2
    ((left, total),) = hub.ask("SELECT sum(slots_left), count(*) FROM annotator.tasks")
    assert len(every) + left == 2 * total
    assert hub.ask("SELECT sum(claimed)::int FROM annotator.people") == [(len(every),)]


def test_what_matters_more_goes_first(hub: TestedHub) -> None:
    fill(hub, 3, 1)
    hub.ask("UPDATE annotator.tasks SET priority = 5 WHERE document = 'd00000003'")
    connected = ServerHub(hub.place("maria"))
    try:
        work = Work(connected)
        assert work.claim(1) == ["d00000003"]
        assert work.claim(9) == ["d00000001", "d00000002"]
        with pytest.raises(HubRefuses):
            work.claim(0)
        with pytest.raises(RightMissing):
            work.offer(2)
    finally:
        connected.close()


def test_how_far_it_is(hub: TestedHub) -> None:
    fill(hub, 3, 2)
    ada, maria = ServerHub(hub.place("ada")), ServerHub(hub.place("maria"))
    try:
        Work(maria).claim(2)
        state = {one.role: (one.claimed, one.finished) for one in Work(ada).state().people}
        assert state == {"maria": (2, 0), "jon": (0, 0), "mara": (0, 0), "ada": (0, 0)}
        assert [one.role for one in Work(maria).state().people] == ["maria"]
    finally:
        ada.close()
        maria.close()
