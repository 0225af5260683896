"""Articles set aside or removed: gone from everywhere that people look, kept with all that stands
on them, and back with one undo."""

import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

import orjson
import pytest

from annotator.edits.edit import AddRelation, AddSpan, Hide, SetStatus
from annotator.model.errors import DocumentUnknown, ProjectReadOnly, UndoBlocked
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.corpus_search import CorpusQuery
from annotator.project.hiding import SetsStanding
from annotator.project.label_changes.change import Merge
from annotator.project.project import Project
from annotator.project.rows import ExportChoice, ListQuery, PacketChoice
from tests.project.building import Ear, make_documents, make_project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four articles: ilse has two spans and a relation on d1 and has finished it, jon one span."""
    with make_project(tmp_path, make_documents(4)) as project:
        project.apply(AddSpan(Span("one", "p", ((0, 3),))), "d1")
        project.apply(AddSpan(Span("two", "o", ((4, 8),))), "d1")
        project.apply(AddRelation(Relation("tie", "w", "one", "two")), "d1")
        project.apply(SetStatus("finished"), "d1")
        project.sign_in("jon")
        project.apply(AddSpan(Span("jon's", "p", ((0, 3),))), "d1")
        project.apply(SetStatus("finished"), "d1")
        project.sign_in("ilse")
    return tmp_path


@pytest.fixture
def project(folder: Path):
    with Project.open(folder / "news.annotator", annotator="ilse") as opened:
        yield opened


def listed(project: Project, **query: object) -> list[str]:
    return project.document_ids(project.work_list.keys(ListQuery(**query)))  # type: ignore[arg-type]


def exported(project: Project) -> list[dict[str, object]]:
    target = BytesIO()
    project.export(target, ExportChoice())
    return [orjson.loads(line) for line in target.getvalue().splitlines()]


def test_what_is_hidden_leaves_the_lists(project: Project) -> None:
    ear = Ear()
    project.subscribe(ear)
    project.work_list.hide(["d1", "d3"])
    assert listed(project) == ["d0", "d2"]
    assert listed(project, which="finished") == []
    assert listed(project, which="hidden") == ["d1", "d3"]
    assert project.document_counts() == {
        "all": 2, "new": 2, "in_progress": 0, "finished": 0, "hidden": 2,
    }  # fmt: skip
    ((changes, _),) = ear.changes
    assert changes.has_list_changes
    assert [one.id for one in project.documents()] == ["d0", "d2"]


def test_it_can_be_opened_by_its_id_all_the_same(project: Project) -> None:
    project.work_list.hide(["d1"], is_removed=True)
    assert project.document("d1").id == "d1"
    assert len(project.annotation_set("d1").spans) == 2
    hidden = project.work_list.is_hidden("d1")
    assert hidden is not None
    assert hidden.is_removed
    assert project.me is not None
    assert hidden.by == project.me.id
    assert project.work_list.is_hidden("d0") is None


def test_what_stands_on_it_is_told_before(project: Project) -> None:
    on_them = project.work_list.stands_on(["d0", "d1"])
    assert on_them.documents == 2
    assert on_them.sets == [
        SetsStanding("ilse", 1, 1, 2, 1),
        SetsStanding("jon", 1, 1, 1, 0),
    ]
    assert not on_them.is_empty
    assert project.work_list.stands_on(["d0", "d2"]).is_empty
    with pytest.raises(DocumentUnknown):
        project.work_list.stands_on(["d0", "nowhere"])


def test_one_undo_brings_all_of_it_back_to_the_byte(project: Project) -> None:
    before, statistics = exported(project), project.statistics()
    project.work_list.hide(["d1", "d2"])
    assert exported(project) != before
    project.undo()
    assert exported(project) == before
    assert project.statistics() == statistics
    assert project.work_list.hidden() == []
    project.redo()
    assert [one.document for one in project.work_list.hidden()] == ["d1", "d2"]
    project.work_list.show(["d1"])
    assert listed(project) == ["d0", "d1", "d3"]
    project.undo()
    assert listed(project) == ["d0", "d3"]
    assert project.check() == []


def test_counts_searches_and_exports_leave_it_out(project: Project) -> None:
    whole = project.statistics()
    project.work_list.hide(["d1"])
    statistics = project.statistics()
    assert (whole.documents, whole.hidden) == (4, 0)
    assert (statistics.documents, statistics.hidden) == (3, 1)
    assert set(statistics.labels.values()) == {0}
    assert statistics.annotators == {}
    assert {line["id"] for line in exported(project)} == {"d0", "d2", "d3"}
    hits = [hit for page in project.search.hits(CorpusQuery("Varga")) for hit in page]
    assert {hit.document for hit in hits} == {"d0", "d2", "d3"}
    assert project.agreement().pairs == ()
    assert project.review.disputed().compared == 0


def test_an_export_tells_how_many_stayed_out(project: Project) -> None:
    project.work_list.hide(["d1", "d2"])
    assert project.export(BytesIO(), ExportChoice())["hidden"] == 2
    assert project.export(BytesIO(), ExportChoice(documents=("d0", "d1")))["hidden"] == 1
    assert "hidden" not in project.export(BytesIO(), ExportChoice(documents=("d0",)))
    assert project.preview_export(ExportChoice()).hidden == 2


def test_changes_of_labels_reach_it(project: Project) -> None:
    project.work_list.hide(["d1"])
    project.labels.change(Merge(("p",), "o"))
    assert {one.label for one in project.annotation_set("d1").spans.values()} == {"o"}


def test_saying_the_same_twice_is_no_act(project: Project) -> None:
    project.work_list.hide(["d1"])
    rows = len(list(project.history()))
    project.work_list.hide(["d1"])
    project.work_list.show(["d0"])
    assert len(list(project.history())) == rows
    project.work_list.hide(["d1"], is_removed=True)
    assert len(list(project.history())) == rows + 1
    project.undo()
    hidden = project.work_list.is_hidden("d1")
    assert hidden is not None
    assert not hidden.is_removed


def test_what_somebody_else_did_since_blocks_an_undo(project: Project) -> None:
    project.work_list.hide(["d1", "d2"])
    project.sign_in("jon")
    project.work_list.show(["d2"])
    project.sign_in("ilse")
    with pytest.raises(UndoBlocked) as caught:
        project.undo()
    assert caught.value.count == 1
    assert listed(project) == ["d0", "d2", "d3"]


def test_what_was_hidden_before_is_no_part_of_the_act(project: Project) -> None:
    project.work_list.hide(["d0", "d1"])
    project.work_list.hide(["d1", "d2"])
    assert listed(project) == ["d3"]
    project.undo()
    assert listed(project) == ["d2", "d3"], "d1 was set aside by the act before"
    project.redo()
    assert listed(project) == ["d3"]
    project.undo()
    project.undo()
    assert listed(project) == ["d0", "d1", "d2", "d3"]
    project.work_list.show(["d3"])
    project.work_list.hide(["d3"])
    project.undo()
    assert listed(project) == ["d0", "d1", "d2", "d3"]


def test_nobody_is_hidden_by_a_wrong_id(project: Project) -> None:
    with pytest.raises(DocumentUnknown):
        project.work_list.hide(["d1", "nowhere"])
    assert project.work_list.hidden() == []


def test_it_is_kept_in_the_file(folder: Path) -> None:
    path = folder / "news.annotator"
    with Project.open(path, annotator="ilse") as project:
        project.work_list.hide(["d1"])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM span_text").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM spans").fetchone() == (3,)
    with Project.open(path, is_read_only=True) as project:
        assert listed(project) == ["d0", "d2", "d3"]
        with pytest.raises(ProjectReadOnly):
            project.work_list.show(["d1"])
    with Project.open(path, annotator="ilse") as project:
        project.undo()
        assert listed(project) == ["d0", "d1", "d2", "d3"]


# ---- packets and merging ------------------------------------------------------------------------


def test_a_packet_leaves_it_out_unless_it_is_named(project: Project, tmp_path: Path) -> None:
    project.work_list.hide(["d1", "d2"])
    report = project.write_packet(tmp_path / "all.annotator")
    assert report.documents == 2
    named = project.write_packet(tmp_path / "named.annotator", PacketChoice(documents=("d1",)))
    assert (named.documents, named.spans) == (1, 3)


def test_work_that_comes_back_meets_it_where_it_is(project: Project, tmp_path: Path) -> None:
    packet = tmp_path / "packet.annotator"
    project.write_packet(packet)
    with Project.open(packet, annotator="ilse") as opened:
        opened.apply(AddSpan(Span("three", "p", ((9, 12),))), "d1")
    project.work_list.hide(["d1"])
    project.merge(packet)
    assert listed(project, which="hidden") == ["d1"]
    assert len(project.annotation_set("d1").spans) == 3
    assert project.check() == []


def test_an_article_that_was_hidden_there_comes_in_hidden(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    with make_project(tmp_path / "theirs", make_documents(3)) as theirs:
        theirs.work_list.hide(["d1"], is_removed=True)
        path = theirs.path
    with make_project(tmp_path, make_documents(1), annotator="mara") as ours:
        ours.merge(path)
        assert listed(ours) == ["d0", "d2"]
        assert listed(ours, which="hidden") == ["d1"]
        ours.undo()
        assert listed(ours, which="hidden") == []
        ours.redo()
        assert listed(ours, which="hidden") == ["d1"]
        assert ours.check() == []


def test_one_that_is_here_stays_whatever_they_did(project: Project, tmp_path: Path) -> None:
    packet = tmp_path / "packet.annotator"
    project.write_packet(packet)
    with Project.open(packet, annotator="jon") as opened:
        opened.work_list.hide(["d0"])
    project.merge(packet)
    assert listed(project) == ["d0", "d1", "d2", "d3"]


def test_the_edit_says_who_and_when(project: Project) -> None:
    project.work_list.hide(["d1"])
    (act,) = project.history(newest=1)
    assert isinstance(act.edit, Hide)
    assert act.document == "d1"
    assert act.inverse == Hide((), ("d1",))
