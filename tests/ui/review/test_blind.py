"""Labels that are given blind, in the window: not shown in any place before all have finished."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddSpan, SetStatus
from annotator.project.rows import ExportChoice
from annotator.ui.colleagues import list_colleagues
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.history.dialog import HistoryDialog
from annotator.ui.models.article_remarks import ArticleRemarks
from annotator.ui.tasks import running_tasks
from tests.builders import TEXT, make_span
from tests.ui.windows import CTRL


@pytest.fixture
def blind(opened, hands):
    """The talks are given blind to ana and ben, who have begun; mara has opened them."""
    project = opened.session.project
    ids = [project.assignments.person(name).id for name in ("ana", "ben")]
    division = project.assignments.divide(["talks"], ids, per_article=2)
    project.assignments.assign(division, is_blind=True)
    for name in ("ana", "ben"):
        project.sign_in(name)
        project.apply(AddSpan(make_span(TEXT, "Monday", "c", f"m-{name}")), "talks")
    assert opened.session.sign_in("mara")
    hands.settle()
    return opened


def finish(window, *names):
    for name in names:
        window.session.project.sign_in(name)
        window.session.project.apply(SetStatus("finished"), "talks")


def review(window, hands):
    hands.press(Qt.Key.Key_2, CTRL)
    hands.settle()
    return window.review_page


def test_the_review_says_who_is_waited_for(blind, hands):
    page = review(blind, hands)
    assert page.reviewing.people == []
    assert page.view.index.spans == {}
    assert page.view.second.annotation_set is None
    assert page.queue.model.rowCount() == 0
    assert page.blind.isVisible()
    assert page.blind.words.text() == (
        "Given blind: ana and ben have not finished; labels are shown after that. "
        "You may look all the same, and the history will say so."
    )
    hands.press(Qt.Key.Key_P)
    QApplication.processEvents()
    assert not [one for one in blind.findChildren(Chooser) if one.isVisible()]


def test_looking_anyway_is_an_act(blind, hands):
    page = review(blind, hands)
    hands.qtbot.mouseClick(page.blind.look, Qt.MouseButton.LeftButton)
    assert page.blind.isHidden()
    assert page.reviewing.names == ("ana", "ben")
    assert page.is_in_text()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert page.blind.isVisible()
    assert page.reviewing.people == []
    assert blind.status_bar.message() == (
        "Undid: looked at labels given blind before all had finished."
    )


def test_who_is_to_label_it_is_not_offered_to_look(blind, hands):
    assert blind.session.sign_in("ana")
    page = review(blind, hands)
    assert page.reviewing.people == []
    assert page.blind.look.isHidden()
    blind.run("look_anyway")
    assert page.blind.isVisible()


def test_it_opens_when_the_last_has_finished(blind, hands):
    page = review(blind, hands)
    finish(blind, "ana")
    assert page.blind.isVisible()
    finish(blind, "ben")
    assert page.blind.isHidden()
    assert len(page.reviewing.people) == 2


def test_its_differences_are_not_counted(blind, hands):
    project = blind.session.project
    project.sign_in("ben")
    project.apply(AddSpan(make_span(TEXT, "Ilse Varga", "p", "v-ben")), "talks")
    for name in ("ana", "ben"):
        project.sign_in(name)
        project.apply(AddSpan(make_span("ferry", "ferry", "c", f"f-{name}")), "ferry")
    project.apply(AddSpan(make_span("a ferry", "ferry", "c", "f2-ben")), "ferry")
    blind.session.sign_in("mara")
    blind.session.open_document("ferry")
    page = review(blind, hands)
    assert page.queue.progress.count.text() == "0 of 1"
    assert page.walk.next_article() is None


def test_no_colleague_stands_below_the_text(blind, hands):
    assert list_colleagues(blind.session) == []
    finish(blind, "ana", "ben")
    blind.session.sign_in("mara")
    colleagues = list_colleagues(blind.session)
    assert [one.name for one in colleagues] == ["ana", "ben"]
    blind.page.show_colleague(colleagues[0])
    assert blind.page.view.second.annotation_set is not None
    project = blind.session.project
    project.sign_in("ana")
    project.apply(SetStatus("in_progress"), "talks")
    blind.session.sign_in("mara")
    assert blind.page.view.second.annotation_set is None


def who_is_in_the_history(blind, hands):
    """The names beside the acts on the article, as the timeline shows them."""
    blind.activateWindow()
    blind.page.focus_text()
    hands.press(Qt.Key.Key_H, CTRL)
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, HistoryDialog) and one.isVisible()
    ]
    hands.qtbot.waitUntil(lambda: not dialog._pause.isActive() and not running_tasks())
    lines = [dialog.model.line(row) for row in range(dialog.model.rowCount())]
    dialog.close()
    return {line.who for line in lines if line is not None}


def test_nor_their_acts_in_the_history(blind, hands):
    hands.wait_saved()
    assert who_is_in_the_history(blind, hands) & {"ana", "ben"} == set()
    finish(blind, "ana", "ben")
    blind.session.sign_in("mara")
    hands.wait_saved()
    assert who_is_in_the_history(blind, hands) >= {"ana", "ben"}


def test_nor_what_is_said_of_them(blind, hands):
    project = blind.session.project
    project.review.say("talks", "m-ana", "Ben says it is a day.")
    remarks = ArticleRemarks(blind.session)
    assert len(remarks.thread_of("m-ana")) == 0
    blind.session.sign_in("ana")
    hands.settle()
    assert len(remarks.thread_of("m-ana")) == 0
    assert not blind.page.side.inbox.has_rows
    finish(blind, "ben", "ana")
    hands.settle()
    blind.session.sign_in("ana")
    hands.settle()
    assert len(remarks.thread_of("m-ana")) == 1
    assert blind.page.side.inbox.has_rows


def test_nor_their_lines_in_the_preview_of_an_export(blind):
    preview = blind.session.project.preview_export(ExportChoice(), is_for_me=True)
    assert [line for line in preview.first if '"talks"' in line] == []
    assert preview.lines == 4
    everything = blind.session.project.preview_export(ExportChoice())
    assert sum('"id":"talks"' in line for line in everything.first) == 2


def test_the_inspector_says_that_it_was_assigned(blind, hands):
    assert blind.page.inspector.status.duty.isHidden()
    blind.session.sign_in("ana")
    blind.page.inspector.bring_up_to_date()
    assert blind.page.inspector.status.duty.text().startswith("Assigned to you, blind")
