"""Faults that a check finds, in words."""

from annotator.messages.check_words import fault_line


def test_what_says_too_little_is_said_in_full_and_the_rest_as_it_is_named() -> None:
    assert fault_line("reference", "spans -> span_labels") == (
        "spans -> span_labels: what is referred to is not there"
    )
    assert fault_line("span outside text", "talks v1") == "talks v1: span outside text"


def test_a_hostile_place_is_one_quiet_line() -> None:
    assert "\n" not in fault_line("text", "a\nb\x1b[31m")
    assert "\x1b" not in fault_line("text", "a\nb\x1b[31m")
