"""The tables' models follow the set, row by row, and say so as Qt wants it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester

from annotator.edits import edit as edits
from annotator.edits.apply import Ground, apply
from annotator.model.relation import Relation
from annotator.ui.models.annotation_words import AnnotationWords
from annotator.ui.models.annotations import RelationsModel, SpansModel
from annotator.ui.text_view.colours import LIGHT, label_colours
from tests.benchmarks.large_articles import make_article
from tests.builders import LABEL_SET, TEXT, make_set, make_span

VARGA = make_span(TEXT, "Ilse Varga", "p", "varga")
MASTER = make_span(TEXT, "harbour master", "r", "master")
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
WORKS = Relation("works", "w", "varga", "lines")
HOLDS = Relation("holds", "h", "varga", "master")
DESCENDING = Qt.SortOrder.DescendingOrder


class Shown:
    """Both models on one set, watched by Qt's own tester."""

    def __init__(self, *annotations):
        self.set = make_set(*annotations)
        self.spans, self.relations = SpansModel(), RelationsModel()
        fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
        self.testers = [QAbstractItemModelTester(one, fatal) for one in self.models]
        self.show()

    @property
    def models(self):
        return (self.spans, self.relations)

    def words(self):
        return AnnotationWords.of(TEXT, self.set, LABEL_SET)

    def show(self):
        for model in self.models:
            model.show_words(self.words())

    def apply(self, edit):
        done = apply(edit, self.set, Ground(LABEL_SET, len(TEXT)))
        self.set = done.annotation_set
        for model in self.models:
            model.take_changes(done.changes, self.words())


def column(model, name):
    number = model.columns.index(name)
    return [model.index(row, number).data() for row in range(model.rowCount())]


@pytest.fixture
def shown(qapp):
    return Shown(VARGA, MASTER, LINES, WORKS, HOLDS)


def test_spans_stand_in_reading_order(shown):
    assert column(shown.spans, "Text") == ["Ilse Varga", "harbour master", "Norrow Lines"]
    assert column(shown.relations, "Tail") == ["harbour master", "Norrow Lines"]


def test_they_are_sorted_by_any_column_either_way(shown):
    shown.spans.sort(shown.spans.columns.index("Label"))
    assert column(shown.spans, "Label") == ["ORGANISATION", "PERSON", "ROLE"]
    shown.spans.sort(shown.spans.columns.index("Label"), DESCENDING)
    assert column(shown.spans, "Label") == ["ROLE", "PERSON", "ORGANISATION"]
    shown.spans.sort(99)
    assert shown.spans.sorted_by == "Label"


def test_words_asked_for_may_stand_in_any_column(shown):
    shown.spans.set_filter("NORROW organ")
    assert column(shown.spans, "Text") == ["Norrow Lines"]
    assert shown.spans.total == 3
    assert shown.spans.row_of("varga") is None
    shown.spans.set_filter("")
    assert shown.spans.rowCount() == 3


def test_a_new_span_comes_in_at_its_place(shown):
    came = []
    shown.spans.rowsInserted.connect(lambda _, first, last: came.append((first, last)))
    shown.apply(edits.AddSpan(make_span(TEXT, "Council", "o", "council")))
    assert came == [(0, 0)]
    assert column(shown.spans, "Text")[0] == "Council"


def test_a_note_changes_one_row_and_resets_nothing(shown):
    changed, resets = [], []
    shown.spans.dataChanged.connect(lambda first, last: changed.append(first.row()))
    shown.spans.modelReset.connect(lambda: resets.append(1))
    shown.apply(edits.SetNote("master", "which harbour?"))
    assert changed == [1]
    assert resets == []
    assert column(shown.spans, "Note")[1] == "which harbour?"


def test_what_no_longer_fits_the_filter_goes_and_comes_back(shown):
    shown.spans.set_filter("role")
    shown.apply(edits.RelabelSpan("lines", "r"))
    assert column(shown.spans, "Text") == ["harbour master", "Norrow Lines"]
    shown.apply(edits.RelabelSpan("lines", "o"))
    assert column(shown.spans, "Text") == ["harbour master"]


