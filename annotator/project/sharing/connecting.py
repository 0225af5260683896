"""A hub found by what people call it: the path of a folder, or the address of a server."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from annotator.hub.folder import FolderHub
from annotator.hub.hub import Hub
from annotator.model.errors import ExtraMissing

if TYPE_CHECKING:
    from annotator.hub.server.connecting import Address
    from annotator.hub.server.work import Work

SCHEMES = ("postgresql://", "postgres://")
PASSWORD = "ANNOTATOR_HUB_PASSWORD"
"""The variable that holds the password where no key store does."""
_SERVICE = "annotator hub"
"""What our entries are called in the key store of the system."""


def is_server(place: str) -> bool:
    """Tell whether a place is the address of a server."""
    return place.startswith(SCHEMES)


def connect(place: str) -> Hub:
    """Return the hub in a place. HubMissing, HubTooNew, HubUnreadable; of a server ExtraMissing and
    the errors of `annotator.hub.server.server.ServerHub`."""
    if not is_server(place):
        return FolderHub(Path(place))
    check_extra()
    from annotator.hub.server.server import ServerHub

    return ServerHub(place, password_for(place))


def work_of(hub: Hub) -> "Work":
    """Return the claims of a hub on a server."""
    from annotator.hub.server.server import ServerHub
    from annotator.hub.server.work import Work

    assert isinstance(hub, ServerHub)
    return Work(hub)


def make_hub(place: str) -> str:
    """Make a place a hub, or bring the one there up to date; return its address. HubExists,
    HubUnreadable; of a server the errors of `annotator.hub.server.making.make_hub`."""
    if not is_server(place):
        return FolderHub.make(Path(place)).address
    from annotator.hub.server.making import make_hub as make

    address = address_of(place)
    make(address, password_for(place))
    return address.plain


def check_extra() -> None:
    """ExtraMissing where the libraries for servers are not there."""
    if find_spec("psycopg") is None:
        raise ExtraMissing("A hub on a server", "psycopg", "team")


def address_of(place: str) -> "Address":
    """Return the address of a server. AddressWrong, ExtraMissing."""
    check_extra()
    from annotator.hub.server.connecting import Address

    return Address(place)


# ---- passwords ----------------------------------------------------------------------------------


def password_for(place: str) -> str:
    """Return the password for an address: the one in it, else from the environment, else from the
    key store of the system; "" where there is none, for the server may want none."""
    if said := address_of(place).password:
        return said
    if told := os.environ.get(PASSWORD):
        return told
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, address_of(place).plain) or ""
    except KeyringError:
        return ""


def with_password(place: str, password: str) -> str:
    """Return an address with a password in it, for this one connection; a folder as it is.
    AddressWrong, ExtraMissing."""
    if not password or not is_server(place):
        return place
    scheme, _, where = address_of(place).plain.partition("://")
    role, _, rest = where.partition("@")
    return f"{scheme}://{role}:{quote(password, safe='')}@{rest}"


def keep_password(place: str, password: str) -> bool:
    """Put a password into the key store of the system; tell whether there is one."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, address_of(place).plain, password)
    except KeyringError:
        return False
    return True
