"""Words for the status bar."""

import pytest

from annotator.ui.hints import article_counts, counted, hint_for, project_progress, review_hint
from annotator.ui.selection import Selection
from tests.builders import TEXT, make_set, make_span


def test_counts_in_words():
    assert counted(1, "span") == "1 span"
    assert counted(1240, "article") == "1,240 articles"
    assert article_counts(None) == ""
    assert article_counts(make_set(make_span(TEXT, "Ilse"))) == "1 span · 0 relations"


def test_progress_is_said_only_where_there_are_articles():
    assert project_progress({"all": 0}) == ""
    assert project_progress({"all": 1240, "finished": 341}) == "341 of 1,240 articles done"


@pytest.mark.parametrize(
    ("act", "has"),
    [
        (lambda selection: None, "label the word"),
        (lambda selection: selection.select_text(1, 4), "label it"),
        (lambda selection: selection.select_spans(["a"]), "R relation"),
        (lambda selection: selection.select_relation("r"), "R turns"),
    ],
)
def test_the_hint_follows_what_is_selected(qapp, act, has):
    selection = Selection()
    act(selection)
    assert has in hint_for(selection, has_article=True, is_in_article=True)


def test_a_span_and_text_beside_it_hint_at_a_further_part(qapp):
    selection = Selection()
    selection.select_spans(["a"])
    selection.select_text(1, 4, keep=True)
    assert hint_for(selection, has_article=True, is_in_article=True).startswith("F adds")


def test_outside_the_text_the_hint_says_how_to_come_back(qapp):
    assert "Esc" in hint_for(Selection(), has_article=True, is_in_article=False)
    assert hint_for(Selection(), has_article=False, is_in_article=False) == ""


def test_without_an_article_the_review_leads_back_to_no_text():
    hint = review_hint(has_case=False, has_article=False, is_editing=False, is_in_text=False)
    assert hint == ""


def test_once_all_is_settled_the_review_hints_at_the_next_article():
    words = [
        review_hint(has_case=True, is_settled=is_settled, is_editing=False, is_in_text=True)
        for is_settled in (False, True)
    ]
    assert "W reason" in words[0]
    assert words[1].startswith("N next article")
    assert "Backspace takes the decision back" in words[1]
