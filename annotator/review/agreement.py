"""Agreement: the numbers that say how far annotators agree, each with what it stands on.

A number that has no value says why instead; it is never 0 or 1 for want of cases.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from annotator.model.difference import DifferenceKind
from annotator.review.compare import Breakdown

CaseKind: TypeAlias = DifferenceKind | Literal["agree"]

Undefined = Literal[
    "annotators",
    "documents",
    "spans",
    "relations",
    "ends",
    "words",
    "labelled words",
    "meetings",
    "one value",
    "labels",
    "attribute",
    "ties",
    "suggestions",
]
"""Why a number has no value. annotators: fewer than two · documents: none that is labelled by
them · spans, relations, words, labelled words: there are none · ends: no relation stands on spans
that both have · meetings: no spans overlap · one value: no other is used, so that agreement cannot
be told from chance · labels: nobody labelled an article · attribute: nobody gave it a value ·
ties: nobody ties the same spans that somebody else ties · suggestions: nobody took one."""


_SPANS: tuple[CaseKind, ...] = ("missing", "extra", "label", "boundary", "label_and_boundary")
CASES_BEHIND: Mapping[str, tuple[CaseKind, ...]] = {
    "span_f1": _SPANS,
    "boundary_f1": ("missing", "extra", "boundary", "label_and_boundary"),
    "overlap_f1": ("missing", "extra", "label", "label_and_boundary"),
    "relation_f1": ("relation",),
    "token_kappa": _SPANS,
    "u_alpha": _SPANS,
    "document_labels": ("document_label",),
    "attributes": ("attribute",),
    "relation_types": ("relation",),
}
"""The kinds of difference for which a number is less than 1."""


class F1(NamedTuple):
    """An F1 with its interval (None under ten documents) and its counts."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    matched: int = 0
    first: int = 0
    second: int = 0
    why: Undefined | None = None


class Coefficient(NamedTuple):
    """An agreement corrected for chance: 1 is perfect, 0 what chance gives, below 0 is worse."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: Undefined | None = None
    coverage: float | None = None
    """Where it is about a part of the text: how much of it, 0 to 1."""


class RelationBreakdown(NamedTuple):
    """How the relations of two sets divide: a pair counts once, one without an answer once."""

    agree: int = 0
    type: int = 0
    direction: int = 0
    ends: int = 0
    only_first: int = 0
    only_second: int = 0


_NOTHING_TAKEN, _NO_SPANS = F1(why="suggestions"), F1(why="spans")


@dataclass(frozen=True, slots=True)
class LabelScores:
    """How far annotators agree on one span label."""

    span_f1: F1
    overlap_f1: F1


@dataclass(frozen=True, slots=True)
class Scores:
    """How far two annotators agree on spans and relations, or all pairs of them taken together."""

    span_f1: F1
    """Same fragments, same label."""
    boundary_f1: F1
    """Same fragments, whatever the label."""
    overlap_f1: F1
    """Same label and a character in common, one to one."""
    relation_f1: F1
    """Same label between spans that are the same."""
    relation_f1_given_spans: F1
    """The same, of the relations both ends of which are spans that both have."""
    relation_overlap_f1: F1
    """Same label between spans of the same label that overlap."""
    relation_f1_given_overlap: F1
    """The same, of the relations both ends of which overlap such a span."""
    breakdown: Breakdown
    relation_breakdown: RelationBreakdown
    labels: Mapping[str, LabelScores] = field(default_factory=dict)
    """By span label id: those that somebody has used."""
    relation_labels: Mapping[str, F1] = field(default_factory=dict)
    """`relation_f1` by relation label id."""
    assisted: F1 = _NOTHING_TAKEN
    """Of the spans that either took from a suggestion (`first` of them), the share that the other
    has too, same fragments and same label."""
    unassisted: F1 = _NO_SPANS
    """The same of those that either put without one."""


@dataclass(frozen=True, slots=True)
class UnitAlpha:
    """Krippendorff's alphas of unitizing (see `annotator.review.unitizing`)."""

    u: Coefficient
    """Which stretches of the text wear which label."""
    u_bar: Coefficient
    """Which stretches wear one at all."""
    cu: Coefficient
    """Which label, where spans of both overlap."""
    ku: Mapping[str, Coefficient] = field(default_factory=dict)
    """The same for each span label (id)."""


@dataclass(frozen=True, slots=True)
class OlderAlpha:
    """Krippendorff's alpha of unitizing of 1995 (see `annotator.review.alpha_u`), without
    intervals, on the documents that all annotators have labelled, one after the other."""

    all_labels: Coefficient
    labels: Mapping[str, Coefficient]
    """By span label id: those that somebody has used."""


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alphas of what is said of whole things."""

    document_labels: Coefficient
    """The labels of an article, all together."""
    label_groups: Mapping[str, Coefficient]
    """The same for each group of document labels, where there is more than one."""
    attributes: Mapping[str, Coefficient]
    """By attribute id: of spans and relations that are the same, and of articles."""
    relation_types: Coefficient
    """What relations between the same two spans are called."""
    words: Coefficient
    """Which labels there are on each word."""


@dataclass(frozen=True, slots=True)
class ArticleAgreement:
    """What a pair agrees on in one document; intervals are None."""

    document: str
    span_f1: F1
    boundary_f1: F1
    overlap_f1: F1
    relation_f1: F1
    token_kappa: Coefficient
    u: Coefficient
    breakdown: Breakdown
    cases: Mapping[tuple[CaseKind, str], int]
    """What is behind the numbers: (kind, id of a label or attribute, or "" for all) -> how many.
    A pair with two labels stands under both."""


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two annotators (ids) agree, on the documents that both have labelled."""

    first: str | None
    second: str | None
    scores: Scores
    token_kappa: Coefficient
    token_kappa_labelled: Coefficient
    """Only words that one of the two has labelled."""
    u_alpha: UnitAlpha
    confusions: Mapping[tuple[str, str], int]
    """(First's label, second's label) -> how many spans answer each other under both."""
    articles: tuple[ArticleAgreement, ...]
    """In project order."""
    gamma: Coefficient | None = None
    """See `annotator.review.gamma`; None where it was not asked for."""

    def behind(self, kinds: Collection[CaseKind], about: str = "") -> list[tuple[str, int]]:
        """Return the documents (ids) with cases of these kinds and how many, most cases first.

        `about`: the id of a label or attribute, to count the cases alone in which it is used.
        `CASES_BEHIND` has the kinds of which each number is made.
        """
        counts = [
            (one.document, sum(one.cases.get((kind, about), 0) for kind in kinds))
            for one in self.articles
        ]
        return sorted((one for one in counts if one[1]), key=lambda one: -one[1])


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything that is measured, for two and more annotators (ids)."""

    annotators: tuple[str, ...]
    documents: int
    """Those that two of them or more have labelled."""
    pairs: tuple[PairAgreement, ...]
    """Each two of them, in the order of `annotators`."""
    whole: Scores
    """All pairs taken together."""
    u_alpha: UnitAlpha
    alpha: Alpha
    alpha_u: OlderAlpha
    gamma: Coefficient | None = None
    """None where it was not asked for."""
    closed: int = 0
    """On how many documents more or less of them was left out for now, because they are given
    blind and may not be seen yet."""
