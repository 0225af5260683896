"""Pushed by one, pulled by another: everything a colleague's file would bring, and once only."""

import shutil
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, CorrectMeta, RelabelSpan, RemoveSpan
from annotator.hub.folder import FolderHub
from annotator.model.document import Meta
from annotator.model.errors import AnnotatorUnknown
from annotator.model.hub_errors import HubExists, HubMissing, HubTooNew, HubUnknown, HubUnreadable
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from tests.builders import make_document, make_span
from tests.project.building import bring
from tests.project.merging.copies import copy, spans_of
from tests.project.sharing.team import TEXTS, Member, make_team, sync_all

LINES = make_span(TEXTS[0], "Norrow Lines", "o", id="lines")
FERRIES = make_span(TEXTS[0], "ferries", "o", id="ferries")


def test_what_was_done_comes_to_the_others(team: list[Member], folder: Path) -> None:
    ilse, _, jon = team
    ilse.do(AddSpan(LINES))
    report = ilse.push(folder)
    assert (report.sent, report.articles_sent, report.is_same, report.problems) == (2, 2, True, [])
    report = jon.pull(folder)
    assert (report.fetched, report.is_same, report.problems) == (2, True, [])
    assert spans_of(jon.path, "d0") == {"lines": LINES}


def test_once_and_no_more(team: list[Member], folder: Path) -> None:
    ilse, _, jon = team
    ilse.do(AddSpan(LINES))
    ilse.push(folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = ilse.push(folder)
    assert (again.sent, again.articles_sent, again.is_same) == (0, 0, True)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    jon.pull(folder)
    assert (jon.pull(folder).fetched, jon.pull(folder).merges) == (0, [])


def test_only_what_changed_goes_out(team: list[Member], folder: Path) -> None:
    ilse, *_ = team
    ilse.do(AddSpan(LINES))
    ilse.push(folder)
    ilse.do(AddSpan(make_span(TEXTS[1], "Wend", id="wend")), document="d1")
    assert ilse.push(folder).sent == 1


def test_articles_come_with_the_first_pull(
    team: list[Member], folder: Path, tmp_path: Path
) -> None:
    ilse = team[0]
    with ilse.open() as project:
        bring(project, [make_document("A third text.", "d2", "Third")], import_id="second")
    ilse.do(AddSpan(LINES))
    ilse.push(folder)
    with Project.create(tmp_path / "new.annotator", annotator="mara") as project:
        project.sharing.pull(str(folder))
        assert [one.id for one in project.documents()] == ["d0", "d1", "d2"]
        assert [one.name for one in project.annotators()] == ["ilse", "mara"]
        assert project.document("d2").meta.title == "Third"
        assert project.check() == []


def test_a_pull_can_be_taken_back_and_comes_again(team: list[Member], folder: Path) -> None:
    ilse, _, jon = team
    ilse.do(AddSpan(LINES))
    ilse.push(folder)
    jon.pull(folder)
    with jon.open() as project:
        project.undo()
    assert spans_of(jon.path, "d0") == {}
    assert jon.pull(folder).fetched == 2
    assert spans_of(jon.path, "d0") == {"lines": LINES}


def test_two_machines_of_one_person_meet(team: list[Member], folder: Path) -> None:
    here, there, jon = team
    here.do(AddSpan(LINES))
    here.push(folder)
    there.pull(folder)
    here.do(RelabelSpan("lines", "p"))
    there.do(AddSpan(FERRIES), RelabelSpan("lines", "r"))
    sync_all(team, folder)
    assert here.content() == there.content() == jon.content()
    assert set(spans_of(jon.path, "d0")) == {"lines", "ferries"}
    with jon.open() as project:
        assert "ilse, other copy" in {one.name for one in project.annotators()}


def test_what_was_taken_away_goes_everywhere(team: list[Member], folder: Path) -> None:
    ilse, _, jon = team
    ilse.do(AddSpan(LINES))
    sync_all(team, folder)
    ilse.do(RemoveSpan("lines"))
    sync_all(team, folder)
    assert spans_of(jon.path, "d0") == {}


def test_a_copy_begins_a_stream_of_its_own(team: list[Member], folder: Path) -> None:
    ilse, _, jon = team
    ilse.do(AddSpan(LINES))
    ilse.push(folder)
    other = Member(copy(ilse.path, "other"), "ilse")
    ilse.do(AddSpan(FERRIES))
    other.do(RemoveSpan("lines"))
    other.push(folder)
    ilse.push(folder)
    heads = FolderHub(folder).heads()
    assert sorted(head.name for head in heads.values()) == ["ilse", "ilse"]
    jon.pull(folder)
    assert set(spans_of(jon.path, "d0")) == {"ferries"}


def test_a_restored_file_begins_a_stream_and_loses_nothing(
    team: list[Member], folder: Path
) -> None:
    ilse, _, jon = team
    ilse.do(AddSpan(LINES))
    ilse.push(folder)
    ilse.keep()
    ilse.do(AddSpan(FERRIES))
    ilse.push(folder)
    shutil.copyfile(ilse.kept[0], ilse.path)
    ilse.do(AddSpan(make_span(TEXTS[0], "Norrow", id="norrow")))
    assert ilse.push(folder).is_same
    assert len(FolderHub(folder).heads()) == 2
    sync_all([ilse, jon], folder)
    assert set(spans_of(ilse.path, "d0")) == {"lines", "ferries", "norrow"}
    assert ilse.content() == jon.content()


def test_what_was_kept_here_comes_back_from_the_hub(
    team: list[Member], folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ilse = team[0]
    ilse.do(AddSpan(LINES))
    ilse.push(folder)
    lost = tmp_path / "elsewhere"
    monkeypatch.setattr("annotator.project.sharing.sharing.usual_root", lambda: lost)
    ilse.do(AddSpan(FERRIES))
    assert ilse.push(folder).sent == 1
    assert [head.seq for head in FolderHub(folder).heads().values()] == [3]


def test_verdicts_answers_and_remarks_go_round(team: list[Member], folder: Path) -> None:
    ilse, _, jon = team
    ilse.do(AddSpan(LINES))
    jon.do(AddSpan(LINES._replace(id="his", label="p")))
    mara = Member(copy(jon.path, "mara"), "mara")
    sync_all([ilse, jon, mara], folder)
    with mara.open() as project:
        ids = {one.name: one.id for one in project.annotators()}
        pairing = Pairing(ids["ilse"], ids["jon"])
        (case,) = project.review.cases("d0", pairing)
        changes = project.review.settle([Ruling("d0", pairing, case.difference, "first")])
        (verdict,) = [after for _, after in changes.verdicts if after]
    sync_all([ilse, jon, mara], folder)
    with jon.open() as project:
        assert [one.id for one in project.review.verdicts()] == [verdict.id]
        project.review.answer(verdict.id, "contested")
        project.review.say("d0", verdict.id, "Why?")
    jon.push(folder)
    report = mara.pull(folder)
    assert (report.waiting, report.problems) == (0, [])
    with mara.open() as project:
        (after,) = project.review.verdicts()
        assert after.objectors == (ids["jon"],)
        assert [one.text for one in project.review.remarks("d0")] == ["Why?"]
    with mara.open() as project:
        project.review.withdraw([verdict.id])
    sync_all([ilse, jon, mara], folder)
    for one in (ilse, jon, mara):
        with one.open() as project:
            assert project.review.verdicts() == []


def test_who_is_to_label_what_goes_along(team: list[Member], folder: Path) -> None:
    ilse, _, jon = team
    with ilse.open() as project:
        ids = {one.name: one.id for one in project.annotators()}
        division = project.assignments.divide(["d1"], [ids["jon"]])
        project.assignments.assign(division, is_blind=True)
    ilse.push(folder)
    assert jon.pull(folder).merges[0].assignments == 1
    with jon.open() as project:
        assert project.document_counts()["mine"] == 1


def test_details_entities_and_labels_go_along(team: list[Member], folder: Path) -> None:
    ilse, _, jon = team
    with ilse.open() as project:
        project.apply_to_project(CorrectMeta("d0", Meta(title="Ferries", authors=("A. Palm",))))
        project.apply(AddSpan(LINES), "d0")
        made = project.entities.make("Norrow Lines", document="d0", spans=["lines"])
    ilse.push(folder)
    jon.pull(folder)
    with jon.open() as project:
        assert project.document("d0").meta == Meta(title="Ferries", authors=("A. Palm",))
        assert project.entities.get(made.id) == made


def test_wrong_places_are_told_apart(team: list[Member], folder: Path, tmp_path: Path) -> None:
    ilse = team[0]
    with pytest.raises(HubMissing):
        ilse.push(tmp_path / "nowhere")
    with ilse.open() as project:
        assert project.sharing.place == ""
        with pytest.raises(HubUnknown):
            project.sharing.push()
        project.sharing.push(str(folder))
        assert project.sharing.place == str(folder)
        assert project.sharing.push().sent == 0
    with Project.open(ilse.path) as project, pytest.raises(AnnotatorUnknown):
        project.sharing.push(str(folder))
    with pytest.raises(HubExists):
        FolderHub.make(folder)
    (folder / "annotator-hub.json").write_text("{}")
    with pytest.raises(HubUnreadable):
        ilse.push(folder)
    (folder / "annotator-hub.json").write_text('{"version": 7}')
    with pytest.raises(HubTooNew):
        ilse.push(folder)


def test_status_tells_what_waits(tmp_path: Path) -> None:
    ilse, jon = make_team(tmp_path, ("ilse", "jon"))
    folder = tmp_path / "team"
    ilse.do(AddSpan(LINES))
    ilse.push(folder)
    with ilse.open() as project:
        assert project.sharing.state().waiting == 0
    ilse.do(AddSpan(FERRIES))
    with ilse.open() as project:
        state = project.sharing.state()
        assert (state.hub, state.waiting) == ("team", 1)
        assert [(one.person, one.is_mine, one.there, one.here) for one in state.streams] == [
            ("ilse", True, 2, 2)
        ]
    before = jon.path.read_bytes()
    with Project.open(jon.path, annotator="jon", is_read_only=True) as project:
        state = project.sharing.state(str(folder))
    assert jon.path.read_bytes() == before
    assert [(one.person, one.is_mine, one.there, one.here) for one in state.streams] == [
        ("jon", True, 0, 0),
        ("ilse", False, 2, 0),
    ]


def test_what_is_purged_is_not_kept_for_sharing(
    team: list[Member], folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setattr("annotator.project.sharing.sharing.usual_root", lambda: kept)
    monkeypatch.setattr("annotator.project.sharing.forgetting.usual_root", lambda: kept)
    ilse = team[0]
    ilse.do(AddSpan(LINES))
    ilse.do(AddSpan(make_span(TEXTS[1], "Wend", id="wend")), document="d1")
    ilse.push(folder)
    with ilse.open() as project:
        before = project.stream
        project.purging.purge_articles(["d0"], "It must go.", root=tmp_path / "backups")
        assert list(kept.rglob("*.zst")) == []
        assert project.stream != before
    assert ilse.push(folder).problems == []
    streams = FolderHub(folder).heads()
    (new,) = (one for stream, one in streams.items() if stream != before)
    revisions = list(FolderHub(folder).revisions(new._replace(seq=0, sha256="")))
    assert {one.document for one in revisions} == {None, "d1"}
    assert not any("lines" in one.payload for one in revisions)


def test_what_each_has_begun_and_taken_back_is_nothing(team: list[Member]) -> None:
    for one in team[:2]:
        with one.open() as project:
            project.apply(AddSpan(LINES), "d0")
            project.undo()
    sync_all(team)
    assert [spans_of(one.path, "d0") for one in team] == [{}] * len(team)
