"""Allowed ends, values, kinds, splits by every rule: counted before, one act, the same file after
undo."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    SetAttribute,
    SetDocumentAttribute,
    SetDocumentLabels,
    SetStatus,
)
from annotator.messages import act_words
from annotator.model.attribute import Attribute
from annotator.model.errors import AnnotatorError, LabelUnknown
from annotator.model.label_errors import (
    LabelKindsDiffer,
    NameEmpty,
    NameTaken,
    NothingToChoose,
    ValueUnknown,
)
from annotator.model.relation import Relation
from annotator.project.label_changes.change import (
    AllowEnds,
    ChangeKind,
    LabelChange,
    Merge,
    RemoveValue,
    Rename,
    RenameValue,
    Restore,
    Retire,
    Split,
)
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from tests.builders import LABEL_SET, TEXT, make_document, make_set, make_span
from tests.project.building import bring, make_project
from tests.project.test_review import People

NOTED = Attribute("n", "tone", "several", "document", ("calm", "loud", "wry"))
LABELS = replace(LABEL_SET, attributes=(*LABEL_SET.attributes, NOTED))


def fill(made: Project) -> None:
    """ilse has labelled the talks, with values; jon too."""
    for edit in (
        AddSpan(make_span(TEXT, "Ilse Varga", id="varga")),
        AddSpan(make_span(TEXT, "Norrow Lines", "o", id="lines")),
        AddSpan(make_span(TEXT, "harbour master", "r", id="master")),
        AddRelation(Relation("works", "w", "varga", "lines")),
        AddRelation(Relation("holds", "h", "varga", "master")),
        SetAttribute("varga", "m", "named"),
        SetAttribute("works", "f", True),
        SetDocumentLabels(frozenset({"d1"})),
        SetDocumentAttribute("n", ("calm", "wry")),
    ):
        made.apply(edit, "talks")
    she = make_span(TEXT, "she", id="j2")._replace(attributes={"m": "pronoun"})
    sets = [make_set(make_span(TEXT, "Ilse Varga", id="j1"), she, annotator="jon")]
    bring(made, sets=sets, import_id="jon")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_project(tmp_path, label_set=LABELS) as made:
        fill(made)
        yield made


def content(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """All that the file says but for what has been done when."""
    project.flush()
    with closing(sqlite3.connect(project.path)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                " AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'word_index%'"
            )
        ]
        told = {
            "history",
            "imports",
            "taken_edits",
            "taken_history",
            "meta",
            "label_set_versions",
        }
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in names
            if name not in told
        }


CHANGES: list[LabelChange] = [
    Rename("p", "HUMAN"),
    Rename("m", "form"),
    Retire("w"),
    Retire("m"),
    Retire("n"),
    Merge(("m",), "x"),
    Merge(("p", "r"), "o"),
    Merge(("w", "h"), "l"),
    Merge(("d1",), "d2"),
    Split("p", "c", "Varga"),
    Split("p", "c", attribute=("m", "pronoun")),
    Split("p", "c", texts=frozenset({"she"})),
    Split("h", "l", heads=frozenset("p"), tails=frozenset("r")),
    AllowEnds("w", frozenset("o"), frozenset("p"), is_symmetric=True),
    RenameValue("m", "named", "by name"),
    RenameValue("n", "wry", "dry"),
    RemoveValue("m", "named"),
    RemoveValue("m", "named", "pronoun"),
    RemoveValue("n", "wry", "calm"),
    ChangeKind("m", "several"),
    ChangeKind("m", "text"),
    ChangeKind("f", "choice", ("yes", "no")),
    ChangeKind("n", "text"),
]


@pytest.mark.parametrize("change", CHANGES, ids=repr)
def test_each_is_told_before_done_and_taken_back_to_the_same_rows(
    project: Project, change: LabelChange
) -> None:
    before = content(project)
    preview = project.labels.preview(change)
    assert content(project) == before, "a preview does nothing"
    assert preview.worn
    was = sum(map(len, project.labels.invalid()))
    project.labels.change(change)
    assert project.label_set == preview.label_set
    assert content(project) != before
    assert sum(map(len, project.labels.invalid())) - was == sum(preview.invalid.values())
    assert project.check() == []
    after = content(project)
    project.undo()
    assert content(project) == before
    project.redo()
    assert content(project) == after
    project.undo()
    assert project.check() == []


def test_allowed_ends_say_what_would_not_be_allowed(project: Project) -> None:
    preview = project.labels.preview(AllowEnds("w", frozenset("o"), frozenset()))
    assert [(one.annotator, one.relations) for one in preview.worn] == [("ilse", 1)]
    assert (preview.forbidden, preview.examples[0].text) == (1, "Ilse Varga → Norrow Lines")
    assert project.labels.preview(AllowEnds("w", frozenset("p"), frozenset())).forbidden == 0
    project.labels.change(AllowEnds("w", frozenset(), frozenset("o"), is_transitive=True))
    label = project.label_set.relation_label("w")
    assert label
    assert (label.heads, label.tails, label.is_transitive) == (frozenset(), {"o"}, True)
    assert set(project.annotation_set("talks").relations) == {"works", "holds"}


def test_a_value_is_renamed_everywhere(project: Project) -> None:
    preview = project.labels.preview(RenameValue("m", "named", "by name"))
    assert [(one.annotator, one.spans) for one in preview.worn] == [("ilse", 1)]
    project.labels.change(RenameValue("m", "named", "by name"))
    mine = project.annotation_set("talks")
    assert mine.spans["varga"].attributes == {"m": "by name"}
    attribute = project.label_set.attribute("m")
    assert attribute and attribute.values == ("by name", "pronoun")
    act = project.next_undo()
    assert act
    assert act_words(act.edit, project.label_set) == (
        "renamed “named” of mention “by name” (1 annotation set)"
    )


def test_a_value_of_documents_goes_along(project: Project) -> None:
    preview = project.labels.preview(RemoveValue("n", "wry", "loud"))
    assert [(one.annotator, one.document_labels) for one in preview.worn] == [("ilse", 1)]
    project.labels.change(RemoveValue("n", "wry", "loud"))
    assert project.annotation_set("talks").attributes == {"n": ("calm", "loud")}


def test_a_value_that_is_kept_is_to_be_worked_through(project: Project) -> None:
    preview = project.labels.preview(RemoveValue("m", "pronoun"))
    assert (preview.spans, dict(preview.invalid)) == (1, {"value": 1})
    project.labels.change(RemoveValue("m", "pronoun"))
    jon = next(one for one in project.annotation_sets("talks") if "j2" in one.spans)
    assert jon.spans["j2"].attributes == {"m": "pronoun"}, "nothing goes"
    project.labels.change(RemoveValue("m", "pronoun", "named"))  # and may be moved later
    jon = next(one for one in project.annotation_sets("talks") if "j2" in one.spans)
    assert jon.spans["j2"].attributes == {"m": "named"}
    assert list(project.labels.invalid()) == []


def test_a_split_by_a_list_of_texts(project: Project) -> None:
    split = Split("p", "c", texts=frozenset({"Ilse\nVarga"}))
    assert [(one.annotator, one.spans) for one in project.labels.preview(split).worn] == [
        ("ilse", 1),
        ("jon", 1),
    ]


def test_a_split_of_relations_by_what_they_join(project: Project) -> None:
    project.apply(AddRelation(Relation("more", "s", "lines", "varga")), "talks")
    project.apply(AddRelation(Relation("most", "s", "master", "varga")), "talks")
    project.labels.change(Split("s", "l", heads=frozenset("o")))
    labels = {id: one.label for id, one in project.annotation_set("talks").relations.items()}
    assert labels == {"works": "w", "holds": "h", "more": "l", "most": "s"}
    project.undo()
    project.labels.change(Split("s", "l", "master"))
    labels = {id: one.label for id, one in project.annotation_set("talks").relations.items()}
    assert labels == {"works": "w", "holds": "h", "more": "s", "most": "l"}


def test_what_was_settled_is_settled_after_a_split(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        people = People(project)
        people.settle(choice="first")
        project.labels.change(Split("p", "c", "Varga"))
        assert people.curated()["Ilse Varga"] == "c"
        assert not people.is_open()
        assert project.check() == []


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (AllowEnds("p", frozenset(), frozenset()), LabelUnknown),
        (AllowEnds("w", frozenset({"gone"}), frozenset()), LabelUnknown),
        (RenameValue("m", "gone", "x"), ValueUnknown),
        (RenameValue("m", "named", "pronoun"), NameTaken),
        (RenameValue("m", "named", " "), NameEmpty),
        (RenameValue("gone", "named", "x"), LabelUnknown),
        (RemoveValue("m", "gone"), ValueUnknown),
        (RemoveValue("m", "named", "gone"), ValueUnknown),
        (ChangeKind("f", "choice"), NothingToChoose),
        (ChangeKind("f", "choice", ("a\nb",)), NameEmpty),
        (Split("w", "p"), LabelKindsDiffer),
        (Merge(("m",), "f"), LabelKindsDiffer),
        (Merge(("m",), "n"), LabelKindsDiffer),
        (Merge(("m",), "m"), LabelKindsDiffer),
        (Split("p", "p"), LabelKindsDiffer),
        (Split("p", "o", heads=frozenset("p")), LabelKindsDiffer),
    ],
)
def test_what_cannot_be_done_is_said_before(
    project: Project, change: LabelChange, error: type[AnnotatorError]
) -> None:
    before = content(project)
    with pytest.raises(error):
        project.labels.preview(change)
    with pytest.raises(error):
        project.labels.change(change)
    assert content(project) == before


def test_two_attributes_become_one_and_where_they_differ_both_stay(tmp_path: Path) -> None:
    form = Attribute("y", "form", "choice", "span", ("named", "title"), frozenset("pr"), True)
    label_set = replace(LABELS, attributes=(*LABELS.attributes, form))
    with make_project(tmp_path, label_set=label_set) as project:
        fill(project)
        project.apply(SetAttribute("varga", "y", "title"), "talks")
        project.apply(SetAttribute("master", "y", "title"), "talks")
        preview = project.labels.preview(Merge(("y",), "m"))
        assert [(one.annotator, one.spans) for one in preview.worn] == [("ilse", 2)]
        assert preview.invalid["retired"] == 1
        project.labels.change(Merge(("y",), "m"))
        mention, gone = project.label_set.attribute("m"), project.label_set.attribute("y")
        assert mention and gone and gone.is_retired
        assert (mention.values, mention.labels) == (("named", "pronoun", "title"), {"p", "r"})
        spans = project.annotation_set("talks").spans
        assert dict(spans["varga"].attributes) == {"m": "named", "y": "title"}
        assert dict(spans["master"].attributes) == {"m": "title"}
        kinds = [(one.kind, one.annotation) for page in project.labels.invalid() for one in page]
        assert kinds == [("retired", "varga")]
        assert project.check() == []
        project.undo()
        assert project.annotation_set("talks").spans["master"].attributes == {"y": "title"}
        assert project.label_set == label_set


def test_an_attribute_that_is_retired_is_asked_no_more_and_restored(project: Project) -> None:
    preview = project.labels.preview(Retire("m"))
    assert [(one.annotator, one.spans) for one in preview.worn] == [("ilse", 1), ("jon", 1)]
    assert dict(preview.invalid) == {"retired": 2}
    project.labels.change(Retire("m"))
    assert "m" not in [one.id for one in project.label_set.attributes_of("span", "p")]
    assert project.annotation_set("talks").spans["varga"].attributes == {"m": "named"}
    project.labels.change(Restore("m"))
    assert project.label_set == LABELS


def test_the_last_value_is_not_removed(project: Project) -> None:
    project.labels.change(RemoveValue("m", "pronoun"))
    with pytest.raises(NothingToChoose):
        project.labels.change(RemoveValue("m", "named"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=5))
def test_any_changes_one_after_another_are_taken_back(changes: list[LabelChange]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        make_project(Path(folder), [make_document()], label_set=LABELS) as project,
    ):
        fill(project)
        before = content(project)
        count = project.labels.preview(Rename("p", "X")).spans
        done = 0
        for change in changes:
            last = project.next_undo()
            try:
                project.labels.change(change)
            except AnnotatorError:
                continue
            done += project.next_undo() != last
        assert project.check() == []
        for _ in range(done):
            project.undo()
        assert content(project) == before
        assert project.labels.preview(Rename("p", "X")).spans == count


def test_what_was_settled_of_an_attribute_is_settled_where_another_takes_its_place(
    tmp_path: Path,
) -> None:
    form = Attribute("y", "form", "choice", "span", ("named", "title"))
    said = {"ilse": "named", "jon": "title"}
    label_set = replace(LABELS, attributes=(*LABELS.attributes, form))
    with make_project(tmp_path, label_set=label_set) as project:
        people = {name: project.sign_in(name).id for name in ("ilse", "jon", "mara")}
        for name, value in said.items():
            project.sign_in(name)
            project.apply(AddSpan(make_span(TEXT, "Ilse Varga", id=f"v-{name}")), "talks")
            project.apply(SetAttribute(f"v-{name}", "y", value), "talks")
            project.apply(SetStatus("finished"), "talks")
        project.sign_in("mara")
        pairing = Pairing(people["ilse"], people["jon"])
        (case,) = project.review.cases("talks", pairing)
        assert case.difference.attribute == "y"
        project.review.settle([Ruling("talks", pairing, case.difference, choice="second")])
        before = project.review.verdicts()
        project.labels.change(Merge(("y",), "m"))
        assert not any(one.is_open for one in project.review.cases("talks", pairing))
        (verdict,) = project.review.verdicts()
        assert verdict.difference and verdict.difference.attribute == "m"
        curated = project.review.curated("talks").annotation_set.spans.values()
        assert [dict(one.attributes) for one in curated] == [{"m": "title"}]
        assert project.check() == []
        project.undo()
        assert project.review.verdicts() == before and project.check() == []
