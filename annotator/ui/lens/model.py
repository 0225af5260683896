"""What looks like slips as rows: where, what is odd, what would mend it, whose it is."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from annotator.messages.oddity_words import KIND_WORDS, mend_words, more_words, oddity_words
from annotator.model.labels import LabelSet
from annotator.model.oddity import OddKind
from annotator.project.consistency.found import Found
from annotator.project.consistency.mending import OddPlace
from annotator.project.consistency.ranked import Ranking
from annotator.ui.elsewhere.model import Group
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import plain_tooltip
from annotator.ui.theme import current_colours

LEFT, TEXT, RIGHT, WHAT, MEND, WHO, ARTICLE = range(7)
_HEADS = ("Before", "Words", "After", "What is odd", "Mending", "Whose", "Article")
_LONGEST = 120

Index = QModelIndex | QPersistentModelIndex
MINE = "mine"
"""Among whose labels: those of whoever has signed in."""


class LensModel(QAbstractTableModel):
    """Shows a ranking, likeliest first, without what has been mended or let be since."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: Mapping[str, str] = {}
        self._names: dict[str, str] = {}
        self._ranking = Ranking([], {})
        self._gone: set[OddPlace] = set()
        self._rows: list[Found] = []
        self.kinds: frozenset[str] = frozenset()
        """Those that are shown; none: all."""

    # ---- for the window

    @property
    def rows(self) -> Sequence[Found]:
        """What is shown, in order."""
        return self._rows

    def found(self, row: int) -> Found | None:
        """Return what a row shows."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, place: OddPlace | None) -> int:
        """Return where a place is shown, -1 where it is not."""
        return next((at for at, one in enumerate(self._rows) if one.place == place), -1)

    def show_ranking(self, ranking: Ranking) -> None:
        """Show what has been found; what is gone stays gone."""
        self._ranking = ranking
        self.show_anew()

    def show_kinds(self, kinds: Collection[str]) -> None:
        """Show these kinds alone; none: all."""
        self.kinds = frozenset(kinds)
        self.show_anew()

    def use_names(self, label_set: LabelSet, people: Mapping[str, str]) -> None:
        """Call labels and annotators (id -> name) so from now on."""
        self._people = people
        self._names = {one.id: one.name for one in label_set.span_labels}
        self._names |= {one.id: one.name for one in label_set.relation_labels}
        self.show_anew()

    def forget(self) -> None:
        """Show nothing; whatever is found from now on is shown."""
        self._gone = set()
        self.show_ranking(Ranking([], {}))

    def take_away(self, places: Iterable[OddPlace]) -> None:
        """Show these no more."""
        self._gone.update(places)
        self.show_anew()

    def bring_back(self, places: Iterable[OddPlace]) -> None:
        """Show these again."""
        self._gone.difference_update(places)
        self.show_anew()

    def show_anew(self) -> None:
        """Ask again what is shown."""
        self.beginResetModel()
        self._rows = [
            one
            for one in self._ranking.found
            if one.place not in self._gone and (not self.kinds or one.oddity.kind in self.kinds)
        ]
        self.endResetModel()

    def counts(self) -> dict[OddKind, int]:
        """Return kind -> how many there are, shown or not."""
        gone = Counter(one.oddity.kind for one in self._ranking.found if one.place in self._gone)
        return {kind: count - gone[kind] for kind, count in self._ranking.counts.items()}

    def groups(self) -> list[Group]:
        """Return the bars: a kind each of which there is any, or which filters."""
        return [
            Group(kind, KIND_WORDS[kind], "", count)
            for kind, count in self.counts().items()
            if count or kind in self.kinds
        ]

    def words(self, found: Found) -> str:
        """Return what is odd and what would mend it, in a sentence or two."""
        odd = oddity_words(found.oddity, self._names)
        more = more_words(found.oddity)
        mend = mend_words(found.oddity, self._names)
        if not mend:
            mend = "What is right only you can tell: go there"
        elif not found.is_mine:
            mend = f"{self._who(found)} could {mend}"
        parts = (f"{odd}; {more}" if more else odd, mend)
        return " ".join(map(_sentence, parts))

    # ---- for Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what stands in a cell, and how it looks."""
        found = self.found(index.row())
        if found is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(found, column)
        if role == Qt.ItemDataRole.ToolTipRole and column not in (LEFT, RIGHT):
            return plain_tooltip(self._cell(found, column))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == LEFT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and column == TEXT:
            strong = QFont()
            strong.setWeight(QFont.Weight.DemiBold)
            return strong
        if role == Qt.ItemDataRole.ForegroundRole and column not in (TEXT, WHAT):
            return QColor(current_colours().muted)
        return None

    def _cell(self, found: Found, column: int) -> str:
        if column == TEXT:
            return shown_words(found)
        if column == WHAT:
            return oddity_words(found.oddity, self._names)
        if column == MEND:
            return mend_words(found.oddity, self._names)
        if column == WHO:
            return self._who(found)
        if column == ARTICLE:
            return one_line(found.title, _LONGEST)
        around = found.left if column == LEFT else found.right
        return one_line(around, _LONGEST) if around.strip() else ""

    def _who(self, found: Found) -> str:
        if found.is_mine:
            return "you"
        return one_line(self._people.get(found.place.annotator, "?"), 40)


def shown_words(found: Found) -> str:
    """Return what is odd in one line; white space at its ends is what one has to see."""
    text = found.text
    before = "␣" if text[:1].isspace() else ""
    after = "␣" if text[-1:].isspace() else ""
    return f"{before}{one_line(text, _LONGEST)}{after}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
