"""A file that comes from elsewhere: what is sound comes through, and nobody is let in."""

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.model import errors
from annotator.model.annotation_set import AnnotationSet
from annotator.storage.annotations import read_set
from annotator.storage.annotators import read_annotators
from annotator.storage.assignments import read_assignments, read_second_times
from annotator.storage.documents import read_document
from annotator.storage.foreign.guarding import Guarded, guarded
from annotator.storage.foreign.opening import Foreign, open_foreign
from annotator.storage.foreign.shapes import known_shape
from annotator.storage.header import SCHEMA_VERSION
from annotator.storage.label_set_versions import read_made_under
from annotator.storage.labels import read_label_set
from tests.builders import LABEL_SET, TEXT
from tests.storage.foreign.tampering import (
    LINES,
    SHE,
    VARGA,
    WORKS,
    make_theirs,
    opened,
    put_hot_journal,
    run,
    without_rules,
)
from tests.storage.test_upgrading import OLD

Tamper = Callable[[Path], None]


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return make_theirs(tmp_path)


def set_on_talks(foreign: Foreign) -> AnnotationSet:
    (ilse,) = (one for one in read_annotators(foreign.connection) if one.name == "ilse")
    found = read_set(foreign.connection, "talks", ilse.id)
    assert found is not None
    return found


