"""The timeline page by page: newest first, narrowed, and nothing that is hidden."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from annotator.edits.edit import AddSpan, CorrectMeta, RemoveSpan, SetStatus
from annotator.edits.encoding import _EDITS
from annotator.edits.history import Act
from annotator.model.document import Meta
from annotator.project.label_changes.change import Merge
from annotator.project.project import Project
from annotator.project.timeline.query import ACT_KINDS, TimelineQuery
from annotator.storage import acts as acts_reading
from tests.builders import make_document, make_span
from tests.project.building import bring, make_documents, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two articles; ilse and jon label both, ilse corrects one and merges labels."""
    with make_project(tmp_path, make_documents(2)) as made:
        for name in ("ilse", "jon"):
            made.sign_in(name)
            for one in list(made.documents()):
                made.apply(AddSpan(make_span(one.text, "Monday", "c", f"{name} {one.id}")), one.id)
        made.sign_in("ilse")
        made.apply_to_project(CorrectMeta("d1", Meta(title="Ferry")))
        made.labels.change(Merge(("c",), "r"))
        yield made


def names(acts: list[Act]) -> list[str]:
    return [type(act.edit).__name__ for act in acts]


def all_of(project: Project, query: TimelineQuery, count: int = 100) -> list[Act]:
    """All acts, page by page."""
    acts: list[Act] = []
    before: int | None = None
    while True:
        page = project.timeline.page(query, before, count)
        acts += page.acts
        before = page.before
        if before is None:
            return acts


def test_pages_are_all_of_it_once(project: Project) -> None:
    everything = list(project.history())[::-1]
    for count in (1, 2, 3, 7, 100):
        assert all_of(project, TimelineQuery(), count) == everything


def test_of_an_article_with_what_brought_it_and_changed_it_with_others(project: Project) -> None:
    newest, *about, oldest = all_of(project, TimelineQuery("d0"), 2)
    assert about == list(project.history("d0"))[::-1]
    assert names([newest, oldest]) == ["TakeIn", "BringIn"]
    bring(project, [make_document("Another.", "other")], [], "later")
    assert names(all_of(project, TimelineQuery("other"))) == ["BringIn"]


def test_narrowed_by_who(project: Project) -> None:
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    acts = all_of(project, TimelineQuery(annotators=frozenset({jon})), 1)
    assert [act.document for act in acts] == ["d1", "d0"]


@pytest.mark.parametrize(
    ("kind", "edits"),
    [
        ("labels", ["Together"] * 4),
        ("label set", ["TakeIn"]),
        ("coming in", ["BringIn"]),
        ("articles", ["CorrectMeta"]),
        ("review", []),
    ],
)
def test_narrowed_by_kind(project: Project, kind: str, edits: list[str]) -> None:
    query = TimelineQuery(kinds=frozenset({kind}))  # type: ignore[arg-type]
    assert names(all_of(project, query)) == edits


def test_narrowed_by_moment(project: Project) -> None:
    everything = all_of(project, TimelineQuery())
    middle = everything[3].at
    later = all_of(project, TimelineQuery(since=middle))
    before = all_of(project, TimelineQuery(until=middle))
    assert later + before == everything
    assert everything[3] in later
    assert all_of(project, TimelineQuery(until="2001")) == []


def test_what_seldom_fits_is_looked_for_window_by_window(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts_reading, "_WINDOW", 2)
    query = TimelineQuery(kinds=frozenset({"coming in"}))
    page = project.timeline.page(query, None, 1)
    assert names(page.acts) == ["BringIn"]
    assert all_of(project, query) == page.acts


def test_acts_on_blind_labels_are_left_out(project: Project) -> None:
    both = [one.id for one in project.annotators()]
    project.assignments.assign(
        project.assignments.divide(["d0"], both, per_article=2), is_blind=True
    )
    project.apply(RemoveSpan("ilse d0"), "d0")
    mine = project.timeline.page(TimelineQuery("d0"), is_for_me=True).acts
    assert project.me is not None
    assert {act.annotator for act in mine} == {project.me.id}
    assert len(project.timeline.page(TimelineQuery("d0")).acts) == len(mine) + 1
    one = project.timeline.page(TimelineQuery("d0"), count=2, is_for_me=True)
    assert one.acts == mine[:2]
    for name in ("ilse", "jon"):
        project.sign_in(name)
        project.apply(SetStatus("finished"), "d0")
    assert len({act.annotator for act in all_of(project, TimelineQuery("d0"))}) == 2
    seen = project.timeline.page(TimelineQuery("d0"), is_for_me=True).acts
    assert {act.annotator for act in seen} == set(both)
    assert len(seen) == len(all_of(project, TimelineQuery("d0")))


def test_every_edit_is_of_one_kind() -> None:
    kinds = [TimelineQuery(kinds=frozenset({kind})).edits for kind in ACT_KINDS]
    named = [name.removesuffix(" of many") for names in kinds for name in names]
    assert set(named) == set(_EDITS)
    assert sorted(named) == sorted([*_EDITS, "TakeIn", "GiveBack"])


def test_what_a_colleague_did_stands_with_the_taking_in(project: Project, tmp_path: Path) -> None:
    project.flush()
    theirs = tmp_path / "theirs" / "jon.annotator"
    theirs.parent.mkdir()
    copy(project.path, theirs)
    with Project.open(theirs, annotator="jon") as other:
        other.apply(RemoveSpan("jon d0"), "d0")
        other.apply(SetStatus("finished"), "d0")
    project.merge(theirs)
    page = project.timeline.page(TimelineQuery("d0"))
    assert names(page.acts)[0] == "TakeIn"
    (seq,) = page.elsewhere
    assert seq == page.acts[0].seq
    assert names([*page.elsewhere[seq]]) == ["SetStatus", "RemoveSpan"]
    assert project.timeline.page(TimelineQuery()).elsewhere == {}
    assert project.timeline.page(TimelineQuery("d1")).elsewhere == {}


def test_what_a_colleague_did_blind_is_left_out(project: Project, tmp_path: Path) -> None:
    both = [one.id for one in project.annotators()]
    division = project.assignments.divide(["d0"], both, per_article=2)
    project.assignments.assign(division, is_blind=True)
    project.flush()
    theirs = tmp_path / "theirs" / "jon.annotator"
    theirs.parent.mkdir()
    copy(project.path, theirs)
    with Project.open(theirs, annotator="jon") as other:
        other.apply(RemoveSpan("jon d0"), "d0")
    project.merge(theirs)
    assert project.timeline.page(TimelineQuery("d0")).elsewhere
    assert not project.timeline.page(TimelineQuery("d0"), is_for_me=True).elsewhere
