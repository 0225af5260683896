"""One open project in a window: the road of edits, and what is heard of it."""

import shutil
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from annotator.edits.compose import relabel_spans
from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    CorrectMeta,
    RelabelSpan,
    RemoveSpan,
    SetNote,
    SetStatus,
)
from annotator.messages.assigning import ASSIGNED, ASSIGNED_BLIND, SECOND_TIME, UNAIDED
from annotator.messages.standing import REMOVED, SET_ASIDE
from annotator.model.document import Meta
from annotator.model.errors import SavingFailed
from annotator.model.relation import Relation
from annotator.project.label_changes.change import Merge
from annotator.project.project import Project
from annotator.project.suggesting import unaided
from annotator.ui import session as session_module
from annotator.ui.session import Session
from tests.builders import TEXT, make_span
from tests.ui.ferry_project import FERRY, add_documents, article, make_project

ILSE = make_span(TEXT, "Ilse Varga", id="ilse")
MASTER = make_span(TEXT, "harbour master", "r", id="master")


@pytest.fixture
def session(qtbot, tmp_path):
    session = Session(make_project(tmp_path / "news.annotator"))
    session.open_document("talks")
    yield session
    with suppress(SavingFailed):
        session.close()
    session.deleteLater()


def heard_by(signal):
    heard = []
    signal.connect(lambda *values: heard.append(values))
    return heard


def test_an_article_opens_with_my_set(session):
    opened = heard_by(session.document_opened)
    session.selection.set_caret(12)
    assert session.open_document("ferry")
    assert session.document.text == FERRY
    assert session.annotation_set.document == "ferry"
    assert session.selection.caret == 0
    assert [document.id for (document,) in opened] == ["ferry"]


def test_opening_what_is_open_changes_nothing(session):
    opened = heard_by(session.document_opened)
    assert session.open_document("talks")
    assert opened == []


def test_an_article_that_is_gone_is_refused_in_words(session):
    refused = heard_by(session.refused)
    assert not session.open_document("nowhere")
    assert session.document.id == "talks"
    assert "nowhere" in refused[0][0]


def test_an_edit_is_heard_with_its_origin_and_then_saved(session, qtbot):
    changed = heard_by(session.changed)
    with qtbot.waitSignal(session.saved, check_params_cb=lambda unsaved: unsaved == 0):
        changes = session.apply(AddSpan(ILSE), "me")
    assert changed == [(changes, "me")]
    assert session.annotation_set.spans == {"ilse": ILSE}
    assert session.annotation_set.status == "in_progress"


def test_saved_is_heard_on_the_gui_thread(session, qtbot):
    threads = []
    session.saved.connect(lambda _: threads.append(threading.current_thread()))
    session.apply(AddSpan(ILSE))
    qtbot.waitUntil(lambda: bool(threads))
    assert set(threads) == {threading.main_thread()}


def test_what_is_refused_is_said_and_nothing_is_done(session):
    refused = heard_by(session.refused)
    assert session.apply(RemoveSpan("nothing")) is None
    assert len(refused) == 1
    assert refused[0][0].endswith(".")
    assert not session.annotation_set.spans


def test_without_an_article_an_edit_does_nothing(session):
    session.close_document()
    assert session.apply(AddSpan(ILSE)) is None
    assert session.annotation_set is None


def test_undo_goes_to_the_article_and_selects_what_came_back(session):
    session.apply(AddSpan(ILSE))
    session.apply(RemoveSpan("ilse"))
    session.open_document("ferry")
    session.undo()
    assert session.document.id == "talks"
    assert session.selection.spans == ("ilse",)
    session.undo()
    assert not session.annotation_set.spans
    assert session.selection.spans == ()
    session.redo()
    assert session.selection.spans == ("ilse",)


def test_a_relation_that_came_back_is_selected(session):
    session.apply(AddSpan(ILSE))
    session.apply(AddSpan(MASTER))
    session.apply(AddRelation(Relation("r1", "h", "ilse", "master")))
    session.undo()
    session.redo()
    assert session.selection.relation == "r1"


def test_an_act_on_several_is_said_with_a_way_back(session):
    session.apply(AddSpan(ILSE))
    session.apply(AddSpan(MASTER))
    said = heard_by(session.said)
    session.apply(relabel_spans(["ilse", "master"], "o"))
    ((words, can_undo),) = said
    assert "2 spans" in words
    assert words.endswith(".")
    assert can_undo


def test_an_act_on_one_needs_no_words(session):
    said = heard_by(session.said)
    session.apply(AddSpan(ILSE))
    assert said == []


def test_what_was_taken_back_is_said(session):
    session.apply(AddSpan(ILSE))
    said = heard_by(session.said)
    session.undo()
    session.redo()
    (undone, _), (redone, _) = said
    assert undone.startswith("Undid: ")
    assert redone.startswith("Redid: ")
    assert "Ilse Varga" in undone
    assert "Ilse Varga" in redone


