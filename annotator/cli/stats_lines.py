"""What the Overview shows, as lines for people to read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotator.cli.output import count, table_lines
from annotator.messages import show_text
from annotator.messages.agreement_words import show_interval, show_number
from annotator.messages.forecast_words import forecast_words

Body = Mapping[str, Any]
Block = list[str]

_MOST = 10
"""Rows of a table that is as long as the corpus is large."""
_CURATED = "curated sets"


def lines_of(body: Body) -> list[str]:
    """Return the lines of the parts that were made, tables with an empty line between them."""
    lines: list[str] = []
    for part, made in body.items():
        for block in _BLOCKS[part](made):
            if block:
                lines += ["", *block] if lines else block
    return lines


def _progress(body: Body) -> Iterator[Block]:
    articles = body["articles"]
    states = (
        f"{count(articles['all'], 'article')}: {articles['reviewed']:,} reviewed, "
        f"{articles['finished']:,} finished, {articles['in_progress']:,} in progress, "
        f"{articles['new']:,} new"
    )
    open = f"{articles['waiting']:,} wait for a review, {body['disputed']:,} disputed"
    forecast = body["forecast"]
    yield [
        states,
        open,
        forecast_words(*(forecast[one] for one in ("why", "per_day", "early", "likely", "late"))),
    ]
    yield _table(
        ("annotator", "finished", "in progress", "new", "spans", "relations"),
        (
            (one["annotator"] or _CURATED, one["finished"], one["in_progress"], one["new"],
             one["spans"], one["relations"])
            for one in body["annotators"]
        ),
    )  # fmt: skip
    days = body["by_day"]
    people = list(days["finished"])
    rows = list(zip(days["days"], *days["finished"].values(), strict=True))[-_MOST:]
    yield _table(("finished on", *map(str, people)), rows)


def _labels(body: Body) -> Iterator[Block]:
    for title, counts in (("label", body["spans"]), ("relation", body["relations"])):
        rows = [(name, one["times"], one["articles"]) for name, one in counts.items()]
        yield _table((title, "count", "articles"), rows)


def _corpus(body: Body) -> Iterator[Block]:
    spreads = (
        ("spans of a set", "spans_per_set"),
        ("spans for 1,000 words", "spans_per_thousand_words"),
        ("characters of a span", "span_lengths"),
        ("characters of an article", "article_lengths"),
    )
    rows: list[Sequence[object]] = []
    for words, name in spreads:
        one = body[name]
        rows.append((words, one["least"], round(one["median"]), round(one["mean"]), one["most"]))
    yield _table(("", "least", "median", "mean", "most"), rows)
    yield _table(("label", *(f"{at}." for at in range(1, 11))),
                ((label, *tenths) for label, tenths in body["by_tenth"].items()))  # fmt: skip
    texts = [
        (label, one["text"], one["times"])
        for label, found in body["frequent_texts"].items()
        for one in found[:3]
    ]
    yield _table(("label", "most frequent", "count"), texts)
    ties = [(one["head"], one["label"], one["tail"], one["times"]) for one in body["ties"]]
    yield _table(("head", "relation", "tail", "count"), ties[:_MOST])
    values = [(one["attribute"], one["label"] or "article", str(one["value"]), one["times"])
              for one in body["values"]]  # fmt: skip
    yield _table(("attribute", "of", "value", "count"), values)
    for title, name in (("source", "sources"), ("language", "languages")):
        counts = [(key or "not known", number) for key, number in body[name].items()]
        yield _table((title, "articles"), counts[:_MOST])


def _agreement(body: Body) -> Iterator[Block]:
    rows = [_agreement_row(("all", ""), body["whole"])]
    rows += [_agreement_row((one["a"], one["b"]), one) for one in body["pairs"]]
    yield _table(("", "", "articles", "spans F1", "interval", "relations F1", "interval"), rows)
    months = [
        (one["month"], one["articles"], *_number(one["span_f1"])) for one in body["over_time"]
    ]
    yield _table(("finished in", "articles", "spans F1", "interval"), months)
    drifts = [
        (one["a"], one["b"] or _CURATED, one["articles"], _number(one["early"])[0],
         _number(one["late"])[0])
        for one in (*body["drift"], *body["drift_from_curated"])
    ]  # fmt: skip
    yield _table(("", "with", "articles", "earlier half", "later half"), drifts)


def _agreement_row(who: tuple[str, str], one: Body) -> Sequence[object]:
    return (*who, one["articles"], *_number(one["span_f1"]), *_number(one["relation_f1"]))


def _number(f1: Body) -> tuple[str, str]:
    return show_number(f1["value"]), show_interval(f1["low"], f1["high"])


def _pace(body: Body) -> Iterator[Block]:
    rows = [
        (name, f"{one['hours']:.1f}", len(one["sessions"]), _rate(one["spans_per_hour"]),
         _rate(one["words_per_hour"]), _rate(one["acts_per_span"]),
         f"{one['seconds_per_article']['median'] / 60:.1f}")
        for name, one in body.items()
    ]  # fmt: skip
    yield _table(
        ("annotator", "hours", "sessions", "spans an hour", "words an hour", "acts a span",
         "minutes an article"),
        rows,
    )  # fmt: skip
    for one in list(body.values())[:1]:
        yield [f"Rests of more than {one['idle_minutes']:g} minutes between two acts are left out."]


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}"


def _news(body: Body) -> Iterator[Block]:
    nodes = body["nodes"]
    rows = [(one["name"], one["label"], one["mentions"], one["articles"]) for one in nodes[:_MOST]]
    yield _table(("name", "label", "mentions", "articles"), rows)
    most = sorted(body["ties"], key=lambda one: -one["times"])[:_MOST]
    ties = [
        (nodes[one["head"]]["name"], one["label"], nodes[one["tail"]]["name"], one["times"])
        for one in most
    ]
    yield _table(("head", "relation", "tail", "count"), ties)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Block:
    """Return a table, no line where it has no rows."""
    found = list(rows)
    return table_lines(found, [show_text(word, 40) for word in head]) if found else []


_BLOCKS: dict[str, Callable[[Body], Iterator[Block]]] = {
    "progress": _progress,
    "labels": _labels,
    "corpus": _corpus,
    "agreement": _agreement,
    "pace": _pace,
    "news": _news,
}
