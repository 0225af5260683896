"""Real files of other projects, held against the counts that an independent script made."""

import re
from pathlib import Path

import pytest

from annotator.formats.brat.brat import Brat
from annotator.formats.format import WriteOptions
from tests.formats.brat.folders import Found
from tests.formats.out_folders import write_folder

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats"
NOT_HERE = "the real files of other tools are not beside this checkout"
ROW = re.compile(r"\| (brat/\S+\.ann) \|.*\| ([^|]*) \|$")


def counts() -> dict[str, dict[str, int]]:
    """The counts of each .ann file that lies beside its text."""
    readme = FOLDER / "README.md"
    if not readme.exists():
        pytest.skip(NOT_HERE)
    found = {}
    for row in readme.read_text().split("\n"):
        if (match := ROW.match(row)) and "chars" in match[2]:
            pairs = (one.split(" ") for one in match[2].split(", "))
            found[match[1]] = {name: int(count) for name, count in pairs}
    return found


def test_counts_of_real_files() -> None:
    expected = counts()
    assert len(expected) >= 9
    for name, said in expected.items():
        found = Found(FOLDER / name)
        line = found.line
        assert found.problems == [], name
        assert len(line.document.text) == said["chars"], name
        assert len(line.spans) == said["text_bound"], name
        pieces = [one for one in line.spans if one.is_discontinuous]
        assert len(pieces) == said.get("discontinuous", 0), name
        rows = (FOLDER / name).read_text().split("\n")
        equiv = [one for one in rows if one.startswith("*\tEquiv")]
        classes = sum(
            len(one.split()) - 3 for one in rows if one.startswith("*") and one not in equiv
        )
        linked = [one for one in line.spans if one.entity]
        assert len(linked) == sum(len(one.split()) - 2 for one in equiv), name
        assert len(line.entities) == len(equiv), name
        arguments = sum(len(one.split()) - 2 for one in rows if one.startswith("E"))
        wanted = said.get("relations", 0) + classes + arguments
        assert len(line.relations) == wanted, name
        notes = [one for one in (*line.spans, *line.relations) if one.note]
        assert len(notes) == said.get("notes", 0), name


def test_real_files_go_out_with_the_same_numbers_and_the_same_places() -> None:
    for name in counts():
        found = Found(FOLDER / name)
        options = WriteOptions(label_set=found.label_set)
        files = write_folder(Brat(), [found.line], options)
        [ann] = [raw.decode() for name, raw in files.items() if name.endswith(".ann")]
        before = (FOLDER / name).read_text().split("\n")
        after = ann.split("\n")
        for kind in "TERAM*#":
            assert kinds(before, kind) == kinds(after, kind), (name, kind)
        assert places(before) == places(after), name


def kinds(rows: list[str], kind: str) -> int:
    return sum(row.startswith(kind) for row in rows)


def places(rows: list[str]) -> list[tuple[str, ...]]:
    """Type, offsets (their pieces in the order of the text) of each text-bound line."""
    found = []
    for row in rows:
        if row.startswith("T"):
            type, offsets = row.split("\t")[1].split(" ", 1)
            pairs = sorted(offsets.split(";"), key=lambda one: int(one.split(" ")[0]))
            found.append((type, *pairs))
    return sorted(found)
