"""The command lens: where labels contradict themselves."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.project.project import Project
from tests.builders import LABEL_SET, make_document, make_span
from tests.cli.conftest import Command
from tests.project.building import bring


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """Varga is a person four times and an organisation once, by Jonas, who also takes a comma."""
    path = tmp_path / "odd.annotator"
    texts = {f"d{number}": f"{number}. Then Varga, came. Varga left." for number in range(3)}
    with Project.create(path, label_set=LABEL_SET, annotator="Maria") as project:
        bring(project, [make_document(text, id) for id, text in texts.items()])
        for id, text in texts.items():
            project.apply(AddSpan(make_span(text, "Varga", "p", id=f"m{id}")), id)
            if id != "d2":
                project.apply(AddSpan(make_span(text, "Varga", "p", id=f"n{id}", nth=2)), id)
        project.sign_in("Jonas")
        project.apply(AddSpan(make_span(texts["d0"], "Varga,", "o", id="j0")), "d0")
        project.apply(AddSpan(make_span(texts["d0"], "Varga", "o", id="j1", nth=2)), "d0")
    return path


def test_what_is_odd_by_kind(command: Command, odd: Path) -> None:
    result = command("lens", odd)
    assert result.status == 0
    lines = result.out.splitlines()
    assert lines[0] == "Other label elsewhere: 1"
    assert lines[1].split("»")[1].split("  ", 1)[1] == (
        "[Jonas] ORGANISATION once, PERSON 5 of 6 → relabel as PERSON"
    )
    assert lines[2] == "Not labelled here: 1"
    assert lines[3].startswith("  d2:21  ")
    assert "«Varga» left.  [Maria] labelled 6 times, not labelled once" in lines[3]
    assert lines[4] == "Stray ends: 1"
    assert "«Varga,» came. Varga left.  [Jonas] punctuation at an end → move its ends" in lines[5]
    assert lines[6:] == ["3 places may be slips."]


def test_kinds_and_people_are_chosen(command: Command, odd: Path) -> None:
    assert command("lens", odd, "--kind", "parts").out == "Nothing looks like a slip.\n"
    assert command("lens", odd, "--kind", "ends").out.startswith("Stray ends: 1\n")
    maria = command("lens", odd, "--annotator", "maria").out
    assert [line for line in maria.splitlines() if line[0] != " "] == [
        "Not labelled here: 1",
        "1 place may be a slip.",
    ]


def test_few_are_shown_and_all_are_counted(command: Command, odd: Path) -> None:
    with Project.open(odd, annotator="Jonas") as project:
        for id in ("d1", "d2"):
            text = project.document(id).text
            project.apply(AddSpan(make_span(text, "Varga,", "o", id=f"more{id}")), id)
    lines = command("lens", odd, "--kind", "ends", "--limit", "1").out.splitlines()
    assert lines[0] == "Stray ends: 3, the likeliest 1 shown"
    assert lines[-1] == "3 places may be slips."
    assert len(lines) == 3


def test_as_json(command: Command, odd: Path) -> None:
    found = command("lens", odd, "--json").json
    assert found["counts"]["labels"] == found["counts"]["repeats"] == found["counts"]["ends"] == 1
    one = next(one for one in found["found"] if one["kind"] == "ends")
    assert one["rank"] == one.pop("likelihood") > 0
    del one["rank"]
    assert one == {
        "kind": "ends",
        "odd": "punctuation",
        "words": "punctuation at an end",
        "document": "d0",
        "annotator": "Jonas",
        "label": "ORGANISATION",
        "fragments": [[8, 14]],
        "other_fragments": [],
        "annotations": ["j0"],
        "left": "0. Then ",
        "text": "Varga,",
        "right": " came. Varga left.",
        "mend": "move",
        "better_label": None,
        "better_fragments": [[8, 13]],
        "counts": [],
    }
    ranks = [one["rank"] for one in found["found"] if "rank" in one]
    assert ranks == sorted(ranks, reverse=True)


def test_what_is_not_there(command: Command, odd: Path) -> None:
    gone = command("lens", "gone.annotator")
    assert (gone.status, "gone.annotator" in gone.line) == (2, True)
    nobody = command("lens", odd, "--annotator", "Erik")
    assert (nobody.status, "Erik" in nobody.line) == (2, True)
    kind = command("lens", odd, "--kind", "names")
    assert (kind.status, "names" in kind.line) == (2, True)
