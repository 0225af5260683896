"""A colleague's project taken in: what meets, what comes, what stays."""

import gzip
from dataclasses import replace
from pathlib import Path

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    CorrectMeta,
    MoveSpan,
    RelabelSpan,
    RemoveSpan,
    ReplaceLabelSet,
    SetAttribute,
    SetNote,
    SetStatus,
)
from annotator.model.document import Meta
from annotator.model.labels import SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.review import Pairing
from tests.builders import TEXT, make_document, make_set
from tests.project.building import bring, make_project
from tests.project.merging.copies import (
    COUNCIL,
    LINES,
    MASTER,
    VARGA,
    content,
    copy,
    edit,
    looked_at,
    merge,
    spans_of,
)
from tests.storage.test_upgrading import OLD


def test_row_19_a_copy_that_nobody_touched_adds_nothing(base: Path, other: Path) -> None:
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


def test_row_19_twice_adds_nothing_and_older_takes_nothing_back(base: Path, other: Path) -> None:
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
        ids = {one.name: one.id for one in project.annotators()}
        pairing = Pairing(ids["ilse"], ids["ilse, other copy"])
        (case,) = project.review.cases("talks", pairing)
        assert case.difference.kind == "label"
        assert (case.difference.first.label, case.difference.second.label) == ("r", "o")


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


# ---- articles, people, labels -------------------------------------------------------------------


def test_row_18_articles_meet_by_text_and_come_where_they_are_new(
    base: Path, tmp_path: Path
) -> None:
    documents = [
        make_document(TEXT, "other-name"),
        make_document("A text under a taken id.", "second"),
        make_document("Something new.", "third"),
    ]
    sets = [make_set(VARGA, document=one, annotator="zoe") for one in ("other-name", "third")]
    sets[1] = replace(sets[1], id="s3", spans={"n": Span("n", "p", ((0, 9),))})
    with make_project(tmp_path, documents, name="elsewhere", annotator="zoe") as project:
        bring(project, [], sets, "i2")
        other = project.path
    report = merge(base, other)
    assert (report.documents_new, report.documents_met, report.documents_different) == (1, 1, 1)
    assert [type(one.error).__name__ for one in report.problems] == ["DocumentConflict"]
    assert report.rejected == 1
    (met,) = spans_of(base, "talks", "zoe").values()
    assert met == VARGA._replace(id=met.id)
    assert met.id != "varga"  # that id is ilse's here
    assert set(spans_of(base, "third", "zoe")) == {"n"}
    with looked_at(base) as project:
        assert project.document("second").text == "A second text about Norrow."
    assert not merge(base, other).is_anything_new
    edit(other, RelabelSpan("varga", "r"), document="other-name", annotator="zoe")
    merge(base, other)
    assert spans_of(base, "talks", "zoe") == {met.id: met._replace(label="r")}


def test_somebody_of_the_same_name_is_somebody_else(base: Path, tmp_path: Path) -> None:
    with make_project(tmp_path, [make_document()], name="elsewhere") as project:
        project.apply(AddSpan(MASTER), "talks")
        other = project.path
    report = merge(base, other)
    assert report.new_annotators == ["ilse (2)"]
    assert set(spans_of(base, annotator="ilse (2)")) == {"master"}
    assert set(spans_of(base)) == {"varga", "lines"}


def test_labels_that_are_unknown_come_in_and_go_with_undo(base: Path, other: Path) -> None:
    with Project.open(base, annotator="ilse") as project:
        port = SpanLabel("port", "PORT", "#654321", "9")
        labels = replace(project.label_set, span_labels=(*project.label_set.span_labels, port))
        project.apply_to_project(ReplaceLabelSet(labels))
    with Project.open(other, annotator="ilse") as project:
        ship = SpanLabel("ship", "SHIP", "#123456", "9")
        labels = replace(project.label_set, span_labels=(*project.label_set.span_labels, ship))
        project.apply_to_project(ReplaceLabelSet(labels))
        project.apply(AddSpan(MASTER._replace(label="ship")), "talks")
    report = merge(base, other)
    assert report.new_labels == ["SHIP"]
    assert spans_of(base)["master"].label == "ship"
    with Project.open(base, annotator="ilse") as project:
        project.undo()
        assert project.label_set.span_label("ship") is None
        project.redo()
        assert project.label_set.span_label("ship") == replace(ship, key="")
        project.undo()
        assert project.check() == []


def test_what_is_known_of_an_article_comes_and_the_newer_stays(base: Path, other: Path) -> None:
    def correct(path: Path, title: str) -> None:
        with Project.open(path, annotator="ilse") as project:
            project.apply_to_project(CorrectMeta("talks", Meta(title=title)))

    correct(other, "Theirs")
    assert merge(base, other).details_changed == 1
    correct(base, "Ours")
    correct(other, "Theirs again")
    third = copy(base, "third")
    correct(third, "Newest")
    merge(third, other)
    with looked_at(third) as project:
        assert project.document("talks").meta.title == "Newest"
    merge(base, third)
    with looked_at(base) as project:
        assert project.document("talks").meta.title == "Newest"


def test_a_file_of_an_older_version(base: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.annotator"
    old.write_bytes(gzip.decompress(OLD[0].read_bytes()))
    before = old.read_bytes()
    report = merge(base, old)
    assert report.documents_met >= 1
    assert len(spans_of(base, annotator="ilse (2)")) == 2
    assert old.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["base.annotator", "old.annotator"]
