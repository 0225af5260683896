"""An article erased for good: nothing of it is left anywhere, all else is as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, Purge, Purged
from annotator.model.errors import (
    Cancelled,
    DocumentUnknown,
    NothingToUndo,
    ProjectReadOnly,
    UndoBlocked,
)
from annotator.model.purge_errors import (
    ActPurged,
    PurgeRefused,
    PurgeUnfinished,
    ReasonMissing,
)
from annotator.model.span import Span
from annotator.project.backups import folder_of_backups
from annotator.project.project import Project
from annotator.project.rows import Progress
from annotator.storage.backups.making import unpack_backup, verify
from annotator.storage.header import KNOWS_EMPTY_ACTS
from annotator.storage.purging.purges import id_sha256
from tests.builders import make_document
from tests.project.building import Ear, bring
from tests.project.purging.worlds import (
    ARTICLE,
    ID,
    SECRET,
    TEXT,
    VARGA,
    leave_traces,
    make_world,
    traces,
)

REASON = "The court of Lomera says so."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "work").mkdir()
    with make_world(tmp_path / "work") as made:
        leave_traces(made)
        yield made


def purge(project: Project, root: Path, *ids: str) -> None:
    project.purging.purge_articles(ids or [ID], REASON, root=root)


def test_nothing_of_it_is_left(project: Project, root: Path) -> None:
    older = project.backups.make(root=root)
    project.apply(AddSpan(Span("again", "o", ((0, 5),))), ID)
    project.backups.make(root=root)
    project.flush()
    found = traces(project.path, root)
    journal = [one for one in found if " journal." in one]
    assert journal
    assert len(found) - len(journal) == 4, "the project, two backups, and the index"
    report = project.purging.purge_articles([ID], REASON, root=root)
    assert report.cleaned == (2, 0, 0)
    assert traces(project.path, root) == []
    assert project.check() == []
    for one in project.backups.list(root):
        file = root / f"{one.number}.unpacked"
        unpack_backup(one.path, file)
        assert list(verify(file)) == []
        with Project.open(file) as unpacked:
            assert unpacked.check() == []
            assert [one.id for one in unpacked.documents()] == ["ferry"]
    assert older.path.exists(), "it has its name still"
    project.close()
    assert traces(project.path, root) == []


def test_all_else_is_as_it_was(project: Project, root: Path) -> None:
    """Two people's spans, the verdict, the assignment and the dismissal on the other article."""
    before = {one.annotator: one for one in project.annotation_sets("ferry")}
    verdicts = project.review.verdicts("ferry")
    assigned = project.assignments.on("ferry")
    dismissed = {one for one in project.consistency.dismissed() if one.document == "ferry"}
    assert len(before) == 2
    assert verdicts
    assert assigned
    assert dismissed
    purge(project, root)
    assert {one.annotator: one for one in project.annotation_sets("ferry")} == before
    assert project.review.verdicts() == verdicts
    assert project.assignments.on("ferry") == assigned
    assert project.consistency.dismissed() == dismissed
    assert [one.id for one in project.documents()] == ["ferry"]
    with pytest.raises(DocumentUnknown):
        project.document(ID)
    assert SECRET not in str(project.label_set)
    assert project.label_set.span_labels[0].guideline.startswith("Names of people.")


def test_a_tombstone_tells_that_there_was_something(project: Project, root: Path) -> None:
    purge(project, root)
    [tombstone] = project.purging.tombstones()
    assert project.me is not None
    assert (tombstone.by, tombstone.reason) == (project.me.id, REASON)
    assert [tuple(one) for one in tombstone.documents] == [(id_sha256(ID), ARTICLE.sha256)]
    assert tombstone.is_finished
    act = next(project.history(newest=1))
    assert isinstance(act.edit, Purge)
    assert (act.edit.purge, act.at, act.annotator) == (tombstone.id, tombstone.at, tombstone.by)
    emptied = [one for one in project.history() if isinstance(one.edit, Purged)]
    assert len(emptied) == len(act.edit.emptied) == project.purging.count_emptied() > 10
    assert all(one.document is one.annotation_set is None for one in emptied)
    assert all(one.annotator for one in emptied if one.seq > 1)


def test_what_would_go_is_told_before(project: Project, root: Path) -> None:
    project.backups.make(root=root)
    preview = project.purging.preview_articles([ID], root=root)
    assert project.document(ID).text == TEXT
    assert preview.titles == ((ID, f"{SECRET} resigns over the ferry"),)
    assert [(one.annotator, one.spans) for one in preview.on_them.sets] == [
        ("ilse", 1),
        ("jonas", 1),
    ]
    assert (preview.copies.backups, preview.copies.folder) == (
        1,
        folder_of_backups(project.path, root),
    )
    assert preview.copies.beside == ()
    report = project.purging.purge_articles([ID], REASON, root=root)
    assert report.erased == preview.erased
    assert preview.erased.entities == [f"Mayor {SECRET}", f"{SECRET} the elder"]
    assert (preview.erased.quotations, preview.erased.sources) == (1, 1)


