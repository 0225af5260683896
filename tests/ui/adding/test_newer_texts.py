"""A newer text of an article: asked about, brought in with the labels."""

import pytest
from shiboken6 import isValid

from annotator.edits.edit import AddSpan
from annotator.ui.adding.dialog import AddArticlesDialog
from tests.builders import make_span
from tests.project.test_newer_texts import NEW, OLD


@pytest.fixture
def add(session, settle, tmp_path, qtbot):
    made = []

    def add(text):
        path = tmp_path / "ferry.txt"
        path.write_text(text, encoding="utf-8")
        dialog = AddArticlesDialog(session, [path])
        made.append(dialog)
        dialog.reports = []
        dialog.taken_in.connect(dialog.reports.append)
        dialog.begin()
        settle()
        return dialog

    yield add
    for dialog in made:
        if isValid(dialog):
            dialog.reject()
            dialog.deleteLater()


def test_row_24_it_is_asked_and_labels_go_along(session, add, settle):
    add(OLD)
    session.project.apply(AddSpan(make_span(OLD, "Ilse Varga")), "ferry")
    dialog = add(NEW)
    assert dialog.isVisible()
    assert dialog.choices.other_label.text() == "1 article may be a newer text of one here"
    assert [one.key for one in dialog.choices.other_menu.choices] == ["apart", "newer"]
    assert dialog.choices.other_text == "apart"
    dialog.choices.other_menu.choice_requested.emit("newer")
    dialog.accept()
    settle()
    [report] = dialog.reports
    assert report.documents == ["ferry-2"]
    [span] = session.project.annotation_set("ferry-2").spans.values()
    assert span.covered_text(NEW) == "Ilse Varga"


def test_another_article_of_the_same_name_comes_in_at_once(session, add):
    add(OLD)
    dialog = add("Quite another story about a ferry, told elsewhere by others.\n")
    assert [one.documents for one in dialog.reports] == [["ferry-2"]]
