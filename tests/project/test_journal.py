"""Whatever is done after a backup, the journal does again: the file is the same, row for row."""

import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits.edit import AddSpan, SetEdit
from annotator.model.backup import THE_BACKUP, THE_END, Until
from annotator.model.backup_errors import JournalStopped, ReplayUnsound
from annotator.model.document import Meta
from annotator.model.span import Span
from annotator.project.backups import find_backup, preview_restore, reaches, restore
from annotator.project.project import Project
from annotator.storage.journal import recording
from annotator.storage.journal.pieces import list_pieces
from annotator.storage.journal.replaying import read_journal
from tests.builders import make_document, make_set
from tests.project.building import bring, make_project
from tests.project.test_replay import TEXT, take
from tests.storage.journal.contents import contents
from tests.strategies import set_edits

steps = st.lists(
    st.one_of(
        set_edits,
        set_edits,
        st.sampled_from(["undo", "undo", "redo", "reopen", "ilse", "jon", "import", "backup"]),
    ),
    max_size=20,
)


def add(project: Project, number: int) -> None:
    project.apply(AddSpan(Span(f"s{number}", "p", ((number, number + 1),))), "talks")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def path(tmp_path: Path, root: Path) -> Path:
    """A project that has a backup with one span of three."""
    with make_project(tmp_path, [make_document("x" * 500, "talks")]) as project:
        add(project, 0)
        project.backups.make(root=root)
        add(project, 1)
        project.undo()
        add(project, 2)
    return project.path


def spans(path: Path) -> set[str]:
    with Project.open(path, annotator="ilse") as project:
        assert project.check() == []
        return set(project.annotation_set("talks").spans)


