"""What the screen of agreement shows, as rows of words, and the cases behind each number. No Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from annotator.messages import show_text
from annotator.messages.agreement_words import (
    ASSISTED_WORDS,
    BREAKDOWN_WORDS,
    F1_WORDS,
    HINT,
    WHY_WORDS,
    show_interval,
    show_number,
    show_shares,
)
from annotator.model.labels import LabelSet
from annotator.review.agreement import (
    CASES_BEHIND,
    F1,
    Agreement,
    Alpha,
    CaseKind,
    Coefficient,
    PairAgreement,
    Scores,
    UnitAlpha,
)

_LONGEST = 40
"""Characters of a name."""
_AGREE: tuple[CaseKind, ...] = ("agree",)
_BREAKDOWN_KINDS: tuple[tuple[CaseKind, ...], ...] = (
    _AGREE,
    ("label",),
    ("boundary",),
    ("label_and_boundary",),
    ("missing",),
    ("extra",),
)
_RELATION_KINDS = CASES_BEHIND["relation_f1"]
CORRECTED = "Corrected for chance"
VALUE, INTERVAL, PAIRS, FIRST, SECOND = 1, 2, 3, 4, 5
"""Columns; the first is the name of the row."""


class Way(NamedTuple):
    """Where a door leads: whom to compare (ids), on which document, and what to look for there."""

    first: str | None
    second: str | None
    document: str
    kinds: frozenset[CaseKind]
    about: str


@dataclass(frozen=True, slots=True)
class Door:
    """The cases behind a number: of these kinds between these pairs, of all labels or of one."""

    pairs: tuple[PairAgreement, ...]
    kinds: tuple[CaseKind, ...]
    about: str = ""

    def way(self) -> Way | None:
        """Return the way to the document with most of the cases; None where there are none."""
        found = [
            (count, pair, document)
            for pair in self.pairs
            for document, count in pair.behind(self.kinds, self.about)[:1]
        ]
        if not found:
            return None
        _, pair, document = max(found, key=lambda one: one[0])
        return Way(pair.first, pair.second, document, frozenset(self.kinds), self.about)

    def count(self) -> tuple[int, int]:
        """Return how many cases there are, on how many documents."""
        behind = [one for pair in self.pairs for one in pair.behind(self.kinds, self.about)]
        return sum(count for _, count in behind), len({document for document, _ in behind})


class Row(NamedTuple):
    """A line of the table: its cells, and where its numbers lead. A heading has a name alone."""

    cells: tuple[str, str, str, str, str, str]
    door: Door | None = None
    pairs_door: Door | None = None
    """Of what is alike or answers each other."""
    why: str = ""
    """Why there is a dash; of a heading, what more there is to say."""

    @property
    def is_heading(self) -> bool:
        """Whether it only says what comes below."""
        return self.door is None

    def door_at(self, column: int) -> Door | None:
        """Return where the number in a column leads."""
        return self.pairs_door if column == PAIRS and self.pairs_door else self.door


class View(NamedTuple):
    """Numbers of one pair, or of all together."""

    title: str
    sides: tuple[str, str]
    """What the two are called where their counts stand."""
    documents: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that was measured at once."""

    whole: Agreement
    alone: tuple[Agreement, ...] = ()
    """What people said the first time against each further time."""


