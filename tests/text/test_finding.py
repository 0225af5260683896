"""Finding words and patterns: what is found, where exactly, and what is refused in time."""

import time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.finding import (
    LENGTH_AT_MOST,
    STEPS_AT_MOST,
    Finder,
    Query,
    QueryTooHeavy,
    QueryWrong,
)
from annotator.text.graphemes import is_boundary, snap_to_graphemes
from annotator.text.tokens import is_amid_letters
from tests.text.scripts import PIECES, texts

CASE, WHOLE, PATTERN = (
    {"is_case_exact": True},
    {"is_whole_word": True},
    {"is_pattern": True},
)


def hits(text, words, **how):
    return list(Finder(Query(words, **how)).find(text))


def found(text, words, **how):
    return [text[start:end] for start, end in hits(text, words, **how)]


# ---- plain words


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("ferry", "A FERRY, a Ferry; ferries", ["FERRY", "Ferry"]),
        ("strasse", "Straße STRASSE strasse STRAẞE", ["Straße", "STRASSE", "strasse", "STRAẞE"]),
        ("straße", "Straße STRASSE", ["Straße", "STRASSE"]),
        ("s", "ß", []),  # half of a letter is no hit
        ("fi", "o\ufb01ce", ["\ufb01"]),
        ("σ", "ος ΟΣ", ["ς", "Σ"]),
        ("istanbul", "İstanbul ISTANBUL", ["İstanbul", "ISTANBUL"]),
        ("ISPARTA", "ısparta", ["ısparta"]),
        ("МОСКВА", "Москва", ["Москва"]),
        ("a.b", "a.b axb", ["a.b"]),  # nothing in plain words is a pattern
        ("(", "f(x)", ["("]),
        ("", "abc", []),
    ],
)
def test_case_is_ignored_by_full_folding(words, text, expected):
    assert found(text, words) == expected


def test_case_counts_where_asked_for():
    assert found("Ferry ferry FERRY", "Ferry", **CASE) == ["Ferry"]
    assert found("Straße strasse", "strasse", **CASE) == ["strasse"]


def test_offsets_are_those_of_a_text_whose_folding_is_longer():
    text = "İİ 😀 İstanbul"
    assert hits(text, "istanbul") == [(5, len(text))]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("don't", "don’t"),
        ("don’t", "don't"),
        ('"so"', "„so“"),
        ("al-Bab", "al\u2011Bab"),
        ("2016-17", "2016–17"),
        ("Ilse Varga", "Ilse\u00a0Varga"),
        ("10\u202f000", "10 000"),
        ("a\tb", "a b"),
    ],
)
def test_marks_and_spaces_are_alike_however_they_are_set(words, text):
    assert found(text, words) == [text]
    assert found(text, words, **CASE) == [text]


def test_a_line_end_is_no_space_between_words():
    assert found("Ilse\nVarga", "Ilse Varga") == []


@pytest.mark.parametrize("words", ["café", "cafe\u0301"])
def test_an_accent_is_found_however_it_is_written(words):
    text = "café cafe\u0301 CAFÉ CAFE\u0301 cafe"
    assert found(text, words) == ["café", "cafe\u0301", "CAFÉ", "CAFE\u0301"]


def test_letters_without_the_accent_that_the_text_has_are_no_hit():
    assert found("cafe\u0301 cafe café", "cafe") == ["cafe"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("\u0301", "e\u0301"),
        ("👩", "👩\u200d👩\u200d👧"),
        ("👍", "👍🏽"),
        ("1", "1\ufe0f\u20e3"),
        ("\n", "a\r\n"),
        ("क", "क्ष"),
    ],
)
def test_a_hit_never_cuts_a_grapheme(words, text):
    assert found(text, words) == []


def test_hits_do_not_overlap():
    assert hits("aaaa", "aa") == [(0, 2), (2, 4)]


