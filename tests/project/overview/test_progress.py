"""How far a project is, against SQL and against the sets one by one."""

from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.model.errors import Cancelled
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.overview.narrowed import EVERYTHING, Narrowed
from annotator.project.project import Project
from tests.project.building import make_documents, make_project
from tests.project.overview.invented import invent, rows

NARROWED = [
    Narrowed(),
    Narrowed(sources=("Wire",)),
    Narrowed(since="2017-03", until="2017"),
    Narrowed(statuses=("finished",)),
    Narrowed(documents=frozenset({"d1", "d3", "d4", "gone"})),
    Narrowed(annotators=("gone",)),
    Narrowed(annotators=(None,)),
]

_SHOWN = """
    documents.is_retired = 0 AND documents.key NOT IN (SELECT document_key FROM hidden_documents)
"""
_SETS = f"""
    FROM annotation_sets JOIN documents ON documents.key = document_key
    LEFT JOIN annotators ON annotators.key = annotator_key
    WHERE annotation_sets.is_retired = 0 AND {_SHOWN}
    AND coalesce(annotators.id, '') NOT IN (SELECT annotator FROM second_times)
"""


def fits(narrowed: Narrowed, id: str, source: str | None, published: str | None) -> bool:
    """The rules of narrowing, said again."""
    if narrowed.documents is not None and id not in narrowed.documents:
        return False
    if narrowed.sources and source not in narrowed.sources:
        return False
    if narrowed.since or narrowed.until:
        date = published or ""
        return (
            bool(date) and date >= narrowed.since and date[: len(narrowed.until)] <= narrowed.until
        )
    return True


def sets_of(
    project: Project, narrowed: Narrowed
) -> list[tuple[str, str | None, str, int, int, int]]:
    """(Document, annotator, status, spans, relations, whether judged) of the sets that count."""
    found = rows(
        project,
        "SELECT documents.id, annotators.id, status, spans, relations, source, published,"
        " documents.key IN (SELECT document_key FROM verdicts)" + _SETS,
    )
    return [
        (document, who, status, spans, relations, judged)
        for document, who, status, spans, relations, source, published, judged in found
        if fits(narrowed, document, source, published)
        and (not narrowed.annotators or who in narrowed.annotators)
        and (not narrowed.statuses or status in narrowed.statuses)
    ]


@pytest.mark.parametrize("narrowed", NARROWED)
def test_articles_by_state(invented: Project, narrowed: Narrowed) -> None:
    on: dict[str, list[tuple[str | None, str, int]]] = {
        id: []
        for id, *about in rows(
            invented, f"SELECT id, source, published FROM documents WHERE {_SHOWN}"
        )
        if fits(narrowed, id, *about)
    }
    for document, who, status, _, _, judged in sets_of(invented, narrowed):
        on[document].append((who, status, judged))
    expected: Counter[str] = Counter()
    for held in on.values():
        finished = sum(status == "finished" for _, status, _ in held)
        is_curated = any(who is None for who, _, _ in held)
        is_judged = is_curated or any(judged for _, _, judged in held)
        if finished or is_curated:
            expected["reviewed" if is_judged else "finished"] += 1
            expected["waiting"] += finished > 1 and not is_judged
        elif any(status == "in_progress" for _, status, _ in held):
            expected["in_progress"] += 1
        else:
            expected["new"] += 1
    counted = invented.overview.by_state(narrowed)
    assert counted._asdict() == {name: expected[name] for name in counted._fields}
    assert counted.all == len(on)


@pytest.mark.parametrize("narrowed", NARROWED)
def test_annotators(invented: Project, narrowed: Narrowed) -> None:
    expected: dict[str | None, Counter[str]] = defaultdict(Counter)
    for _, who, status, spans, relations, _ in sets_of(invented, narrowed):
        key = "finished" if status == "curated" else status
        expected[who] += Counter({key: 1, "spans": spans, "relations": relations})
    counted = invented.overview.by_annotator(narrowed)
    assert {one.annotator: one for one in counted}.keys() == expected.keys()
    for one in counted:
        assert one._asdict() == {"annotator": one.annotator} | {
            name: expected[one.annotator][name] for name in one._fields[1:]
        }


