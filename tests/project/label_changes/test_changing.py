"""Labels renamed, merged, split, retired: told before, exact, taken back to the same bytes."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan, SetAttribute, SetDocumentLabels
from annotator.messages import act_words
from annotator.model.errors import LabelUnknown, PatternWrong, ProjectReadOnly, UndoBlocked
from annotator.model.label_errors import LabelKindsDiffer, NameEmpty, NameTaken
from annotator.model.relation import Relation
from annotator.project.label_changes.change import Merge, Rename, Restore, Retire, Split
from annotator.project.label_changes.taking_up import taken_up
from annotator.project.project import Project
from annotator.project.ruling import Ruling
from annotator.project.standing import Pairing
from tests.builders import LABEL_SET, TEXT, make_document, make_set, make_span
from tests.project.building import bring, make_project
from tests.project.test_review import People


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """ilse and jon have labelled the talks; ilse a second article too."""
    documents = [make_document(), make_document("Varga sails again.", "again")]
    with make_project(tmp_path, documents) as made:
        for edit in (
            AddSpan(make_span(TEXT, "Ilse Varga", id="varga")),
            AddSpan(make_span(TEXT, "Norrow Lines", "o", id="lines")),
            AddSpan(make_span(TEXT, "harbour master", "r", id="master")),
            AddRelation(Relation("works", "w", "varga", "lines")),
            AddRelation(Relation("leads", "l", "varga", "lines", note="perhaps")),
            SetAttribute("varga", "m", "named"),
            SetDocumentLabels(frozenset({"d1"})),
        ):
            made.apply(edit, "talks")
        made.apply(AddSpan(make_span("Varga sails again.", "Varga", id="again")), "again")
        jon = [
            make_span(TEXT, "Ilse Varga", id="j1"),
            make_span(TEXT, "She", "p", id="j2")
            if "She" in TEXT
            else make_span(TEXT, "Monday", "p", id="j2"),
        ]
        bring(made, sets=[make_set(*jon, annotator="jon")], import_id="jon")
        yield made


def exported(project: Project) -> bytes:
    stream = BytesIO()
    project.export(stream)
    return stream.getvalue()


def labels_of(project: Project, document: str = "talks") -> dict[str, str]:
    found = {}
    for one in project.annotation_sets(document):
        found |= {id: span.label for id, span in one.spans.items()}
        found |= {id: relation.label for id, relation in one.relations.items()}
    return found


def test_a_rename_touches_nothing_but_the_name(project: Project) -> None:
    before = exported(project)
    preview = project.labels.preview(Rename("p", "HUMAN"))
    assert [(one.annotator, one.articles, one.spans) for one in preview.worn] == [
        ("ilse", 2, 2),
        ("jon", 1, 2),
    ]
    assert (preview.spans, preview.relations, preview.forbidden) == (4, 0, 0)
    project.labels.change(Rename("p", "HUMAN"))
    assert exported(project) == before.replace(b'"PERSON"', b'"HUMAN"')
    project.undo()
    assert exported(project) == before


def test_a_merge_takes_everybodys_along_and_is_taken_back_whole(project: Project) -> None:
    before = exported(project)
    preview = project.labels.preview(Merge(("p", "r"), "o"))
    assert [(one.annotator, one.spans) for one in preview.worn] == [("ilse", 3), ("jon", 2)]
    assert preview.examples[0].text == "Ilse Varga"
    assert exported(project) == before
    changes = project.labels.change(Merge(("p", "r"), "o"))
    assert changes.sets_changed == 3
    assert set(labels_of(project).values()) == {"o", "w", "l"}
    assert labels_of(project, "again") == {"again": "o"}
    assert project.annotation_set("talks").spans["varga"].attributes == {"m": "named"}
    retired = {one.id for one in project.label_set.span_labels if one.is_retired}
    assert retired == {"p", "r"}
    relation = project.label_set.relation_label("w")
    assert relation and relation.allows("o", "o"), "what a merged label might do, its heir may"
    act = project.next_undo()
    assert (
        act
        and act_words(act.edit, project.label_set)
        == "merged PERSON, ROLE into ORGANISATION (3 annotation sets)"
    )
    assert project.check() == []
    project.undo()
    assert exported(project) == before
    assert project.label_set == LABEL_SET
    project.redo()
    assert set(labels_of(project).values()) == {"o", "w", "l"}
    assert {one.id for one in project.label_set.span_labels if one.is_retired} == {"p", "r"}
    assert project.check() == []


def test_it_holds_after_the_file_was_closed(project: Project) -> None:
    before = exported(project)
    project.labels.change(Merge(("w",), "l"))
    project.close()
    with Project.open(project.path, annotator="ilse") as opened:
        assert labels_of(opened)["works"] == "l"
        assert opened.annotation_set("talks").relations["leads"].note == "perhaps"
        opened.undo()
        assert exported(opened) == before


def test_document_labels_merge_too(project: Project) -> None:
    project.labels.change(Merge(("d1",), "d2"))
    assert project.annotation_set("talks").labels == {"d2"}
    project.undo()
    assert project.annotation_set("talks").labels == {"d1"}


def test_a_split_by_words_by_pattern_and_by_attribute(project: Project) -> None:
    project.labels.change(Split("p", "c", "ilse"))
    assert labels_of(project)["varga"] == labels_of(project)["j1"] == "c"
    assert labels_of(project)["j2"] == labels_of(project, "again")["again"] == "p"
    project.undo()
    project.labels.change(Split("p", "c", r"^V", is_pattern=True))
    assert labels_of(project, "again") == {"again": "c"}
    assert labels_of(project)["varga"] == "p"
    project.undo()
    preview = project.labels.preview(Split("p", "c", attribute=("m", "named")))
    assert preview.spans == 1
    project.labels.change(Split("p", "c", attribute=("m", "named")))
    assert labels_of(project)["varga"] == "c"
    assert labels_of(project)["j1"] == "p"
    assert project.annotation_set("talks").spans["varga"].attributes == {"m": "named"}, (
        "nothing goes"
    )


def test_what_becomes_invalid_is_counted_and_stays(project: Project) -> None:
    preview = project.labels.preview(Split("p", "c", "Ilse Varga"))
    assert preview.forbidden == 2
    project.labels.change(Split("p", "c", "Ilse Varga"))
    assert set(project.annotation_set("talks").relations) == {"works", "leads"}


def test_a_split_of_nothing_is_no_act(project: Project) -> None:
    before = project.next_undo()
    assert project.labels.change(Split("p", "c", "nobody")).sets_changed == 0
    assert project.next_undo() == before


def test_retiring_and_restoring(project: Project) -> None:
    project.labels.change(Retire("p"))
    assert [one.id for one in project.label_set.usable_span_labels()] == ["o", "r", "c"]
    assert labels_of(project)["varga"] == "p"
    project.labels.change(Restore("p"))
    assert project.label_set == LABEL_SET


def test_where_a_verdict_alone_wears_the_label_it_is_changed_and_taken_back(
    project: Project,
) -> None:
    """Nobody's set has a CLAIM; what a reviewer added is one."""
    me = project.sign_in("mara").id
    added = make_span(TEXT, "Monday", "c", "added")
    ruling = Ruling("talks", Pairing(me, is_alone=True), None, "added", (added,))
    project.review.settle([ruling])
    before = labels_of(project)
    assert "CLAIM" not in before.values()
    changes = project.labels.change(Split("c", "r"))
    assert not changes.is_empty
    [verdict] = project.review.verdicts("talks")
    assert [one.label for one in verdict.outcome] == ["r"]
    assert labels_of(project) == before
    assert project.check() == []
    project.undo()
    [verdict] = project.review.verdicts("talks")
    assert verdict.outcome == (added,)
    assert project.check() == []


