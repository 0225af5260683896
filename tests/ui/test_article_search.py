"""Searching beside the window: the latest question is answered, and nobody waits."""

import pytest
from PySide6.QtCore import QTimer

from annotator.model.errors import PatternTooHeavy, PatternWrong
from annotator.text.finding import Query
from annotator.ui import article_search
from annotator.ui.article_search import ArticleSearch
from annotator.ui.tasks import running_tasks

TEXT = "The ferry sailed. A FERRY sank."
HEAVY = "x" * 5000 + " word" * 2000
PATTERN = "(x+x+)+y"


class Listener:
    def __init__(self, search):
        self.hits, self.errors = [], []
        search.answered.connect(lambda hits: self.hits.append(hits.ranges))
        search.refused.connect(self.errors.append)


@pytest.fixture
def search(qtbot):
    search = ArticleSearch()
    yield search
    search.drop()
    qtbot.waitUntil(lambda: not running_tasks())


@pytest.fixture
def heard(search):
    return Listener(search)


def test_words_in_a_short_text_are_answered_at_once(search, heard):
    search.ask(TEXT, Query("ferry"))
    assert heard.hits == [((4, 9), (20, 25))]
    assert not search.is_under_way and not running_tasks()


def test_words_that_are_too_many_are_refused_at_once(search, heard):
    search.ask(TEXT, Query("x" * 10_000))
    assert isinstance(heard.errors[0], PatternTooHeavy)


def test_a_long_text_is_looked_through_beside(search, heard, qtbot):
    search.ask("no boat here " * 10_000 + TEXT, Query("ferry"))
    assert heard.hits == [] and search.is_under_way
    qtbot.waitUntil(lambda: len(heard.hits) == 1)
    assert len(heard.hits[0]) == 2
    assert not search.is_under_way


def test_what_takes_long_goes_on_beside(search, heard, qtbot, monkeypatch):
    monkeypatch.setattr(article_search, "QUICK_SECONDS", 0.0)
    search.ask("a" * 2000, Query("a"))
    assert heard.hits == []
    qtbot.waitUntil(lambda: len(heard.hits) == 1)
    assert len(heard.hits[0]) == 2000


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [(PATTERN, PatternTooHeavy), ("y" * 10_000, PatternTooHeavy), ("(a", PatternWrong)],
)
def test_a_pattern_without_an_answer_is_refused_while_the_window_lives(
    search, heard, qtbot, pattern, kind
):
    turns = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: turns.append(1))
    timer.start()
    search.ask(HEAVY, Query(pattern, is_pattern=True))
    assert heard.errors == []  # asking returns before the answer is there
    qtbot.waitUntil(lambda: len(heard.errors) == 1)
    timer.stop()
    assert isinstance(heard.errors[0], kind)
    if pattern == PATTERN:
        assert len(turns) > 50  # the event loop went on all the while


def test_late_answers_are_dropped_and_one_search_runs_at_a_time(search, heard, qtbot):
    search.ask(HEAVY, Query(PATTERN, is_pattern=True))
    for words in ("w", "wo", "wor", "word"):
        search.ask(HEAVY, Query(words, is_pattern=True))
        assert len(running_tasks()) == 1
    qtbot.waitUntil(lambda: len(heard.hits) == 1)
    assert len(heard.hits[0]) == 2000
    assert heard.hits[0][0] == (5001, 5005)
    assert heard.errors == []


def test_a_quick_answer_makes_a_slow_one_unwanted(search, heard, qtbot):
    search.ask(HEAVY, Query(PATTERN, is_pattern=True))
    search.ask(TEXT, Query("ferry"))
    assert len(heard.hits) == 1
    qtbot.waitUntil(lambda: not running_tasks())
    assert (len(heard.hits), heard.errors) == (1, [])


def test_what_is_dropped_is_not_answered(search, heard, qtbot):
    search.ask(HEAVY, Query("word", is_pattern=True))
    search.drop()
    assert not search.is_under_way
    qtbot.waitUntil(lambda: not running_tasks())
    assert (heard.hits, heard.errors) == ([], [])


def test_a_fault_of_ours_is_not_hidden(search, qtbot, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(article_search, "find_in_text", fail)
    with qtbot.captureExceptions() as caught:
        search.ask(TEXT, Query("x", is_pattern=True))
        qtbot.waitUntil(lambda: not running_tasks())
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert not search.is_under_way
