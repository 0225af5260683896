"""How lists speak of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.project.rows import DocumentRow
from annotator.ui.models.article_words import (
    count_words,
    date_words,
    one_line,
    short_count,
    spoken_words,
    tail_words,
    title_words,
)


def make_row(**parts):
    """Return a row with these parts."""
    row = DocumentRow(1, "id-1", "Title", "Wire", "2017-01-24", 10, "in_progress", 41, 2)
    return row._replace(**parts)


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2017-01-24", "24 Jan 2017"),
        ("2017-01", "Jan 2017"),
        ("2017", "2017"),
        ("", ""),
        ("2017-02-31", "2017-02-31"),
        ("last week", "last week"),
        ("not a date", "not a date"),
    ],
)
def test_dates(published, words):
    assert date_words(published) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 spans"), (1, "1 span"), (1240, "1,240 spans")])
def test_counts(count, words):
    assert count_words(count, "span") == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0"),
        (864, "864"),
        (1000, "1k"),
        (1240, "1.2k"),
        (9999, "9.9k"),
        (12_432, "12k"),
        (999_999, "999k"),
        (1_250_000, "1.2M"),
    ],
)
def test_short_counts_never_say_more_than_there_are(count, words):
    assert short_count(count) == words


def test_a_plural_of_its_own():
    assert count_words(2, "file or folder", "files or folders") == "2 files or folders"


def test_tail_and_speech():
    assert tail_words(make_row()) == "24 Jan 2017 · 41 spans"
    assert tail_words(make_row(spans=0, published="")) == ""
    long = make_row(characters=12_345, hidden="removed")
    assert tail_words(long, has_length=True) == "24 Jan 2017 · 12k chars · 41 spans · removed"
    assert spoken_words(make_row()) == "Title, In progress, Wire, 24 Jan 2017 · 41 spans"


@pytest.mark.parametrize(("title", "words"), [("\n\t ", "id-1"), (" a\r\n b ", "a b")])
def test_titles(title, words):
    assert title_words(make_row(title=title)) == words


@given(st.text())
def test_one_line_is_one_line_of_bounded_length(text):
    line = one_line(text, 20)
    assert len(line) <= 20
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
