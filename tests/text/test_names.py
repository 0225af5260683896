"""Names in every script, and what is none."""

import pytest

from annotator.text.names import fits_a_line, is_name


@pytest.mark.parametrize(
    "name",
    ["PERSON", "acts on", "می\u200cخواهد", "क्\u200dष", "👨\u200d👩\u200d👧", "人物", "R&D", "1"],
)
def test_a_name(name: str) -> None:
    assert is_name(name)
    assert fits_a_line(name)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "\u200d",
        " \u200c ",
        "a\nb",
        "a\u2028b",
        "a\u202eb",
        "\u2066a",
        "a\0",
        "a\x1b[31m",
        "\ufeff",
    ],
)
def test_no_name(words: str) -> None:
    assert not is_name(words)


def test_nothing_fits_a_line() -> None:
    assert fits_a_line("")
    assert not fits_a_line("a\tb")
