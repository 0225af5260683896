"""The part of a report that is the graph of the news: who and what is named, and what ties them."""

from collections.abc import Iterator

from annotator.messages.quoting import show_text
from annotator.report.findings import Findings
from annotator.report.markup import Html, element, table
from annotator.report.network_picture import Dot, Link, draw_network
from annotator.report.words import counted, label_colour, label_name

_ROWS = 20
"""Of each table at most: what there is most of."""
_LONGEST = 40


def news_part(findings: Findings) -> Iterator[Html]:
    """Yield the graph, the names that stand there most and the ties that do."""
    news, places = findings.corpus.news, findings.corpus.news_places
    names = [show_text(one.name, _LONGEST) for one in news.nodes]
    dots = [
        Dot(name, label_colour(findings, one.label), one.mentions, *place)
        for name, one, place in zip(names, news.nodes, places, strict=True)
    ]
    links = [Link(one.head, one.tail, one.times) for one in news.ties if one.head != one.tail]
    left_out = f", without {news.left_out:,} that have fewer" if news.left_out else ""
    yield element(
        "p",
        f"The {counted(len(dots), 'name')} with most relations{left_out}: who or what a span is"
        " linked to, else its words. The larger, the more often named; the thicker, the more"
        " relations.",
    )
    yield draw_network("Who and what, and how they are tied", dots, links)
    ranked = sorted(zip(names, news.nodes, strict=True), key=lambda one: -one[1].mentions)
    rows = [
        (name, label_name(findings, one.label), one.mentions, one.articles)
        for name, one in ranked[:_ROWS]
    ]
    yield table(("name", "label", "mentions", "articles"), rows)
    ties = [
        (
            f"{names[one.head]} — {label_name(findings, one.label)} → {names[one.tail]}",
            one.times,
            one.articles,
        )
        for one in sorted(news.ties, key=lambda one: -one.times)[:_ROWS]
    ]
    yield table(("tie", "times", "articles"), ties)
