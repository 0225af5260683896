"""What a sync has done, for windows and commands to tell."""

from dataclasses import dataclass, field

from annotator.model.errors import AnnotatorError
from annotator.project.merging.report import MergeReport


@dataclass(slots=True)
class SyncReport:
    """What was sent, or what came."""

    hub: str
    sent: int = 0
    """Revisions."""
    articles_sent: int = 0
    fetched: int = 0
    """Revisions, those included that a newer one of the same article has overtaken."""
    articles_fetched: int = 0
    waiting: int = 0
    """Revisions that wait for a text, or for the verdict that they answer."""
    merges: list[MergeReport] = field(default_factory=list)
    """What was taken in, in order."""
    problems: list[AnnotatorError] = field(default_factory=list)
    """What was refused or is not whole; none of it has held up anything else."""
    is_same: bool = False
    """Whether both sides have the same now, by number and hash of the last revision of each
    stream."""


@dataclass(slots=True)
class StreamState:
    """One stream, as status tells of it."""

    person: str
    """A name."""
    is_mine: bool
    there: int
    here: int
    """How many revisions are on the hub, and how many of them are here; of mine how many are on
    this machine."""


@dataclass(slots=True)
class Share:
    """One of the people of a server, and how many articles were claimed and finished."""

    person: str
    """A name."""
    kind: str
    claimed: int
    finished: int


@dataclass(slots=True)
class HubState:
    """How a project stands to its hub."""

    hub: str
    last_sync: str
    streams: list[StreamState]
    waiting: int
    """Of mine: articles on which something is to be sent still."""
    refused: list[tuple[int, str]]
    """Of mine, those revisions that the hub has not taken, and why."""
    unfit: list[tuple[str, int, str]]
    """Of others: person, number, why."""
    people: list[Share] = field(default_factory=list)
    """On a server; annotators are told of themselves alone."""
