"""Words and sentences: near an offset they are those that the whole text has."""

import pytest
from hypothesis import example, given

from annotator.text.tokens import (
    is_word_like,
    next_clause_end,
    next_clause_start,
    next_sentence_end,
    next_word_end,
    next_word_start,
    previous_clause_end,
    previous_clause_start,
    previous_sentence_start,
    previous_word_end,
    previous_word_start,
    sentence_at,
    sentences,
    snap_to_words,
    word_at,
    words,
)
from tests.text.scripts import texts, texts_with_offset, texts_with_range

BLANK = " " * 1_000_000


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ilse Varga said.", ["Ilse", "Varga", "said", "."]),
        (
            "al-Bab's patient's 3.14 U.S. co-",
            ["al-Bab's", "patient's", "3.14", "U.S", ".", "co", "-"],
        ),
        ("rock ’n’ roll", ["rock", "’", "n", "’", "roll"]),
        ("e\u0301te\u0301 naïve", ["e\u0301te\u0301", "naïve"]),
        ("「東京」へ", ["「", "東", "京", "」", "へ"]),
        ("ゴンドウ", list("ゴンドウ")),
        ("한국어 말", ["한국어", "말"]),
        ("محادثات العبّارة؟", ["محادثات", "العبّارة", "؟"]),
        ("שלום־עולם", ["שלום", "־", "עולם"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("👩\u200d👩\u200d👧!👍🏽", ["👩\u200d👩\u200d👧", "!", "👍🏽"]),
        ("a\u00a0b\u2028c", ["a", "b", "c"]),
        ("", []),
        (" \n", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert cut(text) == found


@given(texts)
def test_words_lie_in_order_and_leave_out_only_white_space(text: str) -> None:
    last = 0
    for start, end in words(text):
        assert last <= start < end
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


def test_punctuation_is_no_word_like_word() -> None:
    assert is_word_like("a.", (0, 1))
    assert not is_word_like("a.", (1, 2))


@given(texts_with_offset())
@example(("x" * 1500, 700))
@example(("x" * 399 + "y" * 10 + " z", 2))
def test_the_word_at_an_offset_is_one_of_the_text(case: tuple[str, int]) -> None:
    text, offset = case
    every = list(words(text))
    holding = [one for one in every if one[0] <= offset < one[1]]
    ending = [one for one in every if one[1] == offset]
    found = word_at(text, offset)
    assert found in [*holding, *ending] if holding or ending else found is None
    if holding and is_word_like(text, holding[0]):
        assert found == holding[0]


def test_at_the_border_of_a_word_and_a_full_stop_the_word_is_meant() -> None:
    assert word_at("said.", 4) == (0, 4)
    assert word_at("said .", 4) == (0, 4)
    assert word_at("…!", 1) == (1, 2)


@given(texts_with_range())
def test_snapping_takes_every_word_that_is_touched_whole(case: tuple[str, int, int]) -> None:
    text, start, end = case
    touched = [
        one
        for one in words(text)
        if one[0] < end and start < one[1] and text[max(start, one[0]) : min(end, one[1])].strip()
    ]
    found = snap_to_words(text, start, end)
    assert found == ((touched[0][0], touched[-1][1]) if touched else (start, start))


@given(texts_with_offset())
@example((" " * 400 + "word", 0))
@example(("\x1f0", 0))
@example(("\x1f0", 2))
@example((" " * 399 + "word and", 0))
@example(("a" + " " * 800 + "b", 1))
def test_walking_by_words_meets_the_words_of_the_text(case: tuple[str, int]) -> None:
    text, offset = case
    every = list(words(text))
    starts, ends = [one[0] for one in every], [one[1] for one in every]
    assert next_word_start(text, offset) == min(
        (at for at in starts if at > offset), default=len(text)
    )
    assert next_word_end(text, offset) == min((at for at in ends if at > offset), default=len(text))
    assert previous_word_start(text, offset) == max((at for at in starts if at < offset), default=0)
    assert previous_word_end(text, offset) == max((at for at in ends if at < offset), default=0)


def test_a_million_blanks_are_crossed() -> None:
    text = BLANK + "x" + BLANK
    assert next_word_start(text, 0) == len(BLANK)
    assert next_word_end(text, len(BLANK) + 1) == len(text)
    assert previous_word_start(text, len(text)) == len(BLANK)
    assert previous_word_end(text, len(BLANK)) == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! “Three?” Four", ["One.", "Two!", "“Three?”", "Four"]),
        ("It cost 3.14 crowns. So.", ["It cost 3.14 crowns.", "So."]),
        ("一。二！三", ["一。", "二！", "三"]),
        ("one\r\ntwo\n\n three ", ["one", "two", "three"]),
        ("هل؟ نعم.", ["هل؟", "نعم."]),
        (" ", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


@given(texts)
def test_sentences_lie_in_order_and_leave_out_only_white_space(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


def test_the_sentence_at_an_offset() -> None:
    text = "One. Two.\nThree."
    assert [text[slice(*sentence_at(text, offset))] for offset in (0, 3, 4, 5, 9, 10, 16)] == [
        "One.", "One.", "One.", "Two.", "Two.", "Three.", "Three.",
    ]  # fmt: skip
    assert sentence_at("", 0) == (0, 0)


@given(texts_with_offset())
@example((("One two. " * 3 + "\n") * 2, 30))
def test_the_sentence_at_an_offset_is_one_of_all(given_text: tuple[str, int]) -> None:
    text, offset = given_text
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    found = list(sentences(text, start, len(text) if end < 0 else end))
    until = [one for one in found if one[0] <= offset]
    wanted = until[-1] if until else found[0] if found else (offset, offset)
    assert sentence_at(text, offset) == wanted


@pytest.mark.parametrize(
    "sentence", ["A ferry came. ", "¿Qué? ", "渡轮来了。", "It came … ", "”. ’ "]
)
def test_a_sentence_deep_in_a_long_paragraph_is_found_from_nearby(
    sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = sentence * 300
    wanted = [sentence_at(text, offset) for offset in range(600, 660)]
    monkeypatch.setattr("annotator.text.tokens._SENTENCE_REACH", 3)
    assert [sentence_at(text, offset) for offset in range(600, 660)] == wanted


def test_from_sentence_to_sentence() -> None:
    text = "It came. Did it?\n\n  It did."
    ends, at = [], 0
    while at < len(text):
        at = next_sentence_end(text, at)
        ends.append(text[:at].rpartition(" ")[2])
    assert ends == ["came.", "it?", "did."]
    starts = []
    while at > 0:
        at = previous_sentence_start(text, at)
        starts.append(text[at : at + 3])
    assert starts == ["It ", "Did", "It "]
    assert next_sentence_end("  ", 0) == 2
    assert previous_sentence_start("  ", 2) == 0


CLAUSES = "He said: “We agreed, at 3.14 % (U.S.), in June” – then left.\nNext day"


def test_from_clause_to_clause() -> None:
    ends, at = [], 0
    while (after := next_clause_end(CLAUSES, at)) > at:
        at = after
        ends.append(CLAUSES[:at].rsplit(maxsplit=1)[-1])
    assert ends == ["said", "agreed", "3.14", "(U.S", "June", "left", "day"]
    starts = []
    while (before := previous_clause_start(CLAUSES, at)) < at:
        at = before
        starts.append(CLAUSES[at:].split(maxsplit=1)[0])
    assert starts == ["Next", "then", "in", "U.S.),", "at", "We", "He"]
    assert (next_clause_end("", 0), previous_clause_start("", 0)) == (0, 0)
    assert next_clause_end("one two", 3) == 7
    assert next_clause_end("end.", 3) == 3
    assert previous_clause_start("(one", 1) == 1


def test_to_the_clause_before_and_the_one_after() -> None:
    ends, at = [], len(CLAUSES)
    while (before := previous_clause_end(CLAUSES, at)) < at:
        at = before
        ends.append(CLAUSES[:at].rsplit(maxsplit=1)[-1])
    assert ends == ["left", "June", "(U.S", "3.14", ["“We", "agreed"][-1], "said"]
    starts, at = [], 0
    while (after := next_clause_start(CLAUSES, at)) > at:
        at = after
        starts.append(CLAUSES[at:].split(maxsplit=1)[0])
    assert starts == ["We", "at", "U.S.),", "in", "then", "Next"]


@given(texts_with_offset())
def test_clauses_begin_and_end_with_words(given_text: tuple[str, int]) -> None:
    text, offset = given_text
    end, start = next_clause_end(text, offset), previous_clause_start(text, offset)
    assert end == offset or end in [one[1] for one in words(text) if is_word_like(text, one)]
    assert start == offset or start in [one[0] for one in words(text) if is_word_like(text, one)]
    assert start <= offset <= end
