"""The commands export and verify."""

import gzip
from pathlib import Path

import orjson
import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from tests.cli.conftest import ARTICLE, Command


def lines_of(path: Path) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_an_export_and_its_manifest(command: Command, project: Path, tmp_path: Path) -> None:
    result = command("export", project, "-o", "corpus.jsonl")
    assert result.status == 0
    assert result.out.startswith("Wrote corpus.jsonl")
    assert result.err == ""
    first, second = lines_of(tmp_path / "corpus.jsonl")
    assert (first["text"], first["annotator"], first["status"]) == (ARTICLE, "Maria", "finished")
    assert (second["annotator"], second["status"], second["spans"]) == (None, "new", [])
    assert (tmp_path / "corpus.jsonl.manifest.json").is_file()


def test_stdout_gets_the_same_bytes(command: Command, project: Path, tmp_path: Path) -> None:
    command("export", project, "-o", "corpus.jsonl")
    result = command("export", project, "-o", "-")
    assert result.out.encode() == (tmp_path / "corpus.jsonl").read_bytes()
    assert result.err == ""
    assert not (tmp_path / "-").exists()


def test_compressed_by_ending(command: Command, project: Path, tmp_path: Path) -> None:
    command("export", project, "-o", "corpus.jsonl")
    assert command("export", project, "-o", "corpus.jsonl.gz").status == 0
    plain = gzip.decompress((tmp_path / "corpus.jsonl.gz").read_bytes())
    assert plain == (tmp_path / "corpus.jsonl").read_bytes()


