"""What comes of taking in a colleague's project, told before or after."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.edits.side import Conflict
from annotator.formats.corpus import Problem

_DOCUMENTS_REPORTED = 1000


class ConflictFound(NamedTuple):
    """A contradiction between two copies of an annotator's set, kept to be settled in the review
    of the annotator and `other_copy` (names; an annotator of None is the curated set's)."""

    document: str
    annotator: str | None
    other_copy: str
    conflict: Conflict


@dataclass(slots=True)
class PersonMet:
    """What comes of one annotator's work."""

    sets_new: int = 0
    sets_changed: int = 0
    sets_known: int = 0
    """Those in which theirs has nothing that is not here."""
    spans_added: int = 0
    spans_removed: int = 0
    spans_changed: int = 0
    relations_added: int = 0
    relations_removed: int = 0
    relations_changed: int = 0
    conflicts: int = 0


@dataclass(slots=True)
class MergeReport:
    """What met, what is new, what differs, what contradicts itself, what stays out and why."""

    file: str
    documents_new: int = 0
    documents_met: int = 0
    documents_different: int = 0
    """The same id with another text: left alone."""
    documents_purged: int = 0
    """Their text was erased here: left alone, unless asked for."""
    details_changed: int = 0
    """Articles of which more, or other, is known now."""
    new_labels: list[str] = field(default_factory=list)
    new_annotators: list[str] = field(default_factory=list)
    annotators: dict[str | None, PersonMet] = field(default_factory=lambda: defaultdict(PersonMet))
    """By name; None for the curated sets."""
    conflicts: list[ConflictFound] = field(default_factory=list)
    other_copies: int = 0
    """Articles on which what the other copies of a set say is kept, or kept anew."""
    verdicts: int = 0
    """Made, changed or withdrawn."""
    remarks: int = 0
    """Made or taken back."""
    assignments: int = 0
    """Who is to label what: made, or blind now."""
    has_new_reasons: bool = False
    problems: list[Problem] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    """Ids of the articles with anything new, the first thousand."""
    import_id: str = ""
    """Empty where nothing was written."""

    @property
    def sets_new(self) -> int:
        """How many annotation sets come in whole."""
        return sum(one.sets_new for one in self.annotators.values())

    @property
    def sets_changed(self) -> int:
        """How many annotation sets that are here become others."""
        return sum(one.sets_changed for one in self.annotators.values())

    @property
    def sets_known(self) -> int:
        """How many of theirs say nothing new."""
        return sum(one.sets_known for one in self.annotators.values())

    @property
    def spans(self) -> int:
        """How many spans come in."""
        return sum(one.spans_added for one in self.annotators.values())

    @property
    def relations(self) -> int:
        """How many relations come in."""
        return sum(one.relations_added for one in self.annotators.values())

    @property
    def rejected(self) -> int:
        """How many rows and articles stay out."""
        return sum(problem.is_skipped for problem in self.problems)

    @property
    def is_anything_new(self) -> bool:
        """Whether taking it in changes anything."""
        return bool(
            self.documents_new
            or self.details_changed
            or self.new_labels
            or self.sets_new
            or self.sets_changed
            or self.other_copies
            or self.verdicts
            or self.remarks
            or self.assignments
            or self.has_new_reasons
        )

    def list_document(self, document: str) -> None:
        """Note that an article has something new."""
        if len(self.documents) < _DOCUMENTS_REPORTED:
            self.documents.append(document)


@dataclass(slots=True)
class PacketReport:
    """What is in a packet."""

    documents: int = 0
    sets: int = 0
    spans: int = 0
    relations: int = 0
