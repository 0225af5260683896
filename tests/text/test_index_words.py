"""The index may find too much, never too little: held against the finder over every script."""

import sqlite3
from contextlib import closing

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from annotator.text.finding import Finder, Query
from annotator.text.index_words import question_of, words_to_index
from annotator.text.tokens import is_amid_letters

LETTERS = st.sampled_from(
    [*"abcdeESsIi", "é", "e\u0301", "ß", "İ", "ı", "I", "ﬁ", "Ä", "ж", "Ж", "ς", "Σ", "ا", "ب", "क", "ि",
     "港", "は", "大", "き", "ก", "ิ", "한", "ᄒ", "１", "1", "😀", "ǅ"]
)  # fmt: skip
BETWEEN = st.sampled_from([" ", " ", "-", "’", ".", ", ", "\n", "\u00a0", "_", "“"])
TEXTS = st.lists(st.one_of(LETTERS, LETTERS, LETTERS, BETWEEN), max_size=30).map("".join)


def ask(texts: list[str], question: str) -> set[int]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE i USING fts5(w, content='', columnsize=0, detail=none,"
            " tokenize='unicode61 remove_diacritics 2')"
        )
        connection.executemany(
            "INSERT INTO i (rowid, w) VALUES (?, ?)", enumerate(map(words_to_index, texts))
        )
        found = {
            key for (key,) in connection.execute("SELECT rowid FROM i WHERE i MATCH ?", (question,))
        }
    connection.close()
    return found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ferry", {0}),
        ("ferr", {0}),
        ("FERRY TALKS", {0}),
        ("harbour ta", set()),
        ("渡輪", {1}),
        ("輪", {1}),
        ("港", {1, 2}),
        ("大きい", {2}),
        ("大い", set()),
        ("strasse", {3}),
        ("cafe", {3}),
        ("O'Neill", {3}),
    ],
)
def test_what_is_asked(words: str, found: set[int]) -> None:
    texts = ["The ferry talks began.", "渡輪 港", "港は大きい。", "Straße, CAFÉ und O’Neill"]
    assert ask(texts, question_of(words)) == found


def test_a_mark_at_the_end_ends_no_word() -> None:
    assert ask(["İa", "i"], question_of("İ")) == {0, 1}


def test_whole_words_do_not_go_on() -> None:
    assert ask(["ferryman", "ferry"], question_of("ferry", is_whole_word=True)) == {1}


@pytest.mark.parametrize("words", ["", " ", "—", "…!"])
def test_of_punctuation_the_index_cannot_tell(words: str) -> None:
    assert question_of(words) == ""


@pytest.mark.parametrize(
    "words", ['a" OR "b', "NEAR(a b)", "a*", "w:a", "-a", "^a", "(", "a AND NOT b"]
)
def test_a_question_is_no_program(words: str) -> None:
    ask(["a b"], question_of(words) or '"x"')


@settings(max_examples=300)
@given(TEXTS, st.data())
def test_whatever_is_found_is_in_the_index(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 8)))
    words = text[start:end]
    for is_whole_word in (False, True):
        question = question_of(words, is_whole_word=is_whole_word)
        hits = [
            one
            for one in Finder(Query(words, is_whole_word=is_whole_word)).find(text)
            if not is_amid_letters(text, one[0])
        ]
        if hits and question:
            assert ask([text], question) == {0}, (words, question)
