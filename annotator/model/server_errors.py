"""Errors of a hub on a server."""

from dataclasses import dataclass

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class HubUnreachable(AnnotatorError):
    """The server does not answer, or the connection was lost."""

    hub: str
    reason: str = ""


@dataclass(eq=False)
class PasswordWrong(AnnotatorError):
    """The server does not let this role in with this password, or there is none."""

    hub: str
    role: str


@dataclass(eq=False)
class CertificateWrong(AnnotatorError):
    """The server cannot prove that it is the one that was asked for."""

    hub: str
    reason: str = ""


@dataclass(eq=False)
class NotOfTheTeam(AnnotatorError):
    """This role is not, or no longer, among the people of the hub."""

    hub: str
    role: str


@dataclass(eq=False)
class RightMissing(AnnotatorError):
    """This role may not do that."""

    hub: str
    what: str


@dataclass(eq=False)
class HubRefuses(AnnotatorError):
    """The server does not do what it is asked."""

    hub: str
    reason: str


@dataclass(eq=False)
class HubNotMade(AnnotatorError):
    """The database is no hub yet."""

    hub: str


@dataclass(eq=False)
class HubTooOld(AnnotatorError):
    """The hub was made by an older version, and is not carried forward by whoever connects."""

    hub: str
    version: int
    known: int


@dataclass(eq=False)
class RoleExists(AnnotatorError):
    """Somebody of the hub has this role, or this name, already."""

    hub: str
    role: str


@dataclass(eq=False)
class AddressWrong(AnnotatorError):
    """This is no address of a server."""

    address: str


@dataclass(eq=False)
class PersonOther(AnnotatorError):
    """The hub knows this role as another person than the one who is signed in here."""

    name: str
    hub_name: str
    hub: str


@dataclass(eq=False)
class ServerNeeded(AnnotatorError):
    """A folder cannot do that."""

    hub: str
