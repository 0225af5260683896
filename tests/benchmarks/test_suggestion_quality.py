"""How good suggestions are by the number of articles: invented news always, real where it is."""

from pathlib import Path

import pytest

from annotator.project.suggesting import trained
from tests.benchmarks.real_news import TWEETS, conll_2003, read
from tests.benchmarks.suggestion_quality import HEAD, Line, Score, measure
from tests.benchmarks.written_news import make_news

PROMISED = 50
"""Milliseconds of the suggestions of one article."""


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn beside what the user has learned."""
    monkeypatch.setattr(trained, "models_folder", lambda: tmp_path / "models")


def show(name: str, lines: list[Line]) -> None:
    print("\n".join([f"\n{name}", HEAD, *(one.words() for one in lines)]))


def test_what_is_measured_is_what_one_would_count(tmp_path: Path) -> None:
    """Not a benchmark: the measure itself, on a handful of articles."""
    score = Score()
    score.add({(0, 4, "P"), (5, 9, "P"), (5, 9, "L")}, {(0, 4, "P"), (5, 9, "L"), (20, 24, "L")})
    assert (score.precision, score.recall, score.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    news = make_news(14)
    assert news == make_news(14)
    (line,) = measure(tmp_path, news[:11], news[11:], (11, 99))
    assert line.articles == 11 and line.spans == sum(len(one.spans) for one in news[:11])
    assert line.model.there == line.shown.there == sum(len(one.spans) for one in news[11:])
    assert line.model.f1 > 0.5
    assert line.shown.precision > 0.7


def test_a_corpus_of_columns_is_read_as_it_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "few.conll"
    path.write_text(
        "-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nmet VBD I-VP O\nIlse NNP I-NP I-PER\nVarga NNP"
        " I-NP I-PER\nMara NNP I-NP B-PER\n\nTom NNP I-NP I-PER\n\n-DOCSTART- -X- O O\n\nNo DT O O\n",
        encoding="utf-8",
    )
    first, second = read(path)
    assert first.text == "EU met Ilse Varga Mara\nTom" and second.text == "No"
    assert [(one.label, one.covered_text(first.text)) for one in first.spans] == [
        ("ORG", "EU"), ("PER", "Ilse Varga"), ("PER", "Mara"), ("PER", "Tom"),
    ]  # fmt: skip
    assert [one.text for one in read(path, 1)] == ["EU met Ilse Varga Mara", "Tom", "No"]


@pytest.mark.benchmark
def test_invented_news(tmp_path: Path) -> None:
    lines = list(measure(tmp_path, make_news(200), make_news(100, seed=2)))
    show("Invented news, tested on 100 articles", lines)
    assert max(max(one.suggested) for one in lines) <= PROMISED


@pytest.mark.benchmark
@pytest.mark.parametrize("seed", [0, 1])
def test_real_news(tmp_path: Path, seed: int) -> None:
    parts = conll_2003()
    if parts is None:
        pytest.skip("the real files of other tools are not beside this checkout")
    train, test = parts
    lines = list(measure(tmp_path, train, test, seed=seed))
    show(f"CoNLL-2003, seed {seed}, tested on {len(test)} articles", lines)
    assert max(max(one.suggested) for one in lines) <= PROMISED


@pytest.mark.benchmark
def test_tweets(tmp_path: Path) -> None:
    if not TWEETS.is_file():
        pytest.skip("the real files of other tools are not beside this checkout")
    pieces = list(read(TWEETS, 4))
    lines = list(measure(tmp_path, pieces[:40], pieces[40:], (20, 40)))
    show(f"Tweets by four, tested on {len(pieces) - 40} pieces", lines)