# ---- whole words


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("varga", "Varga, Vargas, Varga's", [(0, 5), (15, 20)]),
        ("bab", "al-Bab Baba", [(3, 6)]),
        ("a a", "ba a a", [(3, 6)]),  # a refused hit hides none after it
        ("東京", "東京都", [(0, 2)]),  # scripts without spaces have no borders to look at
        ("ไทย", "ภาษาไทย", [(4, 7)]),
        ("caf", "cafe\u0301", []),
        ("мир", "мира мир", [(5, 8)]),
    ],
)
def test_whole_words(words, text, expected):
    assert hits(text, words, **WHOLE) == expected


# ---- patterns


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"\bV\w+", "Varga and Vance", ["Varga", "Vance"]),
        (r"^.+$", "one\r\ntwo\rthree\nfour", ["one", "two", "three", "four"]),
        (r"\p{Lu}\w+ \p{Lu}\w+", "Ilse Varga said", ["Ilse Varga"]),
        (r"(\w)\1", "ferry book", ["rr", "oo"]),
        (r"x*", "axxb", ["xx"]),  # what is empty is no hit
        (r"caf.", "cafe\u0301s", ["cafe\u0301"]),  # a pattern's hit is widened to the grapheme
        (r"(?<=dr )\w+", "Dr Varga", ["Varga"]),
        (r"don't", "don’t", []),  # a pattern says exactly what it wants
    ],
)
def test_patterns(pattern, text, expected):
    how = PATTERN | (CASE if "Lu" in pattern else {})
    assert found(text, pattern, **how) == expected


def test_a_pattern_by_whole_words():
    assert found("carts cart", "c.rt", **PATTERN, **WHOLE) == ["cart"]


@pytest.mark.parametrize(
    ("pattern", "position"),
    [("(", 1), ("[a", 2), ("a)", 1), ("*", 0), ("\\", 1), (r"\p{Nonsense}", 12), ("(?r)a", None)],
)
def test_a_wrong_pattern_is_told_with_its_place(pattern, position):
    with pytest.raises(QueryWrong) as error:
        hits("text", pattern, **PATTERN)
    assert error.value.reason
    assert error.value.position == position


@pytest.mark.parametrize("pattern", ["(?V1)a", "(?L)(?u)a", "(?(1)(?V1)9"])
def test_flags_that_do_not_go_together_are_told(pattern):
    with pytest.raises(QueryWrong, match="incompatible"):
        hits("text", pattern, **PATTERN)


HEAVY = [r"(x+x+)+y", r"(?R)", r"(?:.*,){20}x"]


@pytest.mark.parametrize("pattern", HEAVY)
def test_a_heavy_pattern_is_given_up(pattern):
    begun = time.thread_time()
    with pytest.raises(QueryTooHeavy):
        hits("x" * 5000 + ", word " * 3000, pattern, **PATTERN)
    assert time.thread_time() - begun < 1.0  # work of this thread, not of the machine


def test_what_is_heavy_elsewhere_is_answered():
    assert hits("a" * 40 + "b", "(a+)+$", **PATTERN) == []
    assert hits("a" * 40, "(a+)+$", **PATTERN) == [(0, 40)]


def test_many_empty_matches_end_in_time():
    with pytest.raises(QueryTooHeavy):
        list(Finder(Query("z*", **PATTERN)).find("a" * 100_000, seconds=0.001))


@pytest.mark.parametrize(
    "pattern",
    [
        "x" * (LENGTH_AT_MOST + 1),
        "x" * 10_000,
        "(?:" * 300 + "a" + ")" * 300,
        "(a{1000}){1000}",
        "((?:a{1000}){1000}){1000}",
        "(?x)((?:a {1000} ) {1000} ) { 1000}",
        "[(]" * 5 + "(a{300}){300}",
        f"a{{{STEPS_AT_MOST + 1}}}",
    ],
)
def test_a_pattern_too_large_to_be_understood_is_refused_at_once(pattern):
    with pytest.raises(QueryTooHeavy):
        Finder(Query(pattern, is_pattern=True))


