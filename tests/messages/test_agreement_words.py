"""Numbers of agreement in words."""

from annotator.messages.agreement_words import show_interval, show_shares


def test_an_interval_is_told_where_there_is_one() -> None:
    assert show_interval(-0.25, 1) == "−0.250 to 1.000"
    assert show_interval(None, None) == ""


def test_shares_sum_up_to_a_hundred_as_they_are_shown() -> None:
    assert show_shares([1, 1, 1]) == ["33.4 %", "33.3 %", "33.3 %"]
    assert show_shares([2, 1, 0]) == ["66.7 %", "33.3 %", "0.0 %"]
    assert show_shares([5]) == ["100.0 %"]
    assert show_shares([0, 0]) == ["–", "–"]