def listing(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


# ---- a sound file -------------------------------------------------------------------------------


def test_what_is_sound_comes_through(theirs: Path, tmp_path: Path) -> None:
    before = listing(tmp_path)
    with open_foreign(theirs) as foreign:
        assert foreign.unfit == ()
        assert foreign.incomplete == frozenset()
        mine = set_on_talks(foreign)
        assert mine.spans == {"varga": VARGA._replace(note="who?"), "lines": LINES, "she": SHE}
        assert mine.relations == {"works": WORKS}
        assert mine.status == "finished"
        document = read_document(foreign.connection, "talks")
        assert document is not None
        assert (document.text, document.meta.title) == (TEXT, "Talks")
        assert read_label_set(foreign.connection).span_labels == LABEL_SET.span_labels
        rows = foreign.connection.execute("SELECT count(*) FROM history").fetchone()
        with opened(theirs) as connection:
            assert connection.execute("SELECT count(*) FROM history").fetchone() == rows
    assert listing(tmp_path) == before


def test_a_file_without_anything(tmp_path: Path) -> None:
    from annotator.storage.store import create_file

    create_file(tmp_path / "empty.annotator", LABEL_SET, made_by="0", at="")
    with open_foreign(tmp_path / "empty.annotator") as foreign:
        assert foreign.unfit == ()
        assert foreign.connection.execute("SELECT count(*) FROM documents").fetchone() == (0,)


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.name)
def test_row_17_every_older_version_is_read_and_left_as_it_is(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.annotator"
    path.write_bytes(gzip.decompress(old.read_bytes()))
    before = listing(tmp_path)
    with open_foreign(path) as foreign:
        assert foreign.unfit == ()
        said = foreign.connection.execute("SELECT count(*) FROM remarks").fetchone()
        assert said == (0 if old.name.startswith("1.") else 1,)
        assert len(set_on_talks(foreign).spans) == 2
    assert listing(tmp_path) == before


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.name)
def test_row_14_the_shape_of_each_version_is_known(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.annotator"
    path.write_bytes(gzip.decompress(old.read_bytes()))
    with opened(path) as connection:
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
        assert known_shape(int(old.name[0])) == set(rows.fetchall())


def test_what_is_retired_is_not_there(theirs: Path) -> None:
    run("UPDATE annotation_sets SET is_retired = 1")(theirs)
    with open_foreign(theirs) as foreign:
        assert foreign.unfit == ()
        assert foreign.connection.execute("SELECT count(*) FROM spans").fetchone() == (0,)


def test_the_private_copy_is_private_and_goes(theirs: Path) -> None:
    with open_foreign(theirs) as foreign:
        (row,) = foreign.connection.execute("PRAGMA database_list")
        folder = Path(row[2]).parent
        assert folder.stat().st_mode & 0o077 == 0
        assert [one.name for one in folder.iterdir()] == ["clean"]
        with pytest.raises(sqlite3.OperationalError):
            foreign.connection.execute("DELETE FROM spans")
    assert not folder.exists()


# ---- what stands beside it ----------------------------------------------------------------------


def test_row_13_a_crafted_journal_deletes_nothing(theirs: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    put_hot_journal(theirs, victim)
    before = listing(tmp_path)
    with pytest.raises(errors.MadeWhileOpen) as caught:
        open_foreign(theirs).__enter__()
    assert caught.value.beside.name == "theirs.annotator-journal"
    with open_foreign(theirs, is_main_file_enough=True) as foreign:
        assert len(set_on_talks(foreign).spans) == 3
    assert listing(tmp_path) == before


def test_row_13_an_empty_journal_does_not_matter(theirs: Path) -> None:
    theirs.with_name(theirs.name + "-journal").touch()
    with open_foreign(theirs) as foreign:
        assert len(set_on_talks(foreign).spans) == 3


def test_row_13_a_log_beside_it(theirs: Path, tmp_path: Path) -> None:
    theirs.with_name(theirs.name + "-wal").write_bytes(b"frames")
    with pytest.raises(errors.MadeWhileOpen):
        open_foreign(theirs).__enter__()


def test_row_13_a_file_whose_log_was_left_behind(theirs: Path, tmp_path: Path) -> None:
    with opened(theirs) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("SELECT count(*) FROM documents").fetchall()
    assert theirs.read_bytes()[18:20] == b"\x02\x02"
    before = listing(tmp_path)
    with pytest.raises(errors.MadeWhileOpen):
        open_foreign(theirs).__enter__()
    with open_foreign(theirs, is_main_file_enough=True) as foreign:
        assert len(set_on_talks(foreign).spans) == 3
    assert listing(tmp_path) == before


# ---- what is no project, or damaged -------------------------------------------------------------


def test_row_12_what_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(errors.ProjectMissing):
        open_foreign(tmp_path / "nowhere.annotator").__enter__()
    with pytest.raises(errors.NotAProject):
        open_foreign(tmp_path).__enter__()
    (tmp_path / "text.annotator").write_text("a text")
    with pytest.raises(errors.NotAProject):
        open_foreign(tmp_path / "text.annotator").__enter__()


def test_row_12_half_a_file(theirs: Path) -> None:
    theirs.write_bytes(theirs.read_bytes()[: theirs.stat().st_size // 2])
    with pytest.raises(errors.NotAProject, match="truncated"):
        open_foreign(theirs).__enter__()


def test_row_12_a_torn_page(theirs: Path) -> None:
    whole = bytearray(theirs.read_bytes())
    with opened(theirs) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'spans'"
        ).fetchone()
    whole[(page - 1) * 4096 : page * 4096] = bytes(4096)
    theirs.write_bytes(whole)
    with pytest.raises(errors.NotAProject):
        open_foreign(theirs).__enter__()


def test_row_17_a_newer_version(theirs: Path) -> None:
    run(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")(theirs)
    before = theirs.read_bytes()
    with pytest.raises(errors.ProjectTooNew) as caught:
        open_foreign(theirs).__enter__()
    assert caught.value.version == SCHEMA_VERSION + 1
    assert theirs.read_bytes() == before


def test_row_17_a_version_that_it_is_not(theirs: Path) -> None:
    run("PRAGMA user_version = 1")(theirs)
    with pytest.raises(errors.ForeignShape):
        open_foreign(theirs).__enter__()


# ---- what does not belong into a project --------------------------------------------------------

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
HUGE = "SELECT zeroblob(400000000) AS text"
OBJECTS: list[tuple[str, str, tuple[str, ...]]] = [
    ("view", "more", (f"CREATE VIEW more AS {ENDLESS}",)),
    ("view", "more", (f"CREATE VIEW more AS {HUGE}",)),
    ("view", "reasons", ("DROP TABLE reasons", f"CREATE VIEW reasons AS {ENDLESS}")),
    ("trigger", "boom", ("CREATE TRIGGER boom AFTER INSERT ON meta BEGIN SELECT 1; END",)),
    ("index", "more", ("CREATE INDEX more ON documents (title)",)),
    ("table", "more", ("CREATE VIRTUAL TABLE more USING fts5(text)",)),
    ("table", "sqlite_stat1", ("ANALYZE",)),
    ("table", "reasons", ("ALTER TABLE reasons ADD COLUMN more TEXT AS (upper(reason))",)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "statements"), OBJECTS)
def test_row_14_an_object_that_no_project_has(
    theirs: Path, kind: str, name: str, statements: tuple[str, ...]
) -> None:
    run(*statements)(theirs)
    with pytest.raises(errors.ForeignShape) as caught:
        open_foreign(theirs).__enter__()
    assert (caught.value.kind, caught.value.name) == (kind, name)


def test_row_14_an_object_that_is_missing(theirs: Path) -> None:
    run("DROP INDEX documents_by_id")(theirs)
    with pytest.raises(errors.ForeignShape) as caught:
        open_foreign(theirs).__enter__()
    assert (caught.value.kind, caught.value.name) == ("index", "documents_by_id")
    assert caught.value.is_missing


def test_row_14_nothing_but_reading_is_let_through(theirs: Path) -> None:
    with guarded(theirs, theirs) as asked:
        for statement in (
            "DELETE FROM spans",
            "ATTACH ':memory:' AS other",
            "PRAGMA journal_mode",
            "CREATE TEMP TABLE more (x)",
            "SELECT load_extension('x')",
        ):
            with pytest.raises(errors.NotAProject):
                list(asked.ask(statement))


def test_row_15_what_never_ends_is_stopped(theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.storage.foreign.guarding.PATIENCE", 0.05)
    endless = ENDLESS.replace("SELECT i FROM n", "SELECT max(i) FROM n")
    with guarded(theirs, theirs) as asked, pytest.raises(errors.NotAProject, match="interrupted"):
        list(asked.ask(endless))


def test_row_15_a_cell_too_large_is_not_even_read(theirs: Path) -> None:
    with guarded(theirs, theirs) as asked, pytest.raises(sqlite3.DataError):
        list(asked.ask(HUGE))


# ---- rows ---------------------------------------------------------------------------------------

PAGES_OF_30_MB = "CAST(zeroblob(30000000) AS TEXT)"
ROWS: list[tuple[str, str, str, Tamper]] = [
    ("spans", "varga", "UTF-8", run("UPDATE spans SET note = CAST(x'ff41' AS TEXT) WHERE id = 'varga'")),
    ("spans", "varga", "UTF-8", run("UPDATE spans SET note = CAST(x'eda080' AS TEXT) WHERE id = 'varga'")),
    ("spans", "varga", "NUL", run("UPDATE spans SET note = CAST(x'410042' AS TEXT) WHERE id = 'varga'")),
    ("spans", "she", "too long", run(f"UPDATE spans SET note = {PAGES_OF_30_MB} WHERE id = 'she'")),
    ("spans", "she", "range", run("UPDATE spans SET \"end\" = 100000 WHERE id = 'she'")),
    ("spans", "she", "order", run("UPDATE spans SET fragments = '[[120,123],[121,132]]' WHERE id = 'she'")),
    ("spans", "she", "order", run("UPDATE spans SET fragments = '[[120,123],[125,131]]' WHERE id = 'she'")),
    ("spans", "she", "JSON", run("UPDATE spans SET fragments = '[[120,123]' || ']]' WHERE id = 'she'")),
    ("spans", "she", "attribute", run("UPDATE spans SET attributes = '{\"m\":{\"n\":1}}' WHERE id = 'she'")),
    ("spans", "she", "refers", run("UPDATE spans SET label_key = 99 WHERE id = 'she'")),
    ("spans", "she", "number", without_rules("spans", "UPDATE spans SET start = 'one' WHERE id = 'she'")),
    ("spans", "she", "range", without_rules("spans", "UPDATE spans SET start = -1 WHERE id = 'she'")),
    ("spans", "she", "word", without_rules("spans", "UPDATE spans SET origin = 'guessed' WHERE id = 'she'")),
    ("spans", "she", "missing", without_rules("spans", "UPDATE spans SET origin = x'6d616e75616c' WHERE id = 'she'")),
    ("documents", "second", "hash", run("UPDATE documents SET text = 'Forged text.' WHERE id = 'second'")),
    ("documents", "second", "long", run("UPDATE documents SET characters = 3 WHERE id = 'second'")),
    ("documents", "second", "section", run("UPDATE documents SET sections = '[[\"title\",0,99]]' WHERE id = 'second'")),
    ("documents", "2", "too long", run(f"UPDATE documents SET text = {PAGES_OF_30_MB} WHERE id = 'second'")),
    ("documents", "", "empty", run("UPDATE documents SET id = '' WHERE id = 'second'")),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "reason", "tamper"), ROWS)
def test_row_16_a_row_that_is_unfit_stays_out_alone(
    theirs: Path, table: str, row: str, reason: str, tamper: Tamper
) -> None:
    tamper(theirs)
    with open_foreign(theirs) as foreign:
        (unfit,) = [one for one in foreign.unfit if one.table == table]
        assert (unfit.row, reason in unfit.reason) == (row, True), unfit
        mine = set_on_talks(foreign)
        assert set(mine.spans) | {row} >= {"varga", "lines", "she"}
        assert "lines" in mine.spans
        if table == "spans":
            assert row not in mine.spans
            assert foreign.incomplete == {mine.id}
        else:
            assert read_document(foreign.connection, "second") is None


def test_assignments_and_second_times_come_through_where_they_are_fit(theirs: Path) -> None:
    one, again = "(SELECT id FROM annotators)", "INSERT INTO annotators (id, name) VALUES"
    assign = "INSERT INTO assignments (document_key, annotator, at, is_blind) VALUES"
    run(
        f"{again} ('again', 'ilse, second time'), ('self', 'self')",
        "INSERT INTO second_times SELECT 'again', id, 2 FROM annotators WHERE name = 'ilse'",
        "INSERT INTO second_times VALUES ('self', 'self', 2)",
        f"{assign} (1, 'again', '2026', 1), (1, 'nobody', '', 0), (2, '', '', 0)",
        f"{assign} (2, {one}, CAST(x'ff' AS TEXT), 0)",
    )(theirs)
    with open_foreign(theirs) as foreign:
        assert [one.annotator for one in read_second_times(foreign.connection)] == ["again"]
        assert [one[:2] for one in read_assignments(foreign.connection)] == [("talks", "again")]
        assert [(one.table, one.reason) for one in foreign.unfit] == [
            ("second_times", "it is a second time of itself"),
            ("assignments", "it is there twice, or what it refers to is not there"),
            ("assignments", "an id is empty or too long"),
            ("assignments", "a text is not UTF-8"),
        ]


def test_row_16_what_stands_on_an_unfit_row_stays_out_too(theirs: Path) -> None:
    run("UPDATE spans SET note = CAST(x'ff' AS TEXT) WHERE id = 'varga'")(theirs)
    with open_foreign(theirs) as foreign:
        assert [(one.table, one.row) for one in foreign.unfit] == [
            ("spans", "varga"),
            ("relations", "works"),
        ]
    run("UPDATE documents SET text = 'x' WHERE id = 'talks'")(theirs)
    with open_foreign(theirs) as foreign:
        assert foreign.connection.execute("SELECT count(*) FROM annotation_sets").fetchone() == (0,)


def test_row_16_an_annotator_without_a_name_that_can_be_shown(theirs: Path) -> None:
    run("UPDATE annotators SET name = char(27) || '[31m'")(theirs)
    with open_foreign(theirs) as foreign:
        assert ("annotators", "control characters") in [
            (one.table, one.reason) for one in foreign.unfit
        ]
        assert read_annotators(foreign.connection) == []


def test_what_a_label_looks_like_is_no_way_in(theirs: Path) -> None:
    run("UPDATE span_labels SET colour = 'red; border: 9px', shortcut = 'long'")(theirs)
    with open_foreign(theirs) as foreign:
        assert foreign.unfit == ()
        looks = {(one.colour, one.key) for one in read_label_set(foreign.connection).span_labels}
        assert looks == {("#5c6470", "")}


# ---- the history --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tamper",
    [
        run("UPDATE history SET annotator = NULL WHERE seq = 3"),
        run("UPDATE history SET edit = replace(edit, 'lines', 'other') WHERE seq = 3"),
        run("PRAGMA foreign_keys = OFF", "DELETE FROM history WHERE seq = 3"),
        run("UPDATE history SET seq = 30 WHERE seq = 3"),
        run("UPDATE history SET at = CAST(x'ff' AS TEXT) WHERE seq = 3"),
        run("UPDATE history SET edit = '{not json}' WHERE seq = 3"),
        run(f"UPDATE history SET at = {PAGES_OF_30_MB} WHERE seq = 3"),
    ],
)
def test_row_20_a_history_that_was_rewritten_keeps_everything_out(
    theirs: Path, tamper: Tamper
) -> None:
    tamper(theirs)
    with pytest.raises(errors.HistoryBroken) as caught:
        open_foreign(theirs).__enter__()
    assert caught.value.row in (3, 4, 30)


def test_whoever_has_had_enough_can_stop_it(theirs: Path) -> None:
    calls: list[None] = []

    def follow() -> None:
        calls.append(None)
        if len(calls) == 5:
            raise errors.Cancelled

    with pytest.raises(errors.Cancelled):
        open_foreign(theirs, follow=follow).__enter__()


def test_asking_needs_no_more_than_a_cursor() -> None:
    """The guard does not fetch what nobody asks for."""
    connection = sqlite3.connect(":memory:")
    rows = Guarded(connection, Path("x")).ask(ENDLESS)
    assert [next(rows) for _ in range(3)] == [(1,), (2,), (3,)]
    rows.close()  # type: ignore[attr-defined]
    connection.close()


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        ("UPDATE label_set_versions SET sha256 = 'x'", "hash"),
        ("UPDATE label_set_versions SET label_set = '{}'", "label set"),
        ("UPDATE label_set_versions SET label_set = '{'||'}'||'}'", "JSON"),
        (
            "UPDATE label_set_versions SET label_set = replace(label_set, 'PERSON', 'ENEMY')",
            "hash",
        ),
        (
            "UPDATE label_set_versions SET label_set = "
            "json_set(label_set, '$.span_labels[0].name', 5)",
            "text",
        ),
        (
            "UPDATE label_set_versions SET label_set = json_set(label_set, '$.span_labels', 5)",
            "label set",
        ),
    ],
)
def test_a_version_of_the_label_set_that_is_unfit_stays_out(
    theirs: Path, tamper: str, reason: str
) -> None:
    """What was made under it comes in, made under nobody knows which."""
    run(tamper)(theirs)
    with open_foreign(theirs) as foreign:
        (unfit,) = [one for one in foreign.unfit if one.table == "label_set_versions"]
        assert reason in unfit.reason
        assert {"varga", "lines", "she"} <= set(set_on_talks(foreign).spans)
        assert read_made_under(foreign.connection, "talks") == {}


def test_versions_of_the_label_set_come_along(theirs: Path) -> None:
    with open_foreign(theirs) as foreign:
        assert {"varga", "lines", "she"} <= read_made_under(foreign.connection, "talks").keys()
