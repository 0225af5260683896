"""Curated sets taken out of a project and brought back: which there are, whole, always the same."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits.cleaning import clean_annotation
from annotator.edits.edit import AddSpan, SetStatus
from annotator.formats.verify import verify
from annotator.model.annotation_set import AnnotationSet
from annotator.model.errors import AnnotatorError, LabelInUse, SetConflict
from annotator.model.labels import LabelSet
from annotator.model.span import Span
from annotator.model.verdict import CHOICES
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from annotator.project.rows import ExportChoice, ImportReport
from annotator.storage import outlet
from tests.builders import LABEL_SET, TEXT, make_document, make_span
from tests.project.building import bring, make_project
from tests.project.test_review import People
from tests.strategies import annotation_sets, spans

CURATED = ExportChoice(is_curated_only=True)


def exported(project: Project, choice: ExportChoice = CURATED) -> bytes:
    stream = BytesIO()
    project.export(stream, choice)
    return stream.getvalue()


def lines(raw: bytes) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in raw.splitlines()]


def said(line: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(one["text"], one["label"], one.get("provenance")) for one in line["spans"]]


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    """ilse and jon have finished the talks and differ on one of two names."""
    documents = [make_document(), make_document("Nobody was here.", "quiet")]
    with make_project(tmp_path, documents) as project:
        yield People(project)


def test_what_two_agree_on_is_curated_without_a_verdict(people: People) -> None:
    [line] = lines(exported(people.project))
    assert (line["id"], line["annotator"], line["status"]) == ("talks", None, "curated")
    assert said(line) == [("Norrow Lines", "ORGANISATION", "unanimous")]
    everything = lines(exported(people.project, ExportChoice()))
    assert [one["status"] for one in everything] == ["finished", "finished", "new"]


def test_a_bare_export_has_what_was_decided_last(people: People) -> None:
    people.settle()
    everything = lines(exported(people.project, ExportChoice()))
    names = [(one["id"], one["annotator"], one["status"]) for one in everything]
    assert names == [
        ("talks", "ilse", "finished"),
        ("talks", "jon", "finished"),
        ("talks", None, "curated"),
        ("quiet", None, "new"),
    ]
    assert said(everything[2]) == [
        ("Ilse Varga", "PERSON", "adjudicated"),
        ("Norrow Lines", "ORGANISATION", "unanimous"),
    ]
    for choice in (ExportChoice(statuses=("finished",)), ExportChoice(annotators=("jon",))):
        assert "curated" not in [one["status"] for one in lines(exported(people.project, choice))]
    only = lines(exported(people.project, ExportChoice(statuses=("curated",))))
    assert only == lines(exported(people.project))


def test_one_alone_and_unfinished_ones_have_no_curated_set(people: People) -> None:
    people.project.sign_in("jon")
    people.project.apply(SetStatus("in_progress"), "talks")
    assert exported(people.project) == b""
    added = (make_span(TEXT, "Monday", "c", "mine"),)
    people.project.review.settle([Ruling("talks", people.pairing, None, "added", added)])
    assert said(lines(exported(people.project))[0]) == [("Monday", "CLAIM", "added")]


def test_an_export_says_what_the_review_says(people: People) -> None:
    people.settle(choice="second")
    [line] = lines(exported(people.project))
    curated = people.project.review.curated("talks")
    assert {one["id"]: one["provenance"] for one in line["spans"]} == curated.provenance
    spans = curated.annotation_set.spans
    assert [one["start"] for one in line["spans"]] == [one.start for one in spans.values()]


def test_what_is_nothing_goes_out_as_a_negative(people: People) -> None:
    people.settle(choice="neither")
    [line] = lines(exported(people.project))
    at = TEXT.index("Ilse Varga")
    assert line["negatives"] == [
        {"label": "ORGANISATION", "start": at, "end": at + 10, "text": "Ilse Varga"},
        {"label": "PERSON", "start": at, "end": at + 10, "text": "Ilse Varga"},
    ]
    [only] = lines(exported(people.project, replace(CURATED, labels=("PERSON",))))
    assert [one["label"] for one in only["negatives"]] == ["PERSON"]
    [without] = lines(exported(people.project, replace(CURATED, has_negatives=False)))
    assert "negatives" not in without


def test_the_manifest_and_the_preview_count_by_provenance(people: People) -> None:
    people.settle(choice="neither")
    manifest = people.project.export(BytesIO(), CURATED)
    counts = manifest["counts"]["curated"]
    assert counts["provenance"] == {"spans": {"unanimous": 1}, "relations": {}}
    assert (counts["negatives"], counts["negative_labels"]) == (
        2,
        {"ORGANISATION": 1, "PERSON": 1},
    )
    assert manifest["filters"]["is_curated_only"] is True
    preview = people.project.preview_export(CURATED)
    assert preview[1:5] == (1, 1, 2, counts)
    assert not preview.losses and preview.parts == {}
    assert preview.first == [exported(people.project).decode().rstrip("\n")]


def test_what_waits_to_be_saved_counts(people: People) -> None:
    project = people.project
    for name in ("ilse", "jon"):
        project.sign_in(name)
        project.apply(AddSpan(make_span(TEXT, "Monday", "r", f"m-{name}")), "talks")
    assert ("Monday", "ROLE", "unanimous") in said(lines(exported(project))[0])


@pytest.mark.parametrize("page", [1, 2, 100])
def test_it_is_the_same_whatever_the_page(
    people: People, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.settle()
    bring(people.project, [make_document("Later.", "later")], import_id="i2")
    before = exported(people.project, ExportChoice()), exported(people.project)
    monkeypatch.setattr(outlet, "PAGE", page)
    assert (exported(people.project, ExportChoice()), exported(people.project)) == before


# ---- and back again -----------------------------------------------------------------------------


def errors(report: ImportReport) -> list[type[AnnotatorError]]:
    return [type(one.error) for one in report.problems]


@pytest.mark.parametrize("choice", [ExportChoice(), CURATED], ids=["all", "curated"])
def test_taking_ones_own_export_in_adds_nothing(
    people: People, tmp_path: Path, choice: ExportChoice
) -> None:
    people.settle()
    people.project.export(tmp_path / "out.jsonl", choice)
    before = exported(people.project, ExportChoice())
    report = people.project.import_sources([tmp_path / "out.jsonl"])
    assert (errors(report), report.spans) == ([], 0)
    assert exported(people.project, ExportChoice()) == before


def test_what_has_been_decided_here_is_not_replaced(people: People, tmp_path: Path) -> None:
    people.project.export(tmp_path / "early.jsonl", CURATED)
    people.settle()
    before = exported(people.project)
    report = people.project.import_sources([tmp_path / "early.jsonl"])
    assert errors(report) == [SetConflict]
    assert exported(people.project) == before


def test_one_that_comes_in_where_nothing_is_decided_is_the_ground(
    people: People, tmp_path: Path
) -> None:
    [line] = lines(exported(people.project))
    line["spans"][0].update(label="CLAIM", provenance="imported")
    (tmp_path / "gold.jsonl").write_bytes(orjson.dumps(line) + b"\n")
    assert errors(people.project.import_sources([tmp_path / "gold.jsonl"])) == []
    assert said(lines(exported(people.project))[0]) == [("Norrow Lines", "CLAIM", "imported")]
    people.project.undo()
    assert said(lines(exported(people.project))[0]) == [
        ("Norrow Lines", "ORGANISATION", "unanimous")
    ]


def test_a_curated_set_without_provenance_goes_out_as_it_came(tmp_path: Path) -> None:
    source = tmp_path / "gold.jsonl"
    with make_project(tmp_path) as project:
        project.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "s1")), "talks")
        [line] = lines(exported(project, ExportChoice()))
    source.write_bytes(orjson.dumps(line | {"annotator": None, "status": "curated"}) + b"\n")
    with Project.create(tmp_path / "new.annotator") as project:
        project.import_sources([source])
        assert exported(project) == exported(project, ExportChoice()) == source.read_bytes()
        assert project.review.curated("talks").provenance == {"s1": "imported"}
        project.sign_in("mara")
        added = (make_span(TEXT, "Monday", project.label_set.span_labels[0].id, "mine"),)
        project.review.settle([Ruling("talks", Pairing(None), None, "added", added)])
        assert {one for _, _, one in said(lines(exported(project))[0])} == {"imported", "added"}


def test_ids_that_are_taken_take_their_provenance_along(people: People, tmp_path: Path) -> None:
    people.settle()
    [line] = lines(exported(people.project))
    line["id"] = "copy"
    line["spans"][0]["id"] = "v-ilse"
    (tmp_path / "copy.jsonl").write_bytes(orjson.dumps(line) + b"\n")
    people.project.import_sources([tmp_path / "copy.jsonl"])
    copy = lines(exported(people.project))[1]
    assert copy["spans"][0]["id"] != "v-ilse"
    assert said(copy) == said(line)


def test_a_label_that_only_negatives_wear_is_in_use(people: People, tmp_path: Path) -> None:
    people.settle(choice="neither")
    people.project.export(tmp_path / "out.jsonl", CURATED)
    with Project.create(tmp_path / "new.annotator", label_set=LABEL_SET, annotator="m") as project:
        project.import_sources([tmp_path / "out.jsonl"])
        fewer = [one for one in LABEL_SET.span_labels if one.name != "PERSON"]
        with pytest.raises(LabelInUse):
            _put_labels(project, LabelSet("Fewer", span_labels=tuple(fewer)))


def _put_labels(project: Project, label_set: LabelSet) -> None:
    from annotator.edits.edit import ReplaceLabelSet

    project.apply_to_project(ReplaceLabelSet(label_set))


# ---- anything that can be decided -----------------------------------------------------------------

WORDS = "The ferry 😀 of Lomera sails at seven now"
"""As long as the spans of the strategies need it: 40 characters."""


def own_ids(made: AnnotationSet, who: str) -> AnnotationSet:
    """The set with ids that nobody else has, no relation from a span to itself."""
    own = [clean_annotation(one._replace(id=f"{who}-{one.id}")) for one in made.spans.values()]
    ties = [
        clean_annotation(one)._replace(
            id=f"{who}-{one.id}", head=f"{who}-{one.head}", tail=f"{who}-{one.tail}"
        )
        for one in made.relations.values()
        if one.head != one.tail
    ]
    return replace(
        made,
        id=f"set of {who}",
        spans={one.id: one for one in own},
        relations={one.id: one for one in ties},
    )


@st.composite
def reviews(draw: st.DrawFn) -> tuple[list[AnnotationSet], list[tuple[str, list[Span]]]]:
    """Sets of three people, and what is said of one difference after another."""
    made = [own_ids(draw(annotation_sets(annotator=who)), who) for who in ("ada", "ben", "cleo")]
    choices = st.sampled_from(CHOICES)
    count = draw(st.integers(0, 8))
    said = [(draw(choices), [draw(spans(f"mine{at}"))]) for at in range(count)]
    return made, said


def review(project: Project, said: list[tuple[str, list[Span]]]) -> None:
    ids = {one.name: one.id for one in project.annotators()}
    project.sign_in("mara")
    for choice, made in said:
        for first, second in (("ada", "ben"), ("ben", "cleo"), ("ada", "cleo")):
            pairing = Pairing(ids[first], ids[second])
            cases = [one for one in project.review.cases("talks", pairing) if one.is_open]
            if cases and choice != "added":
                outcome = tuple(made) if choice == "edited" else ()
                ruling = Ruling("talks", pairing, cases[0].difference, choice, outcome)  # type: ignore[arg-type]
                project.review.settle([ruling])
                break
        else:
            project.review.settle([Ruling("talks", Pairing(None), None, "added", tuple(made))])


@settings(max_examples=25)
@given(reviews(), st.sampled_from(["codepoint", "utf16", "utf8"]))
def test_out_in_and_out_again_gives_the_same_bytes(case: Any, unit: Any) -> None:
    sets, said_of = case
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder, [make_document(WORDS)], annotator=None) as project:
            bring(project, [], sets, "sets")
            review(project, said_of)
            for part, choice in (("all", ExportChoice(offsets=unit)), ("curated", CURATED)):
                project.export(folder / f"{part}.jsonl", choice)
                assert verify(folder / f"{part}.jsonl").faults == []
        for part, choice in (("all", ExportChoice(offsets=unit)), ("curated", ExportChoice())):
            with Project.create(folder / f"{part}.annotator", label_set=LABEL_SET) as project:
                project.import_sources([folder / f"{part}.jsonl"])
                assert exported(project, choice) == (folder / f"{part}.jsonl").read_bytes()
                assert project.check() == []
