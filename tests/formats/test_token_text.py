"""A text of tokens, and tokens of a text: places, sentences, and spans that end inside a token."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.token_text import (
    REBUILT,
    Aligned,
    Fit,
    align,
    aligned_spans,
    rebuilt_noted,
    text_of_tokens,
    tokens_of,
    tokens_of_document,
)
from annotator.model.document import Document, Meta
from annotator.model.errors import AnnotatorError
from annotator.model.format_errors import DoesNotFit
from annotator.model.span import Span
from tests.formats.strategies import corpora, texts

solid = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=5
)
token_sentences = st.lists(st.lists(solid, min_size=1, max_size=6), min_size=1, max_size=4)


# ---- a text of tokens


@given(token_sentences)
def test_every_token_stands_where_it_is_said_to(cut: list[list[str]]) -> None:
    for spacing in ("auto", "space", "none"):
        rebuilt = text_of_tokens(cut, spacing)
        found = [[rebuilt.text[start:end] for start, end in one] for one in rebuilt.tokens]
        assert found == cut
        assert rebuilt.text.count("\n") == len(cut) - 1


@given(token_sentences)
def test_a_rebuilt_text_is_cut_into_the_tokens_it_came_from(cut: list[list[str]]) -> None:
    rebuilt = text_of_tokens(cut, "space")
    document = Document("d", rebuilt.text, Meta(extra={REBUILT: rebuilt.rule}))
    tokens = tokens_of_document(document, (), "auto")
    assert [tokens.words(*one) for one in tokens.sentences] == cut
    assert tokens.tokenizer == "spaces"


def test_no_space_between_words_of_a_script_without_but_between_two_of_latin() -> None:
    rebuilt = text_of_tokens([["北", "京", "的", "Norrow", "Lines", "公司", "3", "年", "。"]])
    assert rebuilt.text == "北京的Norrow Lines公司3年。"
    assert rebuilt.rule == "no spaces"
    english = text_of_tokens([["They", "met", "in", "北", "京", "."]])
    assert (english.text, english.rule) == ("They met in 北 京 .", "spaces")


def test_a_file_that_knows_its_spaces_is_believed() -> None:
    rebuilt = text_of_tokens(
        [["She", "did", "n't", "."], ["So"]],
        joined=[[False, True, True, False], [True]],
    )
    assert rebuilt.text == "She didn't.\nSo"
    assert rebuilt.tokens == [[(0, 3), (4, 7), (7, 10), (10, 11)], [(12, 14)]]
    assert rebuilt.rule == "as the file says"


def test_empty_tokens_take_no_room_and_unfit_characters_are_counted() -> None:
    rebuilt = text_of_tokens([["", "a", "", "\x00b"], [], ["\ud800"]])
    assert rebuilt.text == "a \ufffdb\n\n\ufffd"
    assert rebuilt.tokens == [[(0, 0), (0, 1), (1, 1), (2, 4)], [], [(6, 7)]]
    assert rebuilt.replaced == 2


def test_the_rule_is_told() -> None:
    assert rebuilt_noted(Path("a.conll"), "no spaces").what == (
        "the text is put together from tokens, with nothing between them"
        " and each sentence on its own line"
    )


# ---- tokens of a text


@given(texts)
def test_tokens_are_in_order_in_one_sentence_each_and_hold_no_space(text: str) -> None:
    for tokenizer in ("words", "spaces"):
        tokens = tokens_of(text, tokenizer=tokenizer)
        words = tokens.words(0, tokens.count)
        assert all(len(one.split()) == 1 for one in words)
        assert "".join(words) == "".join(text.split())
        flat = [at for first, behind in tokens.sentences for at in range(first, behind)]
        assert flat == list(range(tokens.count))
        for number, (first, behind) in enumerate(tokens.sentences):
            assert {tokens.sentence_of(at) for at in range(first, behind)} == {number}


def test_sentences_end_as_everywhere_but_never_inside_a_span() -> None:
    text = "We saw Ft. Anselm. He left Dr. Varga.\nNorrow stayed"
    whole = tokens_of(text)
    assert [whole.words(*one) for one in whole.sentences] == [
        ["We", "saw", "Ft", "."],
        ["Anselm", "."],
        ["He", "left", "Dr", ".", "Varga", "."],
        ["Norrow", "stayed"],
    ]
    name = Span("s", "PLACE", ((7, 17),))
    kept = tokens_of(text, [name])
    assert kept.words(*kept.sentences[0]) == ["We", "saw", "Ft", ".", "Anselm", "."]
    assert len(kept.sentences) == 3
    across = tokens_of(text, [Span("s", "P", ((11, 30),))])
    assert [across.words(*one)[0] for one in across.sentences] == ["We", "Anselm", "Norrow"]


def test_tokens_know_what_stands_between_them() -> None:
    tokens = tokens_of("He left. So")
    assert [tokens.is_joined(at) for at in range(tokens.count)] == [False, True, False, False]


def test_information_separators_are_no_tokens() -> None:
    assert tokens_of("a\x1cb \x1f c").words(0, 3) == ["a", "b", "c"]
    assert tokens_of("a\x1cb \x1f c", tokenizer="spaces").count == 3


@pytest.mark.parametrize("text", ["", " \n\t", "\x1d"])
def test_a_text_without_tokens_has_no_sentences(text: str) -> None:
    tokens = tokens_of(text)
    assert (tokens.count, tokens.sentences) == (0, [])
    assert align(tokens, 0, 1) is None


# ---- spans on tokens

TEXT = "The re-elected mayor, Ilse Varga"


@pytest.mark.parametrize(
    ("start", "end", "fit", "found"),
    [
        (15, 20, "expand", Aligned(2, 3, True)),
        (15, 20, "drop", Aligned(2, 3, True)),
        (7, 20, "expand", Aligned(1, 3, False)),
        (7, 20, "contract", Aligned(2, 3, False)),
        (7, 20, "drop", None),
        (4, 17, "contract", Aligned(1, 2, False)),
        (7, 9, "expand", Aligned(1, 2, False)),
        (7, 9, "contract", None),
        (14, 21, "expand", Aligned(2, 4, False)),
        (14, 20, "expand", Aligned(2, 3, False)),
        (14, 20, "contract", Aligned(2, 3, False)),
        (3, 4, "expand", None),
        (0, 32, "contract", Aligned(0, 6, True)),
    ],
)
def test_spans_meet_tokens(start: int, end: int, fit: Fit, found: Aligned | None) -> None:
    assert align(tokens_of(TEXT), start, end, fit) == found


@given(corpora(), st.sampled_from(["expand", "contract", "drop"]))
def test_what_is_exact_covers_the_span_and_everything_else_is_told(
    lines: list[CorpusLine], fit: Any
) -> None:
    for line in lines:
        losses: list[Lost] = []
        tokens = tokens_of(line.document.text, line.spans)
        found = aligned_spans(line, tokens, WriteOptions(report_loss=losses.append), fit)
        bent = {one.annotation: one.is_bent for one in losses if one.kind == "misaligned"}
        for span in line.spans:
            place = found.get(span.id)
            assert (place is None) == (bent.get(span.id) is False)
            if place is None:
                continue
            start, end = tokens.starts[place.first], tokens.ends[place.behind - 1]
            assert place.is_exact == ((start, end) == (span.start, span.end))
            assert place.is_exact == (span.id not in bent)
            if fit == "contract":
                assert span.start <= start < end <= span.end
            assert tokens.sentence_of(place.first) == tokens.sentence_of(place.behind - 1)


def line_of(*spans: Span) -> CorpusLine:
    return CorpusLine(Document("d", TEXT), "Maria", "finished", spans=spans)


def test_strict_refuses_and_drop_drops_whatever_the_fit() -> None:
    line = line_of(Span("s", "ROLE", ((7, 20),)), Span("t", "PERSON", ((22, 32),)))
    tokens = tokens_of(TEXT)
    with pytest.raises(DoesNotFit) as refused:
        aligned_spans(line, tokens, WriteOptions(misfit="strict"))
    assert (refused.value.kind, refused.value.annotation) == ("misaligned", "s")
    assert isinstance(refused.value, AnnotatorError)
    losses: list[Lost] = []
    found = aligned_spans(line, tokens, WriteOptions(misfit="drop", report_loss=losses.append))
    assert list(found) == ["t"]
    assert losses == [Lost("misaligned", "d", "s", False, "ROLE")]


def test_a_span_in_pieces_is_taken_whole_and_told() -> None:
    line = line_of(Span("s", "ROLE", ((4, 14), (22, 26))))
    losses: list[Lost] = []
    found = aligned_spans(line, tokens_of(TEXT), WriteOptions(report_loss=losses.append))
    assert found == {"s": Aligned(1, 5, True)}
    assert losses == [Lost("discontinuous", "d", "s", True, "ROLE")]
