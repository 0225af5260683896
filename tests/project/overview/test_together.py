"""Several pictures ask at once, while somebody labels."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from annotator.edits.edit import AddSpan
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.overview.behind import SpansWhere
from annotator.project.overview.narrowed import Narrowed
from annotator.project.overview.overview import Overview
from tests.project.overview.invented import invent

WIRE = Narrowed(sources=("Wire",))
ASKED: tuple[Callable[[Overview], object], ...] = (
    Overview.by_state,
    Overview.by_day,
    Overview.span_labels,
    Overview.frequent_texts,
    Overview.growth,
    Overview.ties,
    Overview.news,
    Overview.agreement,
    Overview.my_pace,
    Overview.spans_per_thousand_words,
    Overview.agreement_over_time,
    lambda overview: overview.agreement(WIRE),
    lambda overview: overview.by_annotator(WIRE),
    lambda overview: overview.drift(with_curated=True),
    lambda overview: overview.spans(SpansWhere(label="p"), WIRE).total,
)


def test_the_answers_are_the_same(tmp_path: Path) -> None:
    with invent(tmp_path, 3, 20) as project:
        with ThreadPoolExecutor(6) as pool:
            together = [pool.submit(ask, project.overview) for ask in ASKED for _ in range(3)]
            found = [one.result() for one in together]
        alone = [ask(project.overview) for ask in ASKED]
        assert found == [answer for answer in alone for _ in range(3)]


def test_edits_meanwhile_do_no_harm(tmp_path: Path) -> None:
    with invent(tmp_path, 3, 20) as project:
        overview = project.overview
        documents = [one.id for one in project.documents()]
        with ThreadPoolExecutor(4) as pool:
            for number in range(12):
                asked = [pool.submit(ask, overview) for ask in ASKED]
                span = Span(new_id(), "p", ((0, 2),))
                project.apply(AddSpan(span), documents[number % len(documents)])
                for one in asked:
                    one.result()
        spans = sum(one.times for one in overview.span_labels())
        assert overview.spans(SpansWhere()).total == spans
        assert overview.span_lengths().total == spans
