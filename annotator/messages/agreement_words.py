"""Words for numbers of agreement: what each one answers, and why one has no value."""

from collections.abc import Mapping, Sequence

from annotator.review.agreement import Undefined

WHY_WORDS: Mapping[Undefined, str] = {
    "annotators": "there are no two annotators to compare",
    "documents": "there is no article that counts for both",
    "spans": "nobody has marked a span",
    "relations": "nobody has made a relation",
    "ends": "no relation stands on two spans that both have",
    "words": "the texts have no words",
    "labelled words": "nobody has labelled a word",
    "meetings": "no spans of two annotators overlap",
    "one value": "only one value is used, so agreement cannot be told from chance",
    "labels": "nobody has given an article a label",
    "attribute": "nobody has given it a value on anything that two annotators have",
    "ties": "nobody has tied two spans that somebody else has tied",
    "suggestions": "nobody has taken a suggestion",
}

F1_WORDS: Mapping[str, str] = {
    "span_f1": "spans: same words, same label",
    "boundary_f1": "spans: same words",
    "overlap_f1": "spans: overlapping, same label",
    "relation_f1": "relations: same type, same ends",
    "relation_f1_given_spans": "relations whose ends agree",
    "relation_f1_given_overlap": "relations whose ends overlap",
}
"""By the names of the F1s in `Scores`, the first of them first."""
ASSISTED_WORDS: Mapping[str, str] = {
    "assisted": "suggested: the other has them too",
    "unassisted": "not suggested: the other has them too",
}
"""By the names of what `Scores` tells apart once somebody has taken a suggestion."""
BREAKDOWN_WORDS = ("agree", "other label", "other words", "both other")
"""Of pairs in a `Breakdown`; what only one of the two has comes behind."""

RELIABLE, TENTATIVE = 0.8, 0.667
"""Customary since Krippendorff 1980: from the first on a finding can be relied on, from the second
on with reservations. Hints, for numbers that are corrected for chance; no more than that."""
HINT = (
    "Custom (Krippendorff): what is corrected for chance can be relied on from 0.800, with"
    " reservations from 0.667. A hint, not a rule."
)


def show_number(value: float | None) -> str:
    """Return a number of agreement with three places, or a dash."""
    return "–" if value is None else f"{value:.3f}".replace("-", "−")


def show_interval(low: float | None, high: float | None) -> str:
    """Return an interval, or "" where there is none."""
    return "" if low is None else f"{show_number(low)} to {show_number(high)}"


def show_shares(counts: Sequence[int]) -> list[str]:
    """Return parts of a whole in hundredths with one place, which as they are shown sum up to
    100 %: those that lose most by rounding down are rounded up. A dash where there is no whole."""
    whole = sum(counts)
    if not whole:
        return [show_number(None)] * len(counts)
    parts = [divmod(1000 * count, whole) for count in counts]
    missing = 1000 - sum(tenths for tenths, _ in parts)
    most = sorted(range(len(parts)), key=lambda place: -parts[place][1])[:missing]
    shown = [tenths + (place in most) for place, (tenths, _) in enumerate(parts)]
    return [f"{tenths // 10}.{tenths % 10} %" for tenths in shown]
