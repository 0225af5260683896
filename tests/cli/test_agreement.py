"""The command agreement: numbers for people and for programs, and why there is none."""

import sys
from pathlib import Path
from typing import Any

import pytest

from annotator.edits.edit import AddRelation, AddSpan, SetDocumentLabels, SetStatus
from annotator.model.relation import Relation
from annotator.model.suggested import Suggested
from annotator.project.project import Project
from tests.builders import make_span
from tests.cli.conftest import ARTICLE, Command

F1_KEYS = ["value", "low", "high", "matched", "a", "b"]


@pytest.fixture
def two(project: Path) -> Path:
    """Jonas has finished the first article too, and not quite as Maria."""
    with Project.open(project, annotator="Jonas") as opened:
        first = next(opened.documents()).id
        opened.apply(AddSpan(make_span(ARTICLE, "Ilse Varga", "o", "v2")), first)
        opened.apply(AddSpan(make_span(ARTICLE, "Norrow Lines", "o", "l2")), first)
        opened.apply(SetStatus("finished"), first)
    return project


def test_people_are_told_what_agrees_and_why_there_is_no_number(
    command: Command, two: Path
) -> None:
    result = command("agreement", two)
    assert (result.status, result.err) == (0, "")
    lines = [" ".join(line.split()) for line in result.out.splitlines()]
    assert lines[0] == "Jonas and Maria: 1 article that both have finished"
    assert "spans: same words, same label 0.500 1 2 2" in lines
    assert "spans: same words 1.000 2 2 2" in lines
    assert "relations: same type, same ends 0.000 0 0 1" in lines
    missing = "no relation stands on two spans that both have"
    assert f"relations whose ends agree – {missing}" in lines
    assert "agree 1 50.0 %" in lines and "other label 1 50.0 %" in lines
    assert "ORGANISATION PERSON 1" in lines
    assert "alpha of article labels – nobody has given an article a label" in lines
    assert "nan" not in result.out.lower()


def test_json_has_the_names_that_are_promised(command: Command, two: Path) -> None:
    found = command("agreement", two, "--json").json
    assert (found["annotators"], found["documents"]) == (["Jonas", "Maria"], 1)
    (pair,) = found["pairs"]
    assert (pair["a"], pair["b"], pair["documents"]) == ("Jonas", "Maria", 1)
    for name in ("span_f1", "boundary_f1", "overlap_f1", "relation_f1", "relation_f1_given_spans"):
        assert list(pair[name]) == F1_KEYS
    assert pair["span_f1"] == {
        "value": 0.5, "low": None, "high": None, "matched": 1, "a": 2, "b": 2,
    }  # fmt: skip
    assert pair["breakdown"] == {
        "agree": 1, "label": 1, "boundary": 0, "label_and_boundary": 0, "only_a": 0, "only_b": 0,
    }  # fmt: skip
    assert sum(pair["breakdown_share"].values()) == pytest.approx(1)
    assert pair["labels"]["ORGANISATION"]["span_f1"]["value"] == pytest.approx(2 / 3)
    assert pair["labels"]["PERSON"]["span_f1"]["value"] == 0
    assert isinstance(pair["token_kappa"], float)
    assert pair["relation_f1_given_spans"]["value"] is None
    assert set(pair["why"]) == {"relation_f1_given_spans", "relation_f1_given_overlap"}
    assert list(found["u_alpha"]) == ["u", "u_bar", "cu", "ku"]
    assert set(found["u_alpha"]["ku"]) == {"PERSON", "ORGANISATION"}
    assert found["alpha"]["document_labels"] is found["alpha"]["relation_types"] is None
    assert found["why"]["alpha.document_labels"] == "nobody has given an article a label"
    (article,) = pair["articles"]
    assert article["span_f1"]["matched"] == 1


def nulls(value: Any, path: str = "") -> list[str]:
    """Where there is no value; an interval that is not given has no value either."""
    if isinstance(value, dict):
        found = []
        for key, one in value.items():
            if key not in {"low", "high", "breakdown_share"}:
                found += nulls(one, path if key == "value" else f"{path}.{key}".strip("."))
        return found
    return [path] if value is None else []


@pytest.mark.parametrize("names", [[], ["--annotators", "Maria"], ["--annotators", "Maria,Otto"]])
def test_every_null_has_a_reason_beside_it(command: Command, two: Path, names: list[str]) -> None:
    with Project.open(two, annotator="Otto"):
        pass
    found = command("agreement", two, "--json", *names).json
    for one in (*found["pairs"], found["all_pairs"]):
        articles = one.pop("articles", [])
        assert set(nulls(one)) == set(one["why"])
        for article in articles:
            assert set(nulls(article)) == set(article["why"])
    rest = {key: one for key, one in found.items() if key not in {"pairs", "all_pairs"}}
    assert set(nulls(rest)) == set(found["why"])


def test_whose_labels_is_said_by_name_in_that_order(command: Command, two: Path) -> None:
    found = command("agreement", two, "--annotators", "maria, Jonas", "--json").json
    assert found["annotators"] == ["Maria", "Jonas"]
    assert (found["pairs"][0]["a"], found["pairs"][0]["b"]) == ("Maria", "Jonas")


