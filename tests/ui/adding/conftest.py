"""The dialog that asks before articles come in, on a real project, begun on lines of a file."""

import orjson
import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from annotator.ui.adding.dialog import AddArticlesDialog
from annotator.ui.session import Session
from annotator.ui.tasks import running_tasks
from tests.formats.reading import line, relation, span
from tests.ui.projects import make_project

LABELLED = line(
    annotator=None,
    status="in_progress",
    labels=["Sport"],
    spans=[
        span("s1", 0, 10, "person"),
        span("s2", 5, 10, "ORG"),
        span("s3", 0, 4, "VESSEL"),
        span("s4", 0, 4, "PERSON"),
    ],
    relations=[relation(label="sails")],
)


@pytest.fixture
def session(qtbot, tmp_path):
    session = Session(make_project(tmp_path))
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def settle(qtbot):
    def settle():
        for _ in range(2):  # a preview may be followed by another, or by the import
            qtbot.waitUntil(lambda: not running_tasks())
            QApplication.processEvents()

    return settle


@pytest.fixture
def begin(session, settle, tmp_path):
    """Begins on a file with these lines; returns the dialog with its reports and failures."""
    made = []

    def begin(*bodies, **options):
        path = tmp_path / "in.jsonl"
        path.write_bytes(b"\n".join(map(orjson.dumps, bodies)))
        dialog = AddArticlesDialog(session, [path], **options)
        made.append(dialog)
        dialog.reports, dialog.failures = [], []
        dialog.taken_in.connect(dialog.reports.append)
        dialog.failed.connect(dialog.failures.append)
        dialog.begin()
        settle()
        return dialog

    yield begin
    for dialog in made:
        if isValid(dialog):
            dialog.reject()
            dialog.deleteLater()