def test_annotators_are_as_stats_has_them(invented: Project) -> None:
    names = {one.id: one.name for one in invented.annotators()}
    counted = {
        names[one.annotator]: (one.finished, one.in_progress, one.new, one.spans, one.relations)
        for one in invented.overview.by_annotator()
        if one.annotator
    }
    assert counted == {
        name: (*(about["sets"][one] for one in ("finished", "in_progress", "new")),
               about["spans"], about["relations"])
        for name, about in invented.statistics().annotators.items()
    }  # fmt: skip


def test_second_times_count_where_they_are_named(tmp_path: Path) -> None:
    with invent(tmp_path, 1) as project:
        everybody = {one.id for one in project.annotators(with_second_times=True)}
        times = everybody.difference(one.id for one in project.annotators())
        with_sets = {
            who
            for (who,) in rows(
                project,
                "SELECT annotators.id FROM annotation_sets"
                " JOIN annotators ON annotators.key = annotator_key",
            )
        }
        times &= with_sets
        assert times
        counted = project.overview.by_annotator(Narrowed(annotators=tuple(times)))
        assert {one.annotator for one in counted} == times


# ---- by day -------------------------------------------------------------------------------------


def finished_by_history(project: Project) -> dict[str, str]:
    """Set (id) -> the day on which it was finished last, from acts one by one."""
    found: dict[str, str] = {}
    for act in project.history():
        if isinstance(act.edit, SetStatus) and act.annotation_set:
            found.pop(act.annotation_set, None)
            if act.edit.status == "finished":
                at = datetime.fromisoformat(act.at).astimezone()
                found[act.annotation_set] = at.date().isoformat()
    return found


def test_sets_by_the_day_they_were_finished(invented: Project) -> None:
    days = finished_by_history(invented)
    expected: Counter[tuple[str, str]] = Counter()
    came = 0
    for id, who in rows(
        invented, f"SELECT annotation_sets.id, annotators.id {_SETS} AND status = 'finished'"
    ):
        expected[who, days.get(id, "")] += 1
        came += id not in days
    counted = invented.overview.by_day()
    assert counted.came_finished == came
    assert sum(counted.totals) == sum(expected.values()) - came
    for who, counts in counted.counts.items():
        for day, count in zip(counted.days, counts, strict=True):
            assert count == expected[who, day]


def test_what_is_done_since_is_counted(tmp_path: Path) -> None:
    with make_project(tmp_path, make_documents(3)) as project:
        overview = project.overview
        assert overview.by_state().new == 3
        assert overview.by_day().days == ()
        project.apply(AddSpan(Span(new_id(), "p", ((0, 2),))), "d1")
        project.apply(SetStatus("finished"), "d2")
        assert overview.by_state()[:4] == (0, 1, 1, 1)
        assert overview.by_day().totals == (1,)
        assert {one.label: one.times for one in overview.span_labels()}["p"] == 1
        project.undo()
        assert overview.by_state()[:4] == (0, 0, 1, 2)
        assert overview.by_day().totals == ()
        project.work_list.hide(["d1"])
        assert overview.by_state()[:4] == (0, 0, 0, 2)


def test_days_on_which_one_worked(tmp_path: Path) -> None:
    with make_project(tmp_path, make_documents(3)) as project:
        project.apply(AddSpan(Span(new_id(), "p", ((0, 2),))), "d1")
        today = datetime.now().astimezone().date().isoformat()
        worked = project.overview.by_state(Narrowed(worked_since=today, worked_until=today[:7]))
        assert (worked.all, worked.in_progress) == (1, 1)
        assert project.overview.by_state(Narrowed(worked_until="2020")).all == 0


def test_reading_the_history_can_be_cancelled(tmp_path: Path) -> None:
    with invent(tmp_path, 0) as project:
        with pytest.raises(Cancelled):
            project.overview.by_day(is_cancelled=lambda: True)
        told: list[float] = []
        whole = project.overview.by_day(progress=lambda one: told.append(one.done / one.total))
        assert told == sorted(told)
        assert told[-1] == 1.0
        assert whole == project.overview.by_day(EVERYTHING)