def test_a_name_with_a_comma_in_it(command: Command, two: Path) -> None:
    with Project.open(two, annotator="Palm, Erik"):
        pass
    found = command(
        "agreement", two, "--annotators", "Palm, Erik", "--annotators", "Maria", "--json"
    )
    assert found.json["annotators"] == ["Palm, Erik", "Maria"]


def test_somebody_unknown(command: Command, two: Path) -> None:
    result = command("agreement", two, "--annotators", "Maria,Nobody")
    assert (result.status, result.out) == (2, "")
    assert "Nobody" in result.line


def test_what_is_not_finished_counts_only_where_asked(command: Command, two: Path) -> None:
    with Project.open(two, annotator="Jonas") as opened:
        opened.apply(SetStatus("in_progress"), next(opened.documents()).id)
    found = command("agreement", two, "--json").json
    assert (found["annotators"], found["pairs"]) == (["Maria"], [])
    found = command("agreement", two, "--in-progress", "--json").json
    assert found["documents"] == 1
    assert "that both have begun" in command("agreement", two, "--in-progress").out


def test_articles_are_listed_where_asked(command: Command, two: Path) -> None:
    assert "ferry" not in command("agreement", two).out
    lines = command("agreement", two, "--articles").out.splitlines()
    (row,) = [line.split() for line in lines if line.startswith("ferry")]
    assert row == ["ferry", "0.500", "0.500", "0.000", "1"]


def test_three_annotators(command: Command, two: Path) -> None:
    with Project.open(two, annotator="Erik") as opened:
        first = next(opened.documents()).id
        opened.apply(AddSpan(make_span(ARTICLE, "Ilse Varga", "p", "v3")), first)
        opened.apply(AddSpan(make_span(ARTICLE, "Norrow Lines", "o", "l3")), first)
        opened.apply(AddRelation(Relation("w3", "w", "v3", "l3")), first)
        opened.apply(SetDocumentLabels(frozenset({"d1"})), first)
        opened.apply(SetStatus("finished"), first)
    found = command("agreement", two, "--json").json
    names = [(one["a"], one["b"], one["span_f1"]["value"]) for one in found["pairs"]]
    assert names == [("Erik", "Jonas", 0.5), ("Erik", "Maria", 1.0), ("Jonas", "Maria", 0.5)]
    assert found["all_pairs"]["span_f1"]["matched"] == 4
    assert "Erik · Jonas · Maria: 1 article that two or more have finished" in command("agreement", two).out  # fmt: skip


def test_a_project_that_nobody_has_labelled(command: Command) -> None:
    command("new", "empty.annotator")
    result = command("agreement", "empty.annotator")
    assert (result.status, result.err) == (0, "")
    assert "there are no two annotators to compare" in result.out
    assert command("agreement", "empty.annotator", "--json").json["annotators"] == []


def test_nothing_is_changed(command: Command, two: Path) -> None:
    before = two.read_bytes()
    command("agreement", two)
    assert two.read_bytes() == before


def test_what_is_no_project(command: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no project")
    assert command("agreement", "notes.txt").status == 2
    assert command("agreement", "gone.annotator").status == 2


def test_gamma_where_asked(command: Command, two: Path) -> None:
    pytest.importorskip("scipy", reason="scipy comes with the extra gamma")
    assert "gamma" not in command("agreement", two, "--json").json
    found = command("agreement", two, "--gamma", "--json").json
    assert found["gamma"] == found["pairs"][0]["gamma"] < 1
    assert "gamma" in command("agreement", two, "--gamma").out


def test_gamma_says_what_it_needs(
    command: Command, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    result = command("agreement", two, "--gamma")
    assert (result.status, result.out) == (2, "")
    assert "pip install 'annotator[gamma]'" in result.line


def test_what_was_suggested_is_told_apart_once_there_is_any(command: Command, two: Path) -> None:
    assert "assisted" not in command("agreement", two, "--json").json["all_pairs"]
    with Project.open(two, annotator="Jonas") as opened:
        first = next(opened.documents()).id
        for id, text, label in (("l3", "Norrow Lines", "o"), ("v3", "Ilse Varga", "p")):
            span = make_span(ARTICLE, text, label, id)
            taken = span._replace(origin="propagated", suggested=Suggested("repetition"))
            opened.apply(AddSpan(taken), first)
    found = command("agreement", two, "--json").json["pairs"][0]
    assert found["assisted"] == {"value": 0.5, "low": None, "high": None, "spans": 2, "same": 1}
    assert found["unassisted"]["spans"] + 2 == found["span_f1"]["a"] + found["span_f1"]["b"]
    lines = [" ".join(line.split()) for line in command("agreement", two).out.splitlines()]
    assert "suggested: the other has them too 0.500 1 2" in lines
    part = command("stats", two, "--part", "agreement", "--json").json["overview"]["agreement"]
    assert part["assistance"]["assisted"] == found["assisted"]
    assert part["assistance"]["articles_without"] == 0