def test_verdicts_go_along(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        people = People(project)
        people.settle(choice="first")
        assert people.curated()["Ilse Varga"] == "p"
        before = exported(project)
        project.labels.change(Merge(("p",), "r"))
        assert people.curated()["Ilse Varga"] == "r"
        assert not people.is_open(), "what was settled is settled still"
        assert b'"PERSON"' not in exported(project)
        assert project.check() == []
        project.undo()
        assert people.curated()["Ilse Varga"] == "p"
        assert exported(project) == before


def test_later_work_on_it_blocks_the_undo_of_others(project: Project) -> None:
    project.labels.change(Merge(("p",), "o"))
    project.sign_in("jon")
    project.apply(AddSpan(make_span(TEXT, "Council", "c", id="later")), "talks")
    project.sign_in("ilse")
    with pytest.raises(UndoBlocked):
        project.undo()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Rename("p", "ROLE"), NameTaken),
        (Rename("p", " "), NameEmpty),
        (Rename("p", "a\nb"), NameEmpty),
        (Rename("gone", "X"), LabelUnknown),
        (Merge(("p",), "w"), LabelKindsDiffer),
        (Merge(("p",), "p"), LabelKindsDiffer),
        (Merge(("m",), "f"), LabelKindsDiffer),
        (Split("p", "gone"), LabelUnknown),
        (Split("p", "o", "(", is_pattern=True), PatternWrong),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is(
    project: Project, change: object, error: type[Exception]
) -> None:
    before = exported(project)
    with pytest.raises(error):
        project.labels.preview(change)  # type: ignore[arg-type]
    with pytest.raises(error):
        project.labels.change(change)  # type: ignore[arg-type]
    assert exported(project) == before


