"""How far people agree: as the report on agreement has it, and against the sets two by two."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, MoveSpan, RelabelSpan, SetStatus, Together
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.errors import Cancelled
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.overview.agreement import AgreementNow
from annotator.project.overview.cases import CasesWhere
from annotator.project.overview.narrowed import Narrowed
from annotator.project.overview.overview import Overview
from annotator.project.project import Project
from annotator.review.compare import compare
from annotator.review.f1 import shared
from annotator.review.overlap import count_overlapping
from tests.project.building import make_documents, make_project
from tests.project.overview.invented import PEOPLE, invent
from tests.project.overview.test_corpus import counted
from tests.project.overview.test_progress import finished_by_history

Both = tuple[Document, AnnotationSet, AnnotationSet]


def pairs(project: Project, narrowed: Narrowed, *, is_for_me: bool = False) -> Iterator[Both]:
    """Each two finished sets on one article, by the names of their annotators."""
    on: dict[str, list[tuple[Document, AnnotationSet]]] = {}
    for one in counted(project, narrowed, is_for_me=is_for_me):
        if one.held.status == "finished":
            on.setdefault(one.document.id, []).append((one.document, one.held))
    for several in on.values():
        for (document, first), (_, second) in combinations(several, 2):
            yield document, first, second


@pytest.mark.parametrize(
    "narrowed", [Narrowed(), Narrowed(sources=("Wire",)), Narrowed(since="2017", until="2017")]
)
@pytest.mark.parametrize("is_for_me", [False, True])
def test_pairs_one_by_one(invented: Project, narrowed: Narrowed, is_for_me: bool) -> None:
    overview = invented.overview.for_me() if is_for_me else invented.overview
    now = overview.agreement(narrowed)
    expected: dict[tuple[str, str], Counter[str]] = {}
    for _, first, second in pairs(invented, narrowed, is_for_me=is_for_me):
        assert first.annotator and second.annotator
        counts = expected.setdefault((first.annotator, second.annotator), Counter())
        comparison = compare(first, second, invented.label_set)
        here, there = first.spans.values(), second.spans.values()
        places = shared(
            Counter(one.fragments for one in here), Counter(one.fragments for one in there)
        )
        counts.update(
            articles=1, matched=len(comparison.matches), first=len(here), second=len(there),
            boundary=sum(places.values()), overlap=sum(count_overlapping(here, there).values()),
            ties_first=len(first.relations), ties_second=len(second.relations),
        )  # fmt: skip
        counts.update({f"b{at}": count for at, count in enumerate(comparison.breakdown)})
    assert [(one.first, one.second) for one in now.pairs] == sorted(
        expected, key=lambda pair: [names(invented)[id] for id in pair]
    )
    for pair in now.pairs:
        counts, scores = expected[pair.first, pair.second], pair.scores
        assert scores.articles == counts["articles"]
        for f1, matched in ((scores.span_f1, "matched"), (scores.boundary_f1, "boundary"),
                            (scores.overlap_f1, "overlap")):  # fmt: skip
            assert f1[3:6] == (counts[matched], counts["first"], counts["second"])
        assert scores.relation_f1[4:6] == (counts["ties_first"], counts["ties_second"])
        assert tuple(scores.breakdown) == tuple(counts[f"b{at}"] for at in range(6))


def names(project: Project) -> dict[str, str]:
    return {one.id: one.name for one in project.annotators(with_second_times=True)}


def test_it_is_what_the_report_says(invented: Project) -> None:
    now, report = invented.overview.agreement(), invented.agreement()
    held = {(one.first, one.second): one for one in report.pairs}
    for pair in now.pairs:
        other = held[pair.first, pair.second].scores
        assert pair.scores.span_f1 == other.span_f1
        assert pair.scores.boundary_f1 == other.boundary_f1
        assert pair.scores.overlap_f1 == other.overlap_f1
        assert pair.scores.relation_f1 == other.relation_f1
        assert pair.scores.breakdown == other.breakdown
        assert {label: one.span_f1 for label, one in other.labels.items()} == dict(
            pair.scores.labels
        )
    if now.pairs:
        assert now.whole.span_f1[:6] == report.whole.span_f1[:6]
        assert now.whole.relation_f1[3:6] == report.whole.relation_f1[3:6]


def test_intervals_are_those_of_the_report(tmp_path: Path) -> None:
    with invent(tmp_path, 7, 40) as project:
        now, report = project.overview.agreement(), project.agreement()
        assert now.whole.articles >= 10
        assert now.whole.span_f1 == report.whole.span_f1
        assert now.whole.span_f1.low is not None


def test_nobody_to_compare(invented: Project) -> None:
    nobody = invented.overview.agreement(Narrowed(annotators=("gone",)))
    assert nobody.pairs == ()
    assert nobody.whole.span_f1.why == "documents"


def test_of_some_labels(invented: Project) -> None:
    narrowed = Narrowed(labels=("p", "c"))
    now = invented.overview.agreement(narrowed)
    expected = Counter(first=0, second=0, matched=0)
    for _, first, second in pairs(invented, Narrowed()):
        comparison = compare(first, second, invented.label_set)
        expected.update(
            first=sum(one.label in "pc" for one in first.spans.values()),
            second=sum(one.label in "pc" for one in second.spans.values()),
            matched=sum(one.label in "pc" for one, _ in comparison.matches),
        )
    assert now.whole.span_f1[3:6] == (expected["matched"], expected["first"], expected["second"])
    assert set(now.whole.labels) <= {"p", "c"}
    assert sum(now.whole.breakdown[:4]) * 2 + sum(now.whole.breakdown[4:]) == (
        expected["first"] + expected["second"]
    )


def test_who_confuses_what(invented: Project) -> None:
    overview = invented.overview
    for first, second in combinations(sorted(names(invented)), 2):
        cells: Counter[tuple[str, str, bool]] = Counter()
        alone: Counter[tuple[int, str]] = Counter()
        for _, one, other in pairs(invented, Narrowed(annotators=(first, second))):
            here, there = (one, other) if one.annotator == first else (other, one)
            comparison = compare(here, there, invented.label_set)
            cells.update((a.label, b.label, False) for a, b in comparison.matches)
            for case in comparison.differences:
                if case.kind in ("label", "boundary", "label_and_boundary"):
                    assert isinstance(case.first, Span) and isinstance(case.second, Span)
                    cells[case.first.label, case.second.label, case.kind != "label"] += 1
                elif case.kind == "missing" and isinstance(case.first, Span):
                    alone[0, case.first.label] += 1
                elif case.kind == "extra" and isinstance(case.second, Span):
                    alone[1, case.second.label] += 1
        told = overview.confusion(first, second)
        found: Counter[tuple[str, str, bool]] = Counter()
        for row, label in enumerate(told.labels):
            for column, other_label in enumerate(told.labels):
                found[label, other_label, False] += told.counts[row][column]
                found[label, other_label, True] += told.apart[row][column]
            assert told.only_first[row] == alone[0, label]
            assert told.only_second[row] == alone[1, label]
        assert +found == cells
        turned = overview.confusion(second, first)
        assert turned.counts == tuple(zip(*told.counts, strict=True))
        assert turned.only_first == told.only_second
        for row in told.shares():
            assert 0 <= sum(row) <= 1


def test_cases_behind_cells(invented: Project) -> None:
    overview = invented.overview
    people = [one.id for one in invented.annotators()]
    for first, second in [*combinations(people, 2), *((one, None) for one in people)]:
        told = overview.confusion(first, second)
        for row, label in enumerate(told.labels):
            cells = [
                ("missing", label, "", told.only_first[row]),
                ("extra", "", label, told.only_second[row]),
            ]
            for column, other in enumerate(told.labels):
                kinds = ("agree", "boundary") if row == column else ("label", "label_and_boundary")
                cells.append((kinds[0], label, other, told.counts[row][column]))
                cells.append((kinds[1], label, other, told.apart[row][column]))
            for kind, here, there, count in cells:
                where = CasesWhere(first, second, kind, here, there)  # type: ignore[arg-type]
                behind = overview.cases(where, count=500)
                assert behind.total == len(behind.rows) == count, where
                for one in behind.rows:
                    assert one.kind == kind
                    assert not here or (one.first and one.first.label == here)
                    assert not there or (one.second and one.second.label == there)
        whole = overview.cases(CasesWhere(first, second), count=1000)
        paged = [
            one for at in range(0, whole.total, 7)
            for one in overview.cases(CasesWhere(first, second), first=at, count=7).rows
        ]  # fmt: skip
        assert paged == list(whole.rows)
        narrowed = Narrowed(labels=("p",))
        some = overview.cases(CasesWhere(first, second), narrowed, count=1000)
        assert some.total == len(some.rows)
        assert {row.label for one in some.rows for row in one[2:4] if row} <= {"p"}


@pytest.mark.parametrize("narrowed", [Narrowed(), Narrowed(labels=("p", "c"), since="2017")])
def test_cases_of_each_two(invented: Project, narrowed: Narrowed) -> None:
    """They are those of the pairs one by one, in project order; a label is that of either."""
    overview = invented.overview
    order = [one.id for one in invented.documents()]
    now = overview.agreement(narrowed)
    expected = [
        row for pair in now.pairs
        for row in overview.cases(CasesWhere(pair.first, pair.second), narrowed, count=5000).rows
    ]  # fmt: skip
    expected.sort(key=lambda row: order.index(row.document))
    whole = overview.cases(CasesWhere(), narrowed, count=5000)
    assert list(whole.rows) == expected
    assert whole.total == len(expected)
    assert {row.document for row in expected} <= now.documents <= set(order)
    paged = [
        row for at in range(0, whole.total, 11)
        for row in overview.cases(CasesWhere(), narrowed, first=at, count=11).rows
    ]  # fmt: skip
    assert paged == expected
    for label in "porc":
        some = overview.cases(CasesWhere(either=label), narrowed, count=5000)
        assert list(some.rows) == [
            row for row in expected
            if label in {one.label for one in (row.first, row.second) if one}
        ]  # fmt: skip
        assert some.total == len(some.rows)


# ---- over time ----------------------------------------------------------------------------------


def test_over_time(invented: Project) -> None:
    days = finished_by_history(invented)
    expected = sum(
        first.id in days and second.id in days for _, first, second in pairs(invented, Narrowed())
    )
    months = invented.overview.agreement_over_time()
    assert [one.period for one in months] == ([f"{_today()[:7]}-01"] if expected else [])
    weeks = invented.overview.agreement_over_time(is_by_week=True)
    assert [one.span_f1 for one in weeks] == [one.span_f1 for one in months]
    for one in weeks:
        assert datetime.fromisoformat(one.period).weekday() == 0
        assert one.period <= _today()


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()


def test_drift_is_of_halves(invented: Project) -> None:
    days = finished_by_history(invented)
    for drift in invented.overview.drift():
        both = [
            pair for pair in pairs(invented, Narrowed(annotators=(drift.first, drift.second)))
            if pair[1].id in days and pair[2].id in days
        ]  # fmt: skip
        assert drift.articles == len(both)
        assert drift.early.first + drift.late.first == sum(len(one.spans) for _, one, _ in both)
        if drift.change is not None:
            value, low, high = drift.change
            assert low <= high
            assert value == pytest.approx(drift.late.value - drift.early.value)  # type: ignore[operator]


def test_agreement_that_falls(tmp_path: Path) -> None:
    """On the first half of articles two say the same, on the second half they never do."""
    documents = make_documents(24)
    with make_project(tmp_path, documents) as project:
        for name in ("ilse", "jon"):
            project.sign_in(name)
            for number, document in enumerate(documents):
                end = 4 if number >= 12 and name == "jon" else 3
                spans = tuple(AddSpan(Span(new_id(), "p", ((at, at + end),))) for at in (0, 20))
                project.apply(Together((*spans, SetStatus("finished"))), document.id)
        (drift,) = project.overview.drift()
        assert (drift.articles, drift.early.value, drift.late.value) == (24, 1.0, 0.0)
        assert drift.change == (-1.0, -1.0, -1.0)
        assert drift.early.low == 1.0
        (month,) = project.overview.agreement_over_time()
        assert (month.articles, month.span_f1.value) == (24, 0.5)
        low, high = month.span_f1.low, month.span_f1.high
        assert low is not None
        assert high is not None
        assert 0.25 < low < 0.5 < high < 0.75
        told = project.overview.confusion(drift.first, drift.second)
        assert (told.counts, told.apart) == (((24,),), ((24,),))


def test_against_the_curated_sets(invented: Project) -> None:
    overview = invented.overview
    for person in invented.annotators():
        told = overview.confusion(person.id, None)
        agreeing = sum(told.counts[at][at] for at in range(len(told.labels)))
        expected = 0
        for document in invented.documents():
            sets = {one.annotator: one for one in invented.annotation_sets(document)}
            mine = sets.get(person.id)
            if None in sets and mine is not None and mine.status == "finished":
                curated = invented.review.curated(document.id).annotation_set
                expected += len(compare(mine, curated, invented.label_set).matches)
        assert agreeing == expected
    drifts = overview.drift(with_curated=True)
    assert all(one.second is None for one in drifts)


# ---- keeping it up to date ----------------------------------------------------------------------


def fresh(project: Project) -> AgreementNow:
    """What is counted anew."""
    project.flush()
    with Project.open(project.path, is_read_only=True) as other:
        return other.overview.agreement()


def check(project: Project, overview: Overview) -> None:
    assert overview.agreement() == fresh(project)


def test_what_changes_is_compared_again(tmp_path: Path) -> None:
    with invent(tmp_path, 2) as project:
        overview = project.overview
        check(project, overview)
        before = overview.agreement()
        document, first, second = next(pairs(project, Narrowed()))
        name = names(project)[first.annotator or ""]
        assert name in PEOPLE
        project.sign_in(name)
        span = Span(new_id(), "p", ((0, 3),))
        project.apply(AddSpan(span), document.id)
        check(project, overview)
        assert overview.agreement() != before
        project.apply(RelabelSpan(span.id, "c"), document.id)
        check(project, overview)
        project.apply(MoveSpan(span.id, ((0, 2),)), document.id)
        check(project, overview)
        project.work_list.hide([document.id])
        check(project, overview)
        for _ in range(4):
            project.undo()
            check(project, overview)
        assert overview.agreement() == before
        assert second.annotator


def test_comparing_can_be_cancelled(tmp_path: Path) -> None:
    with invent(tmp_path, 2) as project:
        overview = project.overview
        with pytest.raises(Cancelled):
            overview.agreement(is_cancelled=lambda: True)
        told: list[tuple[int, int]] = []
        overview.agreement(progress=lambda progress: told.append(progress[:2]))
        assert told[-1][0] == told[-1][1] > 0
        told.clear()
        overview.agreement(progress=lambda progress: told.append(progress[:2]))
        assert told == []


def test_disputed(invented: Project) -> None:
    disputed = invented.review.disputed().documents
    assert invented.overview.disputed() == disputed
    some = frozenset(disputed[:1])
    assert invented.overview.disputed(Narrowed(documents=some)) == disputed[:1]


def test_disputed_between_those_who_are_named(invented: Project) -> None:
    """Two of those named differ, and nobody has given a verdict in these projects."""
    for named in combinations([one.id for one in invented.annotators()], 2):
        expected = {
            document.id
            for document, one, other in pairs(invented, Narrowed())
            if {one.annotator, other.annotator} == set(named)
            and compare(one, other, invented.label_set).differences
        }
        waiting = {id for id in expected if id not in invented.review.disputed().documents}
        assert set(invented.overview.disputed(Narrowed(annotators=named))) == expected - waiting
    begun = Narrowed(statuses=("in_progress",))
    assert invented.overview.disputed(begun) == []
