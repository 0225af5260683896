"""Quotations: every pair of quote marks, the marks included, never beyond the paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.articles.quotations import find_quotations


def quotations(text: str) -> list[str]:
    return [text[start:end] for start, end in find_quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We agreed," she said, "in June."', ['"We agreed,"', '"in June."']),
        ("“We agreed,” she said.", ["“We agreed,”"]),
        ('"a Vellish wage” and "the moon"', ['"a Vellish wage”', '"the moon"']),
        ('“a wage" and more', ['“a wage"']),
        ("„Wir reden“, sagte er, „bald.“", ["„Wir reden“", "„bald.“"]),
        ("„Mówimy” powiedział", ["„Mówimy”"]),
        ("»Wir reden«, sagte er", ["»Wir reden«"]),
        ("« Nous parlons », dit-il", ["« Nous parlons »"]),
        ("وقالت: «لقد صرخنا». ثم", ["«لقد صرخنا»"]),
        ("「話す」と『本』", ["「話す」", "『本』"]),
        ("彼は「『本』を読む」と", ["「『本』を読む」"]),
        ("他说“好的”。", ["“好的”"]),
        ("”Vi talar”, sa hon", ["”Vi talar”"]),
        ("‘We agreed,’ she said", ["‘We agreed,’"]),
        ("‘It’s the islands’ own,’ she said", ["‘It’s the islands’ own,’"]),
        ("'We agreed,' she said", ["'We agreed,'"]),
        ("an 'open' door", ["'open'"]),
        ("the islands' own pilots' guild", []),
        ("it's the mayor's", []),
        ("rock 'n' roll", ["'n'"]),
        ('a 6" pipe and a 4" pipe', []),
        ('She called it ("a fairy tale").', ['"a fairy tale"']),
        ("“outer ‘inner’ outer”", ["“outer ‘inner’ outer”"]),
        ("no quote at all", []),
        ('""', []),
        ('" "', []),
        ("", []),
    ],
)
def test_quotations_in_a_paragraph(text: str, found: list[str]) -> None:
    assert quotations(text) == found


def test_a_speech_that_goes_on_in_the_next_paragraph_is_quoted_to_the_end() -> None:
    assert quotations("“We shall see. ") == ["“We shall see."]
    assert quotations('"We shall see.') == ['"We shall see.']


def test_a_stray_mark_in_the_middle_quotes_nothing() -> None:
    assert quotations("She said “we shall see.") == []
    assert quotations('The 24" screen') == []


def test_nothing_beyond_the_paragraph_is_looked_at() -> None:
    text = 'one "two\nthree" four'
    assert list(find_quotations(text, 0, 8)) == []


marks = st.sampled_from([*"\"“”„«»‘’'「」『』 ,.a\n東", "word"])


@given(st.lists(marks, max_size=30).map("".join), st.integers(0, 5))
def test_quotations_lie_in_order_within_the_paragraph_and_hold_something(
    text: str, start: int
) -> None:
    start = min(start, len(text))
    last = start
    for begin, end in find_quotations(text, start, len(text)):
        assert last <= begin < end <= len(text)
        assert end - begin >= 2
        last = end
