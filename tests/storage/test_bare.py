"""Bare rows: they end with the same rows as the program does, or the comparison means nothing."""

from pathlib import Path

import orjson

from annotator.benchmark.corpus import PEOPLE, Shape, make_lines
from annotator.formats.jsonl import encode_line
from annotator.project.project import Project
from annotator.storage.bare import (
    find_texts,
    label_phrase,
    read_in,
    read_places,
    read_rows,
    take_rows,
    write_out,
)


def make_corpus(path: Path, people: tuple[str, ...] = PEOPLE) -> Path:
    path.write_bytes(b"".join(map(encode_line, make_lines(10, Shape(12), people))))
    return path


def make_project(path: Path, people: tuple[str, ...] = PEOPLE) -> Path:
    with Project.create(path) as project:
        project.import_sources([make_corpus(path.with_suffix(".jsonl"), people)])
    return path


def test_a_bare_import_has_the_rows_of_a_real_one(tmp_path: Path) -> None:
    real = make_project(tmp_path / "real.annotator")
    Project.create(tmp_path / "bare.annotator").close()
    read_in(real.with_suffix(".jsonl"), tmp_path / "bare.annotator")
    counts = [
        {table: len(rows) for table, rows in read_rows(path).items()}
        for path in (real, tmp_path / "bare.annotator")
    ]
    assert counts[0] == counts[1]
    assert counts[0]["documents"] == 10
    assert [sorted(one) for one in read_places(real)] == [
        sorted(one) for one in read_places(tmp_path / "bare.annotator")
    ]


def test_a_bare_export_says_the_same_of_spans(tmp_path: Path) -> None:
    real = make_project(tmp_path / "real.annotator")
    with Project.open(real) as project:
        project.export(tmp_path / "out.jsonl")
    lines = [
        sorted((one["id"], one["annotator"], len(one["spans"])) for one in map(orjson.loads, raw))
        for raw in (
            (tmp_path / "out.jsonl").read_bytes().splitlines(),
            write_out(real).splitlines(),
        )
    ]
    assert lines[0] == lines[1]


def test_what_is_put_in_to_be_timed_is_taken_back(tmp_path: Path) -> None:
    mine, theirs = (make_project(tmp_path / f"{name}.annotator", (name,)) for name in PEOPLE)
    before = read_rows(mine)
    assert take_rows(mine, theirs) == len(read_rows(theirs)["spans"])
    assert label_phrase(mine, "Report") == 10
    assert read_rows(mine) == before
    assert len(find_texts(mine, "Report")) == 10
