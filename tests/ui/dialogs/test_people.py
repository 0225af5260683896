"""The annotators in the window: renamed, joined where two are one person, each taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan, SetStatus
from annotator.model.span import Span
from annotator.ui.dialogs.people import PeopleDialog
from annotator.ui.session import Session
from tests.project.differing import say
from tests.ui.projects import HOSTILE, make_many, make_project


@pytest.fixture
def session(qtbot, tmp_path):
    """maria (me) has labelled a1; "maria b." a2 and a3; jon a1 and a4."""
    project = make_project(tmp_path, make_many(5))
    span = Span("one", "p", ((0, 4),))
    project.apply(AddSpan(span), "a1")
    project.apply(SetStatus("finished"), "a1")
    for name, documents in (("maria b.", ("a2", "a3")), ("jon", ("a1", "a4"))):
        for document in documents:
            say(project, name, span, document=document)
    project.sign_in("maria")
    project.flush()
    session = Session(project)
    session.heard = []
    session.said.connect(lambda words, can_undo: session.heard.append((words, can_undo)))
    yield session
    session.close()
    session.deleteLater()


@pytest.fixture
def dialog(qtbot, session):
    dialog = PeopleDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.list.count() == 3)
    QApplication.processEvents()
    return dialog


def rows(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def choose(dialog, name):
    names = [one.annotator.name for one in dialog._people]
    dialog.list.setCurrentRow(names.index(name))


def same_as(dialog, name):
    dialog.same.choice_requested.emit(
        next(one.key for one in dialog.same.choices if one.words == name)
    )


def test_everybody_is_there_with_what_they_have(dialog):
    assert rows(dialog) == [
        "jon   2 articles, 2 finished, 2 spans",
        "maria (you)   1 article, 1 finished, 1 span",
        "maria b.   2 articles, 2 finished, 2 spans",
    ]
    assert dialog.name.text() == "maria"
    assert not dialog.rename_button.isEnabled()
    assert not dialog.join_button.isEnabled()


def test_somebody_is_renamed_and_called_so_no_longer(qtbot, session, dialog):
    choose(dialog, "jon")
    dialog.name.selectAll()
    dialog.name.setFocus()
    qtbot.keyClicks(dialog.name, "Jon Aske")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Jon Aske   2 articles, 2 finished, 2 spans" in rows(dialog))
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.message.text() == "Called “jon” “Jon Aske”.")
    assert session.heard == [("Called “jon” “Jon Aske”.", True)]
    assert dialog.name.text() == "Jon Aske"  # the same one is still chosen
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows(dialog)[0].startswith("jon "))
    assert not dialog.undo_button.isVisible()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("JON", "There is an annotator “jon” already; choose another name, or join the two."),
        ("a" * 101, "too long"),
    ],
)
def test_a_name_that_will_not_do_is_said(qtbot, session, dialog, name, said):
    choose(dialog, "maria b.")
    dialog.name.setText(name)
    qtbot.mouseClick(dialog.rename_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said in dialog.message.text())
    assert [one.annotator.name for one in session.project.people.all()] == [
        "jon",
        "maria",
        "maria b.",
    ]
    assert dialog.rename_button.isEnabled()


def test_two_that_are_one_person_are_joined(qtbot, session, dialog):
    choose(dialog, "maria b.")
    same_as(dialog, "maria")
    qtbot.waitUntil(
        lambda: dialog.preview.text() == "“maria b.” becomes “maria”: 2 articles, 2 spans."
    )
    qtbot.mouseClick(dialog.join_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: (
            rows(dialog)
            == [
                "jon   2 articles, 2 finished, 2 spans",
                "maria (you)   3 articles, 3 finished, 3 spans",
            ]
        )
    )
    joined = "“maria b.” is “maria” from now on."
    qtbot.waitUntil(lambda: dialog.message.text() == joined)
    assert session.project.annotation_set("a3").status == "finished"
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(dialog)) == 3)


def test_where_both_have_labelled_an_article_it_is_refused_before(qtbot, dialog):
    choose(dialog, "jon")
    same_as(dialog, "maria")
    qtbot.waitUntil(lambda: "both have labelled 1 of the articles (a1)" in dialog.preview.text())
    assert not dialog.join_button.isEnabled()
    same_as(dialog, "maria b.")
    qtbot.waitUntil(dialog.join_button.isEnabled)
    choose(dialog, "maria")
    same_as(dialog, "maria b.")
    qtbot.waitUntil(lambda: "is signed in" in dialog.preview.text())
    assert not dialog.join_button.isEnabled()


def test_hostile_names_are_plain_words(qtbot, tmp_path):
    project = make_project(tmp_path)
    for words in ("markup", "right to left", "marks"):
        project.assignments.person(HOSTILE[words][:60])
    session = Session(project)
    dialog = PeopleDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.count() == 4)
    assert any("<img src=x onerror=boom> &" in one for one in rows(dialog))
    assert dialog.width() < 700
    dialog.close()
    session.close()
    session.deleteLater()


def test_one_alone_can_be_renamed_and_nothing_else(qtbot, tmp_path):
    session = Session(make_project(tmp_path))
    dialog = PeopleDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: rows(dialog) == ["maria (you)   nothing yet"])
    assert not dialog.same.isVisible() and not dialog.join_button.isVisible()
    dialog.close()
    session.close()
    session.deleteLater()
