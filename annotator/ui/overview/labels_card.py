"""How often each label is used, on spans and on relations."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts.bars import Bar, Bars
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.overview.card import INDENT, Card
from annotator.ui.overview.doors import relations, spans
from annotator.ui.overview.names import LabelNames
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.labels import LabelCount

_BARS_AT_MOST = 16
"""Those used most; others are found by the filter of labels."""


class Read(NamedTuple):
    """What the card shows."""

    spans: "list[LabelCount]"
    relations: "list[LabelCount]"
    closed: int
    """Articles of which something is left out, for it is given blind."""


class LabelsCard(Card):
    """Bars in the labels' colours, the most frequent first."""

    title = "Labels"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.spans = Bars("Spans by label", ("Label", "Spans"), self)
        self.relations = Bars("Relations by label", ("Label", "Relations"), self)
        self.of_spans = self.add_picture(self.spans)
        self.of_relations = self.add_picture(self.relations)
        self.closed = PlainLabel("", self, tone="muted")
        self.closed.setContentsMargins(INDENT, 0, INDENT, 0)
        self.body.addWidget(self.closed)
        self.forget()

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Read:
        """Return the counts of span labels and of relation labels."""
        overview = project.overview.for_me()
        return Read(
            overview.span_labels(narrowed),
            overview.relation_labels(narrowed),
            overview.closed(narrowed),
        )

    def forget(self) -> None:
        """Show nothing any more."""
        super().forget()
        self.closed.hide()

    def show_read(self, read: Read, narrowed: Narrowed) -> None:
        """Show what was read."""
        names = LabelNames(self.session.label_set)
        span_count, relation_count = (
            sum(one.times for one in counts) for counts in (read.spans, read.relations)
        )
        counted = count_words(span_count, "span"), count_words(relation_count, "relation")
        self.set_aside(" · ".join(counted))
        if span_count:
            self.spans.show_bars(
                _bars(read.spans, names, lambda name, id: spans(name, narrowed, label=id))
            )
            self.of_spans.show_numbers()
        else:
            self.of_spans.show_why("nobody has marked a span")
        if relation_count:
            self.relations.show_bars(
                _bars(read.relations, names, lambda name, id: relations(name, narrowed, label=id))
            )
            self.of_relations.show_numbers("Relations")
        else:
            self.of_relations.show_why("nobody has made a relation" if span_count else "")
        self.closed.setText(
            f"Without what is given blind on {count_words(read.closed, 'article')} and may not be"
            " seen yet; the other cards leave it out too."
        )
        self.closed.setVisible(bool(read.closed))


def _bars(
    counts: "Sequence[LabelCount]", names: LabelNames, door: Callable[[str, str], object]
) -> list[Bar]:
    """Return the most frequent first; equals as the label set has them."""
    ranked = sorted(counts, key=lambda one: -one.times)[:_BARS_AT_MOST]
    return [
        Bar(
            names.name(one.label),
            one.times,
            locale().toString(one.times),
            names.colour(one.label),
            door(names.name(one.label), one.label) if one.times else None,
        )
        for one in ranked
    ]