class RowMaker:
    """Makes views and the matrix, with names where the numbers have ids."""

    def __init__(self, names: Mapping[str, str], label_set: LabelSet) -> None:
        self._names = {id: show_text(name, _LONGEST) for id, name in names.items()}
        labels = {one.id: one.name for one in label_set.span_labels}
        labels |= {one.id: one.name for one in label_set.relation_labels}
        labels |= {one.id: one.name for one in label_set.attributes}
        self._labels = {id: show_text(name, _LONGEST) for id, name in labels.items()}

    def name(self, annotator: str | None) -> str:
        """Return what an annotator (id) is called."""
        return self._names.get(annotator or "", annotator or "")

    def views(self, measured: Measured) -> list[View]:
        """Return a view of all together, then of each pair, then of everybody with themselves."""
        whole = measured.whole
        if len(whole.pairs) > 1:
            made = [self._whole(whole), *(self._pair(one) for one in whole.pairs)]
        else:
            made = [self._pair(one, whole) for one in whole.pairs]
        return made + [self._oneself(pair, one) for one in measured.alone for pair in one.pairs]

    def _whole(self, whole: Agreement) -> View:
        sides = ("one", "the other")
        rows = [
            *self._scores(whole.whole, sides, whole.pairs),
            _heading(CORRECTED, HINT),
            *self._unit_alpha(whole.u_alpha, whole.pairs),
            *self._alpha(whole.alpha, whole.alpha_u.all_labels, whole.pairs),
        ]
        return View("All together", sides, whole.documents, tuple(rows))

    def _oneself(self, pair: PairAgreement, whole: Agreement) -> View:
        return self._pair(
            pair, whole, ("before", "again"), f"With oneself: {self.name(pair.second)}"
        )

    def _pair(
        self,
        pair: PairAgreement,
        whole: Agreement | None = None,
        sides: tuple[str, str] | None = None,
        title: str = "",
    ) -> View:
        """`whole`: what was measured of these two alone, which has more numbers."""
        sides = sides or (self.name(pair.first), self.name(pair.second))
        title = title or f"{sides[0]} and {sides[1]}"
        pairs = (pair,)
        rows = [
            *self._scores(pair.scores, sides, pairs),
            _heading(CORRECTED, HINT),
            _coefficient(
                "kappa of words", pair.token_kappa, Door(pairs, CASES_BEHIND["token_kappa"])
            ),
            _coefficient(
                "kappa of labelled words",
                pair.token_kappa_labelled,
                Door(pairs, CASES_BEHIND["token_kappa"]),
            ),
            *self._unit_alpha(pair.u_alpha, pairs),
        ]
        if whole is not None:
            rows += self._alpha(whole.alpha, whole.alpha_u.all_labels, pairs)
        return View(title, sides, len(pair.articles), tuple(rows))

    # ---- parts ----------------------------------------------------------------------------------

    def _scores(
        self, scores: Scores, sides: tuple[str, str], pairs: tuple[PairAgreement, ...]
    ) -> Iterator[Row]:
        yield _heading("Spans: F1")
        alike: tuple[CaseKind, ...]
        for name, words in F1_WORDS.items():
            if name == "relation_f1":
                yield _heading("Relations: F1")
            kinds = CASES_BEHIND.get(name, _RELATION_KINDS)
            alike = _ALIKE.get(name, kinds)
            short = words.removeprefix("spans: ").removeprefix("relations: ")
            yield _f1(short, getattr(scores, name), Door(pairs, kinds), Door(pairs, alike))
        yield from self._breakdown(scores, sides, pairs)
        yield from _assisted(scores, pairs)
        if scores.labels:
            yield _heading("F1 by label: same words, same label")
        for label, one in scores.labels.items():
            door = Door(pairs, CASES_BEHIND["span_f1"], label)
            yield _f1(self._label(label), one.span_f1, door, Door(pairs, _AGREE, label))
        for label, of_relation in scores.relation_labels.items():
            door = Door(pairs, _RELATION_KINDS, label)
            yield _f1(self._label(label), of_relation, door, door)

    def _breakdown(
        self, scores: Scores, sides: tuple[str, str], pairs: tuple[PairAgreement, ...]
    ) -> Iterator[Row]:
        """Say how all spans divide, in parts of a hundred that sum up to it."""
        counts = tuple(scores.breakdown)
        if not sum(counts):
            return
        yield _heading("How the spans divide")
        names = (*BREAKDOWN_WORDS, *(f"only {side}" for side in sides))
        for place, share in enumerate(show_shares(counts)):
            number = f"{counts[place]:,}"
            cells = (names[place], share, "", number, "", "")
            if place >= len(BREAKDOWN_WORDS):
                is_first = place == len(BREAKDOWN_WORDS)
                cells = (names[place], share, "", "", *((number, "") if is_first else ("", number)))
            yield Row(cells, Door(pairs, _BREAKDOWN_KINDS[place]))

    def _unit_alpha(self, alpha: UnitAlpha, pairs: tuple[PairAgreement, ...]) -> Iterator[Row]:
        kinds = CASES_BEHIND["u_alpha"]
        yield _coefficient("u-alpha: which words, which label", alpha.u, Door(pairs, kinds))
        yield _coefficient(
            "|u-alpha: which words", alpha.u_bar, Door(pairs, CASES_BEHIND["boundary_f1"])
        )
        yield _coefficient(
            "cu-alpha: which label where spans overlap",
            alpha.cu,
            Door(pairs, ("label", "label_and_boundary")),
        )
        for label, one in alpha.ku.items():
            door = Door(pairs, kinds, label)
            yield _coefficient(f"(k)u-alpha: {self._label(label)}", one, door)

    def _alpha(
        self, alpha: Alpha, older: Coefficient, pairs: tuple[PairAgreement, ...]
    ) -> Iterator[Row]:
        of_labels = Door(pairs, CASES_BEHIND["document_labels"])
        yield _coefficient("alpha of words", alpha.words, Door(pairs, CASES_BEHIND["token_kappa"]))
        yield _coefficient("alpha of article labels", alpha.document_labels, of_labels)
        for group, one in alpha.label_groups.items():
            words = show_text(group, _LONGEST) if group else "without a group"
            yield _coefficient(f"alpha of article labels: {words}", one, of_labels)
        for attribute, one in alpha.attributes.items():
            door = Door(pairs, CASES_BEHIND["attributes"], attribute)
            yield _coefficient(f"alpha of “{self._label(attribute)}”", one, door)
        yield _coefficient(
            "alpha of relation types",
            alpha.relation_types,
            Door(pairs, CASES_BEHIND["relation_types"]),
        )
        yield _coefficient("alpha-U of 1995", older, Door(pairs, CASES_BEHIND["u_alpha"]))

    def _label(self, id: str) -> str:
        return self._labels.get(id, id)


