"""A revision of somebody's work, and the chain that it is a link of."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, get_args

import orjson

from annotator.model.hub_errors import StreamBroken

Kind = Literal["set", "article", "project"]
"""Somebody's labels on an article · what is said of an article as a whole: verdicts, remarks, what
is known of it · what concerns no article in particular: the label set, who is to label what."""
KINDS: tuple[Kind, ...] = get_args(Kind)
FIRST = ""
"""What stands before the first revision of a stream."""


class Revision(NamedTuple):
    """One revision. `seq` counts from 1 without a gap; `at` only informs: clocks lie."""

    stream: str
    seq: int
    person: str
    """Whose stream it is: an annotator's id."""
    kind: Kind
    document: str | None
    """An id in the project that it comes from."""
    at: str
    act: int
    """Up to which row of that project's history it says everything."""
    act_sha256: str
    """The hash of that row."""
    previous: str
    """The hash of the revision before."""
    sha256: str
    payload_sha256: str
    payload: str
    """JSON; "" where it is not here: the hub has refused it, or it was not asked for."""

    @property
    def proof(self) -> str:
        """What `sha256` must be."""
        said = [*self[:9], self.payload_sha256]
        return hashlib.sha256(orjson.dumps(said)).hexdigest()

    @property
    def is_whole(self) -> bool:
        """Whether it is what its hashes say."""
        is_payload_so = not self.payload or payload_sha256(self.payload) == self.payload_sha256
        return is_payload_so and self.sha256 == self.proof


def payload_sha256(payload: str) -> str:
    """Return the hash of a payload, in hex."""
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()


class Head(NamedTuple):
    """How far a stream goes: its numbers are dense, so `seq` is also how many there are."""

    stream: str
    person: str
    name: str
    """What whoever it is is called."""
    seq: int
    sha256: str


class NewRevision(NamedTuple):
    """What becomes a revision when it has found its place in a stream."""

    kind: Kind
    document: str | None
    payload: str


def chained(
    head: Head, new: Iterable[NewRevision], *, at: str, act: int, act_sha256: str
) -> Iterator[Revision]:
    """Yield revisions that follow on a head, one after the other."""
    seq, previous = head.seq, head.sha256
    for one in new:
        seq += 1
        link = Revision(
            head.stream,
            seq,
            head.person,
            one.kind,
            one.document,
            at,
            act,
            act_sha256,
            previous,
            "",
            payload_sha256(one.payload),
            one.payload,
        )
        previous = link.proof
        yield link._replace(sha256=previous)


def checked(head: Head, revisions: Iterable[Revision]) -> Iterator[Revision]:
    """Yield revisions that follow on a head; StreamBroken where one does not."""
    seq, previous = head.seq, head.sha256
    for one in revisions:
        fits = one.stream == head.stream and one.seq == seq + 1 and one.person == head.person
        if not fits or one.previous != previous or not one.is_whole:
            raise StreamBroken(head.name, head.stream, seq + 1)
        seq, previous = one.seq, one.sha256
        yield one
