"""What leads to what: relations between labels, as a graph and as a matrix."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts.label_graph import LabelGraph, Node, Tie
from annotator.ui.charts.matrix import Cell, Matrix
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.overview.card import Card
from annotator.ui.overview.doors import relations, spans
from annotator.ui.overview.names import LabelNames
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.label_graph import LabelTie

_LABELS_AT_MOST = 14


class RelationsCard(Card):
    """The graph, and the same numbers as a matrix of heads and tails."""

    title = "Relations between labels"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.graph = LabelGraph("Relations between labels", self)
        self.matrix = Matrix("Heads and tails of relations", ("from", "to"), self)
        self.as_graph = self.add_picture(self.graph)
        self.as_matrix = self.add_picture(self.matrix)

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> "list[LabelTie]":
        """Return how often relations lead from label to label; counts span by span first."""
        overview = project.overview.for_me()
        overview.count_corpus(progress=progress, is_cancelled=is_cancelled)
        return overview.ties(narrowed)

    def show_read(self, read: "list[LabelTie]", narrowed: Narrowed) -> None:
        """Show what was read."""
        if not read:
            self.set_aside("")
            self.as_graph.show_why("nobody has made a relation")
            self.as_matrix.show_why("")
            return
        names = LabelNames(self.session.label_set)
        ties = _ties(read, names, narrowed)
        labels = _busiest(ties)
        ties = [one for one in ties if one.head in labels and one.tail in labels]
        self.set_aside(count_words(sum(one.times for one in read), "relation"))
        nodes = {one: _node(one, read, names, narrowed) for one in labels}
        self.graph.show_graph(nodes, ties)
        self.as_graph.show_numbers()
        known = {(one.head, one.tail): one for one in ties}
        most = max(one.number for one in ties)
        rows = [names.name(one) for one in labels]
        cells = [[_cell(known.get((a, b)), most) for b in labels] for a in labels]
        self.matrix.show_cells(rows, rows, cells)
        self.as_matrix.show_numbers("From ↓ to →")


def _ties(read: "list[LabelTie]", names: LabelNames, narrowed: Narrowed) -> list[Tie]:
    """Return one way for each two labels, whatever the relations between them are called."""
    between: dict[tuple[str, str], list[LabelTie]] = defaultdict(list)
    for one in read:
        between[one.head, one.tail].append(one)
    made = []
    for (head, tail), found in between.items():
        times = sum(one.times for one in found)
        told = ", ".join(f"{names.name(one.label)} {locale().toString(one.times)}" for one in found)
        words = f"{names.name(head)} → {names.name(tail)}"
        door: Any = relations(words, narrowed, head=head, tail=tail)
        made.append(Tie(head, tail, times, locale().toString(times), told, door))
    return made


def _busiest(ties: list[Tie]) -> list[str]:
    """Return the labels that relations stand on, those with most of them first."""
    counts: dict[str, int] = defaultdict(int)
    for one in ties:
        counts[one.head] += one.number
        counts[one.tail] += one.number
    return sorted(counts, key=lambda one: -counts[one])[:_LABELS_AT_MOST]


def _node(label: str, read: "list[LabelTie]", names: LabelNames, narrowed: Narrowed) -> Node:
    leaving = sum(one.times for one in read if one.head == label)
    coming = sum(one.times for one in read if one.tail == label)
    number = locale().toString
    words = f"from it {number(leaving)}, to it {number(coming)}"
    name = names.name(label)
    return Node(name, names.colour(label), words, spans(name, narrowed, label=label))


def _cell(tie: Tie | None, most: int) -> Cell:
    if tie is None:
        return Cell("")
    return Cell(tie.words, float((tie.number / most) ** 0.5), tie.behind, tie.told)
