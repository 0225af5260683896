"""What a report says, before it is put into words and pictures: plain values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from annotator.messages.case_words import CaseWords
from annotator.model.difference import DifferenceKind
from annotator.model.labels import LabelSet
from annotator.model.verdict import Choice
from annotator.project.rows import Statistics
from annotator.report.corpus_findings import CorpusFindings
from annotator.report.over_time_findings import OverTimeFindings
from annotator.review.agreement import Agreement


class Piece(NamedTuple):
    """Part of a passage; `is_marked` where somebody's span covers it."""

    text: str
    is_marked: bool = False


class Excerpt(NamedTuple):
    """A passage of an article, and by whom what is marked in it is meant ("" for both)."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A difference in its context, and what was decided on it."""

    document: str
    """Its id."""
    title: str
    words: CaseWords
    excerpts: tuple[Excerpt, ...]
    reason: str = ""
    comment: str = ""
    reviewer: str = ""
    """The name of whoever decided, "" while nobody has."""


@dataclass(slots=True)
class PairReview:
    """How far the review of two annotators (ids) is."""

    first: str
    second: str
    documents: int = 0
    differences: Counter[DifferenceKind] = field(default_factory=Counter)
    open: Counter[DifferenceKind] = field(default_factory=Counter)
    """Those that nobody has decided on, or that have to be decided again."""


@dataclass(slots=True)
class Decisions:
    """What the verdicts of the project say, all together."""

    given: int = 0
    documents: int = 0
    choices: Counter[Choice] = field(default_factory=Counter)
    right: Counter[str | None] = field(default_factory=Counter)
    """Of the choices "first" and "second": whose (annotator id) labels are right; None: the curated
    set's, or nobody's where one set was reviewed alone."""
    reasons: Counter[str] = field(default_factory=Counter)
    without_reason: int = 0
    flagged: int = 0
    """Those that say that the guideline needs work."""
    accepted: int = 0
    contested: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything in a report."""

    project: str
    """The name of the project."""
    made: str
    """When, ISO 8601 in UTC."""
    people: Mapping[str, str]
    """Id -> name of the annotators, second times too."""
    label_set: LabelSet
    statistics: Statistics
    agreement: Agreement
    with_oneself: tuple[Agreement, ...]
    """Of those who have labelled articles twice."""
    is_unfinished_counted: bool
    pairs: tuple[PairReview, ...]
    decisions: Decisions
    flags: tuple[Sample, ...]
    """What the guideline needs work for, the first so many of `decisions.flagged`."""
    samples: Mapping[DifferenceKind, tuple[Sample, ...]]
    """Some differences of each kind, in project order."""
    curated: Mapping[str, Any]
    """What the curated sets hold, as the manifest of an export tells it."""
    corpus: CorpusFindings
    over_time: OverTimeFindings
