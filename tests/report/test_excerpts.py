"""Passages: what is marked in them is what was meant, and around it is its text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span, tidy_fragments
from annotator.report.excerpts import cut, excerpt_of_added, excerpts_of
from tests.builders import TEXT, make_span
from tests.formats.strategies import texts

NAMES = ("Ada", "Ben")
ILSE = make_span(TEXT, "Ilse Varga", "p", "i")
SHORT = make_span(TEXT, "Varga", "p", "v")
LINES = make_span(TEXT, "Norrow Lines", "o", "l")


def shown(pieces: object) -> str:
    return "".join(f"[{one.text}]" if one.is_marked else one.text for one in pieces)  # type: ignore[attr-defined]


def test_a_passage_is_cut_between_words() -> None:
    text = "alpha " * 40 + "NAME" + " omega" * 40
    at = text.index("NAME")
    words = shown(cut(text, ((at, at + 4),)))
    assert words.startswith("… alpha alpha")
    assert words.endswith("omega omega …")
    assert " alpha [NAME] omega" in words


def test_at_the_ends_nothing_is_left_out() -> None:
    assert shown(cut("Ilse Varga", ((0, 10),))) == "[Ilse Varga]"


def test_line_breaks_are_told_and_long_stretches_shortened() -> None:
    text = "One\r\n\r\nTwo\u2028three " + "x" * 500
    assert shown(cut(text, ((7, 10),))).startswith("One ¶ [Two] ¶ three")
    long = shown(cut(text, ((17, 517),)))
    assert "[xxx" in long and " … " in long and len(long) < 300


@given(texts, st.data())
def test_what_is_marked_is_what_the_fragments_cover(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text) - 1)
    starts = data.draw(st.lists(offsets, min_size=1, max_size=3))
    fragments = tidy_fragments([(at, data.draw(st.integers(at + 1, len(text)))) for at in starts])
    pieces = cut(text, fragments)
    folded = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]\s*")
    marked = [one.text for one in pieces if one.is_marked]
    assert marked == [folded.sub(" ¶ ", text[start:end]) for start, end in fragments]


def test_both_sides_where_they_differ_in_the_words_and_one_where_not() -> None:
    (one,) = excerpts_of(Difference("label", ILSE, ILSE._replace(label="o")), TEXT, NAMES)
    assert (one.name, "[Ilse Varga]" in shown(one.pieces)) == ("", True)
    first, second = excerpts_of(Difference("boundary", ILSE, SHORT), TEXT, NAMES)
    assert (first.name, second.name) == NAMES
    assert "Ilse [Varga]" in shown(second.pieces)
    (only,) = excerpts_of(Difference("extra", None, LINES), TEXT, NAMES)
    assert "[Norrow Lines]" in shown(only.pieces)


def test_relations_mark_their_ends() -> None:
    tie = Relation("r", "w", "i", "l")
    difference = Difference("relation", tie, None, (ILSE, LINES), None, fault="missing")
    (one,) = excerpts_of(difference, TEXT, NAMES)
    assert [piece.text for piece in one.pieces if piece.is_marked] == ["Ilse Varga", "Norrow Lines"]


def test_what_is_said_of_the_whole_article_has_no_passage() -> None:
    assert excerpts_of(Difference("document_label", document_label="d1"), TEXT, NAMES) == ()
    assert excerpt_of_added((), TEXT) == ()
    added = excerpt_of_added((SHORT, Span("x", "p", ((0, 7),))), TEXT)
    assert [one.text for one in added[0].pieces if one.is_marked] == ["Council", "Varga"]
