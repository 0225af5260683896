"""The one road: edits of my set, what listeners hear, and what is in the file afterwards."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits import edit as edits
from annotator.model import errors
from annotator.model.changes import Changes
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.storage.intake import Intake
from tests.builders import LABEL_SET, TEXT, make_document, make_span
from tests.project.building import Ear, bring

PERSON = make_span(TEXT, "Ilse Varga", "p", "person")
FIRM = make_span(TEXT, "Norrow Lines", "o", "firm")
WORKS = Relation("works", "w", "person", "firm")


def reopened(project: Project, annotator: str = "ilse") -> Project:
    project.close()
    return Project.open(project.path, annotator=annotator)


def test_an_edit_shows_at_once_and_stays(project: Project) -> None:
    for edit in (edits.AddSpan(PERSON), edits.AddSpan(FIRM), edits.AddRelation(WORKS)):
        project.apply(edit, "talks")
    shown = project.annotation_set("talks")
    assert set(shown.spans) == {"person", "firm"}
    with reopened(project) as again:
        assert again.annotation_set("talks") == shown
        assert again.check() == []


def test_the_first_mark_begins_the_work_in_the_same_act(project: Project) -> None:
    changes = project.apply(edits.AddSpan(PERSON), "talks")
    assert changes.state is not None
    assert [state.status for state in changes.state] == ["new", "in_progress"]
    assert len(list(project.history())) == 2
    project.undo()
    assert project.annotation_set("talks").is_untouched


def test_beginning_keeps_the_word_of_an_act_of_several(project: Project) -> None:
    project.apply(edits.Together((edits.AddSpan(PERSON), edits.AddSpan(FIRM)), "paste"), "talks")
    act = project.next_undo()
    assert isinstance(act.edit if act else None, edits.Together)
    assert act.edit.act == "paste"  # type: ignore[union-attr]


def test_saying_the_status_first_is_not_overruled(project: Project) -> None:
    project.apply(edits.SetStatus("finished"), "talks")
    assert project.annotation_set("talks").status == "finished"


def test_an_edit_that_changes_nothing_is_no_act(project: Project) -> None:
    ear = Ear()
    project.subscribe(ear)
    assert project.apply(edits.SetStatus("new"), "talks").is_empty
    assert project.apply(edits.Together((), "delete"), "talks").is_empty
    assert ear.changes == []
    assert len(list(project.history())) == 1


def test_a_refused_edit_leaves_nothing(project: Project) -> None:
    before = project.annotation_set("talks")
    with pytest.raises(errors.LabelUnknown):
        project.apply(edits.AddSpan(PERSON._replace(label="nothing")), "talks")
    both = edits.Together((edits.AddSpan(PERSON), edits.RemoveSpan("nobody")))
    with pytest.raises(errors.SpanUnknown):
        project.apply(both, "talks")
    assert project.annotation_set("talks") == before
    assert project.unsaved == 0


def test_an_edit_of_an_unknown_document(project: Project) -> None:
    with pytest.raises(errors.DocumentUnknown):
        project.apply(edits.AddSpan(PERSON), "elsewhere")
    for ask in (
        project.document,
        project.annotation_set,
        lambda id: list(project.annotation_sets(id)),
    ):
        with pytest.raises(errors.DocumentUnknown):
            ask("elsewhere")


def test_listeners_hear_what_changed_from_whom_and_that_it_is_saved(project: Project) -> None:
    ear, origin = Ear(), object()
    project.subscribe(ear)
    changes = project.apply(edits.AddSpan(PERSON), "talks", origin)
    project.flush()
    assert ear.changes == [(changes, origin)]
    assert ear.saves[-1] == 0
    project.unsubscribe(ear)
    project.apply(edits.AddSpan(FIRM), "talks")
    assert len(ear.changes) == 1


def test_a_listener_that_fails_does_not_stop_the_road(
    project: Project, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("a listener failed")

    class Broken(Ear):
        def changed(self, changes: Changes, origin: object) -> None:
            raise RuntimeError

        def saved(self, unsaved: int) -> None:
            raise RuntimeError

    ear = Ear()
    project.subscribe(Broken())
    project.subscribe(ear)
    project.apply(edits.AddSpan(PERSON), "talks")
    project.flush()
    assert len(ear.changes) == len(ear.saves) == 1


def test_a_listener_may_ask_the_project(project: Project) -> None:
    seen: list[int] = []

    class Curious(Ear):
        def changed(self, changes: Changes, origin: object) -> None:
            seen.append(len(project.annotation_set("talks").spans))

    project.subscribe(Curious())
    project.apply(edits.AddSpan(PERSON), "talks")
    assert seen == [1]


def test_everyone_has_a_set_of_their_own(project: Project) -> None:
    project.apply(edits.AddSpan(PERSON), "talks")
    jon = project.sign_in("jon")
    assert project.annotation_set("talks").is_untouched
    project.apply(edits.AddSpan(PERSON._replace(id="his", label="r")), "talks")
    names = {one.id: one.name for one in project.annotators()}
    assert [names[one.annotator or ""] for one in project.annotation_sets("talks")] == [
        "ilse",
        "jon",
    ]
    ilse = next(one for one in project.annotators() if one.name == "ilse")
    assert set(project.annotation_set("talks", ilse.id).spans) == {"person"}
    assert set(project.annotation_set("talks", jon.id).spans) == {"his"}


def test_a_set_that_was_only_looked_at_is_no_set(project: Project) -> None:
    project.annotation_set("talks")
    assert list(project.annotation_sets(project.document("talks"))) == []


def test_whoever_has_not_signed_in_only_looks(project: Project) -> None:
    project.close()
    with Project.open(project.path) as looking:
        assert looking.me is None
        assert looking.annotation_set("talks").status == "curated"
        with pytest.raises(errors.AnnotatorUnknown):
            looking.apply(edits.AddSpan(PERSON), "talks")
        assert looking.document_counts() == {"all": 1, "new": 1, "in_progress": 0, "finished": 0}


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101, "\u2028", "a\x00"])
def test_names_that_do_not_fit(project: Project, name: str) -> None:
    with pytest.raises(errors.NameUnfit):
        project.sign_in(name)
    with pytest.raises(errors.NameUnfit):
        Project.create(project.path.with_name("other.annotator"), annotator=name)
    assert not project.path.with_name("other.annotator").exists()


def test_a_name_is_one_person_however_it_is_typed(project: Project) -> None:
    assert project.sign_in("  Zoe\u0308 ") == project.sign_in("Zo\u00eb")
    assert project.sign_in("R&D <b>") == project.sign_in("R&D <b>")


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Maria", "maria"),
        ("Maria Berg", " MARIA \u3000 berg"),
        ("Zo\u00eb", "ZOE\u0308"),
        ("Stra\u00dfer", "STRASSER"),
        ("J\u030cana", "\u01f0ana"),
    ],
)
def test_a_name_typed_another_way_is_no_second_person(
    project: Project, known: str, typed: str
) -> None:
    one = project.sign_in(known)
    assert project.sign_in(typed) == one
    assert [other.name for other in project.annotators()] == sorted(["ilse", one.name])
    project.close()
    with Project.open(project.path, annotator=typed) as again:
        assert again.me == one


def test_of_two_people_alike_the_one_typed_exactly_is_meant(project: Project) -> None:
    def put(intake: Intake) -> None:
        for name in ("Maria", "maria"):  # as a file may name them
            intake.annotator_named(name)
        intake.add_document(make_document("A second text.", "second"))

    project.bring_in(put, import_id="two")
    assert [project.sign_in(name).name for name in ("maria", "Maria", "MARIA")] == [
        "maria",
        "Maria",
        "Maria",
    ]
    assert project.sign_in("Mar\u0131a").name == "Mar\u0131a"


def test_every_kind_of_edit_survives(project: Project) -> None:
    acts: list[edits.SetEdit] = [
        edits.AddSpan(PERSON),
        edits.AddSpan(FIRM._replace(fragments=((0, 7), (20, 25)), note="two parts")),
        edits.AddRelation(WORKS),
        edits.SetAttribute("person", "m", "named"),
        edits.SetAttribute("works", "f", True),
        edits.SetNote("works", "who says?"),
        edits.MoveSpan("person", ((43, 47),)),
        edits.RelabelRelation("works", "l"),
        edits.SetDocumentLabels(frozenset({"d1", "d2"})),
        edits.SetStatus("finished"),
    ]
    for edit in acts:
        project.apply(edit, "talks")
    shown = project.annotation_set("talks")
    with reopened(project) as again:
        assert again.annotation_set("talks") == shown
        assert [act.step for act in again.history("talks")] == ["do"] * len(acts)


def test_documents_and_sets_can_be_walked(project: Project) -> None:
    project.apply(edits.AddSpan(PERSON), "talks")
    (document,) = project.documents()
    assert document == project.document("talks")
    (one,) = project.annotation_sets(document.id)
    assert one.spans["person"].covered_text(document.text) == "Ilse Varga"


def test_closing_waits_for_the_queue_and_is_done_once(project: Project) -> None:
    project.apply(edits.AddSpan(PERSON), "talks")
    project.close()
    project.close()
    with Project.open(project.path, annotator="ilse") as again:
        assert "person" in again.annotation_set("talks").spans
    with pytest.raises(RuntimeError):
        project.apply(edits.AddSpan(FIRM), "talks")
    with pytest.raises(RuntimeError):
        project.document("talks")


def test_what_no_file_can_hold_is_replaced_before_it_is_shown(project: Project) -> None:
    project.apply(edits.AddSpan(PERSON), "talks")
    project.apply(edits.SetNote("person", "a\0b \ud83d\ude00 \ud800"), "talks")
    assert project.annotation_set("talks").spans["person"].note == "a\ufffdb 😀 \ufffd"
    meta = replace(project.document("talks").meta, title="x\udc00", authors=("\0",))
    project.apply_to_project(edits.CorrectMeta("talks", meta))
    shown = project.document("talks").meta
    assert (shown.title, shown.authors) == ("x\ufffd", ("\ufffd",))
    with reopened(project) as again:
        assert again.document("talks").meta == shown
        assert again.check() == []


def test_what_cannot_be_written_is_not_shown(project: Project) -> None:
    before = project.annotation_set("talks")
    with pytest.raises((TypeError, UnicodeEncodeError)):
        project.apply(edits.AddSpan(PERSON._replace(id="\ud800")), "talks")
    assert project.annotation_set("talks") == before
    assert project.unsaved == 0
    project.apply(edits.AddSpan(PERSON), "talks")
    project.flush()


def test_a_project_stays_where_it_is_when_the_program_goes_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Project.create("here.annotator", label_set=LABEL_SET, annotator="ilse") as project:
        monkeypatch.chdir("/")
        bring(project, [make_document()])
        project.apply(edits.AddSpan(PERSON), "talks")
        project.flush()
    assert (tmp_path / "here.annotator").is_file()


def test_a_corrected_title_shows_before_it_is_saved(project: Project) -> None:
    meta = replace(project.document("talks").meta, title="Ferry", source="Norrow Post")
    changes = project.apply_to_project(edits.CorrectMeta("talks", meta))
    assert changes.meta is not None
    assert changes.meta[1] == meta
    (row,) = project.document_rows(project.document_keys())
    assert (row.title, row.source) == ("Ferry", "Norrow Post")
    assert next(project.documents()).meta == project.document("talks").meta == meta
    with reopened(project) as again:
        assert again.document("talks").meta == meta


def test_no_two_annotations_of_a_project_share_an_id(project: Project) -> None:
    project.sign_in("ilse")
    project.apply(edits.AddSpan(make_span(TEXT, "Ilse Varga", "p", "one")), "talks")
    project.sign_in("jon")
    for _ in range(2):  # not saved yet, then saved
        with pytest.raises(errors.IdTaken):
            project.apply(edits.AddSpan(make_span(TEXT, "Norrow Lines", "o", "one")), "talks")
        project.flush()
    assert project.annotation_set("talks").spans == {}


def test_what_is_put_back_takes_no_id_that_is_used_by_now(project: Project) -> None:
    project.sign_in("ilse")
    project.apply(edits.AddSpan(make_span(TEXT, "Ilse Varga", "p", "one")), "talks")
    project.apply(edits.RemoveSpan("one"), "talks")
    project.flush()
    project.sign_in("jon")
    project.apply(edits.AddSpan(make_span(TEXT, "Norrow Lines", "o", "one")), "talks")
    project.sign_in("ilse")
    with pytest.raises(errors.UndoBlocked):
        project.undo()