def test_relations_follow_their_spans(shown):
    start = TEXT.index("Varga")
    shown.apply(edits.MoveSpan("varga", ((start, start + 5),)))
    assert set(column(shown.relations, "Head")) == {"Varga"}


def test_relations_come_and_go(shown):
    shown.apply(edits.RemoveRelation("works"))
    assert column(shown.relations, "Relation") == ["holds role"]
    shown.apply(edits.AddRelation(Relation("leads", "l", "varga", "lines")))
    assert sorted(column(shown.relations, "Relation")) == ["holds role", "leads"]


def test_a_label_is_told_by_name_and_colour_and_an_empty_cell_is_spoken(shown):
    model = shown.spans
    label = model.index(0, model.columns.index("Label"))
    assert label.data(Qt.ItemDataRole.DecorationRole) == QColor(
        label_colours("#c2571a", LIGHT).strong
    )
    assert label.data(Qt.ItemDataRole.AccessibleTextRole) == "PERSON"
    note = model.index(0, model.columns.index("Note"))
    assert note.data() == ""
    assert note.data(Qt.ItemDataRole.AccessibleTextRole) == "no note"
    across = Qt.Orientation.Horizontal
    assert model.headerData(0, across) == "Text"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_nothing_is_shown_of_no_article(shown):
    shown.spans.show_words(None)
    assert shown.spans.rowCount() == 0
    assert shown.spans.total == 0
    assert shown.spans.id_at(0) is None
    assert shown.spans.data(QModelIndex()) is None


def test_many_rows_are_filled_between_other_events(qtbot):
    document, annotation_set = make_article(50_000, 5000, 10)
    model = SpansModel()
    with qtbot.waitSignal(model.filled):
        model.show_words(AnnotationWords.of(document.text, annotation_set, LABEL_SET))
        assert model.rowCount() == 0
    assert model.rowCount() == 5000
    starts = [annotation_set.spans[model.id_at(row)].start for row in range(5000)]
    assert starts == sorted(starts)
    with qtbot.waitSignal(model.filled):
        model.sort(model.columns.index("Place"), DESCENDING)
    assert annotation_set.spans[model.id_at(0)].start == starts[-1]


def test_changes_while_rows_are_filled_are_not_lost(qtbot):
    document, annotation_set = make_article(50_000, 5000, 10)
    model = SpansModel()
    model.show_words(AnnotationWords.of(document.text, annotation_set, LABEL_SET))
    done = apply(edits.SetNote("s7", "seen"), annotation_set, Ground(LABEL_SET, len(document.text)))
    with qtbot.waitSignal(model.filled):
        model.take_changes(
            done.changes, AnnotationWords.of(document.text, done.annotation_set, LABEL_SET)
        )
    assert model.rowCount() == 5000
    row = model.row_of("s7")
    assert model.index(row, model.columns.index("Note")).data() == "seen"


names = st.sampled_from(["varga", "master", "lines"])
acts = st.lists(
    st.one_of(
        st.builds(edits.RelabelSpan, names, st.sampled_from("por")),
        st.builds(edits.SetNote, names, st.sampled_from(["", "a", "b"])),
        st.builds(
            lambda span, start, size: edits.MoveSpan(span, ((start, start + size),)),
            names,
            st.integers(0, 60),
            st.integers(1, 20),
        ),
    ),
    max_size=8,
)


@settings(max_examples=40)
@given(
    acts=acts,
    sort=st.integers(0, 4),
    is_descending=st.booleans(),
    wanted=st.sampled_from(["", "a", "er"]),
)
def test_after_any_acts_the_rows_are_those_of_a_table_made_anew(
    qapp, acts, sort, is_descending, wanted
):
    shown = Shown(VARGA, MASTER, LINES)
    order = DESCENDING if is_descending else Qt.SortOrder.AscendingOrder
    shown.spans.sort(sort, order)
    shown.spans.set_filter(wanted)
    for act in acts:
        shown.apply(act)
    followed = [shown.spans.id_at(row) for row in range(shown.spans.rowCount())]
    shown.show()
    assert followed == [shown.spans.id_at(row) for row in range(shown.spans.rowCount())]
