"""Answers of a project that is read off the GUI thread, and of one that was closed meanwhile."""

import threading

import pytest
from PySide6.QtCore import QObject

from annotator.ui.models.reading import read_project
from annotator.ui.tasks import running_tasks
from tests.ui.projects import make_many, make_project


@pytest.fixture
def project(qtbot, tmp_path):
    """A project with three articles; the test closes it."""
    return make_project(tmp_path, make_many(3))


def settle(qtbot):
    """Wait until every task has been delivered."""
    qtbot.waitUntil(lambda: not running_tasks())


def test_an_answer_comes(qtbot, project):
    owner, answers = QObject(), []
    read_project(project, project.document_keys, owner=owner, on_done=answers.append)
    settle(qtbot)
    assert len(answers[0]) == 3
    project.close()


def test_a_project_closed_meanwhile_is_nobodys_fault(qtbot, project):
    is_closed, answers, owner = threading.Event(), [], QObject()

    def read_late():
        is_closed.wait(10)
        return project.document_keys()

    read_project(project, read_late, owner=owner, on_done=answers.append)
    project.close()
    is_closed.set()
    settle(qtbot)
    assert answers == []


def test_a_fault_while_it_is_open_is_one(qtbot, project):
    owner = QObject()
    with qtbot.captureExceptions() as caught:
        read_project(project, lambda: 1 // 0, owner=owner, on_done=print)
        settle(qtbot)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    project.close()


def test_who_wants_to_hear_of_faults_does(qtbot, project):
    owner, faults = QObject(), []
    read_project(project, lambda: 1 // 0, owner=owner, on_done=print, on_failed=faults.append)
    settle(qtbot)
    assert isinstance(faults[0], ZeroDivisionError)
    project.close()
