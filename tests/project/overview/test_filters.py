"""Filters act on all pictures at once: on projects by chance, under filters by chance, each number
is what SQL finds that knows nothing of the overview, and so is what is behind it."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from annotator.model.annotation_set import Status
from annotator.project.overview.behind import ArticlesWhere, SpansWhere
from annotator.project.overview.narrowed import Narrowed
from annotator.project.overview.overview import Overview
from annotator.project.project import Project
from tests.project.overview.invented import invent, rows
from tests.project.overview.test_progress import fits

_SHOWN = (
    "documents.is_retired = 0 AND documents.key NOT IN (SELECT document_key FROM hidden_documents)"
)
_ARTICLES = f"SELECT id, source, published, characters, language FROM documents WHERE {_SHOWN}"
_SETS = f"""
    FROM annotation_sets JOIN documents ON documents.key = document_key
    LEFT JOIN annotators ON annotators.key = annotator_key
    WHERE annotation_sets.is_retired = 0 AND {_SHOWN}
"""
_SET_ROWS = f"""
    SELECT documents.id, source, published, annotators.id, status, annotation_sets.id,
        coalesce(annotators.id, '') IN (SELECT annotator FROM second_times),
        documents.key IN (SELECT document_key FROM verdicts) {_SETS}
"""
_SPAN_ROWS = f"""
    SELECT annotation_sets.id, span_labels.id, spans.start, documents.characters
    {
    _SETS.replace(
        "WHERE",
        '''JOIN spans ON set_key = annotation_sets.key
    JOIN span_labels ON span_labels.key = label_key WHERE''',
        1,
    )
}
"""
_RELATION_ROWS = f"""
    SELECT annotation_sets.id, relation_labels.id
    {
    _SETS.replace(
        "WHERE",
        '''JOIN relations ON set_key = annotation_sets.key
    JOIN relation_labels ON relation_labels.key = label_key WHERE''',
        1,
    )
}
"""
_STATUSES: tuple[Status, ...] = ("in_progress", "finished", "curated")


def by_chance(random: Random, project: Project) -> Narrowed:
    """Some filters, each of them set or not."""

    def some(among: list[Any]) -> tuple[Any, ...]:
        return tuple(random.sample(among, random.randint(1, 2))) if random.random() < 0.4 else ()

    ids = [one.id for one in project.documents()]
    people: list[str | None] = [one.id for one in project.annotators(with_second_times=True)]
    return Narrowed(
        annotators=some([*people, None]),
        labels=some(["p", "o", "c", "w", "h"]),
        statuses=some(list(_STATUSES)),
        sources=some(["Wire", "Gazette"]),
        since=random.choice(("", "", "2017-03")),
        until=random.choice(("", "", "2017")),
        documents=frozenset(random.sample(ids, len(ids) // 2)) if random.random() < 0.3 else None,
    )


class Told:
    """What SQL finds under a filter."""

    def __init__(self, project: Project, narrowed: Narrowed) -> None:
        self.articles = [
            one for one in rows(project, _ARTICLES) if fits(narrowed, one[0], one[1], one[2])
        ]
        self.sets = {
            id: (document, who, status, judged)
            for document, source, published, who, status, id, again, judged in rows(
                project, _SET_ROWS
            )
            if fits(narrowed, document, source, published)
            and (who in narrowed.annotators if narrowed.annotators else not again)
            and (not narrowed.statuses or status in narrowed.statuses)
        }
        spans, ties = set("porc") & set(narrowed.labels), set("whls") & set(narrowed.labels)
        self.spans = [
            one for one in rows(project, _SPAN_ROWS)
            if one[0] in self.sets and (not spans or one[1] in spans)
        ]  # fmt: skip
        self.ties = [
            one for one in rows(project, _RELATION_ROWS)
            if one[0] in self.sets and (not ties or one[1] in ties)
        ]  # fmt: skip

    def states(self) -> Counter[str]:
        on: dict[str, list[tuple[str, int]]] = {one[0]: [] for one in self.articles}
        for document, _, status, judged in self.sets.values():
            on[document].append((status, judged))
        found: Counter[str] = Counter()
        for sets in on.values():
            statuses = [status for status, _ in sets]
            is_done = "finished" in statuses or "curated" in statuses
            is_reviewed = is_done and ("curated" in statuses or any(one for _, one in sets))
            found["reviewed"] += is_reviewed
            found["finished"] += is_done and not is_reviewed
            found["in_progress"] += not is_done and "in_progress" in statuses
            found["new"] += not is_done and "in_progress" not in statuses
            found["waiting"] += statuses.count("finished") > 1 and not is_reviewed
        return found


@pytest.mark.parametrize("seed", range(4))
def test_every_number_under_filters_is_what_sql_finds(tmp_path: Path, seed: int) -> None:
    random = Random(100 + seed)
    with invent(tmp_path, 20 + seed) as project:
        overview = project.overview
        for _ in range(25):
            narrowed = by_chance(random, project)
            told = Told(project, narrowed)
            for check in _CHECKS:
                check(overview, narrowed, told)


def _states(overview: Overview, narrowed: Narrowed, told: Told) -> None:
    expected = told.states()
    assert overview.by_state(narrowed)._asdict() == {
        name: expected[name] for name in ("reviewed", "finished", "in_progress", "new", "waiting")
    }, narrowed
    for name, count in expected.items():
        found = overview.articles(ArticlesWhere(state=name), narrowed)  # type: ignore[arg-type]
        assert len(found) == count, (name, narrowed)


def _people(overview: Overview, narrowed: Narrowed, told: Told) -> None:
    expected = Counter((who, status) for _, who, status, _ in told.sets.values())
    found: Counter[tuple[str | None, str]] = Counter()
    for one in overview.by_annotator(narrowed):
        found[one.annotator, "curated" if one.annotator is None else "finished"] = one.finished
        found[one.annotator, "in_progress"] = one.in_progress
        begun = {
            document for document, who, status, _ in told.sets.values()
            if who == one.annotator and status != "new"
        }  # fmt: skip
        behind = overview.articles(ArticlesWhere(untouched_by=one.annotator), narrowed)
        assert set(behind) == {one[0] for one in told.articles} - begun, narrowed
    assert +found == Counter({key: n for key, n in expected.items() if key[1] != "new"}), narrowed


def _labels(overview: Overview, narrowed: Narrowed, told: Told) -> None:
    for counted, expected in (
        (overview.span_labels(narrowed), Counter(one[1] for one in told.spans)),
        (overview.relation_labels(narrowed), Counter(one[1] for one in told.ties)),
    ):
        assert +Counter({one.label: one.times for one in counted}) == expected, narrowed
    for label, times in Counter(one[1] for one in told.spans).items():
        assert overview.spans(SpansWhere(label=label), narrowed).total == times, narrowed


def _spans(overview: Overview, narrowed: Narrowed, told: Told) -> None:
    lengths = overview.span_lengths(narrowed)
    assert lengths.total == sum(bar.times for bar in lengths.bars) == len(told.spans), narrowed
    tenths = Counter(
        (label, 10 * start // characters) for _, label, start, characters in told.spans
    )
    found = Counter(
        {(label, at): n for label, row in overview.by_tenth(narrowed).items()
         for at, n in enumerate(row)}
    )  # fmt: skip
    assert +found == tenths, narrowed


def _articles(overview: Overview, narrowed: Narrowed, told: Told) -> None:
    sources = Counter(one[1] or "" for one in told.articles)
    assert dict(overview.by_source(narrowed)) == sources, narrowed
    assert overview.article_lengths(narrowed).total == len(told.articles), narrowed
    dates = Counter((one[2] or "")[:7] for one in told.articles)
    assert dict(overview.by_date(narrowed)) == dates, narrowed
    assert sum(n for _, n in overview.by_language(narrowed)) == len(told.articles), narrowed


def _agreement(overview: Overview, narrowed: Narrowed, told: Told) -> None:
    on: dict[str, list[str]] = {}
    for document, who, status, _ in told.sets.values():
        if who is not None and (narrowed.statuses or status == "finished"):
            on.setdefault(document, []).append(who)
    expected = Counter(frozenset(two) for who in on.values() for two in combinations(who, 2))
    now = overview.agreement(narrowed)
    found = {frozenset((one.first, one.second)): one.scores.articles for one in now.pairs}
    assert found == expected, narrowed
    assert now.whole.articles == sum(len(who) > 1 for who in on.values()), narrowed
    for one in overview.drift(narrowed):
        assert not one.early_documents & one.late_documents
        assert len(one.early_documents | one.late_documents) == one.articles, narrowed
    for period in overview.agreement_over_time(narrowed):
        assert len(period.documents) == period.articles, narrowed


def _days(overview: Overview, narrowed: Narrowed, told: Told) -> None:
    finished = Counter(who for _, who, status, _ in told.sets.values() if status == "finished")
    by_day = overview.by_day(narrowed)
    assert sum(by_day.totals) + by_day.came_finished == finished.total(), narrowed
    for who, counts in by_day.counts.items():
        assert sum(counts) <= finished[who], narrowed
        for day, count in zip(by_day.days, counts, strict=True):
            behind = overview.articles(ArticlesWhere(annotator=who, day=day), narrowed)
            assert len(behind) == count, narrowed


_CHECKS: list[Callable[[Overview, Narrowed, Told], None]] = [
    _states, _people, _labels, _spans, _articles, _agreement, _days,
]  # fmt: skip
