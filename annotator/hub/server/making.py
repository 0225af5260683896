"""A database made a hub, and carried forward; people added to it and taken out. For whoever looks
after the server."""

from typing import Any

import psycopg
from psycopg import errors as pg
from psycopg import sql

from annotator.hub.server.connecting import Address, check_shape, open_connection, told
from annotator.hub.server.schema import GROUP, MIGRATIONS
from annotator.model.hub_errors import HubTooNew
from annotator.model.server_errors import HubUnreachable, RoleExists

KINDS = ("annotator", "reviewer", "coordinator")


def make_hub(address: Address, password: str) -> int:
    """Make a database a hub, or carry one of an older version forward; return how many steps that
    took. The database itself is made where there is none. HubTooNew, and errors of connecting."""
    _make_database(address, password)
    with open_connection(address, password) as connection, told(address):
        done = _version(connection)
        if done > len(MIGRATIONS):
            raise HubTooNew(address.name, done, len(MIGRATIONS))
        _make_group(connection)
        for number, step in enumerate(MIGRATIONS[done:], done + 1):
            with connection.transaction():
                connection.execute(step)
                connection.execute(
                    "INSERT INTO annotator.migrations (number) VALUES (%s)", (number,)
                )
        return len(MIGRATIONS) - done


def _make_database(address: Address, password: str) -> None:
    try:
        open_connection(address, password).close()
    except HubUnreachable as error:
        if "does not exist" not in error.reason:
            raise
        other = Address(address.plain)
        other.database = "postgres"
        with open_connection(other, password or address.password) as connection, told(address):
            name = sql.Identifier(address.database)
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))


def _version(connection: psycopg.Connection[Any]) -> int:
    try:
        row = connection.execute("SELECT max(number) FROM annotator.migrations").fetchone()
    except (pg.UndefinedTable, pg.InvalidSchemaName):
        return 0
    return int(row[0]) if row and row[0] else 0


def _make_group(connection: psycopg.Connection[Any]) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (GROUP,)).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(GROUP)))


def add_person(
    address: Address, password: str, *, role: str, person: str, name: str, kind: str, secret: str
) -> None:
    """Let somebody (an annotator's id and name) take part under a role with a password of their
    own. RoleExists, RightMissing, HubNotMade, and errors of connecting."""
    with open_connection(address, password) as connection:
        check_shape(connection, address)
        with told(address), connection.transaction():
            taken = connection.execute(
                "SELECT 1 FROM annotator.people WHERE role = %s OR person = %s", (role, person)
            ).fetchone()
            if taken:
                raise RoleExists(address.name, role)
            who = sql.Identifier(role)
            if not connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)
            ).fetchone():
                connection.execute(
                    sql.SQL(
                        "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT"
                        " PASSWORD {}"
                    ).format(who, sql.Literal(secret))
                )
                connection.execute(sql.SQL("ALTER ROLE {} INHERIT").format(who))
            database = sql.Identifier(address.database)
            connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(GROUP), who))
            connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, who))
            if kind == "coordinator":  # A corpus comes in by a table of its own.
                connection.execute(
                    sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(database, who)
                )
            connection.execute(
                "INSERT INTO annotator.people (role, person, name, kind) VALUES (%s, %s, %s, %s)",
                (role, person, name, kind),
            )


def remove_person(address: Address, password: str, role: str) -> None:
    """Let somebody take part no more; all they have pushed stays. HubNotMade, RightMissing."""
    with open_connection(address, password) as connection:
        check_shape(connection, address)
        with told(address), connection.transaction():
            connection.execute(
                sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(GROUP), sql.Identifier(role))
            )
            connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(role)))