def test_listeners_are_told(project: Project, root: Path) -> None:
    ear = Ear()
    project.subscribe(ear)
    purge(project, root)
    [(changes, _)] = ear.changes
    assert changes.documents_retired == 1
    assert changes.has_list_changes
    assert changes.label_set is not None


# ---- undoing ------------------------------------------------------------------------------------


def test_undo_goes_past_it_and_brings_nothing_back(project: Project, root: Path) -> None:
    project.apply(AddSpan(Span("late", "o", ((0, 5),))), ID)
    purge(project, root)
    with pytest.raises(ActPurged) as caught:
        project.undo()
    assert caught.value.count == 2, "the purge, and the span on the article"
    project.undo()
    assert project.annotation_set("ferry").spans["varga"].note is None
    with pytest.raises(ActPurged):
        project.undo()
    while True:
        try:
            project.undo()
        except (NothingToUndo, UndoBlocked):
            break
        except ActPurged:
            continue
    assert [one.id for one in project.documents()] in (["ferry"], [])
    assert project.check() == []
    project.flush()
    assert traces(project.path, root) == []


def test_nothing_of_it_is_done_again(project: Project, root: Path) -> None:
    project.apply(AddSpan(Span("late", "o", ((0, 5),))), ID)
    project.undo()
    purge(project, root)
    with pytest.raises((ActPurged, NothingToUndo)):
        project.redo()
    assert project.check() == []


def test_it_is_passed_over_after_a_restart_too(project: Project, root: Path) -> None:
    purge(project, root)
    project.close()
    with Project.open(project.path, annotator="ilse") as again:
        with pytest.raises(ActPurged):
            again.undo()
        again.undo()
        assert again.annotation_set("ferry").spans["varga"].note is None


# ---- what is left alone -------------------------------------------------------------------------


def test_another_article_with_the_same_text_is_told_and_stays(project: Project, root: Path) -> None:
    bring(project, [make_document(TEXT, "twin")], import_id="second")
    preview = project.purging.preview_articles([ID], root=root)
    assert preview.twins == ("twin",)
    project.backups.make(root=root)
    purge(project, root)
    assert project.document("twin").text == TEXT
    [newest, older] = project.backups.list(root)
    for one in (newest, older):
        file = root / f"{one.number}.unpacked"
        unpack_backup(one.path, file)
        with Project.open(file) as unpacked:
            assert {each.id for each in unpacked.documents()} == {"ferry", "twin"}


def test_nearly_the_same_is_told_and_stays(project: Project, root: Path) -> None:
    words = [f"word{number}" for number in range(300)]
    wire = [make_document(" ".join(words), "wire"), make_document(" ".join(words[3:]), "update")]
    bring(project, wire, import_id="second")
    assert project.purging.preview_articles(["wire"], root=root).related == ()
    project.near_duplicates.groups()
    assert project.purging.preview_articles(["wire"], root=root).related == ("update",)
    purge(project, root, "wire")
    assert project.document("update")


def test_a_copy_that_an_import_taken_back_has_left_goes_too(tmp_path: Path, root: Path) -> None:
    work = tmp_path / "twice"
    work.mkdir()
    with Project.create(work / "news.annotator", annotator="ilse") as project:
        bring(project, [ARTICLE, make_document("Quiet.", "quiet")])
        project.undo()
        bring(project, [ARTICLE], import_id="again")
        purge(project, root)
        assert project.check() == []
        assert traces(project.path, root) == []


def test_several_go_in_one_act(project: Project, root: Path) -> None:
    purge(project, root, ID, "ferry")
    assert list(project.documents()) == []
    [tombstone] = project.purging.tombstones()
    assert len(tombstone.documents) == 2
    assert project.check() == []
    assert next(project.history(newest=1)).edit.documents == 2  # type: ignore[union-attr]


