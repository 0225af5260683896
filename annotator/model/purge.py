"""What is erased for good, what is left to tell of it, and what an edit is about."""

from dataclasses import dataclass, field
from typing import NamedTuple


class HashedDocument(NamedTuple):
    """A document of which nothing is known any more but the hashes of its id and its text (hex)."""

    id_sha256: str
    text_sha256: str


class Tombstone(NamedTuple):
    """What is left of what was erased: that there was something, when it went, by whom and why."""

    id: str
    at: str
    """ISO 8601, UTC."""
    by: str | None
    """The annotator (id) who erased it."""
    reason: str
    documents: tuple[HashedDocument, ...] = ()
    annotator: str | None = None
    """The person who was forgotten, by the id that stays."""
    are_words_replaced: bool = False
    """Whether what people had written about that person was changed too."""
    is_finished: bool = True
    """Whether backups are without it too."""


class Mentioned(NamedTuple):
    """What an edit is about, as far as it says so itself: ids."""

    documents: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    """Annotators who are called by their names."""
    imports: frozenset[str] = frozenset()


@dataclass(slots=True)
class Erased:
    """How much a purge takes out of one file."""

    documents: int = 0
    characters: int = 0
    sets: int = 0
    spans: int = 0
    relations: int = 0
    verdicts: int = 0
    remarks: int = 0
    assignments: int = 0
    entities: list[str] = field(default_factory=list)
    """Names of those that only spans of these documents were linked to."""
    quotations: int = 0
    """Lines of guidelines and examples that quote these documents."""
    sources: int = 0
    """Names of files that came in which tell of what is erased."""
    acts: int = 0
    """Rows of the history that are emptied."""
    taken: int = 0
    """Rows of other files' histories, and edits of takings in."""
    words: int = 0
    """Notes, remarks and other words of people that are changed."""


class Written(NamedTuple):
    """A place where people wrote somebody's name."""

    kind: str
    """"note", "remark", "verdict", "entity", "label", "packet note", "attribute", "reason"."""
    document: str
    """Its id, "" where it stands on none."""
    words: str
    """What is written there."""
