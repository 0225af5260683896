"""What came in from brat goes through UIMA files into another project and is still all there."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.model.labels import LabelSet
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from tests.formats.brat.folders import at, make

ANN = (
    f"T1\tPERSON {at('Ilse Varga')}\tIlse Varga\nT2\tPERSON {at('Jon Bly')}\tJon Bly\n"
    f"T3\tMeet {at('met')}\tmet\nT4\tnews_x20_agency {at('Norrow Lines')}\tNorrow Lines\n"
    "E1\tMeet:T3 Who:T1 Who2:T2\nE2\tMeet:T3 Who:T2\nR1\tleads Arg1:T1 Arg2:T4\n*\tEquiv T1 T2\n"
    "A1\tSure T1 High\nA2\tNegation R1\nA3\tNegation E2\nN1\tReference T1 Wikidata:Q1\tIlse\n"
    "#1\tAnnotatorNotes T1\tfirst\n#2\tAnnotatorNotes R1\tsure\n"
)


def said(project: Project, folder: Path, name: str) -> Any:
    """Everything that a project says of its one article, ids aside."""
    target = folder / f"{name}.jsonl"
    project.export(target)
    [row] = [orjson.loads(one) for one in target.read_bytes().splitlines()]
    places = {one["id"]: (one["start"], one["end"], one["label"]) for one in row["spans"]}
    for one in row["relations"]:
        one["head"], one["tail"] = places[one["head"]], places[one["tail"]]
    for one in (*row["spans"], *row["relations"]):
        del one["id"]
    return row["text"], row["annotator"], row["spans"], sorted(row["relations"], key=repr)


@pytest.mark.parametrize("layer", ["basic", "named-entity"])
@pytest.mark.parametrize("format", ["uima-json", "uima-xmi"])
def test_nothing_is_lost_between_two_projects(tmp_path: Path, format: str, layer: str) -> None:
    source = tmp_path / "source"
    source.mkdir()
    make(source, ANN)
    with Project.create(tmp_path / "a.annotator", label_set=LabelSet(), annotator="me") as first:
        report = first.import_sources([source], annotator="Maria")
        assert report.problems == []
        choice = ExportChoice(format=format, misfit="strict", settings={"layer": layer})
        first.export(tmp_path / "out", choice)
        before = said(first, tmp_path, "first")
    with Project.create(tmp_path / "b.annotator", label_set=LabelSet(), annotator="me") as second:
        report = second.import_sources([tmp_path / "out"])
        assert report.problems == []
        assert said(second, tmp_path, "second") == before
    assert len(before[2]) == 4
    assert len(before[3]) == 4
    assert sum("entity" in one for one in before[2]) == 2
