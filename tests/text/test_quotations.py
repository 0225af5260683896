"""Lines that quote a text are told from those that do not."""

import pytest

from annotator.text.quotations import Quotable

TEXT = "Mayor resigns\n\nMayor Ada Quill said on Monday that she was *very* sorry.\nShort one.\n"
QUOTABLE = Quotable([TEXT], ["Mayor resigns"])


@pytest.mark.parametrize(
    "line",
    [
        "- **Ada Quill** said on Monday that she was \\*very\\* sorry.",
        "as in: mayor ada quill SAID on…",
        "Quill → Monday: **Quill** … — *Mayor resigns*",
    ],
)
def test_quoted(line: str) -> None:
    assert QUOTABLE.is_quoted_in(line)


@pytest.mark.parametrize(
    "line",
    ["", "Names of people, such as Ada Quill.", "said on Monday", "A mayor resigns", "— *Mayor*"],
)
def test_not_quoted(line: str) -> None:
    assert not QUOTABLE.is_quoted_in(line)


def test_only_such_lines_go() -> None:
    words = "Names.\n\n- “Ada Quill said on Monday that” is one\nMore.\n"
    assert QUOTABLE.without_quotations(words) == "Names.\n\nMore.\n"
    assert QUOTABLE.without_quotations("Names.\n") == "Names.\n"


def test_a_very_short_text_is_quoted_whole() -> None:
    assert Quotable(["Ferry sails again."]).is_quoted_in("- Ferry **sails** again.")
    assert not Quotable(["Ferry."]).is_quoted_in("Ferry.")
