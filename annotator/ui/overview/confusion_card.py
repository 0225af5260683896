"""Who confuses what: what two people call the same words, and what only one of them has marked."""

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.ui.charts.matrix import Cell, Matrix
from annotator.ui.models.article_words import locale
from annotator.ui.overview.card import INDENT, Card
from annotator.ui.overview.doors import cases
from annotator.ui.overview.names import LabelNames, named, people_names
from annotator.ui.overview.words import share_words
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.session import Session

if TYPE_CHECKING:
    from annotator.project.overview.agreement import Confusion

View = Literal["counts", "shares", "apart"]
_VIEWS: dict[View, str] = {
    "counts": "Same words: counts",
    "shares": "Same words: shares of the first’s",
    "apart": "Overlapping, other words",
}
_PAIRS_AT_MOST = 15
_LABELS_AT_MOST = 14


class Read(NamedTuple):
    """What the card shows: a confusion for each two who have finished the same articles."""

    confusions: "dict[tuple[str, str | None], Confusion]"
    names: dict[str | None, str]


class ConfusionCard(Card):
    """A matrix of two, who can be chosen, as counts or shares; cases of other words apart."""

    title = "Who confuses what"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._read: Read | None = None
        self._narrowed = Narrowed()
        self._pair: tuple[str, str | None] | None = None
        self._view: View = "counts"
        self.pair = MenuButton("Of whom", self, is_framed=True)
        self.view = MenuButton("What is counted", self, is_framed=True)
        row = QHBoxLayout()
        row.setContentsMargins(INDENT, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.pair)
        row.addWidget(self.view)
        row.addStretch(1)
        self.body.addLayout(row)
        self.matrix = Matrix("Who confuses what", ("", ""), self)
        self.picture = self.add_picture(self.matrix)
        self.pair.choice_requested.connect(self._choose_pair)
        self.view.choice_requested.connect(self._choose_view)
        self.forget()

    @staticmethod
    def read(
        project: Project,
        narrowed: Narrowed,
        *,
        progress: ReportProgress,
        is_cancelled: IsCancelled,
    ) -> Read:
        """Return the confusions of all pairs; what has not been compared is compared first."""
        overview = project.overview.for_me()
        now = overview.agreement(narrowed, progress=progress, is_cancelled=is_cancelled)
        found: dict[tuple[str, str | None], Confusion] = {}
        for one in now.pairs[:_PAIRS_AT_MOST]:
            found[one.first, one.second] = overview.confusion(
                one.first, one.second, narrowed, is_cancelled=is_cancelled
            )
        return Read(found, people_names(project))

    def forget(self) -> None:
        """Show nothing any more."""
        super().forget()
        self._read = None
        self.pair.hide()
        self.view.hide()

    def show_read(self, read: Read, narrowed: Narrowed) -> None:
        """Show what was read: the same two as before, where they are there."""
        if not read.confusions:
            self.forget()
            self.picture.show_why("no two people have finished the same article")
            return
        self._read, self._narrowed = read, narrowed
        if self._pair not in read.confusions:
            self._pair = next(iter(read.confusions))
        self._show()

    # ---- inside

    def _choose_pair(self, key: str) -> None:
        assert self._read is not None, "there is nothing to choose before"
        self._pair = list(self._read.confusions)[int(key)]
        self._show()

    def _choose_view(self, key: str) -> None:
        self._view = next(one for one in get_args(View) if one == key)
        self._show()

    def _show(self) -> None:
        read, pair = self._read, self._pair
        if read is None or pair is None:
            return
        pairs = list(read.confusions)
        first, second = (named(read.names, one) for one in pair)
        choices = [
            Choice(str(at), f"{named(read.names, one)} ↓  {named(read.names, other)} →")
            for at, (one, other) in enumerate(pairs)
        ]
        self.pair.set_choices(choices, str(pairs.index(pair)))
        self.view.set_choices([Choice(*one) for one in _VIEWS.items()], self._view)
        self.pair.show()
        self.view.show()
        confusion = read.confusions[pair]
        labels = _busiest(confusion)
        if not labels:
            self.picture.show_why("neither of them has marked a span")
            return
        names = [LabelNames(self.session.label_set).name(confusion.labels[at]) for at in labels]
        cells = self._cells(confusion, labels, (first, second))
        rows, columns = list(names), list(names)
        if self._view != "apart":
            rows.append(f"only {second}")
            columns.append(f"only {first}")
        self.matrix.show_cells(rows, columns, cells, (first, second), has_diagonal=True)
        self.picture.show_numbers()

    def _cells(
        self, confusion: "Confusion", labels: list[int], people: tuple[str, str]
    ) -> list[list[Cell]]:
        table = confusion.apart if self._view == "apart" else confusion.counts
        shares = confusion.shares()
        most = max((table[row][column] for row in labels for column in labels), default=0) or 1

        def words(row: int, column: int) -> str:
            count = table[row][column]
            if self._view == "shares":
                return share_words(shares[row][column]) if count else ""
            return locale().toString(count) if count else ""

        def share(row: int, column: int) -> float:
            if self._view == "shares":
                return shares[row][column]
            return float((table[row][column] / most) ** 0.5)

        cells = [
            [
                Cell(words(row, column), share(row, column), self._door(confusion, row, column))
                for column in labels
            ]
            for row in labels
        ]
        if self._view == "apart":
            return cells
        for row, at in zip(cells, labels, strict=True):
            missing = self._alone(confusion, "missing", at, confusion.only_first[at], people[0])
            row.append(missing)
        last = [
            self._alone(confusion, "extra", at, confusion.only_second[at], people[1])
            for at in labels
        ]
        return [*cells, [*last, Cell("")]]

    def _door(self, confusion: "Confusion", row: int, column: int) -> object:
        table = confusion.apart if self._view == "apart" else confusion.counts
        if not table[row][column]:
            return None
        is_alike = row == column
        kinds = ("boundary", "label_and_boundary") if self._view == "apart" else ("agree", "label")
        where = {"label": confusion.labels[row], "other": confusion.labels[column]}
        return self._cases(confusion, kinds[0] if is_alike else kinds[1], where)

    def _alone(self, confusion: "Confusion", kind: str, at: int, count: int, person: str) -> Cell:
        side = "label" if kind == "missing" else "other"
        door = self._cases(confusion, kind, {side: confusion.labels[at]}) if count else None
        words = locale().toString(count) if count else ""
        return Cell(words, 0.0, door, f"{words or '0'}, only {person}")

    def _cases(self, confusion: "Confusion", kind: str, where: dict[str, Any]) -> object:
        names = LabelNames(self.session.label_set)
        said = " / ".join(dict.fromkeys(names.name(one) for one in where.values()))
        pair = {"first": confusion.first, "second": confusion.second}
        return cases(said, self._narrowed, kind=kind, **pair, **where)


def _busiest(confusion: "Confusion") -> list[int]:
    """Return the places of the labels that either has used, in their order; of very many, those
    used most."""
    count = len(confusion.labels)

    def used(at: int) -> int:
        both = sum(
            table[at][other] + table[other][at]
            for table in (confusion.counts, confusion.apart)
            for other in range(count)
        )
        return both + confusion.only_first[at] + confusion.only_second[at]

    ranked = sorted((at for at in range(count) if used(at)), key=used, reverse=True)
    return sorted(ranked[:_LABELS_AT_MOST])
