"""Who somebody is, erased for good: the name is nowhere any more, the labels are all there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, ReplaceLabelSet, Say, SetAttribute, SetNote
from annotator.model.attribute import Attribute
from annotator.model.errors import AnnotatorUnknown
from annotator.model.people_errors import AnnotatorNameTaken
from annotator.model.purge_errors import ActPurged, PurgeUnfinished
from annotator.model.span import Span
from annotator.model.verdict import Remark
from annotator.project.project import Project
from annotator.project.rows import Progress
from tests.builders import make_document
from tests.project.building import bring, make_project
from tests.project.purging.worlds import traces

NAME, OLD = "Zenobia Vex", "zenobia"
REASON = "Asked for."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "work").mkdir()
    with make_project(tmp_path / "work", annotator=OLD) as made:
        made.apply(AddSpan(Span("hers", "p", ((0, 7),))), "talks")
        made.people.rename(id_of(made), NAME)
        times = made.assignments
        times.assign(times.divide(["talks"], [id_of(made)]))
        times.assign_again({id_of(made): ["talks"]})
        made.sign_in("ilse")
        where = Attribute("w", "where from", "text", "span")
        made.apply_to_project(
            ReplaceLabelSet(replace(made.label_set, attributes=(*made.label_set.attributes, where)))
        )
        made.apply(AddSpan(Span("told", "p", ((20, 24),))), "talks")
        made.apply(SetAttribute("told", "w", f"from {NAME}, by telephone"), "talks")
        made.apply(AddSpan(Span("his", "p", ((8, 13),))), "talks")
        made.apply(SetNote("his", f"as {NAME} said"), "talks")
        remark = Remark("r", "talks", "his", id_of(made), "2026-01-24T10:00:00+00:00", f"{OLD}?")
        made.review._review(Say(remark), None)
        labels = made.label_set.span_labels
        first = replace(labels[0], guideline=f"See {NAME}.\nNames.")
        made.apply_to_project(
            ReplaceLabelSet(replace(made.label_set, span_labels=(first, *labels[1:])))
        )
        yield made


def id_of(project: Project) -> str:
    assert project.me is not None
    return project.me.id


def test_the_name_is_nowhere_and_the_labels_are_there(project: Project, root: Path) -> None:
    project.backups.make(root=root)
    project.flush()
    person = project.people.named(NAME)
    sets = {one.annotator: one for one in project.annotation_sets("talks")}
    assert {one.split(".")[-1] for one in traces(project.path, root, "Vex")} >= {"annotator", "zst"}
    report = project.purging.purge_person(person.id, "Annotator 1", f"{NAME} asked.", root=root)
    assert report.cleaned == (1, 0, 0)
    for word in ("Vex", "Zenobia"):
        assert traces(project.path, root, word) == []
    assert {one.annotator for one in project.annotation_sets("talks")} == sets.keys()
    assert project.annotation_set("talks", person.id).spans == sets[person.id].spans
    names = {one.name for one in project.annotators(with_second_times=True)}
    assert names == {"ilse", "Annotator 1", "Annotator 1, second time"}
    assert project.annotation_set("talks").spans["his"].note == "as Annotator 1 said"
    told = project.annotation_set("talks").spans["told"]
    assert told.attributes == {"w": "from Annotator 1, by telephone"}
    assert [one.text for one in project.review.remarks("talks")] == ["Annotator 1?"]
    assert project.label_set.span_labels[0].guideline == "See Annotator 1.\nNames."
    [tombstone] = project.purging.tombstones()
    assert (tombstone.annotator, tombstone.reason) == (person.id, "Annotator 1 asked.")
    assert project.check() == []
    project.close()
    for word in ("Vex", "Zenobia"):
        assert traces(project.path, root, word) == []


def test_where_people_wrote_it_is_told_and_may_stay(project: Project, root: Path) -> None:
    person = project.people.named(NAME)
    preview = project.purging.preview_person(person.id, root=root)
    assert preview.person == person
    assert preview.names == (NAME, OLD)
    assert {(one.kind, one.document, one.words) for one in preview.written} == {
        ("note", "talks", f"as {NAME} said"),
        ("remark", "talks", f"{OLD}?"),
        ("label", "", f"See {NAME}."),
        ("attribute", "talks", f"from {NAME}, by telephone"),
    }
    assert preview.articles == 0
    bring(project, [make_document(f"{NAME} sailed on.", "sailed")], import_id="second")
    assert project.purging.preview_person(person.id, root=root).articles == 1
    assert project.people.named(NAME) == person, "nothing has happened yet"
    project.purging.purge_person(
        person.id, "Annotator 1", REASON, are_words_replaced=False, root=root
    )
    assert project.annotation_set("talks").spans["his"].note == f"as {NAME} said"
    with pytest.raises(AnnotatorUnknown):
        project.people.named(NAME)
    assert project.check() == []


def test_i_can_be_forgotten_and_go_on(project: Project, root: Path) -> None:
    project.sign_in(NAME)
    project.purging.purge_person(id_of(project), "Annotator 1", REASON, root=root)
    assert project.me is not None
    assert project.me.name == "Annotator 1"
    with pytest.raises(ActPurged):
        project.undo()
    project.apply(AddSpan(Span("more", "o", ((20, 24),))), "talks")
    project.undo()
    assert project.check() == []


def test_a_name_that_is_taken_is_refused(project: Project, root: Path) -> None:
    person = project.people.named(NAME)
    with pytest.raises(AnnotatorNameTaken):
        project.purging.purge_person(person.id, "Ilse", REASON, root=root)
    with pytest.raises(AnnotatorUnknown):
        project.purging.preview_person("nobody", root=root)
    assert project.people.named(NAME) == person


def test_what_was_stopped_is_gone_on_with(project: Project, root: Path) -> None:
    """In the project the name is not known any more: each backup tells it of itself."""
    for _ in range(3):
        project.backups.make(root=root)
    seen: list[str] = []

    def progress(said: Progress) -> None:
        seen.append(said.what)

    with pytest.raises(PurgeUnfinished):
        project.purging.purge_person(
            project.people.named(NAME).id,
            "Annotator 1",
            REASON,
            root=root,
            progress=progress,
            is_cancelled=lambda: seen.count("backups") > 1,
        )
    assert traces(project.path, root, "Vex")
    assert project.purging.finish(root=root) == 1
    assert traces(project.path, root, "Vex") == []
    assert traces(project.path, root, "Zenobia") == []
    assert project.check() == []
