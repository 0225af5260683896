"""brat's files through real projects: in, out, into another project and out again, the same bytes."""

from pathlib import Path

import pytest

from annotator.model.labels import LabelSet
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from tests.formats.brat.folders import TEXT, at, make

ANN = (
    f"T1\tPERSON {at('Ilse Varga')}\tIlse Varga\nT2\tPERSON {at('Jon Bly')}\tJon Bly\n"
    f"T3\tMeet {at('met')}\tmet\nT4\tGo {at('left')}\tleft\n"
    f"T5\tnews_x20_agency {at('Norrow')};{at('Lines')}\tNorrow Lines\n"
    "E1\tMeet:T3 Who:T1 Who2:T2\nE2\tMeet:T3 Who:T2\nE3\tGo:T4 Who:T2 After:E2 Of:T3\n"
    "R1\tleads Arg1:T1 Arg2:T5\n*\tEquiv T1 T2\n"
    "A1\tSure T1 High\nA2\tNegation E3\nA3\tScore R1 0.5\nA4\tNegation E2\n"
    "N1\tReference T1 Wikidata:Q1\tIlse\n#1\tAnnotatorNotes T1\tfirst\n#2\tAnnotatorNotes E2\tsure\n"
)
CONF = """\
#: kind number Score
[entities]
PERSON
!Firm
\tnews_x20_agency
[relations]
leads\tArg1:PERSON, Arg2:Firm
Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive
[events]
Meet\tWho+:PERSON
Go\tWho*:PERSON, After?:<EVENT>, Of?:<EVENT>
[attributes]
Sure\tArg:PERSON, Value:High|Low
Negation\tArg:<EVENT>
Score\tArg:<RELATION>
"""


def journey(folder: Path, source: Path, name: str, annotator: str | None) -> Path:
    """Bring a folder into a new project without labels and write it from there."""
    out = folder / f"{name}-out"
    path = folder / f"{name}.annotator"
    with Project.create(path, label_set=LabelSet(), annotator="me") as project:
        report = project.import_sources([source], annotator=annotator)
        assert [one for one in report.problems if one.is_skipped] == []
        project.export(out, ExportChoice(format="brat"))
    return out


def read_all(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_folder_goes_through_two_projects_and_comes_out_the_same(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    make(source, ANN)
    (source / "annotation.conf").write_text(CONF)
    first = journey(tmp_path, source, "first", "Maria")
    second = journey(tmp_path, first, "second", None)
    before, after = read_all(first), read_all(second)
    assert before == after
    [ann] = [raw.decode() for name, raw in before.items() if name.endswith(".ann")]
    kinds = {kind: sum(row.startswith(kind) for row in ann.split("\n")) for kind in "TERAN#*"}
    assert kinds == {"T": 5, "E": 3, "R": 1, "A": 4, "N": 2, "#": 2, "*": 1}
    [text] = [raw.decode() for name, raw in before.items() if name.endswith(".txt")]
    assert text == TEXT


def test_offsets_of_a_browser_come_out_as_code_points(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    text = "👧 Ilse met Jon in Oslo."
    words = ("Ilse", "Jon", "Oslo")
    rows = [
        f"T{number}\tX {text.index(word) + 1} {text.index(word) + 1 + len(word)}\tx"
        for number, word in enumerate(words, 1)
    ]
    make(source, "\n".join(rows), text)
    out = read_all(journey(tmp_path, source, "first", "Maria"))
    [ann] = [raw.decode() for name, raw in out.items() if name.endswith(".ann")]
    assert ann == "T1\tX 2 6\tIlse\nT2\tX 11 14\tJon\nT3\tX 18 22\tOslo\n"


@pytest.mark.parametrize("is_deep", [True, False])
def test_two_annotators_come_back_as_two(tmp_path: Path, is_deep: bool) -> None:
    source = tmp_path / "source"
    for name in ("Maria", "Ilya"):
        folder = source / name
        folder.mkdir(parents=True)
        make(folder, f"T1\t{name} {at('Ilse')}\tIlse\n")
        (folder / "annotation.conf").write_text(f"#: annotator {name}\n")
    choice = ExportChoice(format="brat", settings={"folders": "annotators" if is_deep else "none"})
    with Project.create(tmp_path / "p.annotator", label_set=LabelSet(), annotator="me") as project:
        project.import_sources([source])
        project.export(tmp_path / "out", choice)
        assert {one.name for one in project.annotators()} >= {"Maria", "Ilya"}
    anns = [name for name in read_all(tmp_path / "out") if name.endswith(".ann")]
    assert len(anns) == 2
    assert sum("/" not in name.replace("\\", "/") for name in anns) == (0 if is_deep else 1)