def test_a_file_that_is_only_read(project: Project) -> None:
    project.close()
    with Project.open(project.path, is_read_only=True) as opened:
        assert opened.labels.preview(Merge(("p",), "o")).spans == 4
        assert opened.labels.preview(Rename("p", "HUMAN")).spans == 4
        with pytest.raises(ProjectReadOnly):
            opened.labels.change(Merge(("p",), "o"))


def test_many_sets_are_merged_and_taken_back(tmp_path: Path) -> None:
    documents = [make_document(f"{number}. {TEXT}", f"d{number}") for number in range(120)]
    sets = [
        make_set(
            make_span(one.text, "Ilse Varga", id=f"{one.id}-a"),
            make_span(one.text, "Norrow Lines", "o", id=f"{one.id}-b"),
            document=one.id,
            annotator="jon",
        )
        for one in documents
    ]
    sets = [replace(one, id=f"set-{one.document}") for one in sets]
    with make_project(tmp_path, documents) as project:
        bring(project, sets=sets, import_id="jon")
        before = exported(project)
        assert project.labels.preview(Merge(("p",), "o")).spans == 120
        project.labels.change(Merge(("p",), "o"))
        assert project.statistics().labels["ORGANISATION"] == 240
        project.undo()
        assert exported(project) == before


def test_a_file_of_labels_is_taken_up_by_name() -> None:
    other = replace(
        LABEL_SET,
        span_labels=(
            replace(LABEL_SET.span_labels[0], id="x1", description="A human being"),
            replace(LABEL_SET.span_labels[0], id="x2", name="VESSEL", key="9"),
        ),
        relation_labels=(
            replace(
                LABEL_SET.relation_labels[0],
                id="x3",
                heads=frozenset({"x2"}),
                tails=frozenset({"x1"}),
            ),
        ),
        attributes=(),
        document_labels=(),
    )
    made = taken_up(LABEL_SET, other)
    assert [one.id for one in made.span_labels] == ["p", "o", "r", "c", "x2"]
    assert made.span_labels[0].description == "A human being"
    relation = made.relation_label("w")
    assert relation and (relation.heads, relation.tails) == ({"x2"}, {"p"})
    assert made.attributes == LABEL_SET.attributes
    assert taken_up(made, other) == made
