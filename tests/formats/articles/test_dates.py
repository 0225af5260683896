"""Date lines in the languages of the press."""

import pytest

from annotator.formats.articles.dates import date_of_line, is_date_line

DAY = "2017-01-24"


@pytest.mark.parametrize(
    "line",
    [
        "24 January, 2017",
        "24 January 2017",
        "24th of January 2017",
        "January 24, 2017",
        "Jan. 24, 2017",
        "Tuesday, January 24, 2017",
        "Tuesday 24 January 2017 14:30 GMT",
        "Published: 24 January 2017, 09.15",
        "January 24, 2017 at 2:30 pm",
        "Merrow, 24 January 2017",
        "2017-01-24",
        "2017-01-24T14:30:00+01:00",
        "2017/01/24",
        "24/01/2017",
        "01/24/2017",
        "24.01.2017",
        "24. Januar 2017",
        "Dienstag, 24. Januar 2017, 14:30 Uhr",
        "24. Jänner 2017",
        "24 janvier 2017",
        "Publié le 24 janvier 2017 à 14h30",
        "24 de enero de 2017",
        "24 de janeiro de 2017",
        "24 gennaio 2017",
        "24 januari 2017",
        "24 stycznia 2017",
        "24 января 2017 г.",
        "24 січня 2017",
        "24 Ocak 2017",
        "24 يناير 2017",
        "٢٤ يناير ٢٠١٧",
        "24 كانون الثاني 2017",
        "24 בינואר 2017",
        "24 Ιανουαρίου 2017",
        "2017年1月24日",
        "2017年1月24日（火）",
        "2017년 1월 24일",
    ],
)
def test_a_date_line_is_read(line: str) -> None:
    assert is_date_line(line)
    assert date_of_line(line) == DAY


@pytest.mark.parametrize("line", ["3/4/2017", "03/04/2017"])
def test_a_date_that_can_mean_two_days_is_a_date_line_without_a_day(line: str) -> None:
    assert is_date_line(line)
    assert date_of_line(line) is None


def test_the_same_number_for_day_and_month_means_one_day() -> None:
    assert date_of_line("3/3/2017") == "2017-03-03"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "In June 2017",
        "31 February 2017",
        "2017-13-01",
        "99/99/2017",
        "On 24 January 2017 the council met.",
        "The minister said on Monday that it was 24 January 2017 when she knew",
        "24 January",
        "2017",
        "1234567",
        "x" * 100 + " 24 January 2017",
    ],
)
def test_other_lines_are_no_date_lines(line: str) -> None:
    assert not is_date_line(line)
    assert date_of_line(line) is None
