"""The numbers on the screen of agreement are those of the project's own door, with their cases."""

from dataclasses import replace

import pytest

from annotator.messages.agreement_words import ASSISTED_WORDS, show_number
from annotator.review.agreement import CASES_BEHIND, F1
from annotator.ui.review.agreement_dialog import counted_words, measure
from annotator.ui.review.agreement_rows import (
    FIRST,
    INTERVAL,
    PAIRS,
    SECOND,
    VALUE,
    Measured,
    RowMaker,
)
from annotator.ui.review.agreement_rows import make_matrix as make
from tests.ui.review.crowd import make_crowd


@pytest.fixture
def crowd(tmp_path):
    with make_crowd(tmp_path / "crowd.annotator") as project:
        yield project


@pytest.fixture
def measured(crowd):
    return measure(crowd, (), False, lambda _: None, lambda: False)


@pytest.fixture
def maker(crowd):
    names = {one.id: one.name for one in crowd.annotators(with_second_times=True)}
    return RowMaker(names, crowd.label_set)


def rows_of(view):
    return {row.cells[0]: row for row in view.rows}


def test_there_is_a_view_of_all_of_each_pair_and_of_ada_with_herself(measured, maker):
    titles = [one.title for one in maker.views(measured)]
    assert titles == [
        "All together",
        "ada and bo",
        "ada and cy",
        "bo and cy",
        "With oneself: ada, second time",
    ]


def test_a_pair_shows_what_the_door_says(crowd, measured, maker):
    people = {one.name: one.id for one in crowd.annotators()}
    (pair,) = crowd.agreement([people["ada"], people["bo"]]).pairs
    rows = rows_of(maker.views(measured)[1])
    for name, f1 in {
        "same words, same label": pair.scores.span_f1,
        "same words": pair.scores.boundary_f1,
        "overlapping, same label": pair.scores.overlap_f1,
        "same type, same ends": pair.scores.relation_f1,
        "relations whose ends agree": pair.scores.relation_f1_given_spans,
        "PERSON": pair.scores.labels["p"].span_f1,
    }.items():
        cells = rows[name].cells
        assert cells[VALUE] == show_number(f1.value)
        assert cells[INTERVAL] == f"{show_number(f1.low)} to {show_number(f1.high)}"
        assert cells[PAIRS:] == tuple(f"{count:,}" for count in (f1.matched, f1.first, f1.second))
    for name, one in {
        "kappa of words": pair.token_kappa,
        "kappa of labelled words": pair.token_kappa_labelled,
        "u-alpha: which words, which label": pair.u_alpha.u,
        "|u-alpha: which words": pair.u_alpha.u_bar,
        "cu-alpha: which label where spans overlap": pair.u_alpha.cu,
        "(k)u-alpha: PERSON": pair.u_alpha.ku["p"],
    }.items():
        assert rows[name].cells[VALUE] == show_number(one.value)


def test_all_together_has_the_alphas_of_everybody(crowd, measured, maker):
    whole = crowd.agreement()
    rows = rows_of(maker.views(measured)[0])
    for name, one in {
        "alpha of words": whole.alpha.words,
        "alpha of article labels": whole.alpha.document_labels,
        "alpha of relation types": whole.alpha.relation_types,
        "alpha of “mention”": whole.alpha.attributes["m"],
        "alpha-U of 1995": whole.alpha_u.all_labels,
    }.items():
        assert rows[name].cells[VALUE] == show_number(one.value)


def test_how_the_spans_divide_sums_up_to_a_hundred(measured, maker):
    view = maker.views(measured)[3]
    names = ["agree", "other label", "other words", "both other", "only bo", "only cy"]
    rows = [rows_of(view)[name] for name in names]
    tenths = [int(row.cells[VALUE].removesuffix(" %").replace(".", "")) for row in rows]
    assert sum(tenths) == 1000
    counts = [row.cells[PAIRS] or row.cells[FIRST] or row.cells[SECOND] for row in rows]
    pair = measured.whole.pairs[2]
    assert [int(count) for count in counts] == list(pair.scores.breakdown)


def test_a_dash_says_why_and_is_no_door(measured, maker):
    row = rows_of(maker.views(measured)[0])["alpha of “mention”"]
    assert row.cells[VALUE] == "–"
    assert row.why == "nobody has given it a value on anything that two annotators have"


def test_a_number_leads_to_the_article_with_most_of_its_cases(measured, maker):
    pair = measured.whole.pairs[0]
    row = rows_of(maker.views(measured)[1])["same words, same label"]
    way = row.door_at(VALUE).way()
    assert (way.first, way.second, way.about) == (pair.first, pair.second, "")
    assert way.document == pair.behind(CASES_BEHIND["span_f1"])[0][0] == "d0"
    assert row.door_at(VALUE).count() == (4, 4)
    assert row.door_at(PAIRS).way().kinds == {"agree"}
    by_label = rows_of(maker.views(measured)[1])["ORGANISATION"].door_at(VALUE)
    assert (by_label.way().about, by_label.count()) == ("o", (4, 4))


def test_where_nothing_differs_there_is_no_way(measured, maker):
    assert rows_of(maker.views(measured)[1])["other words"].door_at(VALUE).way() is None


def test_the_matrix_is_the_same_both_ways_with_oneself_between(crowd, measured, maker):
    matrix = make(measured, maker)
    assert matrix.names == ("ada", "bo", "cy")
    shown = [[cell.words for cell in line] for line in matrix.cells]
    people = {one.name: one.id for one in crowd.annotators()}
    alone = crowd.assignments.with_oneself(people["ada"])
    f1 = [show_number(one.scores.span_f1.value) for one in measured.whole.pairs]
    assert shown == [
        [show_number(alone.span_f1), f1[0], f1[1]],
        [f1[0], "", f1[2]],
        [f1[1], f1[2], ""],
    ]
    assert alone.documents == measured.alone[0].documents == 4


def test_two_people_have_one_view_with_everything(crowd, maker):
    people = {one.name: one.id for one in crowd.annotators()}
    measured = measure(crowd, [people["bo"], people["cy"]], False, lambda _: None, lambda: False)
    (view,) = maker.views(measured)
    assert view.title == "bo and cy"
    assert {"kappa of words", "alpha of article labels"} <= rows_of(view).keys()


def test_what_is_left_out_is_told(crowd, measured):
    assert counted_words(measured, is_unfinished_counted=False).startswith(
        "12 articles that two or more have finished."
    )


def test_what_was_suggested_stands_apart_once_there_is_any(crowd, measured, maker):
    words = tuple(ASSISTED_WORDS.values())
    assert not any(one in rows_of(maker.views(measured)[0]) for one in words)
    whole = measured.whole
    scores = replace(whole.whole, assisted=F1(0.5, 0.4, 0.6, 3, 6, 6))
    found = rows_of(maker.views(Measured(replace(whole, whole=scores)))[0])
    row, other = (found[one] for one in words)
    assert row.cells[VALUE : PAIRS + 1] == ("0.500", "0.400 to 0.600", "3 of 6")
    assert row.door_at(VALUE).count()[0] > 0
    f1 = whole.whole.unassisted
    assert other.cells[PAIRS] == f"{f1.matched:,} of {f1.first:,}"
    assert f1.first == whole.whole.span_f1.first + whole.whole.span_f1.second
