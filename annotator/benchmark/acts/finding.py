"""Narrowing the list and searching all articles, beside bare questions to SQLite."""

from functools import partial

from annotator.benchmark.corpus import PEOPLE, PHRASE
from annotator.benchmark.ground import LIGHT, Ground
from annotator.benchmark.measured import Measured
from annotator.benchmark.stopwatch import by_turns
from annotator.project.corpus_search import CorpusQuery
from annotator.project.project import Project
from annotator.project.rows import ListQuery
from annotator.storage.bare import ask_index, bare_connection, find_texts
from annotator.text.index_words import question_of

_TYPED = [PHRASE[:end] for end in range(3, len(PHRASE) + 1)]
"""What stands in the field after each letter; two are too few to ask for."""
_PAGE = 10
_WORD = PHRASE.split()[-1]


def measure_filter(ground: Ground) -> Measured:
    """Narrow the list by a word."""
    path = ground.project(ground.sizes.many, LIGHT, PEOPLE[:1])
    with Project.open(path, is_read_only=True) as project:
        query = ListQuery(_WORD)
        assert set(project.work_list.keys(query)) == set(find_texts(path, _WORD))
        return by_turns(
            lambda: project.work_list.keys(query),
            partial(find_texts, path, _WORD),
            ground.sizes.rounds,
        )


def measure_search(ground: Ground) -> Measured:
    """Ask for the first hits after each letter of a phrase."""
    path = ground.project(ground.sizes.many, LIGHT, PEOPLE[:1])
    questions = [question_of(words) for words in _TYPED]
    with Project.open(path, is_read_only=True) as project, bare_connection(path) as connection:

        def ours() -> None:
            for words in _TYPED:
                assert next(project.search.hits(CorpusQuery(words)))

        def floor() -> None:
            for question in questions:
                assert ask_index(connection, question, _PAGE)

        return by_turns(ours, floor, ground.sizes.rounds)
