"""Words and figures as a report writes them."""

from annotator.messages.agreement_words import show_number
from annotator.messages.quoting import show_text
from annotator.report.findings import Findings
from annotator.report.shapes import BAR
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


def label_name(findings: Findings, id: str) -> str:
    """Return what a label of spans or relations (id) is called."""
    found = findings.label_set.span_label(id) or findings.label_set.relation_label(id)
    return show_text(found.name if found else id)


def label_colour(findings: Findings, id: str) -> str:
    """Return the colour of a label of spans or relations (id), a quiet one where it has none."""
    found = findings.label_set.span_label(id) or findings.label_set.relation_label(id)
    return found.colour if found and found.colour else BAR


def attribute_name(findings: Findings, id: str) -> str:
    """Return what an attribute (id) is called."""
    found = findings.label_set.attribute(id)
    return show_text(found.name if found else id)


def named(findings: Findings, annotator: str | None) -> str:
    """Return the name of an annotator (id), or that it is the curated set."""
    if annotator is None:
        return "the curated set"
    return show_text(findings.people.get(annotator, annotator))
