"""Files of older versions: carried forward whole, after a copy, or left as they are."""

import gzip
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from annotator.model.errors import SavingFailed
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.storage import migrations
from annotator.storage.header import SCHEMA_VERSION, read_header
from annotator.storage.store import create_file
from tests.builders import LABEL_SET, TEXT

VERSIONS = Path(__file__).parent.parent / "data" / "versions"
"""A file of each released version, kept for ever."""
OLD = sorted(VERSIONS.glob("*.annotator.gz"))


@pytest.fixture(params=OLD, ids=lambda path: path.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "news.annotator"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def _schema(path: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    return {row for row in rows if not row[1].startswith("sqlite_")}


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the tables that the first version had, but for what says which version."""
    tables = ("documents", "annotation_sets", "spans", "relations", "history", "span_labels")
    first = {
        "spans": "set_key, id, label_key, start, end, fragments, attributes, note, origin",
        "relations": "set_key, id, label_key, head, tail, attributes, note, origin",
    }
    with closing(sqlite3.connect(path)) as connection:
        return {
            one: connection.execute(f"SELECT {first.get(one, '*')} FROM {one}").fetchall()
            for one in tables
        }


def test_row_17_every_released_version_has_its_file() -> None:
    assert [path.name for path in OLD] == [
        f"{version}.annotator.gz" for version in range(1, SCHEMA_VERSION)
    ]


def test_row_17_it_opens_with_all_that_was_in_it(old: Path) -> None:
    rows = rows_of(old)
    with Project.open(old, annotator="ilse") as project:
        assert not project.is_read_only
        mine = project.annotation_set("talks")
        assert {span.covered_text(TEXT) for span in mine.spans.values()} == {
            "Ilse Varga",
            "Norrow Lines",
        }
        assert mine.status == "finished"
        assert project.check() == []
    assert read_header(old).version == SCHEMA_VERSION
    assert rows_of(old) == rows


def test_undo_reaches_back_to_before(old: Path) -> None:
    with Project.open(old, annotator="ilse") as project:
        project.redo()
        assert project.annotation_set("talks").spans["ilse"].attributes == {"m": "named"}
        project.undo()
        project.undo()
        assert project.annotation_set("talks").status == "in_progress"


def test_rows_14_and_17_it_has_the_shape_of_a_new_file(old: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.annotator"
    create_file(fresh, LABEL_SET, made_by="0", at="2026-01-24T00:00:00Z")
    Project.open(old).close()
    assert _schema(old) == _schema(fresh)


def test_row_17_a_copy_as_it_was_stands_beside_it(old: Path) -> None:
    before, version = rows_of(old), read_header(old).version
    Project.open(old).close()
    copy = old.with_name(f"news (version {version}).annotator")
    assert read_header(copy).version == version
    assert rows_of(copy) == before
    assert sorted(path.name for path in old.parent.iterdir()) == sorted([old.name, copy.name])


def test_an_earlier_copy_is_not_overwritten(old: Path) -> None:
    taken = old.with_name(f"news (version {read_header(old).version}).annotator")
    taken.write_text("mine")
    Project.open(old).close()
    assert taken.read_text() == "mine"
    assert old.with_name(f"{taken.stem} 2.annotator").exists()


def test_row_17_one_that_is_only_read_stays_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    said = 0 if read_header(old).version < 2 else 1
    with Project.open(old, is_read_only=True) as project:
        assert project.review.verdicts() == []
        assert len(project.review.remarks("talks")) == said
        assert project.review.curated("talks").annotation_set.spans == {}
        project.export(BytesIO(), ExportChoice(is_curated_only=True))
        assert project.check() == []
    assert old.read_bytes() == before
    assert list(old.parent.iterdir()) == [old]


def test_row_3_what_breaks_off_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real failure of SQLite in the last statement of the step."""
    before = rows_of(old), read_header(old)
    broken = (*migrations.SUGGESTED, "CREATE TABLE purges (twice)")
    monkeypatch.setattr(migrations, "SUGGESTED", broken)
    with pytest.raises(SavingFailed, match="purges"):
        Project.open(old)
    assert (rows_of(old), read_header(old)) == before
    copy = f"news (version {before[1].version}).annotator"
    assert sorted(path.name for path in old.parent.iterdir()) == sorted([old.name, copy])
