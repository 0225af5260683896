"""What people bring from other tools, on the command line: in, out again, and in elsewhere."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.project.project import Project
from tests.cli.conftest import Command

TEXT = "👩 Ilse Varga leads Norrow Lines. She met Erik Palm in Wend."


def place(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def region(id: str, words: str, label: str) -> dict[str, Any]:
    value = {**place(words), "text": words, "labels": [label]}
    return {"id": id, "type": "labels", "from_name": "label", "to_name": "text", "value": value}


TASKS = [
    {
        "data": {"text": TEXT, "title": "Talks"},
        "annotations": [
            {
                "completed_by": {"email": "maria@norrow.example"},
                "result": [
                    region("a", "Ilse Varga", "PERSON"),
                    region("b", "Norrow Lines", "COMPANY"),
                    {
                        "type": "relation",
                        "from_id": "a",
                        "to_id": "b",
                        "direction": "right",
                        "labels": ["steers"],
                    },
                ],
            },
            {
                "completed_by": {"email": "ilya@norrow.example"},
                "result": [region("c", "Erik Palm", "PERSON")],
            },
        ],
    }
]


def said(path: Path) -> set[tuple[str, ...]]:
    """Who says what in a project: covered text and label, and relations by their ends."""
    found: set[tuple[str, ...]] = set()
    with Project.open(path) as project:
        names = {one.id: one.name for one in project.annotators()}
        labels = {one.id: one.name for one in project.label_set.span_labels}
        kinds = {one.id: one.name for one in project.label_set.relation_labels}
        for document in project.documents():
            for held in project.annotation_sets(document.id):
                who = names[held.annotator or ""]
                covered = {one.id: one.covered_text(document.text) for one in held.spans.values()}
                found |= {(who, covered[one.id], labels[one.label]) for one in held.spans.values()}
                found |= {
                    (who, covered[one.head], kinds[one.label], covered[one.tail])
                    for one in held.relations.values()
                }
    return found


EVERYTHING = {
    ("maria@norrow.example", "Ilse Varga", "PERSON"),
    ("maria@norrow.example", "Norrow Lines", "COMPANY"),
    ("maria@norrow.example", "Ilse Varga", "steers", "Norrow Lines"),
    ("ilya@norrow.example", "Erik Palm", "PERSON"),
}


@pytest.mark.parametrize(
    ("format", "target"),
    [
        ("label-studio", "out"),
        ("doccano", "out"),
        ("doccano", "out.zip"),
        ("prodigy", "out.jsonl"),
    ],
)
def test_work_goes_from_one_tool_to_another(
    command: Command, tmp_path: Path, format: str, target: str
) -> None:
    (tmp_path / "tasks.json").write_bytes(orjson.dumps(TASKS))
    command("new", "first.annotator")
    assert command("import", "first.annotator", "tasks.json").status == 0
    assert said(tmp_path / "first.annotator") == EVERYTHING
    assert command("export", "first.annotator", "-o", target, "--format", format).status == 0
    assert command("verify", target).status == 0
    command("new", "second.annotator")
    assert command("import", "second.annotator", target).status == 0
    assert said(tmp_path / "second.annotator") == EVERYTHING


def test_keys_of_ones_own_are_named_by_set(command: Command, tmp_path: Path) -> None:
    story = {"words": TEXT, "who": "Bo", "marks": [{"at": place("Erik Palm"), "kind": "PERSON"}]}
    (tmp_path / "own.json").write_bytes(orjson.dumps({"stories": [story]}))
    chosen = {
        "records": "stories",
        "text": "words",
        "annotator": "who",
        "spans": "marks",
        "start": "at.start",
        "end": "at.end",
        "label": "kind",
    }
    words = [word for name, path in chosen.items() for word in ("--set", f"{name}={path}")]
    command("new", "own.annotator")
    result = command("import", "own.annotator", "own.json", "--format", "mapper", *words)
    assert result.status == 0
    assert said(tmp_path / "own.annotator") == {("Bo", "Erik Palm", "PERSON")}
    assert command("import", "own.annotator", "own.json", "--set", "keys=x").status == 2
