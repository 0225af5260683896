"""Markup as blocks: white space as a browser treats it, nothing of what a browser hides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.articles.markup_blocks import Block, blocks_of, markup_tree


def blocks(markup: str) -> list[Block]:
    tree, is_cut = markup_tree(markup)
    assert not is_cut
    return blocks_of(tree) if tree is not None else []


def texts(markup: str) -> list[str]:
    return [one.text for one in blocks(markup)]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p> a \n\t b  <b> c</b> d </p>e", ["a b c d", "e"]),
        ("<p>a<b>b</b>c <i> d</i></p>", ["abc d"]),
        ("<p>a\u00a0 b\u2003c</p>", ["a\u00a0 b\u2003c"]),
        ("<p>a<br>b <br/> c</p>", ["a\nb\nc"]),
        ("a<br><br>b<br> <br>c", ["a", "b", "c"]),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", ["a", "b", "c"]),
        ("<table><tr><td>a<td>b</table>", ["a", "b"]),
        ("<div>a<p>b</p>c<div>d</div></div>", ["a", "b", "c", "d"]),
        ("<a href=x><h3>a</h3><p>b</p></a>", ["a", "b"]),
        ("<p>a</p><p> \u00a0 </p><p></p><p>b", ["a", "b"]),
        ("<p>&lt;b&gt; &amp;amp; &#x1F469;&#8205;&#x1F467;</p>", ["<b> &amp; 👩\u200d👧"]),
        ("<figure><span>a.</span><span>b</span></figure>", ["a. b"]),
        ("<p><span>a</span><span>b</span></p>", ["ab"]),
    ],
)
def test_words_and_spaces(markup: str, found: list[str]) -> None:
    assert texts(markup) == found


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>", "<style>x</style>", "<noscript>x</noscript>", "<template>x</template>",
        "<!-- x -->", "<p hidden>x</p>", "<p style='color:red; display: none'>x</p>",
        "<span aria-hidden=true>x</span>", "<nav>x</nav>", "<button>x</button>", "<svg><text>x</text></svg>",
        "<span class='visually-hidden'>x</span>", "<textarea>x</textarea>", "<iframe>x</iframe>", "<?x y?>",
    ],
)  # fmt: skip
def test_what_a_browser_does_not_show_is_left_out_but_what_follows_stays(hidden: str) -> None:
    assert "".join(texts(f"<div>a{hidden}b</div>")) == "ab"


def test_names_inside_a_block_are_told_with_their_place() -> None:
    [block] = blocks(
        "<p class=meta> By <span class='author-name'> Ilse Varga </span>| <time>24 January</time></p>"
    )
    assert block.text == "By Ilse Varga | 24 January"
    assert [(one.hint, block.text[one.start : one.end]) for one in block.hinted] == [
        ("byline", "Ilse Varga"),
        ("date", "24 January"),
    ]


def test_links_and_bold_words_are_measured() -> None:
    [block] = blocks("<p><a href=x>ab</a> <strong>cde</strong></p>")
    assert (block.text, block.link_size, block.bold_size) == ("ab cde", 2, 3)


def test_what_is_no_markup_is_none() -> None:
    assert markup_tree("") == (None, False)
    assert texts("words") == ["words"]


@given(st.text(st.sampled_from("<>/= abpdivtrl\n&;'\""), max_size=120))
def test_no_markup_makes_it_fail(markup: str) -> None:
    for block in blocks_of(markup_tree(f"<p>{markup}")[0]):
        assert block.text.strip()
        for one in block.hinted:
            assert 0 <= one.start < one.end <= len(block.text)
