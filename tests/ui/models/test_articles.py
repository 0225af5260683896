"""The model of articles over a real project: queries, late answers, finding."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from annotator.edits import edit as edits
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.project.rows import ListQuery
from annotator.project.work_list import WorkList
from annotator.ui.models.articles import ArticlesModel, RowRole
from annotator.ui.tasks import running_tasks
from tests.ui.projects import add_documents, make_many, make_project


@pytest.fixture
def project(tmp_path):
    """A project with two hundred articles."""
    with make_project(tmp_path, make_many(200)) as project:
        yield project


@pytest.fixture
def model(qtbot, project):
    """A model that has read its keys."""
    model = ArticlesModel(project)
    with qtbot.waitSignals([model.keys_loaded, model.counts_loaded]):
        model.reload()
        model.reload_counts()
    yield model
    model.deleteLater()


def test_it_behaves_as_a_model_must(model):
    assert isinstance(model, QAbstractItemModel)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert model.rowCount() == 200
    assert model.rowCount(model.index(0)) == 0
    assert model.index(3).data() == "Article 4"
    assert model.index(3).data(RowRole).id == "a4"
    assert model.data(QModelIndex()) is None
    tester.deleteLater()


def test_rows_are_read_when_they_are_looked_at(qtbot, project, monkeypatch):
    asked = []
    read = project.document_rows
    monkeypatch.setattr(project, "document_rows", lambda keys: asked.append(keys) or read(keys))
    model = ArticlesModel(project)
    with qtbot.waitSignal(model.keys_loaded):
        model.reload()
    assert (model.rowCount(), asked) == (200, [])
    model.index(150).data()
    assert len(asked) == 1
    model.deleteLater()


def test_an_answer_that_comes_late_is_dropped(qtbot, model, project, monkeypatch):
    may_answer = threading.Event()
    find = WorkList.keys

    def find_late(work_list, query, is_cancelled):
        if query.which == "finished":
            may_answer.wait(10)
        return find(work_list, query)

    monkeypatch.setattr(WorkList, "keys", find_late)
    answers = []
    model.keys_loaded.connect(lambda: answers.append(model.rowCount()))
    model.set_filter("finished")
    with qtbot.waitSignal(model.keys_loaded):
        model.set_filter("new")
    may_answer.set()
    qtbot.waitUntil(lambda: not running_tasks())
    assert answers == [200]


def test_typing_searches_once(qtbot, model, project, monkeypatch):
    searches = []
    find = WorkList.keys
    monkeypatch.setattr(
        WorkList,
        "keys",
        lambda self, query, stopped: searches.append(query) or find(self, query, stopped),
    )
    with qtbot.waitSignal(model.keys_loaded):
        for typed in ("a", "ar", "article 7"):
            model.set_search(typed)
    assert searches == [ListQuery("article 7")]
    assert model.rowCount() == len(project.document_keys("article 7"))


def test_the_same_search_is_not_asked_again(qtbot, model):
    with qtbot.assertNotEmitted(model.keys_loaded, wait=250):
        model.set_search("  ")
        model.set_filter("all")


def test_changes_of_others_do_not_touch_my_rows(model, project):
    model.index(0).data()
    changes = project.apply(edits.SetStatus("finished"), "a1")
    theirs = replace(changes.annotation_set, annotator="somebody else")
    model.take_changes(replace(changes, annotation_set=theirs))
    assert model.document_row(0).status == "new"
    model.take_changes(changes)
    assert model.document_row(0).status == "finished"
    assert model.counts["finished"] == 1
    assert model.counts["new"] == 199


def test_new_articles_are_read(qtbot, model, project):
    add_documents(project, [Document("late", "A late one.\n")], import_id="two")
    with qtbot.waitSignals([model.keys_loaded, model.counts_loaded]):
        model.take_changes(Changes(documents_added=1))
    assert model.index(200).data() == "A late one."
    assert model.counts["all"] == 201


@pytest.mark.parametrize(("document", "row"), [("a1", 0), ("a200", 199)])
def test_a_document_is_found(qtbot, model, document, row):
    with qtbot.waitSignal(model.document_found) as caught:
        model.find_document(document)
    assert caught.args == [document, row]


def test_what_is_not_in_the_list_is_not_found(qtbot, model):
    with qtbot.waitSignal(model.keys_loaded):
        model.set_search("article 7")
    with qtbot.assertNotEmitted(model.document_found, wait=200):
        model.find_document("a1")


def test_a_status_that_changes_while_articles_are_counted_is_counted(qtbot, project):
    model = ArticlesModel(project)
    project.apply(edits.SetStatus("finished"), "a1", None)
    model.reload_counts()
    model.take_changes(project.apply(edits.SetStatus("finished"), "a2", None))
    qtbot.waitUntil(lambda: not running_tasks() and bool(model.counts))
    assert model.counts["finished"] == 2
    model.take_changes(project.apply(edits.SetStatus("finished"), "a3", None))
    assert model.counts["finished"] == 3
    model.deleteLater()


def test_typing_on_ends_the_search_under_way(qtbot, model, project, monkeypatch):
    begun, is_stopped, ended = threading.Event(), [], threading.Event()
    read = WorkList.keys

    def read_slowly(work_list, query, is_cancelled):
        if query.search != "slow":
            return read(work_list, query, is_cancelled)
        begun.set()
        ended.wait(10)
        is_stopped.append(is_cancelled())
        return read(work_list, query, is_cancelled)

    monkeypatch.setattr(WorkList, "keys", read_slowly)
    model.set_search("slow")
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(model.keys_loaded):
        model.set_search("article 7")
        ended.set()
    qtbot.waitUntil(lambda: not running_tasks())
    assert is_stopped == [True]
    assert model.query.search == "article 7"
