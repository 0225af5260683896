"""Row 44: what each person may see and add is said by the database, whatever program asks."""

from collections.abc import Callable

import psycopg
import pytest
from psycopg import errors as pg

from annotator.hub.revision import FIRST, Head, NewRevision, chained
from annotator.hub.server.server import ServerHub
from tests.hub.server import TestedHub

BODY = '{"version": 1, "sets": []}'


def push(hub: TestedHub, role: str, document: str = "d0", count: int = 2) -> Head:
    """Store some revisions as somebody, on their stream of this document; return its head."""
    head = Head(f"{role}-{document}", role, role.title(), 0, FIRST)
    new = [NewRevision("set", document, BODY)] * count
    made = list(chained(head, new, at="", act=1, act_sha256=""))
    connected = ServerHub(hub.place(role))
    try:
        assert connected.append(head._replace(seq=count), made) == []
        return connected.heads()[head.stream]
    finally:
        connected.close()


def test_row_44_others_rows_are_not_there(hub: TestedHub, tally: Callable[..., None]) -> None:
    push(hub, "maria")
    push(hub, "jon")
    for role, expected in (("maria", 2), ("jon", 2), ("mara", 4), ("ada", 4)):
        for table in ("revisions", "streams"):
            ((found,),) = hub.ask(f"SELECT count(*) FROM annotator.{table}", role=role)
            assert found == (expected if table == "revisions" else expected // 2)
            tally(asked=1)
    assert hub.ask("SELECT count(*) FROM annotator.people", role="maria") == [(1,)]


FORBIDDEN = {
    "update": "UPDATE annotator.revisions SET at = 'x'",
    "delete": "DELETE FROM annotator.revisions",
    "truncate": "TRUNCATE annotator.revisions",
    "streams": "UPDATE annotator.streams SET name = 'x'",
    "author": "INSERT INTO annotator.streams (stream, person, name, author)"
    " VALUES ('x', 'jon', 'x', 'jon')",
    "person": "INSERT INTO annotator.streams (stream, person, name) VALUES ('x', 'jon', 'x')",
    "on another's stream": "INSERT INTO annotator.revisions (stream, seq, person, kind, at, act,"
    " act_sha256, previous, sha256, payload_sha256, payload) VALUES ('jon-d0', 3, 'maria',"
    " 'project', '', 1, '', (repeat('0', 64)), repeat('0', 64), repeat('0', 64), '{}')",
    "stored when": "INSERT INTO annotator.streams (stream, person, name, made_at)"
    " VALUES ('x', 'maria', 'x', now())",
    "claim by hand": "INSERT INTO annotator.claims (document, role, lease_until)"
    " VALUES ('d0', 'maria', now())",
    "task": "INSERT INTO annotator.tasks (document, slots_left) VALUES ('x', 9)",
    "slots": "UPDATE annotator.tasks SET slots_left = 9",
    "article": "INSERT INTO annotator.articles (document, sha256, body)"
    " VALUES ('x', repeat('0', 64), '{}')",
    "release": "INSERT INTO annotator.released (document) VALUES ('d0')",
    "more rights": "UPDATE annotator.people SET kind = 'reviewer'",
    "new person": "INSERT INTO annotator.people (role, person, name, kind)"
    " VALUES ('x', 'x', 'x', 'reviewer')",
    "set role": "SET ROLE jon",
    "session": "SET SESSION AUTHORIZATION jon",
    "role": "CREATE ROLE spy",
    "schema": "CREATE SCHEMA spying",
    "table in the schema": "CREATE TABLE annotator.spying (x int)",
    "function": "CREATE FUNCTION annotator.my_kind(x int) RETURNS text LANGUAGE sql AS 'SELECT 1'",
    "policy": "DROP POLICY revisions_seen ON annotator.revisions",
    "switch off": "ALTER TABLE annotator.revisions DISABLE ROW LEVEL SECURITY",
    "give back": "SELECT annotator.give_back_expired()",
    "read a file": "SELECT pg_read_file('/etc/hostname')",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "migrations": "INSERT INTO annotator.migrations (number) VALUES (99)",
}


@pytest.mark.trust(44)
def test_what_an_annotator_may_not_do(hub: TestedHub, tally: Callable[..., None]) -> None:
    push(hub, "maria")
    push(hub, "jon")
    before = hub.ask("SELECT stream, seq, sha256 FROM annotator.revisions ORDER BY 1, 2")
    with hub.hubs.connect(hub.place("maria"), autocommit=True) as connection:
        for what, statement in FORBIDDEN.items():
            try:
                connection.execute(statement)
            except (pg.InsufficientPrivilege, pg.IntegrityConstraintViolation):
                tally(refused=1)
            else:
                pytest.fail(f"allowed: {what}")
        connection.execute("SET app.\"user\" = 'mara'")
        connection.execute("SET search_path = pg_temp, annotator")
        connection.execute("CREATE TEMP TABLE people AS SELECT 'maria' AS role, 'reviewer' AS kind")
        assert connection.execute("SELECT count(*) FROM annotator.revisions").fetchone() == (2,)
    assert hub.ask("SELECT stream, seq, sha256 FROM annotator.revisions ORDER BY 1, 2") == before


@pytest.mark.trust(44)
def test_not_even_those_who_lead_change_or_delete(hub: TestedHub) -> None:
    push(hub, "jon")
    for role in ("mara", "ada"):
        with hub.hubs.connect(hub.place(role), autocommit=True) as connection:
            for what in ("update", "delete", "author", "person", "set role", "more rights"):
                with pytest.raises(pg.InsufficientPrivilege):
                    connection.execute(FORBIDDEN[what])


@pytest.mark.trust(44)
def test_a_role_that_is_nobody_of_the_team_sees_nothing(hub: TestedHub) -> None:
    push(hub, "jon")
    hub.ask("DELETE FROM annotator.people WHERE role = 'mara'")
    for table in ("revisions", "streams", "people", "articles", "tasks"):
        assert hub.ask(f"SELECT count(*) FROM annotator.{table}", role="mara") == [(0,)]
    with pytest.raises(psycopg.Error):
        hub.ask("SELECT annotator.claim_tasks(1, interval '1 day')", role="mara")