def test_filters(command: Command, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    assert command("export", project, "-o", out, "--status", "finished").status == 0
    assert len(lines_of(out)) == 1
    assert command("export", project, "-o", out, "--annotator", "Maria").status == 0
    assert [line["annotator"] for line in lines_of(out)] == ["Maria"]
    assert command("export", project, "-o", out, "--label", "PERSON").status == 0
    (span,) = lines_of(out)[0]["spans"]  # type: ignore[misc]
    assert span["label"] == "PERSON"
    assert lines_of(out)[0]["relations"] == []
    assert command("export", project, "-o", out, "--curated").status == 0
    assert lines_of(out) == []
    assert command("export", project, "-o", out, "--all").status == 0
    assert len(lines_of(out)) == 2


def test_the_curated_set(command: Command, project: Path, tmp_path: Path) -> None:
    with Project.open(project, annotator="Otto") as opened:
        document = next(opened.documents())
        held = opened.annotation_set(document.id, opened.annotators()[0].id)
        spans = sorted(held.spans.values(), key=lambda one: one.start)
        opened.apply(AddSpan(spans[0]._replace(id="otto")), document.id)
        opened.apply(SetStatus("finished"), document.id)
        pairing = Pairing(held.annotator, opened.me.id)  # type: ignore[union-attr]
        result = command("export", project, "-o", "x.jsonl", "--curated")
        assert result.out == (
            "Wrote x.jsonl: 1 line\n1 curated set, 1 span: 1 unanimous\n"
            "1 span in 1 article is left out, undecided as yet\n"
        )
        (case,) = [
            one
            for one in opened.review.cases(document.id, pairing)
            if one.difference.kind == "missing"
        ]
        opened.review.settle([Ruling(document.id, pairing, case.difference, "neither")])
    result = command("export", project, "-o", "x.jsonl", "--curated")
    assert result.out.splitlines()[1:] == ["1 curated set, 1 span: 1 unanimous; 1 negative"]
    (line,) = lines_of(tmp_path / "x.jsonl")
    assert (line["annotator"], line["status"], len(line["negatives"])) == (None, "curated", 1)  # type: ignore[arg-type]
    assert command("verify", "x.jsonl").status == 0
    assert command("export", project, "-o", "x.jsonl", "--curated", "--no-negatives").status == 0
    assert "negatives" not in lines_of(tmp_path / "x.jsonl")[0]


def test_offsets_in_another_unit(command: Command, project: Path, tmp_path: Path) -> None:
    assert command("export", project, "-o", "x.jsonl", "--offsets", "utf16").status == 0
    assert lines_of(tmp_path / "x.jsonl")[0]["offsets"] == "utf16"


def test_a_split_is_three_files(command: Command, project: Path, tmp_path: Path) -> None:
    result = command("export", project, "-o", "x.jsonl", "--split", "80/10/10")
    assert result.status == 0
    parts = [tmp_path / f"x.{part}.jsonl" for part in ("train", "dev", "test")]
    assert sum(len(lines_of(part)) for part in parts) == 2
    for part in parts:
        assert part.name in result.out
    assert command("verify", "x.jsonl", "--json").json["lines"] == 2


@pytest.mark.parametrize("split", ["80/30", "a/b/c", "", "80", "80/10/10/0", "-10/100/10", "٨٠/٢٠"])
def test_a_split_that_does_not_fit(command: Command, project: Path, split: str) -> None:
    result = command("export", project, "-o", "x.jsonl", "--split", split)
    assert result.status == 2
    assert "shares that sum to 100" in result.line


@pytest.mark.parametrize(
    "options",
    [
        ["--curated", "--all"],
        ["--annotator", "Maria", "--all"],
        ["--curated", "--status", "finished"],
        ["-o", "-", "--split", "80/10/10"],
    ],
)
def test_options_that_exclude_each_other(
    command: Command, project: Path, tmp_path: Path, options: list[str]
) -> None:
    before = set(tmp_path.iterdir())
    result = command("export", project, "-o", "x.jsonl", *options)
    assert result.status == 2
    assert "annotator export" in result.line
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--annotator", "Nobody"], "“Nobody”"),
        (["--label", "WHALE"], "“WHALE”"),
        (["--format", "telex"], "“telex”"),
    ],
)
def test_what_the_project_does_not_have(
    command: Command, project: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    result = command("export", project, "-o", "x.jsonl", *options)
    assert result.status == 2
    assert said in result.line
    assert not (tmp_path / "x.jsonl").exists()


def test_a_place_that_cannot_be_written(command: Command, project: Path) -> None:
    result = command("export", project, "-o", "nowhere/x.jsonl")
    assert result.status == 2
    assert "nowhere" in result.line


def test_an_export_is_right(command: Command, project: Path) -> None:
    command("export", project, "-o", "x.jsonl")
    result = command("verify", "x.jsonl")
    assert (result.status, result.err) == (0, "")
    assert "x.jsonl is right: 2 lines, 2 spans, 1 relation" in result.out
    assert command("verify", "x.jsonl", "--json").json == {
        "right": True,
        "lines": 2,
        "spans": 2,
        "relations": 1,
        "files": 1,
        "read": True,
        "faults": [],
    }


def test_a_shifted_offset_is_found(command: Command, project: Path, tmp_path: Path) -> None:
    command("export", project, "-o", "x.jsonl")
    out = tmp_path / "x.jsonl"
    lines = lines_of(out)
    lines[0]["spans"][0]["start"] += 1  # type: ignore[index]
    out.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    result = command("verify", "x.jsonl")
    assert result.status == 1
    assert "x.jsonl:1" in result.out
    told = command("verify", "x.jsonl", "--json")
    assert told.status == 1
    assert told.json["right"] is False
    assert told.json["faults"]


def test_verifying_what_is_not_there(command: Command) -> None:
    result = command("verify", "gone.jsonl")
    assert result.status == 2
    assert "gone.jsonl" in result.line


# ---- other ways of going out ---------------------------------------------------------------------


def test_articles_are_chosen(command: Command, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    command("export", project, "-o", out)
    ids = [line["id"] for line in lines_of(out)]
    assert command("export", project, "-o", out, "--article", str(ids[1])).status == 0
    assert [line["id"] for line in lines_of(out)] == ids[1:]
    assert command("export", project, "-o", out, "--words", ARTICLE.split()[0]).status == 0
    assert ids[0] in [line["id"] for line in lines_of(out)]
    refused = command("export", project, "-o", out, "--article", "none such")
    assert (refused.status, refused.out) == (2, "")
    assert "none such" in refused.line


def test_pseudonyms_and_their_key(command: Command, project: Path, tmp_path: Path) -> None:
    result = command(
        "export", project, "-o", "x.jsonl", "--pseudonyms", "--pseudonym-key", "key.json"
    )
    assert result.status == 0
    assert lines_of(tmp_path / "x.jsonl")[0]["annotator"] == "A1"
    assert orjson.loads((tmp_path / "key.json").read_bytes()) == {"A1": "Maria"}
    assert "Maria" not in (tmp_path / "x.jsonl.manifest.json").read_text()


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        (["--split", "60/40", "--seed", "4"], ["train", "test"]),
        (["--split", "60/40", "--by-source"], ["train", "test"]),
        (["--split-at", "2017-01-01, 2018-01-01"], ["train", "dev", "test"]),
    ],
)
def test_other_splits(
    command: Command, project: Path, tmp_path: Path, options: list[str], parts: list[str]
) -> None:
    assert command("export", project, "-o", "x.jsonl", *options).status == 0
    found = [lines_of(tmp_path / f"x.{part}.jsonl") for part in parts]
    assert sum(map(len, found)) == 2
    assert command("verify", "x.jsonl").status == 0


def test_a_zip(command: Command, project: Path, tmp_path: Path) -> None:
    result = command("export", project, "-o", "x.zip", "--split", "50/50")
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("Wrote x.zip: 2 files\ntrain: ")
    assert (tmp_path / "x.zip").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    "options",
    [
        ["--seed", "4"],
        ["--by-source"],
        ["--split-at", "soon"],
        ["--split-at", "2017-01-01", "--split", "50/50"],
        ["--pseudonym-key", "key.json"],
        ["--set", "colour=red"],
        ["--set", "colour"],
        ["--misfit", "bend"],
        ["--format", "text"],
    ],
)
def test_wrong_options_write_nothing(
    command: Command, project: Path, tmp_path: Path, options: list[str]
) -> None:
    result = command("export", project, "-o", "x.jsonl", *options)
    assert (result.status, result.out) == (2, "")
    assert result.line
    assert not (tmp_path / "x.jsonl").exists()
