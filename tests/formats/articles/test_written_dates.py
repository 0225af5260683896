"""Dates: believed where they mean one day, kept as words where they can mean two."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.articles.written_dates import WrittenDate, date_from, iso_date


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2017-01-24", "2017-01-24"),
        ("2017-01-24T23:30:00-05:00", "2017-01-24"),
        ("2017-01-24 09:30:00+01:00", "2017-01-24"),
        ("2017/01/24", "2017-01-24"),
        ("20170124", "2017-01-24"),
        ("20140301000000", "2014-03-01"),
        ("Tue, 24 Jan 2017 09:30:00 +0100", "2017-01-24"),
        ("24 Jan 2017 09:30 UT", "2017-01-24"),
        ("2017-13-24", None),
        ("2017-02-30", None),
        ("2017-01", None),
        ("201701241", None),
        ("24 January 2017", None),
        ("10:00", None),
        ("", None),
        ("a: b", None),
    ],
)
def test_forms_that_machines_write(value: str, date: str | None) -> None:
    assert iso_date(value) == date


@pytest.mark.parametrize(
    ("exact", "words", "found"),
    [
        (["2017-01-24"], [], WrittenDate("2017-01-24")),
        (["2017-01-24T09:30Z"], [], WrittenDate("2017-01-24", "2017-01-24T09:30Z")),
        (["2017-01-24"], ["24 January, 2017"], WrittenDate("2017-01-24", "24 January, 2017")),
        ([], ["24 January, 2017"], WrittenDate("2017-01-24", "24 January, 2017")),
        ([], ["Publié le 24 janvier 2017 à 10h32, mis à jour le 25"], WrittenDate("2017-01-24", "Publié le 24 janvier 2017 à 10h32, mis à jour le 25")),
        ([], ["Updated 9:30 AM CET, January 24, 2017"], WrittenDate("2017-01-24", "Updated 9:30 AM CET, January 24, 2017")),
        ([], ["2017年01月24日 09:30 诺罗新闻网"], WrittenDate("2017-01-24", "2017年01月24日 09:30 诺罗新闻网")),
        ([], ["24.05.2025"], WrittenDate("2025-05-24", "24.05.2025")),
        ([], ["05/24/2025"], WrittenDate("2025-05-24", "05/24/2025")),
        ([], ["05.05.2025"], WrittenDate("2025-05-05", "05.05.2025")),
        ([], ["04.05.2025"], WrittenDate(None, "04.05.2025", is_ambiguous=True)),
        ([], ["Stand: 04/05/25, 10:32"], WrittenDate(None, "Stand: 04/05/25, 10:32", is_ambiguous=True)),
        (["04.05.2025"], [], WrittenDate(None, "04.05.2025", is_ambiguous=True)),
        (["2025-05-04"], ["04.05.2025"], WrittenDate("2025-05-04", "04.05.2025")),
        ([], ["04.05.2025", "4 May 2025"], WrittenDate("2025-05-04", "04.05.2025")),
        ([], ["04.05.2025", "6 June 2025"], WrittenDate(None, "04.05.2025", is_ambiguous=True)),
        ([], ["6 June 2025", "04.05.2025"], WrittenDate("2025-06-06", "6 June 2025")),
        ([], ["31.02.2025"], WrittenDate(None, "31.02.2025")),
        (["yesterday"], [], WrittenDate(None, "yesterday")),
        ([None, " "], [""], WrittenDate()),
    ],
)  # fmt: skip
def test_what_is_believed(exact: list[str | None], words: list[str], found: WrittenDate) -> None:
    assert date_from(exact, words) == found


@given(
    st.dates(datetime.date(1000, 1, 1)),
    st.sampled_from(["{0}.{1}.{2}", "{1}/{0}/{2}", "{0}-{1}-{2}"]),
)
def test_a_date_in_digits_is_never_another_day(day: datetime.date, form: str) -> None:
    found = date_from([], [form.format(day.day, day.month, day.year)])
    if found.is_ambiguous:
        assert day.day <= 12
        assert found.published is None
    else:
        assert found.published == day.isoformat()


@given(st.text(max_size=80))
def test_no_words_make_it_fail(words: str) -> None:
    found = date_from([words], [words])
    if found.published:
        datetime.date.fromisoformat(found.published)