def test_very_many_acts_are_named_in_several_rows(
    project: Project, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.storage.purging.erasing._ROWS_OF_AN_ACT", 4)
    purge(project, root)
    rows = [one.edit for one in project.history() if isinstance(one.edit, Purge)]
    assert [one.documents for one in rows] == [1, *[0] * (len(rows) - 1)]
    assert len(rows) > 3
    assert len({one.purge for one in rows}) == 1
    assert project.check() == []
    project.apply(AddSpan(VARGA._replace(id="after", label="r")), "ferry")
    project.undo()
    assert project.check() == []


def test_an_article_can_come_in_under_the_key_of_one_that_went(
    project: Project, root: Path
) -> None:
    """Keys are given anew: what is indexed by them must not be another's."""
    bring(project, [make_document(f"{SECRET} again.", "last")], import_id="last")
    project.search.index()
    purge(project, root, "last")
    bring(project, [make_document("Nothing but herons.", "herons")], import_id="more")
    project.search.index()
    assert project.document_keys("herons") == project.document_keys("nothing herons")
    with project.store.reading() as connection:
        found = connection.execute(
            "SELECT count(*) FROM word_index WHERE word_index MATCH 'herons'"
        ).fetchone()[0]
    assert found == 1


# ---- refused, broken off, gone on with ----------------------------------------------------------


def test_it_wants_a_reason(project: Project, root: Path) -> None:
    with pytest.raises(ReasonMissing):
        project.purging.purge_articles([ID], "  ", root=root)
    assert project.document(ID)


def test_an_unknown_article(project: Project, root: Path) -> None:
    for act in (project.purging.preview_articles, lambda ids: purge(project, root, *ids)):
        with pytest.raises(DocumentUnknown):
            act(["nowhere"])


def test_not_in_a_project_that_is_only_read(project: Project, root: Path) -> None:
    with Project.open(project.path) as other:
        assert other.is_read_only
        with pytest.raises(ProjectReadOnly):
            purge(other, root)


def test_not_while_something_comes_in(project: Project, root: Path) -> None:
    project._road.imports_running += 1
    try:
        with pytest.raises(PurgeRefused):
            purge(project, root)
        with pytest.raises(PurgeRefused):
            project.purging.preview_articles([ID], root=root)
    finally:
        project._road.imports_running -= 1
    assert project.document(ID)


def test_stopped_before_it_began(project: Project, root: Path) -> None:
    with pytest.raises(Cancelled):
        project.purging.purge_articles([ID], REASON, root=root, is_cancelled=lambda: True)
    assert project.document(ID)


def test_what_was_stopped_is_gone_on_with(project: Project, root: Path) -> None:
    for _ in range(3):
        project.backups.make(root=root)
    is_stopped: list[bool] = []

    def progress(said: Progress) -> None:
        if said.what == "backups" and said.done == 1:
            is_stopped.append(True)

    with pytest.raises(PurgeUnfinished):
        project.purging.purge_articles(
            [ID], REASON, root=root, progress=progress, is_cancelled=lambda: bool(is_stopped)
        )
    with pytest.raises(DocumentUnknown):
        project.document(ID)
    assert len(traces(project.path, root)) == 2, "two backups have it still"
    project.close()
    with Project.open(project.path, annotator="ilse") as again:
        assert len(again.purging.unfinished()) == 1
        assert again.purging.finish(root=root) == 1
        assert again.purging.unfinished() == []
        assert traces(again.path, root) == []
        assert again.check() == []
        assert again.purging.finish(root=root) == 0


def test_a_damaged_backup_goes(project: Project, root: Path) -> None:
    """What cannot be read cannot be rewritten; a good one is there before it goes."""
    broken = project.backups.make(root=root)
    whole = broken.path.read_bytes()
    broken.path.write_bytes(whole[: len(whole) // 2])
    report = project.purging.purge_articles([ID], REASON, root=root)
    assert report.cleaned == (0, 0, 1)
    assert project.backups.list(root) == [report.backup]
    assert traces(project.path, root) == []


def test_a_backup_from_before_it_came_in_stays_byte_for_byte(tmp_path: Path, root: Path) -> None:
    work = tmp_path / "before"
    work.mkdir()
    with Project.create(work / "news.annotator", annotator="ilse") as project:
        bring(project, [make_document("Quiet.", "quiet")])
        before = project.backups.make(root=root)
        bytes_before = before.path.read_bytes()
        bring(project, [ARTICLE], import_id="second")
        report = project.purging.purge_articles([ID], REASON, root=root)
        assert report.cleaned == (0, 1, 0)
        assert before.path.read_bytes() == bytes_before


def test_a_file_beside_from_an_older_version_is_named(project: Project, root: Path) -> None:
    beside = project.path.with_name("news (version 6).annotator")
    beside.write_bytes(b"x")
    assert project.purging.preview_articles([ID], root=root).copies.beside == (beside,)


def test_older_programs_are_told_that_they_cannot_read_it(project: Project, root: Path) -> None:
    def reader() -> str:
        with closing(sqlite3.connect(project.path)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE name = 'min_reader'")
            return str(found.fetchone()[0])

    assert reader() == "1"
    purge(project, root)
    assert reader() == str(KNOWS_EMPTY_ACTS)


def test_what_is_done_meanwhile_on_others_is_kept(project: Project, root: Path) -> None:
    done: list[str] = []

    def progress(said: Progress) -> None:
        if said.what == "backing up" and not done:
            project.apply(AddSpan(VARGA._replace(id="meanwhile", label="r")), "ferry")
            done.append(said.what)

    project.purging.purge_articles([ID], REASON, root=root, progress=progress)
    assert "meanwhile" in project.annotation_set("ferry").spans
    assert project.check() == []
