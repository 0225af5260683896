"""A packet goes out, is worked in, and comes back."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, RelabelSpan, SetStatus
from annotator.model import errors
from annotator.project.project import Project
from annotator.project.rows import ExportChoice, PacketChoice
from tests.builders import TEXT
from tests.project.merging.copies import (
    COUNCIL,
    LINES,
    MASTER,
    VARGA,
    content,
    edit,
    make_base,
    merge,
    spans_of,
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = make_base(tmp_path)
    return edit(path, AddSpan(MASTER._replace(id="his")), annotator="jon")


def pack(base: Path, choice: PacketChoice | None = None) -> Path:
    path = base.with_name("packet.annotator")
    with Project.open(base, annotator="ilse") as project:
        project.write_packet(path, choice)
    return path


def test_it_is_a_whole_project(base: Path) -> None:
    path = pack(base, PacketChoice(note="Please look."))
    with Project.open(path) as project:
        assert project.check() == []
        assert project.packet_note == "Please look."
        assert project.next_undo() is not None  # nobody's act, on nobody's list but a script's
    assert content(path) == content(base)
    assert sorted(one.name for one in base.parent.iterdir()) == [
        "base.annotator",
        "packet.annotator",
    ]


def test_only_what_was_chosen_is_in_it(base: Path) -> None:
    path = pack(base, PacketChoice(("talks",), ("jon",)))
    with Project.open(path) as project:
        assert [one.id for one in project.documents()] == ["talks"]
        assert [one.name for one in project.annotators()] == ["jon"]
        (one,) = project.annotation_sets("talks")
        assert set(one.spans) == {"his"}
    assert b"varga" not in path.read_bytes()


def test_articles_alone_with_somebody_who_has_not_begun(base: Path) -> None:
    path = pack(base, PacketChoice(annotators=("jon",), statuses=("new",)))
    with Project.open(path, annotator="Jon") as project:
        assert [one.id for one in project.documents()] == ["second"]
        jon = project.me
        project.apply(AddSpan(VARGA._replace(id="new", fragments=((2, 8),))), "second")
    with Project.open(base) as project:
        assert jon in project.annotators()
    merge(base, path)
    assert set(spans_of(base, "second", "jon")) == {"new"}


def test_without_labels(base: Path) -> None:
    path = pack(base, PacketChoice(annotators=()))
    with Project.open(path) as project:
        assert project.annotators() == []
        assert list(project.annotation_sets("talks")) == []


def test_one_in_which_nothing_was_done_adds_nothing(base: Path) -> None:
    path = pack(base)
    before = content(base)
    assert not merge(base, path).is_anything_new
    edit(base, AddSpan(COUNCIL))
    assert not merge(base, path).is_anything_new
    assert content(base) != before


def test_work_in_it_meets_what_was_done_here_meanwhile(base: Path) -> None:
    path = pack(base, PacketChoice(annotators=("ilse",)))
    edit(base, AddSpan(COUNCIL))
    edit(path, RelabelSpan("varga", "o"), SetStatus("finished"))
    report = merge(base, path)
    assert report.conflicts == []
    assert spans_of(base) == {
        "varga": VARGA._replace(label="o"),
        "lines": LINES,
        "council": COUNCIL,
    }
    assert set(spans_of(base, annotator="jon")) == {"his"}
    assert not merge(base, path).is_anything_new


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (PacketChoice(annotators=("nobody",)), errors.AnnotatorUnknown),
        (PacketChoice(("nowhere",)), errors.DocumentUnknown),
        (PacketChoice(statuses=("finished",)), errors.NothingChosen),
    ],
)
def test_what_cannot_be_packed(
    base: Path, choice: PacketChoice, error: type[errors.AnnotatorError]
) -> None:
    with pytest.raises(error):
        pack(base, choice)
    assert [one.name for one in base.parent.iterdir()] == ["base.annotator"]


def test_nothing_is_overwritten(base: Path) -> None:
    with pytest.raises(errors.ProjectExists), Project.open(base) as project:
        project.write_packet(base)


def test_whoever_has_had_enough(base: Path) -> None:
    with pytest.raises(errors.Cancelled), Project.open(base) as project:
        project.write_packet(base.with_name("x.annotator"), is_cancelled=lambda: True)
    assert [one.name for one in base.parent.iterdir()] == ["base.annotator"]


def test_an_imported_curated_set_goes_along_with_what_it_says(base: Path, tmp_path: Path) -> None:
    text = TEXT.index("Monday")
    line = {
        "version": 1, "id": "gold", "text": TEXT, "annotator": None, "status": "curated",
        "spans": [{"id": "g", "label": "PERSON", "start": 43, "end": 53, "provenance": "added"}],
        "negatives": [{"label": "ROLE", "start": text, "end": text + 6, "text": "Monday"}],
    }  # fmt: skip
    (tmp_path / "gold.jsonl").write_text(json.dumps(line), encoding="utf-8")
    with Project.open(base) as project:
        project.import_sources([tmp_path / "gold.jsonl"])
    packet = pack(base)
    with Project.open(base) as ours, Project.open(packet) as theirs:
        curated = theirs.review.curated("gold")
        assert curated.provenance == {"g": "added"}
        assert [one.covered_text(TEXT) for one in curated.negatives] == ["Monday"]
        mine, yours = BytesIO(), BytesIO()
        ours.export(mine, ExportChoice(is_curated_only=True))
        theirs.export(yours, ExportChoice(is_curated_only=True))
        assert yours.getvalue() == mine.getvalue()
        assert theirs.check() == []