def test_nothing_to_undo_is_said(session):
    refused = heard_by(session.refused)
    session.undo()
    session.redo()
    assert len(refused) == 2
    assert refused[0] != refused[1]


def test_what_is_gone_is_no_longer_selected_when_it_is_heard(session):
    session.apply(AddSpan(ILSE))
    session.selection.select_spans(["ilse"])
    seen = []
    session.changed.connect(lambda *_: seen.append(session.selection.spans))
    session.apply(RemoveSpan("ilse"))
    assert seen == [()]


def test_corrected_meta_is_in_the_open_document(session):
    session.apply_to_project(CorrectMeta("talks", Meta(title="Talks")))
    assert session.document.meta.title == "Talks"
    session.undo()
    assert session.document.meta.title == "Council opens ferry talks"


def test_an_import_on_another_thread_is_heard_here(session, qtbot):
    changed = heard_by(session.changed)
    new = [article("new", "New\n\nWords.\n", "New")]
    worker = threading.Thread(target=add_documents, args=(session.project, new))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(changed))
    assert changed[0][0].documents_added == 1


def test_what_a_colleague_did_to_my_set_is_on_screen(session, qtbot, tmp_path):
    """Taken in while the article is open: the marks change, nothing else moves."""
    session.apply(AddSpan(ILSE))
    session.project.flush()
    copy = Path(shutil.copyfile(session.project.path, tmp_path / "copy.annotator"))
    with Project.open(copy, annotator=session.project.me.name) as other:
        other.apply(RelabelSpan(ILSE.id, "o"), session.document.id)
        other.apply_to_project(CorrectMeta(session.document.id, Meta(title="Other")))
    session.selection.select_spans([ILSE.id])
    opened = heard_by(session.document_opened)
    changed = heard_by(session.changed)
    worker = threading.Thread(target=session.project.merge, args=(copy,))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: any(one[0].has_list_changes for one in changed))
    assert session.annotation_set.spans[ILSE.id].label == "o"
    assert session.document.meta.title == "Other"
    assert [bool(one[0].spans) for one in changed] == [False, True, False]
    assert session.selection.spans == (ILSE.id,)
    session.project.undo()
    qtbot.waitUntil(lambda: session.annotation_set.spans[ILSE.id].label == ILSE.label)
    assert opened == []


def test_another_annotator_sees_an_own_set(session):
    session.apply(AddSpan(ILSE))
    changed = heard_by(session.annotator_changed)
    opened = heard_by(session.document_opened)
    assert session.sign_in("jon")
    assert len(changed) == len(opened) == 1
    assert not session.annotation_set.spans
    session.sign_in("maria")
    assert "ilse" in session.annotation_set.spans


def test_a_name_that_cannot_be_is_refused(session):
    refused = heard_by(session.refused)
    assert not session.sign_in("")
    assert len(refused) == 1
    assert session.project.me.name == "maria"


def test_edits_of_others_sets_leave_mine_alone(session):
    session.apply(AddSpan(ILSE))
    mine = session.annotation_set
    session.project.sign_in("jon")
    session.project.apply(AddSpan(MASTER), "talks")
    assert session.annotation_set.annotator != mine.annotator or session.annotation_set == mine


def test_closing_waits_for_what_is_not_saved(session, tmp_path):
    session.apply(AddSpan(ILSE))
    session.apply(SetNote("ilse", "the harbour master"))
    session.close()
    assert session.document is None
    again = Session(make_again(tmp_path))
    try:
        assert again.project.annotation_set("talks").spans["ilse"].note == "the harbour master"
    finally:
        again.close()


def make_again(tmp_path):
    from annotator.project.project import Project

    return Project.open(tmp_path / "news.annotator", annotator="maria")


def test_what_is_taken_back_is_gone_to(session):
    session.apply(AddSpan(ILSE))
    session.apply(AddSpan(MASTER))
    session.apply(AddRelation(Relation("r1", "h", "ilse", "master")))
    session.selection.set_caret(0)
    wanted = heard_by(session.reveal_requested)
    session.undo()
    assert session.selection.caret == ILSE.start
    session.undo()
    assert session.selection.caret == MASTER.start
    session.redo()
    assert (session.selection.caret, session.selection.spans) == (MASTER.start, ("master",))
    assert wanted == [(ILSE.start,), (MASTER.start,), (MASTER.start,)]


def test_taking_back_what_stands_nowhere_moves_no_caret(session):
    session.apply(SetStatus("finished"))
    session.selection.set_caret(7)
    wanted = heard_by(session.reveal_requested)
    session.undo()
    assert (session.selection.caret, wanted) == (7, [])


