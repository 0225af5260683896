"""What is asked of a hub, whether it is a folder or a server."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from annotator.hub.article import ArticleKey
from annotator.hub.revision import Head, Kind, Revision
from annotator.model.document import Document


class Refused(NamedTuple):
    """A revision that a hub does not take, and why."""

    seq: int
    reason: str


class HubPerson(NamedTuple):
    """Who the hub takes whoever asks for: an annotator's id and name, and what they may do."""

    person: str
    name: str
    kind: str
    """annotator, reviewer or coordinator."""


class Hub(Protocol):
    """Where a team shares. Whatever is asked may raise that the hub cannot be reached; what was
    stored before stays stored, and storing it again changes nothing."""

    name: str
    """What it is called: a folder's name, a server's."""
    address: str
    """Where it is found again, without any password."""

    me: HubPerson | None
    """None where it asks nobody who they are."""

    def heads(self) -> dict[str, Head]:
        """Return stream -> how far it goes there, of those that may be seen."""

    def revisions(self, head: Head) -> Iterator[Revision]:
        """Yield what follows on a head in its stream. StreamBroken."""

    def loose(self, known: Mapping[tuple[str, Kind, str | None], int]) -> Iterator[Revision]:
        """Yield the newest revisions of each kind and document from streams that may be seen only
        in part, where they are newer than those known (by number). No chain proves them."""

    def append(self, head: Head, revisions: Iterable[Revision]) -> list[Refused]:
        """Store revisions of one's own stream, which ends with `head` then, behind those that are
        there; return what is refused."""

    def lacks(self, keys: Collection[ArticleKey]) -> set[ArticleKey]:
        """Return which of some articles are not there."""

    def put(self, articles: Iterable[Document]) -> int:
        """Store articles; return how many."""

    def take(self, keys: Collection[ArticleKey]) -> Iterator[Document]:
        """Yield those of some articles that are there and whole."""

    def others(self, known: Collection[ArticleKey]) -> Iterator[Document]:
        """Yield the articles that are there for whoever asks, but for those known."""

    def close(self) -> None:
        """Let go of it."""
