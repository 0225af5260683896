"""The structure of an article: recognised where the lines bear it out, and never removed."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.articles.structure import RecognisedArticle, recognise_article
from annotator.model.document import Section
from tests.formats.strategies import texts

HARBOUR = Path(__file__).parents[2] / "data" / "articles" / "shipyard.txt"
REAL = Path(__file__).parents[4] / "shared" / "data" / "articles" / "000_9d999a07d8e5af55.txt"


def parts(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for kind, start, end in recognise_article(text).sections]


def kinds(text: str) -> list[str]:
    return [section.kind for section in recognise_article(text).sections]


HEAD = ["title", "standfirst", "reading_time", "date", "caption", "credit"]


def test_an_article_of_the_known_shape() -> None:
    text = HARBOUR.read_bytes().decode()
    found = recognise_article(text)
    assert [one.kind for one in found.sections][:6] == HEAD
    covered = [text[one.start : one.end] for one in found.sections]
    assert covered[0] == "Tessaly Yard 'close' to sharing ferry order with island rival"
    assert covered[2:6] == [
        "2 min read",
        "24 January, 2017",
        "Union members say the Wend slipway could close before the summer [NCP]",
        "[NCP]",
    ]
    assert [one.kind for one in found.sections].count("paragraph") == 11
    assert '"talk to any builder who pays our welders a Vellish wage”' in covered
    assert (found.title, found.published, found.language) == (covered[0], "2017-01-24", "en")


REAL_SECTIONS = [
    ("title", 0, 62),
    ("standfirst", 64, 247),
    ("reading_time", 248, 258),
    ("date", 259, 275),
    ("caption", 276, 346),
    ("credit", 341, 346),
    ("paragraph", 348, 664),
    ("paragraph", 666, 969),
    ("paragraph", 971, 1268),
    ("paragraph", 1270, 1396),
    ("paragraph", 1398, 1519),
    ("quotation", 1398, 1492),
    ("paragraph", 1521, 1831),
    ("quotation", 1726, 1792),
    ("quotation", 1807, 1830),
    ("paragraph", 1833, 2007),
    ("paragraph", 2009, 2160),
    ("paragraph", 2162, 2489),
    ("quotation", 2342, 2352),
    ("quotation", 2372, 2391),
    ("paragraph", 2491, 2739),
    ("paragraph", 2741, 2945),
]


def test_the_real_article() -> None:
    if not REAL.exists():
        pytest.skip("the real article is not beside this checkout")
    found = recognise_article(REAL.read_bytes().decode())
    assert [tuple(one) for one in found.sections] == REAL_SECTIONS
    assert (found.published, found.language) == ("2017-01-24", "en")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2029"])
def test_every_kind_of_line_break_ends_a_part(newline: str) -> None:
    text = newline.join(
        ["Ferry sails", "", "By Jane Doe", "24 January 2017", "", "One. And two.", "", "Three."]
    )
    assert parts(text) == [
        ("title", "Ferry sails"),
        ("byline", "By Jane Doe"),
        ("date", "24 January 2017"),
        ("paragraph", "One. And two."),
        ("paragraph", "Three."),
    ]


def test_white_space_at_the_end_belongs_to_the_paragraph_and_the_break_does_not() -> None:
    assert parts("It rained.\u00a0 \n\nIt stopped.") == [
        ("paragraph", "It rained.\u00a0 "),
        ("paragraph", "It stopped."),
    ]


def test_a_file_of_another_shape_is_paragraphs() -> None:
    text = "Nobody decides to live here. You are born, or left.\n\nI was left. It rained.\n"
    assert kinds(text) == ["paragraph", "paragraph"]
    assert recognise_article(text).title is None


def test_a_title_alone_is_known_by_its_form() -> None:
    assert kinds("Storm closes bridge\n\nThe bridge was closed on Sunday.") == [
        "title",
        "paragraph",
    ]
    assert kinds("Who pays for the ferry?\n\nNobody knows who pays for the ferry.") == [
        "title",
        "paragraph",
    ]
    assert kinds("Storm closes bridge.\n\nThe bridge was closed on Sunday.") == [
        "paragraph",
        "paragraph",
    ]
    assert kinds("Only one line") == ["paragraph"]


def test_a_sentence_may_be_the_title_where_the_head_bears_it_out() -> None:
    assert kinds("The bridge is closed.\n24 January 2017\n\nIt rained.")[:2] == ["title", "date"]


@pytest.mark.parametrize(
    "line",
    ["2 min read", "5 minute read", "Reading time: 2 minutes", "Lesezeit: 2 Minuten", "Temps de lecture : 3 min",
     "3 min de lectura", "Tempo di lettura: 2 min", "Leestijd 2 minuten", "Время чтения: 2 минуты",
     "دقيقتان للقراءة", "阅读时间：2分钟", "約2分で読めます"],
)  # fmt: skip
def test_reading_times(line: str) -> None:
    assert ("reading_time", line) in parts(f"Ferry sails\n\n{line}\n\nIt sailed today.")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Nadia Ferris", ("Nadia Ferris",)),
        ("By Owen Achterberg and Nadia Ferris", ("Owen Achterberg", "Nadia Ferris")),
        ("By Zoé Lacroix-Íñigo, Merrow Courier", ("Zoé Lacroix-Íñigo", "Merrow Courier")),
        ("BY JANE DOE", ("JANE DOE",)),
        ("By Jane Doe in Merrow", ("Jane Doe",)),
        ("Von Anna von der Heide", ("Anna von der Heide",)),
        ("Par Hélène Roux et Luc Petit", ("Hélène Roux", "Luc Petit")),
        ("بقلم: عمر حداد", ("عمر حداد",)),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...]) -> None:
    text = f"Ferry sails\n\n{line}\n\nIt sailed today."
    assert ("byline", line) in parts(text)
    assert recognise_article(text).authors == authors


@pytest.mark.parametrize(
    "line", ["By Monday the ferry had sailed", "By then it was late.", "Bystanders cheered"]
)
def test_what_only_begins_like_a_byline_is_none(line: str) -> None:
    assert "byline" not in kinds(f"Ferry sails\n\n{line}\n\nIt sailed today.")


def test_several_parts_of_the_head_may_share_a_line() -> None:
    assert parts("Ferry sails\n\n24 January 2017 | 2 min read\n\nIt sailed today.")[1:3] == [
        ("date", "24 January 2017"),
        ("reading_time", "2 min read"),
    ]


def test_a_date_above_the_title() -> None:
    assert kinds("24 January 2017\nFerry sails\n\nIt sailed today, at last.") == [
        "date",
        "title",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("The ferry in November [AFP]", "[AFP]"),
        ("The ferry in November [M. Oduya / Courier]", "[M. Oduya / Courier]"),
        ("The ferry in November (Photo: Jane Doe)", "(Photo: Jane Doe)"),
        ("The ferry in November (Reuters)", "(Reuters)"),
        ("クジラ［サウンド通信］", "［サウンド通信］"),
    ],
)
def test_captions_with_a_credit_in_head_and_body(line: str, credit: str) -> None:
    for text in (
        f"Ferry sails\n24 January 2017\n{line}\n\nIt sailed.",
        f"It sailed. So.\n\n{line}\n\nIt sank. So.",
    ):
        assert ("caption", line) in parts(text)
        assert ("credit", credit) in parts(text)


@pytest.mark.parametrize(
    "line", ["He said “no [sic]", "It was late (about nine)", "He cited the report [3]"]
)
def test_other_brackets_are_no_credit(line: str) -> None:
    assert "credit" not in kinds(f"It sailed. So.\n\n{line}\n\nIt sank. So.")


def test_a_caption_without_a_credit_stands_right_under_the_date() -> None:
    assert (
        kinds("Ferry sails\n\n24 January 2017\nThe ferry in November\n\nIt sailed.")[2] == "caption"
    )


def test_headings_stand_alone_above_paragraphs() -> None:
    text = "It sailed. So.\n\nWhat happens next\n\nIt will sink. “Soon”\n\n“No” said he"
    assert kinds(text) == [
        "paragraph",
        "heading",
        "paragraph",
        "quotation",
        "paragraph",
        "quotation",
    ]


def test_lines_that_an_editor_has_wrapped_are_one_paragraph() -> None:
    block = (
        "The ferry between the two coasts will sail again on Thursday, after\n"
        "eleven weeks in the harbour, the ministry said. “It was a long wait\n"
        "for all of us,” said the master."
    )
    assert parts(f"{block}\n\nIt rained.") == [
        ("paragraph", block),
        ("quotation", "“It was a long wait\nfor all of us,”"),
        ("paragraph", "It rained."),
    ]


def test_short_lines_one_below_the_other_are_paragraphs_of_their_own() -> None:
    assert (
        kinds("It sailed today.\nIt sank tonight.\nNobody was hurt at all, police said.")
        == ["paragraph"] * 3
    )


# ---- what holds for every text ---------------------------------------------------------------

LINES = [
    "Ferry sails", "By Jane Doe", "24 January 2017", "2 min read", "The ferry [AFP]", "“We agreed,” she said.",
    "It rained. It stopped.", "", "", "24 January 2017 | 2 min read", "«Oui», dit-il", "「話す」と", "'so' he said",
    "A long paragraph " * 12,
]  # fmt: skip
articles = st.lists(st.sampled_from(LINES) | texts, max_size=14).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\u2028"]).map(lambda end: end.join(lines))
)
INSIDE = {"quotation": "paragraph", "credit": "caption"}
BREAKS = "\r\n\u0085\u2028\u2029\v\f"


@given(articles)
def test_sections_cover_text_in_order_and_nest_as_promised(text: str) -> None:
    sections = recognise_article(text).sections
    assert list(sections) == sorted(sections, key=lambda one: one.place)
    outer = [one for one in sections if one.kind not in INSIDE]
    for one, following in pairwise(outer):
        assert one.end <= following.start
    for one in sections:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
        assert text[one.end - 1] not in BREAKS
        if one.kind in INSIDE:
            assert any(_holds(other, one) for other in sections if other.kind == INSIDE[one.kind])
    inner = [one for one in sections if one.kind in INSIDE]
    for one, following in pairwise(inner):
        assert one.end <= following.start


@given(articles)
def test_every_word_lies_in_a_section(text: str) -> None:
    covered = set()
    for one in recognise_article(text).sections:
        covered.update(range(one.start, one.end))
    assert (
        all(character.isspace() for at, character in enumerate(text) if at not in covered)
        or "|" in text
    )


def _holds(outer: Section, inner: Section) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def test_a_long_line_takes_no_long_time() -> None:
    assert isinstance(recognise_article("word " * 200_000 + "“" * 2000), RecognisedArticle)
