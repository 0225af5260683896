"""One picture of each kind, small, with a door behind most of what is in it."""

from datetime import date

from annotator.ui.charts.bars import Bar, Bars
from annotator.ui.charts.figures import Figure, Figures
from annotator.ui.charts.label_graph import LabelGraph, Node, Tie
from annotator.ui.charts.matrix import Cell, Matrix
from annotator.ui.charts.network import Dot, Link, Network
from annotator.ui.charts.shares import Kind, Row, Shares

MARKUP = "<b>PERSON</b> & <img src=x>"


def make_bars():
    chart = Bars("Spans by label", ("Label", "Spans"))
    chart.show_bars(
        [
            Bar("ORG", 30, "30", "#2a6fd6", "org"),
            Bar(MARKUP, 20, "20", "#c85a1e", "person", 15, 25),
            Bar("ROLE", 0, "0"),
        ]
    )
    return chart


def make_shares():
    kinds = (Kind("done", "good"), Kind("begun", "accent"), Kind("to do", "line"))
    chart = Shares("Articles by annotator", kinds)
    chart.show_rows(
        [
            Row("maria", (3, 0, 7), "3", ("maria done", None, None)),
            Row("jonas", (1, 2, 7), "1", ("jonas done", "jonas begun", None)),
        ]
    )
    return chart


def make_state():
    chart = Shares("Articles by state", (Kind("done", "good"), Kind("to do", "line")))
    chart.show_rows([Row("", (3, 7), "", ("done", "to do"))])
    return chart


def make_matrix():
    chart = Matrix("Who confuses what", ("maria", "jonas"))
    cells = [
        [Cell("80", 1, "PP"), Cell("3", 0.1, "PO", "3 of 83")],
        [Cell("", 0), Cell("60", 0.8, "OO")],
    ]
    chart.show_cells(["PERSON", "ORG"], ["PERSON", "ORG"], cells, has_diagonal=True)
    return chart


def written(day):
    return f"{day.day} {day:%b}"


def make_lines():
    from annotator.ui.charts.lines import Line, Lines, Point

    days = [date(2017, 1, day) for day in (2, 3, 5, 9)]
    chart = Lines("Pace", written, lambda count: f"{count:g}")
    chart.show_lines(
        [
            Line(
                "maria",
                [Point(one, 3 * at, f"{3 * at}", ("maria", at)) for at, one in enumerate(days)],
            ),
            Line(
                MARKUP,
                [
                    Point(one, at + 11, f"{at + 11}", ("other", at), at + 10.5, at + 11.5)
                    for at, one in enumerate(days)
                ],
            ),
        ]
    )
    return chart


def make_histogram():
    from annotator.ui.charts.histogram import Column, Histogram

    chart = Histogram("Span length", ("Words", "Spans"), lambda count: f"{count:g}")
    chart.show_columns(
        [Column("1", 50, "one"), Column("2", 20, "two"), Column("3", 0), Column("4", 1, "four")]
    )
    return chart


def make_curve():
    from annotator.ui.charts.curve import Curve, Knot

    chart = Curve("Distinct names", ("Articles", "Names"), lambda count: f"{count:g}")
    knots = [(1, 64, "first"), (2, 90, "second"), (5, 110, None), (14, 130, "last")]
    chart.show_knots([Knot(a, b, f"after {a}", f"{b} names", door) for a, b, door in knots])
    return chart


def make_figures():
    chart = Figures("Agreement", ("F1", "Value", "95 % interval"), None)
    chart.show_figures(
        [
            Figure("Spans", "0.713", "0.690 to 0.736", "spans"),
            Figure(MARKUP, "0.518", "", "relations"),
            Figure("Words", "–", "", None, "nobody has labelled a word"),
        ]
    )
    return chart


def make_graph():
    chart = LabelGraph("Relations between labels")
    nodes = {one: Node(one, "#2a6fd6", "some", f"node {one}") for one in ("ORG", "PERSON", "ROLE")}
    nodes["b"] = Node(MARKUP, "#c85a1e", "some", "node b")
    chart.show_graph(
        nodes,
        [
            Tie("PERSON", "ORG", 40, "40", "works for 40", "PO"),
            Tie("ORG", "PERSON", 9, "9", "", "OP"),
            Tie("PERSON", "PERSON", 20, "20", "", "PP"),
            Tie("ROLE", "b", 1, "1", "", "Rb"),
        ],
    )
    return chart


def make_network():
    chart = Network("Graph of the news")
    dots = [
        Dot("Ilse Varga", "#c85a1e", 9, "PERSON, 9 mentions", -0.8, -0.5, "varga"),
        Dot(MARKUP, "#2a6fd6", 3, "ORG, 3 mentions", 0.7, -0.2, "lines"),
        Dot("Wend", "#2f8f57", 1, "PLACE, 1 mention", 0.1, 0.9),
    ]
    ties = [Link(0, 1, "works for", 4, "4", "works"), Link(2, 0, "near", 1, "1", "near")]
    chart.show_network(dots, ties)
    return chart


PICTURES = {
    "network": make_network,
    "figures": make_figures,
    "graph": make_graph,
    "bars": make_bars,
    "shares": make_shares,
    "state": make_state,
    "matrix": make_matrix,
    "lines": make_lines,
    "histogram": make_histogram,
    "curve": make_curve,
}