def test_an_article_that_comes_back_opens_unmarked_and_then_as_it_was(session):
    project = session.project
    session.apply(AddSpan(ILSE))
    first = session.annotation_set
    session.apply(SetStatus("finished"))
    opened = heard_by(session.document_opened)
    project.assignments.assign_again({project.me.id: ["talks"]})
    assert len(opened) == 1
    assert session.annotation_set.spans == {}
    assert session.duty() == SECOND_TIME
    session.apply(AddSpan(make_span(TEXT, "Monday", "c", "again")))
    assert session.annotation_set.spans.keys() == {"again"}
    session.apply(SetStatus("finished"))
    assert session.annotation_set.spans == first.spans
    assert session.duty() == ""
    session.undo()
    assert session.annotation_set.spans.keys() == {"again"}


def test_what_is_out_of_the_lists_is_told_while_it_is_open(session):
    work_list = session.project.work_list
    session.tell_of_hidden(work_list.hide(["talks", "ferry"]))
    assert session.document.id == "talks"  # that it goes from a list is no reason to close it
    assert session.duty() == SET_ASIDE
    work_list.hide(["talks"], is_removed=True)
    assert session.duty() == REMOVED
    work_list.show(["talks"])
    assert session.duty() == ""
    session.open_document("ferry")
    assert session.duty() == SET_ASIDE
    heard = heard_by(session.said)
    session.tell_of_hidden(work_list.show(["ferry", "third"]))
    assert heard == [("Brought 1 article back into the list.", True)]
    session.tell_of_hidden(work_list.show(["ferry"]))
    assert len(heard) == 1


def test_whoever_is_to_label_it_is_told_so(session):
    session.open_document("talks")
    assert session.duty() == ""
    assignments, me = session.project.assignments, session.project.me
    assignments.assign(assignments.divide(["talks"], [me.id]))
    assert session.duty() == ASSIGNED
    other = assignments.person("jonas").id
    assignments.assign(assignments.divide(["talks"], [other]), is_blind=True)
    assert session.duty() == ASSIGNED_BLIND


def test_where_nothing_is_suggested_to_compare_with_it_the_duty_says_so(session, monkeypatch):
    monkeypatch.setattr(unaided, "ONE_IN", 1)
    session.open_document("talks")
    assignments, me = session.project.assignments, session.project.me
    assignments.assign(assignments.divide(["talks"], [me.id]))
    assert session.duty() == ASSIGNED
    assignments.assign(assignments.divide(["talks"], [assignments.person("jonas").id]))
    assert session.duty() == f"{ASSIGNED} {UNAIDED}"


def test_an_act_on_very_many_sets_is_taken_back_beside(qtbot, session, monkeypatch):
    """The window goes on meanwhile; what else would be taken back waits."""
    monkeypatch.setattr(session_module, "_MANY_SETS", 0)
    project = session.project
    for document in (one.id for one in project.documents()):
        text = project.document(document).text
        word = text.split()[0]
        project.apply(AddSpan(make_span(text, word, id=f"{document}-first")), document)
    held = dict(session.annotation_set.spans)
    project.labels.change(Merge(("p",), "r"))
    qtbot.waitUntil(lambda: all(one.label == "r" for one in session.annotation_set.spans.values()))
    threads, said, refused, ended = [], [], [], []
    session.said.connect(lambda words, _: said.append(words))
    session.refused.connect(refused.append)
    undo = project.undo

    def watched(origin):
        threads.append(threading.current_thread() is threading.main_thread())
        return undo(origin)

    monkeypatch.setattr(project, "undo", watched)
    session.undo(lambda: ended.append(True))
    session.undo()
    assert said == ["Taking back…"]
    assert refused == ["Wait: the last act is still being taken back or done again."]
    qtbot.waitUntil(lambda: bool(ended))
    assert threads == [False]
    assert said[-1].startswith("Undid: ")
    assert dict(session.annotation_set.spans) == held
    session.redo()
    qtbot.waitUntil(lambda: said[-1].startswith("Did again: ") or len(said) > 3)
    assert {one.label for one in session.annotation_set.spans.values()} == {"r"}


def test_what_cannot_be_taken_back_is_told_and_somebody_else_may_go_on(qtbot, session, monkeypatch):
    monkeypatch.setattr(session_module, "_MANY_SETS", 0)
    project = session.project
    project.apply(AddSpan(ILSE), "talks")
    project.labels.change(Merge(("p",), "r"))
    project.apply(SetNote("ilse", "a note"), "talks")
    stack = project._road.past.stack(project.me.id)
    stack.undoable.pop()  # as if it were somebody else's
    refused, ended = [], []
    session.refused.connect(refused.append)
    session.undo(lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    assert len(refused) == 1
    project.apply(SetNote("ilse", "another"), "talks")


def test_very_many_articles_that_were_set_aside_come_back_beside(qtbot, session, monkeypatch):
    monkeypatch.setattr(session_module, "_MANY_DOCUMENTS", 1)
    project = session.project
    ids = [one.id for one in project.documents()]
    project.work_list.hide(ids[1:], is_removed=False)
    ended = []
    session.undo(lambda: ended.append(threading.current_thread() is threading.main_thread()))
    assert not ended
    qtbot.waitUntil(lambda: ended == [True])
    assert project.work_list.is_hidden(ids[1]) is None