@pytest.mark.parametrize(
    "pattern",
    [r"\d{4}-\d{2}-\d{2}", r"(?:\w+\s){1,20}ferry", r"(\w{2,40} ){3}", r"[{]{3}", "a{2}" * 100],
)
def test_everyday_counts_are_not_too_large(pattern):
    Finder(Query(pattern, is_pattern=True))


def test_plain_words_may_be_long_but_not_endless():
    assert hits("é" * LENGTH_AT_MOST, "é" * LENGTH_AT_MOST) == [(0, LENGTH_AT_MOST)]
    with pytest.raises(QueryTooHeavy):
        Finder(Query("é" * (LENGTH_AT_MOST + 1)))


def test_cancelling_ends_a_search_early():
    asked = []

    def is_cancelled():
        asked.append(1)
        return True

    some = list(Finder(Query("a")).find("a" * 10_000, is_cancelled))
    assert 0 < len(some) < 10_000
    assert asked == [1]


# ---- properties


def words_from(text):
    """Words that can be found in a text: a stretch of it, or any piece."""
    stretch = st.tuples(st.integers(0, len(text)), st.integers(1, 12)).map(
        lambda cut: text[cut[0] : cut[0] + cut[1]]
    )
    return stretch | st.sampled_from(PIECES)


@st.composite
def searches(draw):
    text = draw(texts)
    return text, Query(
        draw(words_from(text)),
        is_case_exact=draw(st.booleans()),
        is_whole_word=draw(st.booleans()),
    )


@given(searches())
def test_every_hit_is_whole_in_order_and_matches_by_itself(search):
    text, query = search
    last = 0
    for start, end in Finder(query).find(text):
        assert last <= start < end <= len(text)
        assert is_boundary(text, start) and is_boundary(text, end)
        assert list(
            Finder(Query(query.words, is_case_exact=query.is_case_exact)).find(text[start:end])
        ) == [(0, end - start)]
        if query.is_whole_word:
            assert not is_amid_letters(text, start) and not is_amid_letters(text, end)
        last = end


@given(searches())
def test_hits_with_case_are_hits_without(search):
    text, query = search
    strict = Finder(Query(query.words, is_case_exact=True)).find(text)
    loose = set(Finder(Query(query.words)).find(text))
    assert all(
        any(a <= s and e <= b for a, b in loose) or _overlaps(s, e, loose) for s, e in strict
    )


def _overlaps(start, end, ranges):
    return any(a < end and start < b for a, b in ranges)


@given(
    texts,
    st.text(alphabet="ab xé'", min_size=1, max_size=3),
    st.text(alphabet="ab xé'", max_size=2),
)
def test_what_stands_there_is_found(text, words, more):
    start = len(text) + 2
    whole = f"{text}\n\n{words}\n{more}"
    assert (start, start + len(words)) in hits(whole, words)


@given(texts)
def test_a_pattern_finds_what_its_parts_are_within(text):
    for start, end in hits(text, r"\w+|.", is_pattern=True):
        assert (start, end) == snap_to_graphemes(text, start, end)
        assert regex.search(r"\w+|.", text[start:end])


PATTERN_PIECES = [*"ab\\()[]{}*+?|^$.1,-<>=!:P#"]
PATTERN_PIECES += [
    "(?V1)",
    "(?r)",
    "(?L)",
    "(?i)",
    "(?R)",
    "(?&n)",
    "(?<n>",
    "(?(",
    "{e<=1}",
    "\\X",
    "(?<=",
]
PATTERN_PIECES += ["\\p{L}", "\\N{x}", "\\L<w>", "(?|"]


@given(st.lists(st.sampled_from(PATTERN_PIECES), max_size=14).map("".join))
def test_any_pattern_is_answered_or_refused(pattern):
    try:
        for start, end in Finder(Query(pattern, is_pattern=True)).find("ab a-b\n(1)", seconds=0.05):
            assert start < end
    except (QueryWrong, QueryTooHeavy):
        pass
