"""The command stats with what the Overview shows."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from tests.cli.conftest import Command
from tests.project.overview.invented import invent

PARTS = ("progress", "labels", "corpus", "agreement", "news")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    with invent(tmp_path, 1) as project:
        return project.path


def test_what_was_promised_stays_whatever_is_asked(command: Command, news: Path) -> None:
    plain = command("stats", news, "--json").json
    whole = command("stats", news, "--part", "all", "--json").json
    overview = whole.pop("overview")
    assert whole == plain
    assert "overview" not in plain
    assert tuple(overview) == PARTS


def test_the_numbers_are_those_of_the_overview(command: Command, news: Path) -> None:
    told = command("stats", news, "--part", "all", "--json").json["overview"]
    with Project.open(news, is_read_only=True) as project:
        overview = project.overview
        names = {one.id: one.name for one in project.annotators()}
        states, agreement = overview.by_state(), overview.agreement()
        labels = {one.id: one.name for one in project.label_set.span_labels}
        assert told["progress"]["articles"] == {"all": states.all, **states._asdict()}
        assert told["progress"]["disputed"] == len(overview.disputed())
        days = overview.by_day()
        assert told["progress"]["by_day"]["finished"] == {
            names[who]: list(counts) for who, counts in days.counts.items()
        }
        assert told["labels"]["spans"] == {
            labels[one.label]: {"times": one.times, "articles": one.articles}
            for one in overview.span_labels()
        }
        assert [one["times"] for one in told["corpus"]["ties"]] == [
            one.times for one in overview.ties()
        ]
        assert told["corpus"]["growth"]["names"] == list(overview.growth().names)
        assert [(one["a"], one["b"]) for one in told["agreement"]["pairs"]] == [
            (names[one.first], names[one.second]) for one in agreement.pairs
        ]
        for pair, other in zip(told["agreement"]["pairs"], agreement.pairs, strict=True):
            assert pair["span_f1"]["value"] == other.scores.span_f1.value
            assert sum(pair["breakdown"].values()) == sum(other.scores.breakdown)
            cells = pair["confusion"]["same_boundaries"]
            assert sum(map(sum, cells)) == pair["breakdown"]["agree"] + pair["breakdown"]["label"]
        assert told["news"]["nodes"][0]["name"] == overview.news().nodes[0].name


def test_it_is_as_compare_and_agreement_say(command: Command, news: Path) -> None:
    stats = command("stats", news, "--part", "agreement", "--json").json["overview"]["agreement"]
    report = command("agreement", news, "--json").json
    assert len(stats["pairs"]) == len(report["pairs"]) > 0
    for one, other in zip(stats["pairs"], report["pairs"], strict=True):
        assert (one["a"], one["b"], one["articles"]) == (other["a"], other["b"], other["documents"])
        for measure in ("span_f1", "boundary_f1", "overlap_f1", "relation_f1"):
            assert one[measure] == {key: other[measure][key] for key in one[measure]}
        assert one["breakdown"] == other["breakdown"]


def test_narrowed_down(command: Command, news: Path) -> None:
    told = command(
        "stats", news, "--json", "--annotator", "jon", "--label", "PERSON", "--label", "leads",
        "--source", "Wire", "--status", "finished", "--since", "2017",
    ).json  # fmt: skip
    assert tuple(told["overview"]) == ("progress", "labels")
    assert set(told["overview"]["labels"]["spans"]) == {"PERSON"}
    assert set(told["overview"]["labels"]["relations"]) == {"leads"}
    assert [one["annotator"] for one in told["overview"]["progress"]["annotators"]] in (["jon"], [])
    nothing = command("stats", news, "--json", "--worked-until", "2001").json
    assert nothing["overview"]["progress"]["articles"]["all"] == 0


def test_pace_is_of_those_who_are_named(command: Command, news: Path) -> None:
    refused = command("stats", news, "--part", "pace")
    assert (refused.status, refused.out) == (2, "")
    assert "--annotator" in refused.line
    told = command("stats", news, "--part", "pace", "--annotator", "mara", "--json").json
    pace = told["overview"]["pace"]
    assert set(pace) == {"mara"}
    assert sum(one["acts"] for one in pace["mara"]["sessions"]) > 0
    lines = command("stats", news, "--part", "pace", "--annotator", "mara").out
    assert "more than 5 minutes" in lines


def test_the_graph_of_the_news_is_written(command: Command, news: Path, tmp_path: Path) -> None:
    target = tmp_path / "news.graphml"
    result = command("stats", news, "--part", "labels", "--graphml", target, "--label", "PERSON")
    assert result.status == 0
    root = ElementTree.parse(target).getroot()
    with Project.open(news, is_read_only=True) as project:
        people = next(one.id for one in project.label_set.span_labels if one.name == "PERSON")
        graph = project.overview.news(Narrowed(labels=(people,)), most=10_000)
    assert sum(one.tag.endswith("}node") for one in root.iter()) == len(graph.nodes) > 0
    refused = command("stats", news, "--graphml", tmp_path / "no folder" / "news.graphml")
    assert (refused.status, "no folder" in refused.line) == (2, True)


@pytest.mark.parametrize("part", PARTS)
def test_for_people(command: Command, news: Path, part: str) -> None:
    result = command("stats", news, "--part", part)
    assert result.status == 0
    lines = result.out.splitlines()
    assert lines[0]
    assert lines[-1]
    assert not re.search(r"\n\n\n", result.out)
    assert "None" not in result.out


def test_wrong_names(command: Command, news: Path) -> None:
    for arguments, word in (
        (("--label", "NOBODY"), "NOBODY"),
        (("--annotator", "Erika"), "Erika"),
        (("--part", "everything"), "everything"),
        (("--since", "yesterday"), "yesterday"),
        (("--status", "half"), "half"),
    ):
        result = command("stats", news, *arguments)
        assert (result.status, result.out) == (2, "")
        assert word in result.line


def test_an_empty_project(command: Command, tmp_path: Path) -> None:
    with invent(tmp_path, 5, 0) as project:
        path = project.path
    for part in PARTS:
        result = command("stats", path, "--part", part)
        assert result.status == 0
    told = command("stats", path, "--part", "all", "--annotator", "jon", "--json").json["overview"]
    assert told["progress"]["forecast"]["why"] == "done"
    assert told["agreement"]["whole"]["span_f1"]["value"] is None
    assert told["pace"]["jon"]["hours"] == 0
