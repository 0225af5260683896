"""What formats carry, in words, and the list of the help that is made of it."""

from dataclasses import fields

from annotator.formats.format import Carries
from annotator.formats.jsonl import Jsonl
from annotator.formats.registry import all_formats
from annotator.messages.carried_words import (
    CARRIED_WORDS,
    carried_words,
    losses_list,
    not_carried_words,
)
from annotator.resources import resource_path


def test_everything_a_format_can_carry_has_words() -> None:
    assert list(CARRIED_WORDS) == [one.name for one in fields(Carries)]


def test_what_is_carried_and_what_is_not() -> None:
    assert (carried_words(Jsonl.carries), not_carried_words(Jsonl.carries)) == (
        "Carries everything.",
        "",
    )
    narrow = Carries(spans=True, overlap=True, relations=True)
    assert carried_words(narrow) == (
        "Carries the text as it is, spans, spans that overlap, relations."
    )
    assert not_carried_words(narrow).startswith("Not: spans in several pieces, relations between")
    without = not_carried_words(Carries(text=False))
    assert without.startswith("Not: the text as it is, spans, relations, attributes")
    assert "overlap" not in without and "sentences" not in without


def test_the_help_has_the_list_of_what_is_lost() -> None:
    """Where this fails a format has come or carries otherwise: put the list there that is made."""
    page = resource_path("help", "formats.md").read_text(encoding="utf-8")
    made = losses_list(all_formats())
    assert made in page, f"resources/help/formats.md needs this list:\n{made}"
    assert made.count("- *") == sum(one.can_write for one in all_formats())
