"""What is said of spans, relations and articles beyond their labels: the values of attributes."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from annotator.messages import show_text
from annotator.messages.case_words import value_words
from annotator.model.attribute import Attribute, AttributeTarget, AttributeValue
from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts.bars import Bar, Bars
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.overview.card import Card
from annotator.ui.overview.doors import articles, relations, spans
from annotator.ui.overview.names import LONGEST
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.values import ValueCount

_BARS_AT_MOST = 12
_DOORS = {"span": spans, "relation": relations, "document": articles}
_WEARERS: dict[AttributeTarget, str] = {
    "span": "spans",
    "relation": "relations",
    "document": "articles",
}


class AttributesCard(Card):
    """Bars of the values of an attribute, the most frequent first."""

    title = "Attributes"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._read: list[ValueCount] = []
        self._narrowed = Narrowed()
        self._attribute = ""
        self.attribute = MenuButton("Attribute", self, is_framed=True)
        self.body.addWidget(self.attribute)
        self.bars = Bars("Values of an attribute", ("Value", "Times"), self)
        self.values = self.add_picture(self.bars)
        self.attribute.choice_requested.connect(self._choose)
        self.forget()

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> "list[ValueCount]":
        """Return how often each value is given; counts span by span first."""
        overview = project.overview.for_me()
        overview.count_corpus(progress=progress, is_cancelled=is_cancelled)
        return overview.values(narrowed)

    def forget(self) -> None:
        """Show nothing any more."""
        super().forget()
        self._read = []
        self.attribute.hide()

    def show_read(self, read: "list[ValueCount]", narrowed: Narrowed) -> None:
        """Show what was read."""
        if not read:
            self.forget()
            self.set_aside("")
            self.values.show_why("nobody has given an attribute a value")
            return
        self._read, self._narrowed = read, narrowed
        self._show()

    def _choose(self, attribute: str) -> None:
        self._attribute = attribute
        self._show()

    def _show(self) -> None:
        """Show the attribute that was chosen, or the one that is said most often."""
        times: Counter[str] = Counter()
        for one in self._read:
            times[one.attribute] += one.times
        if self._attribute not in times:
            self._attribute = times.most_common(1)[0][0]
        label_set = self.session.label_set
        known = {one.id: one for one in label_set.attributes}
        in_order = [id for id in known if id in times] + [id for id in times if id not in known]
        choices = [Choice(id, _name(known.get(id), id)) for id in in_order]
        self.attribute.set_choices(choices, self._attribute)
        self.attribute.show()
        chosen = [one for one in self._read if one.attribute == self._attribute]
        target = chosen[0].target
        self.set_aside(f"{count_words(times[self._attribute], 'value')} on {_WEARERS[target]}")
        self.bars.show_bars(self._bars(chosen, target))
        self.values.show_numbers()

    def _bars(self, chosen: "list[ValueCount]", target: AttributeTarget) -> list[Bar]:
        """Return the most frequent values, whatever the label they are given to."""
        times: Counter[tuple[bool, AttributeValue]] = Counter()
        for one in chosen:
            times[isinstance(one.value, bool), one.value] += one.times  # True is no 1 here
        return [
            Bar(
                value_words(value),
                count,
                locale().toString(count),
                behind=_DOORS[target](
                    value_words(value), self._narrowed, value=(self._attribute, value)
                ),
            )
            for (_, value), count in times.most_common(_BARS_AT_MOST)
        ]


def _name(attribute: Attribute | None, id: str) -> str:
    """Return what an attribute is called, and what it is said of."""
    if attribute is None:
        return id
    return f"{show_text(attribute.name, LONGEST)}, of {_WEARERS[attribute.applies_to]}"
