"""The window on three articles in which Ilse Varga, who is signed in, has marked people."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan
from annotator.model.document import Document, Meta
from tests.builders import make_span
from tests.project.building import make_project
from tests.ui.windows import Hands

TEXTS = {
    "alpha": "Ilse Varga spoke. Later Varga left, and ILSE VARGA came back.",
    "beta": "Nobody met Ilse Varga of Norrow.",
    "gamma": "Otto Varga is <b>another</b>.",
}
SPANS = {
    "alpha": (("Ilse Varga", "p"), ("Varga", "p"), ("ILSE VARGA", "p")),
    "beta": (("Ilse Varga", "p"), ("Norrow", "o")),
    "gamma": (("Otto Varga", "p"),),
}


@pytest.fixture
def opened(window, qtbot, tmp_path):
    project = make_project(tmp_path, [Document(id, text, Meta(id)) for id, text in TEXTS.items()])
    for id, spans in SPANS.items():
        for words, label in spans:
            nth = 2 if words == "Varga" else 1
            span = make_span(TEXTS[id], words, label, f"{id} {words}", nth)
            project.apply(AddSpan(span), id)
    assert window.show_project(project)
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()
    return window


@pytest.fixture
def said(opened):
    told = []
    opened.session.said.connect(lambda words, can_undo: told.append((words, can_undo)))
    return told


def come_back(qtbot, opened):
    """Where no window manager is, the window must be told that it is active again."""
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)


def dialogs(kind):
    every = QApplication.topLevelWidgets()
    return [one for one in every if isinstance(one, kind) and one.isVisible()]


def links(opened):
    """Name of entity -> spans linked to it, over the project."""
    project = opened.session.project
    project.flush()
    names = {one.id: one.name for one in project.entities.all().values() if not one.is_retired}
    found = {name: [] for name in names.values()}
    for document in project.documents():
        for span in project.annotation_set(document.id).spans.values():
            if span.entity is not None:
                found[names[span.entity]].append(span.id)
    return found
