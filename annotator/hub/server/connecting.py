"""A connection to the server of a hub: safely, and with one plain error for whatever is amiss."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import errors as pg

from annotator.hub.server.schema import MIGRATIONS
from annotator.model.hub_errors import HubTooNew
from annotator.model.server_errors import (
    AddressWrong,
    CertificateWrong,
    HubNotMade,
    HubRefuses,
    HubTooOld,
    HubUnreachable,
    NotOfTheTeam,
    PasswordWrong,
    RightMissing,
)

# That a connection was lost is raised as well, and told once.
logging.getLogger("psycopg").setLevel(logging.ERROR)

SCHEMES = ("postgresql", "postgres")
_PATIENCE = "10"
"""Seconds that a server may take to answer."""


class Address:
    """Where a server is, who asks, and how safely."""

    def __init__(self, place: str) -> None:
        """AddressWrong."""
        try:
            parts = urlsplit(place)
            self.role = unquote(parts.username or "")
            self.password = unquote(parts.password or "")
            self.options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            self.host = self.options.get("host") or parts.hostname or ""
            self.port = parts.port
        except ValueError:
            raise AddressWrong(place) from None
        self.database = unquote(parts.path.lstrip("/"))
        if parts.scheme not in SCHEMES or not self.role or not self.database:
            raise AddressWrong(place.replace(f":{parts.password}@", "@"))
        self.name = f"{self.database} on {self.host or 'this machine'}"

    @property
    def is_here(self) -> bool:
        """Whether what is said stays on this machine."""
        return self.host in ("", "localhost", "127.0.0.1", "::1") or self.host.startswith("/")

    @property
    def plain(self) -> str:
        """The address without its password, for the project to remember."""
        where = f"{quote(self.role, safe='')}@"
        if "host" not in self.options:
            where += f"[{self.host}]" if ":" in self.host else self.host
        where += f":{self.port}" if self.port else ""
        query = urlencode({name: self.options[name] for name in sorted(self.options)}, safe="/")
        return urlunsplit(("postgresql", where, f"/{quote(self.database)}", query, ""))

    def parameters(self, password: str) -> dict[str, Any]:
        """Return what psycopg is given. A server elsewhere has to prove who it is."""
        said: dict[str, Any] = {
            "dbname": self.database,
            "user": self.role,
            "connect_timeout": _PATIENCE,
            "application_name": "annotator",
            **self.options,
        }
        said |= {"host": self.host} if self.host else {}
        said |= {"port": self.port} if self.port else {}
        said |= {"password": password} if password else {}
        if not self.is_here:
            said.setdefault("sslmode", "verify-full")
            if said["sslmode"] == "verify-full":
                said.setdefault("sslrootcert", "system")
        return said


def open_connection(address: Address, password: str) -> psycopg.Connection[Any]:
    """Connect. HubUnreachable, PasswordWrong, CertificateWrong."""
    try:
        return psycopg.connect(**address.parameters(password or address.password), autocommit=True)
    except psycopg.Error as error:
        raise _why_not(error, address) from error


def _why_not(error: psycopg.Error, address: Address) -> Exception:
    words = str(error)
    if isinstance(error, psycopg.ProgrammingError):
        return AddressWrong(address.plain)
    if any(one in words for one in ("password", "authentication", "not permitted to log in")) or (
        "role" in words and "does not exist" in words
    ):
        return PasswordWrong(address.name, address.role)
    if "certificate" in words.lower() or "SSL" in words:
        return CertificateWrong(address.name, _line(words))
    return HubUnreachable(address.name, _line(words))


def _line(words: str) -> str:
    """Return the last thing that was said, on one line."""
    lines = [one.strip() for one in words.splitlines() if one.strip()]
    return lines[-1].rstrip(".") if lines else ""


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Let what the server says be an error of ours."""
    try:
        yield
    except pg.InsufficientPrivilege as error:
        raise RightMissing(address.name, _line(error.diag.message_primary or "")) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise HubUnreachable(address.name, _line(str(error))) from error
    except psycopg.Error as error:
        raise HubRefuses(address.name, _line(error.diag.message_primary or str(error))) from error


def check_shape(connection: psycopg.Connection[Any], address: Address) -> None:
    """See that the hub is one that this version knows. HubNotMade, HubTooNew, HubTooOld,
    NotOfTheTeam."""
    with told(address):
        try:
            row = connection.execute("SELECT max(number) FROM annotator.migrations").fetchone()
        except (pg.UndefinedTable, pg.InvalidSchemaName):
            raise HubNotMade(address.name) from None
        except pg.InsufficientPrivilege:
            raise NotOfTheTeam(address.name, address.role) from None
    version = row[0] if row and row[0] else 0
    if version > len(MIGRATIONS):
        raise HubTooNew(address.name, version, len(MIGRATIONS))
    if version < len(MIGRATIONS):
        raise HubTooOld(address.name, version, len(MIGRATIONS))


def file_of(path: Path) -> str:
    """Return a path as an address writes it."""
    return quote(str(path), safe="/")
