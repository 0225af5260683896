"""A colleague's project taken in: what meets, what comes, what stays."""

from pathlib import Path

import pytest

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    MoveSpan,
    RelabelSpan,
    RemoveSpan,
    SetAttribute,
    SetNote,
    SetStatus,
)
from annotator.model.relation import Relation
from annotator.project.project import Project
from tests.builders import make_document
from tests.project.building import bring
from tests.project.merging.copies import (
    COUNCIL,
    LINES,
    MASTER,
    VARGA,
    content,
    copy,
    edit,
    make_base,
    merge,
    spans_of,
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return make_base(tmp_path)


@pytest.fixture
def other(base: Path) -> Path:
    return copy(base, "other")


def test_a_copy_that_nobody_touched_adds_nothing(base: Path, other: Path) -> None:
    before = base.read_bytes()
    report = merge(base, other)
    assert not report.is_anything_new
    assert (report.documents_met, report.sets_known, report.import_id) == (2, 0, "")
    assert content(base) == content(other)
    assert len(base.read_bytes()) == len(before)


def test_what_only_theirs_did_comes(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER), RelabelSpan("varga", "o"), SetStatus("finished"))
    report = merge(base, other)
    assert content(base) == content(other)
    ilse = report.annotators["ilse"]
    assert (ilse.sets_changed, ilse.spans_added, ilse.spans_changed, ilse.conflicts) == (1, 1, 1, 0)
    assert report.documents == ["talks"]


def test_what_both_did_is_put_together(base: Path, other: Path) -> None:
    edit(base, AddSpan(MASTER), SetNote("varga", "ours"))
    edit(other, AddSpan(COUNCIL), SetAttribute("varga", "m", "named"), RemoveSpan("lines"))
    report = merge(base, other)
    assert report.conflicts == []
    assert spans_of(base) == {
        "varga": VARGA._replace(note="ours", attributes={"m": "named"}),
        "master": MASTER,
        "council": COUNCIL,
    }


def test_twice_adds_nothing_and_older_takes_nothing_back(base: Path, other: Path) -> None:
    edit(other, AddSpan(MASTER))
    older = copy(other, "older")
    edit(other, RemoveSpan("master"), AddSpan(COUNCIL))
    merge(base, other)
    after = content(base)
    for file in (other, older, other):
        report = merge(base, file)
        assert not report.is_anything_new
        assert content(base) == after


def test_a_contradiction_is_kept_to_be_settled(base: Path, other: Path) -> None:
    edit(base, RelabelSpan("varga", "o"))
    edit(other, RelabelSpan("varga", "r"))
    report = merge(base, other)
    (found,) = report.conflicts
    assert (found.document, found.annotator, found.other_copy) == (
        "talks", "ilse", "ilse, other copy",
    )  # fmt: skip
    assert spans_of(base)["varga"].label == "r"
    with Project.open(base, annotator="ilse") as project:
        from annotator.project.review import Pairing

        ids = {one.name: one.id for one in project.annotators()}
        pairing = Pairing(ids["ilse"], ids["ilse, other copy"])
        (case,) = project.review.cases("talks", pairing)
        assert case.difference.kind == "label"
        assert (case.difference.first.label, case.difference.second.label) == ("r", "o")


def test_undo_gives_all_of_it_back_and_redo_takes_it_again(base: Path, other: Path) -> None:
    edit(base, RelabelSpan("varga", "o"))
    edit(other, RelabelSpan("varga", "r"), AddSpan(MASTER))
    edit(other, AddSpan(VARGA._replace(id="hers")), annotator="jon")
    with Project.open(other, annotator="jon") as project:
        bring(project, [make_document("A third.", "third")], import_id="i9")
    before = content(base)
    merge(base, other)
    after = content(base)
    assert after != before
    with Project.open(base, annotator="ilse") as project:
        project.undo()
        assert project.check() == []
    assert content(base) == before
    with Project.open(base, annotator="ilse") as project:
        project.redo()
        assert project.check() == []
    assert content(base) == after
    with Project.open(base, annotator="ilse") as project:
        project.undo()
    assert content(base) == before
    merge(base, other)
    assert content(base) == after


def test_relation_keeps_its_ends(base: Path, other: Path) -> None:
    edit(base, RemoveSpan("lines"))
    edit(other, AddRelation(Relation("works", "w", "varga", "lines")))
    report = merge(base, other)
    assert spans_of(base) == {"varga": VARGA, "lines": LINES}
    assert [one.conflict.kind for one in report.conflicts] == ["deleted"]


def test_the_same_mark_made_on_both_sides_is_one(base: Path, other: Path) -> None:
    edit(base, AddSpan(MASTER))
    edit(other, AddSpan(MASTER._replace(id="a-master")), SetNote("a-master", "boss"))
    merge(base, other)
    assert spans_of(base)["a-master"] == MASTER._replace(id="a-master", note="boss")
    assert "master" not in spans_of(base)
    edit(other, MoveSpan("varga", ((0, 7),)))
    merge(base, other)
    assert set(spans_of(base)) == {"varga", "lines", "a-master"}
