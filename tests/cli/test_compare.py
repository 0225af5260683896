"""The command compare: where two annotators differ, in words and as JSON."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.project.project import Project
from tests.builders import make_span
from tests.cli.conftest import ARTICLE, Command


@pytest.fixture
def two(project: Path) -> Path:
    """Jonas has labelled the first article too, and not quite as Maria."""
    with Project.open(project, annotator="Jonas") as opened:
        first = next(opened.documents()).id
        opened.apply(AddSpan(make_span(ARTICLE, "Ilse Varga", "o", "v2")), first)
        opened.apply(AddSpan(make_span(ARTICLE, "Norrow Lines", "o", "l2")), first)
    return project


def test_each_difference_is_a_line(command: Command, two: Path) -> None:
    result = command("compare", two, "Maria", "jonas")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0].endswith(": label: “Ilse Varga” – Maria PERSON · jonas ORGANISATION")
    assert ": relation: Ilse Varga works for Norrow Lines – only Maria" in lines[1]
    assert lines[2:] == ["label     1", "relation  1"]


def test_json(command: Command, two: Path) -> None:
    found = command("compare", two, "Maria", "Jonas", "--json").json
    assert found["counts"] == {
        "missing": 0, "extra": 0, "label": 1, "boundary": 0, "label_and_boundary": 0,
        "relation": 1, "attribute": 0, "document_label": 0,
    }  # fmt: skip
    label, relation = found["differences"]
    start = ARTICLE.index("Ilse")
    assert label["a"] == {
        "id": "varga", "label": "PERSON", "start": start, "end": start + 10, "text": "Ilse Varga",
    }  # fmt: skip
    assert (label["kind"], label["b"]["label"]) == ("label", "ORGANISATION")
    assert relation["a"] == {
        "id": "works", "label": "works for", "head": "varga", "tail": "lines",
    }  # fmt: skip
    assert (relation["b"], relation["fault"]) == (None, "missing")


@pytest.fixture
def three(two: Path) -> Path:
    """Kim too, as Maria but for the relation."""
    with Project.open(two, annotator="Kim") as opened:
        first = next(opened.documents()).id
        opened.apply(AddSpan(make_span(ARTICLE, "Ilse Varga", "p", "v3")), first)
        opened.apply(AddSpan(make_span(ARTICLE, "Norrow Lines", "o", "l3")), first)
    return two


def test_three_are_counted(command: Command, three: Path) -> None:
    lines = command("compare", three, "Maria", "jonas", "Kim").out.splitlines()
    label = "PERSON 2 of 3 (Kim, Maria) · ORGANISATION 1 of 3 (jonas)"
    assert lines[0].endswith(f": label: “Ilse Varga” – {label}")
    assert lines[1].endswith("works for 1 of 3 (Maria) · nothing 2 of 3 (jonas, Kim)")
    assert lines[2:] == ["label     1", "relation  1"]
    found = command("compare", three, "Maria", "Jonas", "Kim", "--json").json
    varga, works = found["differences"]
    assert [one["annotators"] for one in varga["votes"]] == [["Kim", "Maria"], ["Jonas"]]
    assert varga["votes"][1]["says"]["label"] == "ORGANISATION"
    assert (works["silent"], works["fault"]) == (["Jonas", "Kim"], "missing")
    assert "a" not in varga and found["counts"]["label"] == 1


def test_whoever_agrees_is_said_to(command: Command, two: Path) -> None:
    result = command("compare", two, "Maria", "Maria")
    assert (result.status, result.out) == (0, "No differences.\n")


def test_somebody_unknown(command: Command, two: Path) -> None:
    result = command("compare", two, "Maria", "Nobody")
    assert (result.status, result.out) == (2, "")
    assert "Nobody" in result.line


def test_nothing_is_changed(command: Command, two: Path) -> None:
    before = two.read_bytes()
    command("compare", two, "Maria", "Jonas")
    assert two.read_bytes() == before
