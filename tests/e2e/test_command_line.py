"""Story: somebody makes a corpus with the command line alone, from a folder of odd files."""

import os
from pathlib import Path

import orjson
import pytest

from annotator.edits.edit import AddRelation, AddSpan, SetNote, SetStatus
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from tests.e2e.conftest import Annotator

STORY = (
    "Ferry talks open in Wend\n\nThe strike may end this week\n\n2 min read\n\n24 January, 2017\n\n"
    "The harbour master of Wend, Ilse Varga, met Norrow Lines on Monday.\n\n"
    "“We agreed,” she said. “In June.”\n"
)
READABLE: dict[str, tuple[bytes, str]] = {
    "good.txt": (STORY.encode(), STORY),
    "bom.txt": (b"\xef\xbb\xbf" + f"With BOM\n\n{STORY}".encode(), f"With BOM\n\n{STORY}"),
    "crlf.txt": (
        f"Windows\n\n{STORY}".replace("\n", "\r\n").encode(),
        f"Windows\n\n{STORY}".replace("\n", "\r\n"),
    ),
    "mixed.txt": (f"Mixed\r\n\rends\n\n{STORY}".encode(), f"Mixed\r\n\rends\n\n{STORY}"),
    "utf16.txt": (f"Sixteen\n\n{STORY}".encode("utf-16"), f"Sixteen\n\n{STORY}"),
    "latin.txt": (
        f"Les réunions à l’hôtel\n\n{'Été après été, la société dépêche ses employés. ' * 20}".replace(
            "’", "'"
        ).encode("latin-1"),
        f"Les réunions à l'hôtel\n\n{'Été après été, la société dépêche ses employés. ' * 20}",
    ),
    "deep/er/scripts.txt": (
        "港の霧\n\nفتح الميناء 👩\u200d🚒 e\u0301\u2028été\u00a0fin\n".encode(),
        "港の霧\n\nفتح الميناء 👩\u200d🚒 e\u0301\u2028été\u00a0fin\n",
    ),
}
UNREADABLE = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": bytes(range(256)) * 40,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of articles as people have them."""
    folder = tmp_path / "articles"
    for name, (body, _) in READABLE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    for name, body in UNREADABLE.items():
        (folder / name).write_bytes(body)
    return folder


def annotate(path: Path) -> None:
    """Label something of every shape in every article, as two people."""
    for annotator in ("Maria", "Jo"):
        with Project.open(path, annotator=annotator) as project:
            labels = project.label_set
            person, place = (labels.span_label_named(name) for name in ("PERSON", "PLACE"))
            assert person
            assert place
            relation = labels.relations_between(person.id, place.id)[0]
            for document in project.documents():
                one = Span(new_id(), person.id, ((0, 3),))
                parts = Span(new_id(), place.id, ((1, 4), (6, 8)))
                project.apply(AddSpan(one), document.id)
                project.apply(AddSpan(parts), document.id)
                project.apply(AddSpan(Span(new_id(), place.id, ((0, 3),))), document.id)
                tie = Relation(new_id(), relation.id, one.id, parts.id)
                project.apply(AddRelation(tie), document.id)
                project.apply(SetNote(one.id, f"by {annotator}: “sure”?\nyes"), document.id)
            project.apply(SetStatus("finished"), document.id)


def test_from_a_folder_to_a_corpus_and_back(
    annotator: Annotator, folder: Path, tmp_path: Path
) -> None:
    assert annotator("new", "news.annotator").returncode == 0

    came = annotator("import", "news.annotator", folder, "--json")
    assert came.returncode == 0, came.stderr
    report = orjson.loads(came.stdout)
    assert report["documents"] == {
        "new": len(READABLE),
        "known": 0,
        "skipped": len(UNREADABLE),
    }, report
    skipped = {Path(one["file"]).name for one in report["problems"] if one["skipped"]}
    assert skipped == set(UNREADABLE)

    annotate(tmp_path / "news.annotator")
    stats = orjson.loads(annotator("stats", "news.annotator", "--json").stdout)
    assert stats["documents"] == len(READABLE)
    assert stats["characters"] == sum(len(text) for _, text in READABLE.values())
    assert stats["annotators"]["Maria"]["spans"] == 3 * len(READABLE)
    assert stats["annotators"]["Jo"]["sets"]["finished"] == 1

    out = tmp_path / "corpus.jsonl"
    assert annotator("export", "news.annotator", "-o", out).returncode == 0
    lines = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    assert {line["text"] for line in lines} == {text for _, text in READABLE.values()}
    assert [line["annotator"] for line in lines] == ["Jo", "Maria"] * len(READABLE)
    for line in lines:
        for span in line["spans"]:
            if "fragments" not in span:
                assert line["text"][span["start"] : span["end"]] == span["text"]

    verified = annotator("verify", out)
    assert verified.returncode == 0, verified.stdout + verified.stderr

    assert annotator("new", "second.annotator").returncode == 0
    back = annotator("import", "second.annotator", out, "--json")
    assert orjson.loads(back.stdout)["documents"]["new"] == len(READABLE)
    again = tmp_path / "again.jsonl"
    assert annotator("export", "second.annotator", "-o", again).returncode == 0
    assert again.read_bytes() == out.read_bytes()

    for name in ("news", "second"):
        checked = annotator("check", f"{name}.annotator")
        assert checked.returncode == 0, checked.stdout


def test_the_same_folder_twice_adds_nothing(
    annotator: Annotator, folder: Path, tmp_path: Path
) -> None:
    annotator("new", "news.annotator")
    annotator("import", "news.annotator", folder)
    annotator("export", "news.annotator", "-o", "first.jsonl")
    came = annotator("import", "news.annotator", folder, "--json")
    assert orjson.loads(came.stdout)["documents"] == {
        "new": 0,
        "known": len(READABLE),
        "skipped": len(UNREADABLE),
    }
    annotator("export", "news.annotator", "-o", "second.jsonl")
    assert (tmp_path / "second.jsonl").read_bytes() == (tmp_path / "first.jsonl").read_bytes()


def test_no_file_is_left_beside_the_project(
    annotator: Annotator, folder: Path, tmp_path: Path
) -> None:
    annotator("new", "news.annotator")
    annotator("import", "news.annotator", folder)
    annotator("stats", "news.annotator")
    assert {one.name for one in tmp_path.iterdir()} == {"articles", "news.annotator"}


@pytest.mark.skipif(os.name == "nt", reason="pipes are closed otherwise on Windows")
def test_a_corpus_goes_down_a_pipe(annotator: Annotator, folder: Path, tmp_path: Path) -> None:
    annotator("new", "news.annotator")
    annotator("import", "news.annotator", folder)
    written = annotator("export", "news.annotator", "-o", "-")
    assert written.stderr == ""
    (tmp_path / "piped.jsonl").write_bytes(written.stdout.encode())
    annotator("export", "news.annotator", "-o", "plain.jsonl")
    assert (tmp_path / "piped.jsonl").read_bytes() == (tmp_path / "plain.jsonl").read_bytes()
