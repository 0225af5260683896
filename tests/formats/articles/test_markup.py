"""Markup made parts of an article, and HTML cut into pieces, however broken."""

import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.articles.html_pieces import Piece, attributes_of, pieces_of
from annotator.formats.articles.markup import has_elements, parts_of_html, parts_of_tree, tidy
from annotator.formats.articles.xml_files import parse_xml


def read(html: str) -> list[tuple[str | None, str]]:
    return [(part.kind, part.text) for part in parts_of_html(html)[0]]


def test_blocks_are_parts_and_white_space_is_as_on_the_page() -> None:
    html = """<h2>Nine
    days</h2><p>It <b>sai</b>led&nbsp;on<br> and   on.</p>loose <div>inner<p>deep</p></div>
    <ul><li>One<li>Two</ul><pre>a  b
c\td</pre><hr>end"""
    assert read(html) == [
        ("heading", "Nine days"),
        ("paragraph", "It sailed\u00a0on\nand on."),
        ("paragraph", "loose"),
        ("paragraph", "inner"),
        ("paragraph", "deep"),
        ("paragraph", "One"),
        ("paragraph", "Two"),
        ("paragraph", "a b\nc\td"),
        ("paragraph", "end"),
    ]


def test_what_is_not_shown_stays_out() -> None:
    html = (
        "<head><title>Page &amp; more</title><style>p < q</style></head><p>a<script>if (1 < 2) '</p>'</script>b</p>"
        "<noscript>no</noscript><select><option>x</select><!-- no --><?no?><!no><svg><text>no</text></svg><p>字<rt>ji</rt></p>"
    )
    parts, title = parts_of_html(html)
    assert [one.text for one in parts] == ["ab", "字"]
    assert title == "Page & more"


def test_captions_hold_their_credits() -> None:
    html = "<figure><figcaption>The quay</figcaption><credit>Eva Holm</credit></figure><credit>Jo</credit>"
    [caption] = parts_of_html(html)[0]
    assert (caption.kind, caption.text) == ("caption", "The quay Eva Holm Jo")
    assert [tuple(one) for one in caption.inner] == [("credit", 9, 17), ("credit", 18, 20)]
    alone = parts_of_html("<p>It sailed.</p><credit>Jo</credit>")[0][1]
    assert (alone.kind, alone.text, alone.inner[0][:3]) == ("caption", "Jo", ("credit", 0, 2))


def test_short_cells_of_a_row_share_a_line_and_long_ones_do_not() -> None:
    assert read("<table><tr><th>Day<th>Boats<tr><td>Mon<td></td><td><p>3</p></table>x") == [
        ("paragraph", "Day\tBoats"),
        ("paragraph", "Mon\t\t3"),
        ("paragraph", "x"),
    ]
    layout = "<table><tr><td><p>One.</p><p>Two.</p></td><td>Menu</td></tr></table>"
    assert [text for _, text in read(layout)] == ["One.", "Two.", "Menu"]
    nested = "<table><tr><td><table><tr><td>a<td>b</table></td><td>c</td></tr></table>"
    assert [text for _, text in read(nested)] == ["a\tb\tc"]
    assert [text for _, text in read("<tr><td>a<td>b")] == ["a\tb"]


def test_a_tree_reads_as_the_same_html() -> None:
    xhtml = "<div><h1>T</h1>a <i>b</i><!-- c --> d<br/>e<p>f</p>g<table><tr><td>1</td><td>2</td></tr></table></div>"
    tree = parts_of_tree(parse_xml(xhtml.encode(), Path("x")))
    assert tree == parts_of_html(xhtml)


@pytest.mark.parametrize(
    ("text", "is_html"),
    [("<p>a", True), ("a<br/>b", True), ("a < b > c", False), ("<person>", False), ("", False)],
)
def test_words_are_told_from_html(text: str, is_html: bool) -> None:
    assert has_elements(text) == is_html


def test_our_own_signs_in_a_text_are_white_space() -> None:
    assert read("a\x01b\x02c\x03d") == [("paragraph", "a b c d")]
    assert tidy("  a \n b\x01 c ") == "a b\nc"


# ---- pieces --------------------------------------------------------------------------------------


def test_pieces_of_html_and_of_what_is_not_quite() -> None:
    assert list(pieces_of("a<P class='x>y'>b</P >c<br/>")) == [
        Piece("words", "a"),
        Piece("start", "p", " class='x>y'"),
        Piece("words", "b"),
        Piece("end", "p"),
        Piece("words", "c"),
        Piece("start", "br", "/"),
        Piece("end", "br"),
    ]
    words = [
        one.text
        for one in pieces_of("1 < 2 &lt; 3 <![CDATA[<x>&amp;]]> <3 </> <>")
        if one.kind == "words"
    ]
    assert "".join(words) == "1 < 2 < 3 <x>&amp; <3  <>"


@pytest.mark.parametrize(
    "end",
    [
        "<",
        "<p",
        "<p a='",
        "<!--",
        "<![",
        "<![CDATA[",
        "<!",
        "<?",
        "</",
        "<script>x",
        "&",
        "&#",
        "&#x",
    ],
)
def test_what_is_never_closed_takes_nothing_before_it(end: str) -> None:
    assert read(f"<p>It sailed.</p>{end}")[0] == ("paragraph", "It sailed.")


def test_attributes() -> None:
    assert attributes_of(""" ID="a&amp;b" href='#x' checked data-y=1 /""") == {
        "id": "a&b",
        "href": "#x",
        "checked": "",
        "data-y": "1",
    }


def test_numbers_that_are_no_character() -> None:
    assert read("&#0;&#x110000;&#99999999999;&#" + "9" * 5000 + ";a")[0][1].endswith("a")


@pytest.mark.parametrize(
    "part",
    [
        "<",
        "<a ",
        "<a b='",
        '<a b="',
        "<!--",
        "<![",
        "<![CDATA[",
        "<?",
        "</",
        "&#",
        "&a",
        "<script>",
        "<p>",
        "<table>",
        "<tr><td>",
        "<a b=",
        "<title>",
        "a='\">",
    ],
)
def test_time_grows_with_the_length_and_no_faster(part: str) -> None:
    before = time.perf_counter()
    parts_of_html(part * (100_000 // len(part)))
    assert time.perf_counter() - before < 6


@given(st.text(st.sampled_from("<>/!?-'\"=&#;ab x[]pt1\n\0"), max_size=60))
def test_nothing_in_html_raises(html: str) -> None:
    parts, _ = parts_of_html(html)
    for part in parts:
        assert part.text == part.text.strip(" \n\t")


NAMES = st.sampled_from(["p", "b", "div", "i"])
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="<&\r\0\x01\x02\x03"), max_size=8)
TREES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda name, value, parts: f'<{name} x="{value}">{"".join(parts)}</{name}>',
        NAMES,
        st.text("abc >'", max_size=4),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


class _Other(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(("start", tag))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("end", tag))

    def handle_data(self, data: str) -> None:
        self.found.append(("words", data))


@given(TREES)
def test_html_that_is_right_is_cut_as_the_standard_library_cuts_it(html: str) -> None:
    other = _Other()
    other.feed(html)
    other.close()
    assert [(one.kind, one.text) for one in pieces_of(html)] == other.found
