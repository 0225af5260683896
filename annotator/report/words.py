"""Words and figures as a report writes them."""

from annotator.messages.agreement_words import show_number
from annotator.messages.quoting import show_text
from annotator.report.findings import Findings
from annotator.review.agreement import F1, Coefficient


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 span, 12 spans."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def figure(value: float | None) -> str:
    """Return a figure of agreement, or a dash."""
    return show_number(value)


def range_words(one: F1 | Coefficient) -> str:
    """Return an interval, or nothing where there is none."""
    if one.low is None:
        return ""
    return f"{show_number(one.low)} to {show_number(one.high)}"


def share_words(count: int, whole: int) -> str:
    """Return a share in parts of a hundred; a dash of nothing."""
    return f"{100 * count / whole:.1f} %" if whole else "–"


def named(findings: Findings, annotator: str | None) -> str:
    """Return the name of an annotator (id), or that it is the curated set."""
    if annotator is None:
        return "the curated set"
    return show_text(findings.people.get(annotator, annotator))
