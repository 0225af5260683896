"""What spans are like: how many an article has, how long they are, where in it they stand, which
words wear a label most, and how the names among them become more."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts import plotting
from annotator.ui.charts.bars import Bar, Bars
from annotator.ui.charts.matrix import Cell, Matrix
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.overview.card import Card, Picture
from annotator.ui.overview.doors import articles, spans
from annotator.ui.overview.names import LabelNames
from annotator.ui.overview.spreads import ends_words, show_spread
from annotator.ui.overview.words import count_tick
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.spread import Spread
    from annotator.project.overview.texts import Growth, TextCount
    from annotator.ui.charts.curve import Knot

_TEXTS, _LABELS_AT_MOST = 10, 14


class Read(NamedTuple):
    """What the card shows."""

    per_set: "Spread"
    rates: "Spread"
    """Spans for a thousand words."""
    lengths: "Spread"
    growth: "Growth"
    tenths: dict[str, tuple[int, ...]]
    texts: "dict[str, list[TextCount]]"


class SpansCard(Card):
    """The most frequent texts of a label, a matrix of labels and tenths, histograms, a curve."""

    title = "Spans"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._read: Read | None = None
        self._narrowed = Narrowed()
        self._label = ""
        self.label = MenuButton("Label", self, is_framed=True)
        self.body.addWidget(self.label)
        self.texts = Bars("Most frequent texts", ("Text", "Spans"), self)
        self.frequent = self.add_picture(self.texts)
        self.tenths = Matrix("Where labels stand in an article", ("label", "tenth"), self)
        self.by_tenth = self.add_picture(self.tenths)
        self.per_set: Picture | None = None
        self.rates: Picture | None = None
        self.lengths: Picture | None = None
        self.growth: Picture | None = None
        self.label.choice_requested.connect(self._choose)
        self.forget()

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Read:
        """Return spreads, tenths and texts; counts span by span first."""
        plotting.load()
        overview = project.overview.for_me()
        overview.count_corpus(progress=progress, is_cancelled=is_cancelled)
        return Read(
            overview.spans_per_set(narrowed),
            overview.spans_per_thousand_words(
                narrowed, progress=progress, is_cancelled=is_cancelled
            ),
            overview.span_lengths(narrowed),
            overview.growth(narrowed),
            overview.by_tenth(narrowed),
            overview.frequent_texts(narrowed, _TEXTS),
        )

    def forget(self) -> None:
        """Show nothing any more."""
        super().forget()
        self._read = None
        self.label.hide()

    def show_read(self, read: Read, narrowed: Narrowed) -> Iterator[None]:
        """Show what was read, a picture at a time."""
        if not read.lengths.total:
            self.forget()
            self.frequent.show_why("nobody has marked a span")
            return
        self._read, self._narrowed = read, narrowed
        self._show_texts()
        yield
        self._show_tenths(read.tenths, narrowed)
        yield
        self.per_set = show_spread(
            self, self.per_set, "Spans per article", ("Spans", "Articles"), read.per_set,
            "Spans per article",
            lambda ends, words: articles(
                _counted(ends, words, "span"), narrowed, spans=ends
            ),
        )  # fmt: skip
        yield
        self.rates = show_spread(
            self, self.rates, "Spans per 1,000 words", ("Spans", "Articles"), read.rates,
            "Spans per 1,000 words",
            lambda ends, words: articles(
                f"{_counted(ends, words, 'span')} per 1,000 words", narrowed, rate=ends
            ),
        )  # fmt: skip
        yield
        self.lengths = show_spread(
            self, self.lengths, "Length of spans", ("Characters", "Spans"), read.lengths,
            "Characters in a span",
            lambda ends, words: spans(
                _counted(ends, words, "character"), narrowed, characters=ends
            ),
        )  # fmt: skip
        yield
        self._show_growth(read.growth, narrowed)

    def _choose(self, label: str) -> None:
        self._label = label
        self._show_texts()

    def _show_texts(self) -> None:
        read, narrowed = self._read, self._narrowed
        assert read is not None, "there is nothing to choose before"
        names = LabelNames(self.session.label_set)
        found = {label: texts for label, texts in read.texts.items() if texts}
        if self._label not in found:
            self._label = max(found, key=lambda one: found[one][0].times)
        choices = [Choice(one, f"Most frequent: {names.name(one)}") for one in found]
        self.label.set_choices(choices, self._label)
        self.label.show()
        label = self._label
        self.texts.show_bars(
            [
                Bar(
                    one.text,
                    one.times,
                    locale().toString(one.times),
                    names.colour(label),
                    spans(one.text, narrowed, label=label, text=one.text),
                )
                for one in found[label]
            ]
        )
        self.frequent.show_numbers()

    def _show_tenths(self, tenths: dict[str, tuple[int, ...]], narrowed: Narrowed) -> None:
        names = LabelNames(self.session.label_set)
        ranked = sorted(tenths, key=lambda one: -sum(tenths[one]))[:_LABELS_AT_MOST]
        rows = [label for label in ranked if sum(tenths[label])]

        def cell(label: str, tenth: int) -> Cell:
            count = tenths[label][tenth]
            if not count:
                return Cell("")
            name = names.name(label)
            door = spans(f"{name}, tenth {tenth + 1}", narrowed, label=label, tenth=tenth)
            return Cell(locale().toString(count), count / max(tenths[label]), door)

        cells = [[cell(label, tenth) for tenth in range(10)] for label in rows]
        heads = [str(tenth + 1) for tenth in range(10)]
        self.tenths.show_cells([names.name(one) for one in rows], heads, cells)
        total = sum(sum(one) for one in tenths.values())
        self.by_tenth.show_numbers("In which tenth of the article")
        self.set_aside(count_words(total, "span"))

    def _show_growth(self, growth: "Growth", narrowed: Narrowed) -> None:
        from annotator.ui.charts.curve import Curve  # late: `read` has loaded it

        if self.growth is None:
            chart = Curve("Distinct names", ("Articles", "Distinct names"), count_tick, self)
            self.growth = self.add_picture(chart)
        curve = self.growth.chart
        assert isinstance(curve, Curve)
        if len(growth.articles) < 2:
            self.growth.show_why("")
            return
        curve.show_knots(make_knots(growth, narrowed))
        self.growth.show_numbers("Distinct names, article by article")


def _counted(ends: tuple[int, int], words: str, noun: str) -> str:
    return f"{words} {noun}" if ends == (1, 1) else f"{words} {noun}s"


def make_knots(growth: "Growth", narrowed: Narrowed) -> "list[Knot]":
    """Return how many names there are by and by; behind each are the articles come since the one
    before."""
    from annotator.ui.charts.curve import Knot

    knots = []
    for before, after, count, names in zip(
        (0, *growth.articles), growth.articles, growth.spans, growth.names, strict=False
    ):
        come = ends_words(before + 1, after)
        told = (
            f"{count_words(after - before, 'article')} more,"
            f" {count_words(names, 'name')} in {count_words(count, 'span')} so far"
        )
        door = articles(f"with spans: no. {come}", narrowed, places=(before + 1, after))
        knots.append(Knot(after, names, f"after {count_words(after, 'article')}", told, door))
    return knots
