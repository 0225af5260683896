"""The graph of the news: who and what is named, and what ties them."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from annotator.messages import show_text
from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.ui.charts.network import Dot, Link, Network
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.overview.card import Card
from annotator.ui.overview.doors import PlacesBehind
from annotator.ui.overview.names import LONGEST, LabelNames
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.news import NewsGraph, Tie

_NODES_AT_MOST = 60
"""More are a thicket. A filter shows others; the file has what is shown."""
_TIES_AT_MOST = 240
"""More than four a name cover each other."""
_STEPS = 200


class Read(NamedTuple):
    """The graph, and where each node is drawn (from -1 to 1)."""

    graph: "NewsGraph"
    places: list[tuple[float, float]]


class NewsCard(Card):
    """Nodes in their labels' colours: entities where spans are linked, else the words."""

    title = "Who and what, and how they are tied"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.network = Network("Graph of the news", self)
        self.graph = self.add_picture(self.network)
        self._shown: NewsGraph | None = None
        self.graph.write_graph = self._write

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Read:
        """Return the graph, laid out step by step."""
        from annotator.project.overview.layout import lay_out  # late: it needs numpy

        overview = project.overview.for_me()
        overview.count_corpus(progress=progress, is_cancelled=is_cancelled)
        graph = overview.news(narrowed, _NODES_AT_MOST)
        places: list[tuple[float, float]] = []
        steps = islice(lay_out(len(graph.nodes), graph.ties, steps=_STEPS), _STEPS)
        for step, positions in enumerate(steps):
            stop_if(is_cancelled)
            progress(Progress(step, _STEPS))
            if step == _STEPS - 1:
                places = [(float(x), float(y)) for x, y in positions]
        return Read(graph, places)

    def forget(self) -> None:
        """Show nothing any more."""
        super().forget()
        self._shown = None

    def show_read(self, read: Read, narrowed: Narrowed) -> None:
        """Show what was read."""
        graph = read.graph
        self._shown = graph
        if not graph.ties:
            self.set_aside("")
            self.graph.show_why("nobody has made a relation")
            return
        names = LabelNames(self.session.label_set)
        drawn = _between(graph.ties)
        ties = _strongest(drawn)
        shown = [show_text(one.name, LONGEST) for one in graph.nodes]
        dots = [
            Dot(
                name,
                names.colour(one.label),
                one.mentions,
                f"{names.name(one.label)}, {count_words(one.mentions, 'mention')}"
                f" in {count_words(one.articles, 'article')}",
                *place,
                PlacesBehind(name, one.where, narrowed),
            )
            for name, one, place in zip(shown, graph.nodes, read.places, strict=True)
        ]
        links = [
            Link(
                one.head,
                one.tail,
                names.name(one.label),
                one.times,
                locale().toString(one.times),
                PlacesBehind(
                    f"{shown[one.head]} — {names.name(one.label)} → {shown[one.tail]}",
                    graph.where(one),
                    narrowed,
                ),
            )
            for one in ties
        ]
        left_out = graph.left_out
        more = f", without {locale().toString(left_out)} with fewer ties" if left_out else ""
        is_cut = len(ties) < len(drawn)
        ways = f"; the {count_words(len(ties), 'most frequent tie')}" if is_cut else ""
        self.set_aside(f"{count_words(len(dots), 'name')}{more}{ways}")
        self.network.show_network(dots, links)
        self.graph.show_numbers()

    def _write(self, target: Path) -> None:
        """Write what is shown as GraphML. TargetUnwritable."""
        from annotator.project.overview.graphml import write_graphml

        if self._shown is not None:
            label_set = self.session.label_set
            names = {one.id: one.name for one in label_set.span_labels}
            names |= {one.id: one.name for one in label_set.relation_labels}
            write_graphml(self._shown, names, target)


def _between(ties: "Sequence[Tie]") -> "list[Tie]":
    """Return those between two names; what is tied to itself has no line."""
    return [one for one in ties if one.head != one.tail]


def _strongest(ties: "Sequence[Tie]") -> "list[Tie]":
    """Return the most frequent of these, in their order."""
    ranked = sorted(range(len(ties)), key=lambda at: -ties[at].times)
    return [ties[at] for at in sorted(ranked[:_TIES_AT_MOST])]