@settings(max_examples=12)
@given(steps)
def test_lost_and_done_again_it_is_the_same(steps: list[SetEdit | str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "backups"
        project = make_project(Path(folder), [make_document(TEXT)], annotator="desk")
        project.sign_in("ilse")
        project.backups.make(root=root)
        journal = project.store.writer.journal if project.store.writer else None
        assert journal is not None
        for number, step in enumerate(steps):
            if step == "import":
                bring(project, [make_document(f"{number}.", f"d{number}")], import_id=f"i{number}")
            elif step == "backup":
                project.backups.make(root=root)
            elif step == "reopen":
                project.close()
                project = Project.open(project.path, annotator="ilse", backups=root)
            else:
                project = take(project, step)
        project.close()
        before = contents(project.path)
        project.path.unlink()
        done = restore(project.path, find_backup(project.path, root=root), THE_END)
        assert contents(project.path) == before
        assert not done.reach.is_broken
        with Project.open(project.path, annotator="ilse") as again:
            assert again.check() == []


def test_as_far_as_one_likes(path: Path, root: Path) -> None:
    backup = find_backup(path, root=root)
    seen = {until: preview_restore(path, backup, Until(seq=until)) for until in range(1, 7)}
    assert [seen[until].reach.acts for until in range(1, 7)] == [0, 0, 1, 2, 3, 3]
    assert [seen[until].then.spans for until in range(1, 7)] == [1, 1, 2, 1, 2, 2]
    assert {one.furthest.acts for one in seen.values()} == {3}
    restore(path, backup, Until(seq=3))
    assert spans(path) == {"s0", "s1"}


def test_up_to_a_moment(tmp_path: Path, root: Path) -> None:
    with make_project(tmp_path, [make_document("x" * 500, "talks")]) as project:
        project.backups.make(root=root)
        add(project, 1)
        project.flush()
        time.sleep(0.005)  # acts know their time to the thousandth
        moment = datetime.now(UTC)
        time.sleep(0.005)
        add(project, 2)
    backup = find_backup(project.path, root=root, until=Until(at=moment))
    assert restore(project.path, backup, Until(at=moment)).reach.acts == 1
    assert spans(project.path) == {"s1"}


def test_as_it_was_made(path: Path, root: Path) -> None:
    done = restore(path, find_backup(path, root=root), THE_BACKUP)
    assert (done.reach.acts, spans(path)) == (0, {"s0"})


def test_how_far_each_goes_is_told_without_reading_it(path: Path, root: Path) -> None:
    with Project.open(path, annotator="ilse", backups=root) as project:
        project.backups.make()
        add(project, 4)
    (root.glob("*/*.zst")).__next__()
    for backup in root.glob("*/*.annotator.zst"):
        backup.write_bytes(b"")
    told = reaches(path, root)
    assert {number: reach.acts for number, reach in told.items()} == {1: 4, 2: 1}
    assert told[1].last == told[2].last
    assert (told[1].seq, told[1].is_broken) == (6, False)


def test_what_went_on_after_going_back_is_kept_and_so_is_what_was_before(
    path: Path, root: Path
) -> None:
    restore(path, find_backup(path, root=root), THE_BACKUP)
    with Project.open(path, annotator="ilse", backups=root) as project:
        add(project, 7)
        project.backups.make()
        add(project, 8)
    path.unlink()
    restore(path, find_backup(path, 1, root), THE_END)
    assert spans(path) == {"s0", "s2"}, "what was before"
    restore(path, find_backup(path, 2, root), THE_END)
    assert spans(path) == {"s0", "s7", "s8"}


def test_where_no_backup_is_nothing_is_kept(tmp_path: Path, root: Path) -> None:
    with Project.create(tmp_path / "a.annotator", annotator="ilse", backups=root) as project:
        project.add_article("Ilse Varga runs the ferry.", Meta(title="Ferry"))
    assert not root.exists()


def test_a_large_import_ends_it_until_the_next_backup(
    path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MOST_ROWS", 50)
    told: list[JournalStopped] = []
    with Project.open(path, annotator="ilse", backups=root) as project:
        project.backups.on_journal_stopped(told.append)
        sets = [make_set(*(Span(f"t{n}", "p", ((n, n + 1),)) for n in range(60)), annotator="jon")]
        bring(project, (), sets, import_id="i2")
        assert [one.is_too_large for one in told] == [True]
        add(project, 5)
        project.flush()
        reach = preview_restore(path, find_backup(path, root=root)).reach
        assert (reach.acts, reach.is_broken) == (3, True)
        project.backups.make()
        add(project, 6)
    path.unlink()
    restore(path, find_backup(path, root=root), THE_END)
    assert {"s5", "s6"} <= spans(path)


def test_acts_without_it_are_a_gap(path: Path, root: Path, tmp_path: Path) -> None:
    with Project.open(path, annotator="ilse", backups=tmp_path / "elsewhere") as project:
        add(project, 5)
    with Project.open(path, annotator="ilse", backups=root) as project:
        add(project, 6)
    reach = preview_restore(path, find_backup(path, root=root)).reach
    assert (reach.acts, reach.is_broken) == (3, True)


def test_a_torn_end_costs_the_last_act_only(path: Path, root: Path) -> None:
    (folder,) = root.iterdir()
    piece = list_pieces(folder)[-1].path
    piece.write_bytes(piece.read_bytes()[:-7])
    reach = preview_restore(path, find_backup(path, root=root)).reach
    assert (reach.acts, reach.is_broken) == (2, False)
    with Project.open(path, annotator="ilse", backups=root) as project:
        add(project, 5)
        project.backups.make()
        add(project, 6)
    path.unlink()
    restore(path, find_backup(path, root=root), THE_END)
    assert spans(path) == {"s0", "s2", "s5", "s6"}


def test_no_flipped_bit_is_ever_done(path: Path, root: Path) -> None:
    (folder,) = root.iterdir()
    backup = find_backup(path, root=root)
    piece = list_pieces(folder)[-1].path
    good = piece.read_bytes()
    chance = random.Random(1)
    for _ in range(60):
        bad = bytearray(good)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        piece.write_bytes(bad)
        seen = preview_restore(path, backup)
        assert seen.then.spans == [1, 2, 1, 2][seen.reach.acts]


def test_a_journal_of_another_make_changes_nothing(path: Path, root: Path) -> None:
    (folder,) = root.iterdir()
    backup = find_backup(path, root=root)
    piece = list_pieces(folder)[-1].path
    lines, backups = read_journal(folder)
    first = lines[backups[0].position]
    for put in ({"evil; DROP TABLE spans": [[1]]}, {"spans": [[1, 2]]}, {"history": [[1] * 11]}):
        piece.write_bytes(first._replace(put=put).dump()[0])
        before = path.read_bytes()
        with pytest.raises(ReplayUnsound):
            restore(path, backup, THE_END)
        assert path.read_bytes() == before
