"""Speed of agreement: 1,000 articles of 600 words, 60 spans and 20 relations, 3 annotators.

Measured against the least that any program would have to do: reading, finding the words, and
counting keys in numpy. Seconds are of the processor.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.review.meeting import count_exact
from annotator.review.outline import Outline
from annotator.review.reckoning import Reckoning, spread
from annotator.review.scores import count_spans
from annotator.review.tally import Tally, measure_pair
from annotator.storage.intake import Intake
from annotator.text.tokens import words
from tests.builders import LABEL_SET

pytestmark = pytest.mark.benchmark

DOCUMENTS, SPANS, RELATIONS, NAMES = 1000, 60, 20, ("Ada", "Bo", "Cy")
LABELS = [label.id for label in LABEL_SET.span_labels]


@dataclass(frozen=True)
class Article:
    document: Document
    sets: dict[str, AnnotationSet]


def make_articles() -> Iterator[Article]:
    """Articles on which people differ in about every fourth span, in each way that there is."""
    chance = random.Random(20170124)
    for number in range(DOCUMENTS):
        written = [f"word{chance.randrange(100)}" for _ in range(600)]
        text = " ".join(written)
        starts = [0]
        for word in written:
            starts.append(starts[-1] + len(word) + 1)
        places = []
        for at in sorted(chance.sample(range(590), SPANS)):
            length = chance.randint(1, 4)
            places.append((starts[at], starts[at + length] - 1, chance.choice(LABELS)))
        sets = {name: make_set(name, number, places, chance) for name in NAMES}
        yield Article(Document(f"d{number:04}", text), sets)


def make_set(
    name: str, number: int, places: list[tuple[int, int, str]], chance: random.Random
) -> AnnotationSet:
    spans = {}
    for at, (start, end, label) in enumerate(places):
        luck = chance.random()
        if luck < 0.05:
            continue
        id = f"{name}{number}.{at}"
        said = chance.choice(LABELS) if luck > 0.96 else label
        spans[id] = Span(id, said, ((start, end - 1 if luck < 0.13 else end),))
    ids = list(spans)
    relations = {}
    for at in range(RELATIONS):
        id = f"{name}{number}r{at}"
        relations[id] = Relation(id, chance.choice("whl"), ids[at], ids[at + 1])
    labels = frozenset({chance.choice(["d1", "d2"])})
    return AnnotationSet(
        f"{name}{number}", f"d{number:04}", name, "finished", labels, {}, spans, relations
    )


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(make_articles())


@pytest.fixture(scope="module")
def project(articles: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    def job(intake: Intake) -> None:
        ids = {name: intake.annotator_named(name).id for name in NAMES}
        for article in articles:
            intake.add_document(article.document)
            for name, one in article.sets.items():
                intake.add_set(
                    AnnotationSet(
                        one.id, one.document, ids[name], one.status, one.labels, {}, one.spans, one.relations
                    )
                )  # fmt: skip

    path = tmp_path_factory.mktemp("agreement") / "agreement.annotator"
    with Project.create(path, label_set=LABEL_SET) as made:
        made.bring_in(job, import_id="all")
    with Project.open(path, is_read_only=True) as opened:
        yield opened


def measured(act: Callable[[], object], times: int = 3) -> float:
    took = []
    for _ in range(times):
        begin = time.process_time()
        act()
        took.append(time.process_time() - begin)
    return min(took)


# ---- exact F1 -----------------------------------------------------------------------------------


def exact_f1(articles: list[Article]) -> list[tuple[int, int, int]]:
    """Exact F1 of each pair with its interval, from sets as they are in memory."""
    columns = {label: at for at, label in enumerate(LABELS)}
    outlines = [
        {name: Outline(one, frozenset()) for name, one in article.sets.items()}
        for article in articles
    ]
    found = []
    for pair in combinations(NAMES, 2):
        here, there = ([one[name] for one in outlines] for name in pair)
        tables = {
            "exact": spread([count_exact(*both) for both in zip(here, there, strict=True)], columns),
            "first": spread([one.labels for one in here], columns),
            "second": spread([one.labels for one in there], columns),
        }  # fmt: skip
        score = Reckoning(tables, len(articles)).f1(count_spans("exact"), "spans")
        assert score.low is not None
        found.append(score[3:6])
    return found


def exact_f1_bare(
    keys: dict[str, np.ndarray], documents: dict[str, np.ndarray]
) -> list[tuple[int, int, int]]:
    """The same, from spans that are numbers already, with two thousand draws."""
    found = []
    for first, second in combinations(NAMES, 2):
        common = np.isin(keys[first], keys[second])
        table = np.stack(
            [
                np.bincount(documents[first][common], minlength=DOCUMENTS),
                np.bincount(documents[first], minlength=DOCUMENTS),
                np.bincount(documents[second], minlength=DOCUMENTS),
            ],
            axis=1,
        ).astype(float)
        draws = np.random.default_rng(1).multinomial(
            DOCUMENTS, np.full(DOCUMENTS, 1 / DOCUMENTS), 2000
        )
        sums = draws.astype(float) @ table
        np.percentile(2 * sums[:, 0] / (sums[:, 1] + sums[:, 2]), [2.5, 97.5])
        found.append(tuple(int(one) for one in table.sum(axis=0)))
    return found


def test_exact_f1_takes_less_than_a_second(articles: list[Article]) -> None:
    keys, documents = {}, {}
    for name in NAMES:
        rows = [
            (number, *span.fragments[0], LABELS.index(span.label))
            for number, article in enumerate(articles)
            for span in article.sets[name].spans.values()
        ]
        table = np.array(rows)
        documents[name] = table[:, 0]
        keys[name] = ((table[:, 0] << 13 | table[:, 1]) << 13 | table[:, 2]) << 4 | table[:, 3]
    assert exact_f1(articles) == exact_f1_bare(keys, documents)
    bare = measured(lambda: exact_f1_bare(keys, documents))
    ours = measured(lambda: exact_f1(articles))
    print(f"\nexact F1: {ours:.2f} s, numbers alone {bare:.2f} s, {ours / bare:.1f} times")
    assert ours < 6 * bare


# ---- everything ---------------------------------------------------------------------------------


def read_bare(path: Path) -> int:
    """Read sets, spans and relations as rows, and the texts with their words; compare nothing."""
    with closing(sqlite3.connect(path)) as connection:
        tables = ("annotation_sets", "spans", "relations")
        rows = [connection.execute(f"SELECT * FROM {one}").fetchall() for one in tables]
        texts = connection.execute("SELECT text FROM documents")
        return sum(map(len, rows)) + sum(len(list(words(text))) for (text,) in texts)


def test_everything_takes_less_than_ten_seconds(project: Project) -> None:
    bare = measured(lambda: read_bare(project.path))
    ours = measured(project.agreement, times=1)
    print(f"\neverything: {ours:.2f} s, read alone {bare:.2f} s, {ours / bare:.1f} times")
    assert ours < 10 * bare


def test_the_numbers_are_made_in_a_fraction_of_the_time_it_takes_to_count(
    articles: list[Article],
) -> None:
    tally = Tally(NAMES, LABEL_SET)

    def count() -> None:
        for article in articles:
            tally.add(article.document.id, article.document.text, article.sets)

    counting = measured(count, times=1)
    making = measured(tally.finish)
    print(f"\ncounting {counting:.2f} s, making the numbers with intervals {making:.2f} s")
    assert making < counting / 2


def test_one_article_takes_a_part_of_a_frame(articles: list[Article]) -> None:
    article = articles[0]
    ada, bo, _ = article.sets.values()

    def measure() -> None:
        for _ in range(10):
            measure_pair(article.document.text, ada, bo, LABEL_SET)

    def tokens() -> None:
        for _ in range(10):
            list(words(article.document.text))

    bare, ours = measured(tokens), measured(measure)
    print(f"\none article: {100 * ours:.1f} ms, its words alone {100 * bare:.1f} ms")
    assert ours < 12 * bare