_ALIKE: Mapping[str, tuple[CaseKind, ...]] = {
    "span_f1": _AGREE,
    "boundary_f1": ("agree", "label"),
    "overlap_f1": ("agree", "boundary"),
}
"""By the names of F1s of spans: the kinds of case that count as alike."""


def _assisted(scores: Scores, pairs: tuple[PairAgreement, ...]) -> Iterator[Row]:
    """Tell apart what was suggested and what not, once anybody has taken a suggestion."""
    if not scores.assisted.first:
        return
    yield _heading("Spans, suggested or not")
    door = Door(pairs, CASES_BEHIND["span_f1"])
    for name, words in ASSISTED_WORDS.items():
        one: F1 = getattr(scores, name)
        interval = show_interval(one.low, one.high)
        counts = f"{one.matched:,} of {one.first:,}"
        yield Row((words, show_number(one.value), interval, counts, "", ""), door)


def _heading(words: str, more: str = "") -> Row:
    return Row((words, "", "", "", "", ""), why=more)


def _f1(name: str, one: F1, door: Door, pairs_door: Door) -> Row:
    if one.why:
        return Row((name, show_number(None), "", "", "", ""), door, why=WHY_WORDS[one.why])
    interval = show_interval(one.low, one.high)
    counts = (f"{one.matched:,}", f"{one.first:,}", f"{one.second:,}")
    return Row((name, show_number(one.value), interval, *counts), door, pairs_door)


def _coefficient(name: str, one: Coefficient, door: Door) -> Row:
    interval = show_interval(one.low, one.high)
    why = WHY_WORDS[one.why] if one.why else ""
    return Row((name, show_number(one.value), interval, "", "", ""), door, why=why)


# ---- everybody with everybody ------------------------------------------------------------------


class Cell(NamedTuple):
    """How far two agree, or one with themselves."""

    words: str
    door: Door | None = None
    why: str = ""


_EMPTY = Cell("", why="nothing has come back to them a second time")


class Matrix(NamedTuple):
    """F1 of spans between each two annotators, with themselves on the diagonal."""

    names: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]


def make_matrix(measured: Measured, maker: RowMaker) -> Matrix:
    """Return how far each agrees with each, and with what they said the first time."""
    people = measured.whole.annotators
    known: dict[frozenset[str | None], PairAgreement] = {
        frozenset((one.first, one.second)): one for one in measured.whole.pairs
    }
    for agreement in measured.alone:
        for pair in agreement.pairs:
            known.setdefault(frozenset((pair.first,)), pair)

    def cell(one: str, other: str) -> Cell:
        pair = known.get(frozenset((one, other)))
        if pair is None:
            return _EMPTY
        f1 = pair.scores.span_f1
        door = Door((pair,), CASES_BEHIND["span_f1"])
        return Cell(show_number(f1.value), door, WHY_WORDS[f1.why] if f1.why else "")

    names = tuple(maker.name(one) for one in people)
    return Matrix(names, tuple(tuple(cell(one, other) for other in people) for one in people))
