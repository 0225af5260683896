"""Captions: the credit in them, by the markup, by brackets or by its own words."""

import pytest

from annotator.formats.articles.assembling import Part, assemble
from annotator.formats.articles.captions import caption_part, join_credits
from annotator.formats.articles.markup_blocks import Hinted
from annotator.model.document import Section


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The yard at dawn [NCP]", "[NCP]"),
        ("The yard at dawn. Photo: Jon Roe/NCP", "Photo: Jon Roe/NCP"),
        ("The yard at dawn. Photo by Jon Roe", "Photo by Jon Roe"),
        ("The yard at dawn. © Jon Roe", "© Jon Roe"),
        ("The yard at dawn. AFP", "AFP"),
        ("The yard at dawn. AP Photo/Jon Roe", "AP Photo/Jon Roe"),
        ("The yard at dawn. Jon Roe (NCP)", "Jon Roe (NCP)"),
        ("The yard at dawn. Jon Roe / Reuters", "Jon Roe / Reuters"),
        ("Die Werft. Foto: dpa", "Foto: dpa"),
        ("Bildquelle: dpa", "Bildquelle: dpa"),
        ("清晨的造船厂。图：新华社", "图：新华社"),
        ("The yard at dawn", None),
        ("The photo by the gate is of the yard, which Ilse Varga opened in the year of the flood.", None),
        ("He read the source: nothing was in it that anybody who had been there did not know before.", None),
        ("Ilse Varga speaks. Jon Roe listens.", None),
    ],
)  # fmt: skip
def test_the_credit_of_a_caption(caption: str, credit: str | None) -> None:
    part = caption_part(caption)
    found = [part.text[start:end] for _, start, end in part.inner]
    assert found == ([credit] if credit else [])


def test_the_markup_says_it_best() -> None:
    part = caption_part("The yard Jon Roe", (Hinted("credit", 9, 16),))
    assert part.inner == (Section("credit", 9, 16),)
    too_much = caption_part("x" * 100, (Hinted("credit", 0, 100),))
    assert too_much.inner == ()


def test_a_credit_by_itself_joins_the_caption_before_it() -> None:
    parts = [Part("caption", "The yard"), caption_part("Foto: dpa"), Part("paragraph", "x")]
    joined = list(join_credits(parts))
    assert joined[0] == Part("caption", "The yard Foto: dpa", (Section("credit", 9, 18),))
    alone = [Part("paragraph", "x"), caption_part("Foto: dpa")]
    assert list(join_credits(alone)) == alone


def test_parts_put_together() -> None:
    parts = [
        Part("title", "A"), Part("standfirst", "B"), Part("byline", "C"), Part("date", "D"),
        Part("caption", "E [F]", (Section("credit", 2, 5),)), Part("paragraph", "“G” h"), Part("heading", "I"),
    ]  # fmt: skip
    text, sections = assemble(parts)
    assert text == "A\n\nB\nC\nD\nE [F]\n\n“G” h\n\nI"
    assert [(kind, text[start:end]) for kind, start, end in sections] == [
        ("title", "A"), ("standfirst", "B"), ("byline", "C"), ("date", "D"), ("caption", "E [F]"),
        ("credit", "[F]"), ("paragraph", "“G” h"), ("quotation", "“G”"), ("heading", "I"),
    ]  # fmt: skip
    assert assemble([]) == ("", ())
