"""The numbers of `annotator.review.agreement`, each made from the tables of a reckoning."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from annotator.review.agreement import (
    Coefficient,
    LabelScores,
    RelationBreakdown,
    Scores,
    Undefined,
    UnitAlpha,
)
from annotator.review.alpha import Coincidences, alpha_values, distances
from annotator.review.bootstrap import Table
from annotator.review.compare import Breakdown
from annotator.review.kappa import kappa_values
from annotator.review.meeting import Meeting
from annotator.review.reckoning import Counted, Numbers, Reckoning, Tables, spread
from annotator.review.unitizing import MARGINAL, MEETING, Family, Lengths, family

Count = Callable[[Tables], Counted]

# ---- spans and relations ----------------------------------------------------------------------


def meeting_tables(
    meetings: Sequence[Meeting], labels: Mapping[str, int], relation_labels: Mapping[str, int]
) -> dict[str, Table]:
    """Return the counts of spans and relations, a row for each document."""
    ties = [one.relations for one in meetings]
    return {
        "exact": spread([one.exact for one in meetings], labels),
        "overlap": spread([one.overlap for one in meetings], labels),
        "first": spread([one.first for one in meetings], labels),
        "second": spread([one.second for one in meetings], labels),
        "boundary": _columns([(one.boundary,) for one in meetings], 1),
        "breakdown": _columns([one.breakdown for one in meetings], 6),
        "assisted": _columns([one.assisted for one in meetings], 2),
        "ties": spread([one.exact for one in ties], relation_labels),
        "first_ties": spread([one.first for one in ties], relation_labels),
        "second_ties": spread([one.second for one in ties], relation_labels),
        "ties_given_spans": _columns([one.given_spans for one in ties], 3),
        "ties_overlap": _columns([one.overlap for one in ties], 3),
        "ties_given_overlap": _columns([one.given_overlap for one in ties], 3),
        "tie_breakdown": _columns([one.breakdown for one in ties], 6),
    }


def _columns(rows: Sequence[Sequence[float]], width: int) -> Table:
    return np.array(rows, np.float64).reshape(-1, width)


def make_scores(
    reckoning: Reckoning, labels: Mapping[str, int], relation_labels: Mapping[str, int]
) -> Scores:
    """Return the scores of the tables of `meeting_tables`, or of several of them added up."""
    sums = reckoning.sums
    breakdown, tie_breakdown = (
        sums[name][0].astype(int).tolist() for name in ("breakdown", "tie_breakdown")
    )
    return Scores(
        reckoning.f1(count_spans("exact"), "spans"),
        reckoning.f1(count_spans("boundary"), "spans"),
        reckoning.f1(count_spans("overlap"), "spans"),
        reckoning.f1(count_ties, "relations"),
        reckoning.f1(_counted("ties_given_spans"), _why_no_ends(reckoning)),
        reckoning.f1(_counted("ties_overlap"), "relations"),
        reckoning.f1(_counted("ties_given_overlap"), _why_no_ends(reckoning)),
        Breakdown(*breakdown),
        RelationBreakdown(*tie_breakdown),
        {
            label: LabelScores(
                reckoning.f1(_in_column("exact", "first", "second", column), "spans"),
                reckoning.f1(_in_column("overlap", "first", "second", column), "spans"),
            )
            for label, column in labels.items()
            if sums["first"][0, column] + sums["second"][0, column]
        },
        {
            label: reckoning.f1(
                _in_column("ties", "first_ties", "second_ties", column), "relations"
            )
            for label, column in relation_labels.items()
            if sums["first_ties"][0, column] + sums["second_ties"][0, column]
        },
        reckoning.f1(_assisted, "suggestions"),
        reckoning.f1(_unassisted, "spans"),
    )


def count_spans(matched: str) -> Count:
    """Return what counts the spans that match in this way."""
    return lambda tables: (
        tables[matched].sum(axis=1),
        tables["first"].sum(axis=1),
        tables["second"].sum(axis=1),
    )


def _assisted(tables: Tables) -> Counted:
    count, same = tables["assisted"].T
    return same, count, count


def _unassisted(tables: Tables) -> Counted:
    matched, first, second = count_spans("exact")(tables)
    count, same = tables["assisted"].T
    all_others = first + second - count
    return 2 * matched - same, all_others, all_others


def count_ties(tables: Tables) -> Counted:
    """Count the relations that are the same."""
    return (
        tables["ties"].sum(axis=1),
        tables["first_ties"].sum(axis=1),
        tables["second_ties"].sum(axis=1),
    )


def _counted(name: str) -> Count:
    return lambda tables: (tables[name][:, 0], tables[name][:, 1], tables[name][:, 2])


def _in_column(matched: str, first: str, second: str, column: int) -> Count:
    return lambda tables: (
        tables[matched][:, column],
        tables[first][:, column],
        tables[second][:, column],
    )


def _why_no_ends(reckoning: Reckoning) -> Undefined:
    has_relations = reckoning.sums["ties_overlap"][0, 1:].any()
    return "ends" if has_relations else "relations"


# ---- words ------------------------------------------------------------------------------------


def kappa_of(tables: Tables) -> Numbers:
    """Return kappa of all words for each row."""
    words = tables["words"]
    return kappa_values(words[:, 0], words[:, 1], tables["first_words"], tables["second_words"])


def kappa_of_labelled(tables: Tables) -> Numbers:
    """Return kappa of the words that one of the two has labelled, for each row."""
    items, agreeing, unlabelled = tables["words"].T
    first, second = tables["first_words"].copy(), tables["second_words"].copy()
    first[:, 0] -= unlabelled
    second[:, 0] -= unlabelled
    return kappa_values(items - unlabelled, agreeing - unlabelled, first, second)


def why_no_kappa(words: Numbers) -> Undefined:
    """Say why there is no kappa of words: (items, agreeing, unlabelled)."""
    if not words[0]:
        return "words"
    return "one value" if words[0] > words[2] else "labelled words"


def make_kappas(reckoning: Reckoning) -> tuple[Coefficient, Coefficient]:
    """Return kappa of all words, and of those that one of the two has labelled."""
    why = why_no_kappa(reckoning.sums["words"][0])
    value, drawn = reckoning.both(kappa_of)
    of_labelled, drawn_of_labelled = reckoning.both(kappa_of_labelled)
    return (
        reckoning.coefficient(value[0], drawn, why),
        reckoning.coefficient(of_labelled[0], drawn_of_labelled, why),
    )


# ---- stretches of text ------------------------------------------------------------------------


def length_table(documents: Sequence[Lengths], labels: int) -> Table:
    """Return the lengths, a row for each document, whose columns `family_of` knows."""
    table = np.zeros((len(documents), 5, 1 + labels))
    for row, one in enumerate(documents):
        table[row, :, 0] = one.rows[:, 0]
        table[row, :, one.labels + 1] = one.rows[:, 1:].T
    return table.reshape(len(documents), 5 * (1 + labels))


def family_of(tables: Tables) -> Family:
    """Return the alphas of unitizing for each row."""
    lengths = tables["lengths"]
    return family(lengths.reshape(len(lengths), 5, lengths.shape[1] // 5))


def make_unit_alpha(reckoning: Reckoning, labels: Mapping[str, int]) -> UnitAlpha:
    """Return the alphas of unitizing; those of labels that somebody has used."""
    found, drawn = reckoning.both(family_of)
    lengths = reckoning.sums["lengths"].reshape(5, -1)
    used, met = lengths[MARGINAL, 1:], lengths[MEETING, 1:]
    why: Undefined = "one value" if used.any() else "spans"
    why_not_met: Undefined = "one value" if met.any() else ("meetings" if used.any() else "spans")
    return UnitAlpha(
        reckoning.coefficient(found.u[0], drawn and drawn.u, why),
        reckoning.coefficient(found.u_bar[0], drawn and drawn.u_bar, why),
        reckoning.coefficient(
            found.cu[0], drawn and drawn.cu, why_not_met, float(found.cu_coverage[0])
        ),
        {
            label: reckoning.coefficient(
                found.ku[0, column],
                drawn and drawn.ku[:, column],
                "one value" if met[column] else "meetings",
                float(found.ku_coverage[0, column]),
            )
            for label, column in labels.items()
            if used[column]
        },
    )


# ---- whole things -----------------------------------------------------------------------------


class Answers(NamedTuple):
    """What was said of whole things."""

    table: Table
    """A row for each document: how far answers are apart, and then how often each was given."""
    distances: Table | None
    """How far the answers are from each other; None where they are alike or not."""


def gather_answers(documents: Mapping[int, Coincidences], count: int) -> Answers:
    """Return the answers given on `count` documents, those by their places that have any."""
    columns: dict[Hashable, int] = {}
    for one in documents.values():
        for value in one.values:
            columns.setdefault(value, len(columns) + 1)
    table = np.zeros((count, 1 + len(columns)))
    for row, one in documents.items():
        table[row, 0] = one.apart
        for value, times in one.values.items():
            table[row, columns[value]] = times
    are_sets = any(isinstance(value, frozenset) for value in columns)
    return Answers(table, distances(columns) if are_sets else None)


def make_alpha(
    reckoning: Reckoning, name: str, distances: Table | None, why: Undefined
) -> Coefficient:
    """Return alpha of the table of some answers, which the reckoning has under a name."""
    value, drawn = reckoning.both(
        lambda tables: alpha_values(tables[name][:, 0], tables[name][:, 1:], distances)
    )
    return reckoning.coefficient(value[0], drawn, why)
