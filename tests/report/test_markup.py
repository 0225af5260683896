"""Whatever comes from a project goes in as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.report.markup import Html, element, joined, markup, table
from tests.report.reading import Page


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("<b>", "&lt;b&gt;"),
        ("a & b", "a &amp; b"),
        (Html("<b>"), "<b>"),
        (1234, "1234"),
        ("a\u202eb\nc", "a‹U+202E›b⏎c"),
    ],
)
def test_text_is_escaped_and_nothing_is_hidden(inside: object, written: str) -> None:
    assert markup(inside) == written


def test_elements() -> None:
    made = element("p", "1 < 2", element("b", "x"), class_="a", font_size=3, dir=None)
    assert made == '<p class="a" font-size="3">1 &lt; 2<b>x</b></p>'
    assert element("p", title='" onload="x') == '<p title="&quot; onload=&quot;x"></p>'
    assert joined(["<", Html("<")]) == "&lt;<"


def test_figures_stand_right_and_words_left() -> None:
    made = table(("", "count", "why"), [("<a>", 3, "no spans")], note="So.")
    assert '<td class="n">3</td><td class="w">no spans</td>' in made
    assert '<th scope="row">&lt;a&gt;</th>' in made
    assert made.endswith('<p class="quiet">So.</p>')
    assert table(("",), []) == ""


@given(st.text(), st.text())
def test_nothing_that_is_typed_becomes_markup(first: str, second: str) -> None:
    page = Page(element("p", first, element("bdi", second, dir=second)))
    assert page.rows == []
