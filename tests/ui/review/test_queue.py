"""The queue by real keys: of the article or the project, in reading order or the worst first."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from annotator.review.queue import CaseFilter
from annotator.ui.dialogs.chooser import Chooser
from tests.project.differing import say
from tests.ui.review.conftest import NOTHING, kinds, texts
from tests.ui.windows import CTRL, SHIFT


def choose(page, hands, qtbot, key, letters):
    """Press a key that opens a list, type some letters, take the first that fits; return all that
    was offered."""
    hands.press(key)
    (chooser,) = [
        one for one in QApplication.topLevelWidgets() if type(one) is Chooser and one.isVisible()
    ]
    offered = chooser.shown_texts()
    hands.type(letters)
    hands.press(Qt.Key.Key_Return)
    page.window().activateWindow()  # no window manager here does it when the dialog goes
    qtbot.waitUntil(page.window().isActiveWindow)
    hands.settle()
    return offered


def here(page):
    """Which article is open, and the case one is at."""
    return page.session.document.id, page.reviewing.case.difference.kind


def test_of_this_article_at_first(several, queue):
    assert (queue.scope, queue.order) == ("article", "reading")
    assert texts(queue) == ["“Monday”"]
    assert several.queue.heading.text() == "1 DIFFERENCE · 1 OPEN"
    assert several.queue.bar.project.words == "Project 4"
    assert several.queue.progress.count.text() == "0 of 2"


def test_of_the_project_with_titles_and_on_from_article_to_article(several, queue, hands):
    hands.press(Qt.Key.Key_Q)
    assert texts(queue) == ["“Monday”", "“Ilse Varga”", "“Erik Palm”", "“Norrow Lines”"]
    titles = [queue.title_at(number) for number in range(4)]
    assert titles == ["Council opens ferry talks", "Ferry line opens", "", ""]
    assert several.queue.heading.text() == "4 DIFFERENCES · 4 OPEN"
    hands.press(Qt.Key.Key_J)
    assert here(several) == ("ferry", "label") and queue.current == 1
    assert several.view.document_id == "ferry" and several.is_in_text()
    hands.press(Qt.Key.Key_K)
    assert here(several) == ("talks", "extra") and queue.current == 0
    hands.press(Qt.Key.Key_Q)
    assert texts(queue) == ["“Monday”"]


def test_what_is_decided_stays_and_the_next_article_comes_by_itself(several, queue, hands):
    hands.press(Qt.Key.Key_Q)
    for key in (Qt.Key.Key_S, Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_S):
        hands.press(key)
    assert several.queue.heading.text() == "4 DIFFERENCES · ALL SETTLED"
    assert [row.verdict.choice for row in queue.rows] == ["second", "first", "neither", "second"]
    assert several.queue.progress.count.text() == "2 of 2"
    assert several.queue.figures.value("Nothing should be here") == "1"
    assert several.queue.progress.negatives.value == "1"
    hands.press(Qt.Key.Key_Z, CTRL)
    assert several.queue.heading.text() == "4 DIFFERENCES · 1 OPEN"
    hands.press(Qt.Key.Key_N)
    assert here(several)[0] == "ferry"


def test_the_worst_article_first_and_kept_so(several, queue, hands, settings):
    hands.press(Qt.Key.Key_Q)
    hands.press(Qt.Key.Key_O)
    assert texts(queue)[0] == "“Ilse Varga”" and texts(queue)[-1] == "“Monday”"
    assert (settings.get("queue_scope"), settings.get("queue_order")) == ("project", "worst")
    hands.press(Qt.Key.Key_U)
    assert here(several) == ("ferry", "label"), "round from the last article to the first"
    hands.press(Qt.Key.Key_A)
    assert texts(queue)[0] == "“Ilse Varga”", "what is settled changes no order"
    assert several.queue.bar.worst.isChecked()


def test_only_what_is_wanted(several, queue, hands, qtbot):
    hands.press(Qt.Key.Key_Q)
    offered = choose(several, hands, qtbot, Qt.Key.Key_F, "label kind")
    assert queue.wanted == CaseFilter(kinds=frozenset({"label"}))
    assert kinds(queue) == ["label", "label"]
    assert here(several)[0] == "ferry", "one goes to the first of them"
    assert several.queue.heading.text() == "2 CASES · 2 OPEN"
    assert several.queue.bar.wanted.words == "label ×"
    assert "extra" in offered and "missing" not in offered, "what there is none of is not offered"
    hands.press(Qt.Key.Key_F, SHIFT)
    assert queue.wanted.is_everything and len(queue.rows) == 4


def test_several_wishes_and_one_of_them_taken_back(several, queue, hands, qtbot):
    hands.press(Qt.Key.Key_Q)
    choose(several, hands, qtbot, Qt.Key.Key_F, "role")
    choose(several, hands, qtbot, Qt.Key.Key_F, "claim")
    assert queue.wanted.labels == {"r", "c"}
    assert texts(queue) == ["“Monday”", "“Erik Palm”"]
    choose(several, hands, qtbot, Qt.Key.Key_F, "claim")
    assert texts(queue) == ["“Erik Palm”"]


def test_what_one_decides_stays_in_view_although_it_is_no_longer_wanted(
    several, queue, hands, qtbot
):
    hands.press(Qt.Key.Key_Q)
    choose(several, hands, qtbot, Qt.Key.Key_F, "open")
    assert len(queue.rows) == 4
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_A)
    assert [row.is_open for row in queue.rows] == [False, False, True, True]
    hands.press(Qt.Key.Key_K)
    assert not several.reviewing.case.is_open
    queue.set_wanted(CaseFilter())
    queue.set_wanted(CaseFilter(states=frozenset({"open"})))
    assert len(queue.rows) == 2


def test_verdicts_that_say_the_guideline_needs_work(several, queue, hands, opened):
    hands.press(Qt.Key.Key_G)
    hands.press(Qt.Key.Key_C)
    hands.type("see <b>rule</b> 3")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_N)
    opened.run("show_flagged")
    assert queue.rows[0].words.settled == "✓ ana · “see <b>rule</b> 3” · guideline needs work"
    assert queue.scope == "project" and texts(queue) == ["“Monday”"]
    assert here(several) == ("talks", "extra")


def test_pills_do_the_same(several, queue, qtbot):
    bar = several.queue.bar
    for chip in (bar.project, bar.worst):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert (queue.scope, queue.order) == ("project", "worst")
    queue.set_wanted(CaseFilter(kinds=frozenset({"label"})))
    qtbot.mouseClick(bar.wanted, Qt.MouseButton.LeftButton)
    assert queue.wanted.is_everything
    qtbot.mouseClick(bar.article, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.worst, Qt.MouseButton.LeftButton)
    assert (queue.scope, queue.order) == ("article", "reading")


def test_a_number_is_the_way_to_the_cases_behind_it(several, queue, qtbot, hands):
    hands.press(Qt.Key.Key_N)
    hands.settle()
    figures = several.queue.figures
    qtbot.waitUntil(lambda: figures.value("Span F1, exact") == "0.00")
    qtbot.waitUntil(lambda: figures.value("Relation F1") == "–")
    assert "nobody has made a relation" in figures.row("Relation F1").toolTip().casefold()
    qtbot.mouseClick(figures.row("Span F1, overlap"), Qt.MouseButton.LeftButton)
    assert queue.wanted.kinds == {"missing", "extra", "label", "label_and_boundary"}
    assert several.is_in_text()


def test_a_card_in_another_article_opens_it(several, queue, qtbot, hands):
    hands.press(Qt.Key.Key_Q)
    view = several.queue.view
    place = view.visualRect(several.queue.model.index(2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert here(several)[0] == "ferry" and queue.current == 2
    assert several.is_in_text()


def test_what_changes_elsewhere_is_read_again(several, queue, qtbot, hands):
    hands.press(Qt.Key.Key_Q)
    say(several.session.project, "ben", NOTHING._replace(id="more", label="p"), document="third")
    qtbot.waitUntil(lambda: len(queue.rows) == 5)
    assert queue.rows[-1].document == "third"


# ---- the audit ----------------------------------------------------------------------------------


@pytest.fixture
def audited(several):
    several.set_audit(100)
    return several


def test_what_all_agree_on_is_asked_and_its_error_told(audited, queue, hands):
    assert kinds(queue) == ["agreed: right?", "extra", "agreed: right?"]
    assert audited.queue.heading.text() == "1 DIFFERENCE · 1 OPEN", "no difference"
    assert [key for key, _ in queue.rows[0].decisions] == [
        "choose_first",
        "choose_neither",
        "edit_case",
    ]
    hands.settle()
    assert audited.queue.progress.audit.value == "0 of 3"
    audited.reviewing.go_to(0)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_X)
    assert audited.queue.progress.audit.value == "2 of 3"
    assert audited.queue.progress.error.value.startswith("50% (")
    curated = audited.session.project.review.curated("talks")
    assert [one.label for one in curated.annotation_set.spans.values()] == ["p"]
    assert list(curated.provenance.values()) == ["unanimous"]


def test_what_all_agree_on_can_be_put_right(audited, hands):
    audited.reviewing.go_to(0)
    hands.press(Qt.Key.Key_E)
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_Escape)
    curated = audited.session.project.review.curated("talks").annotation_set
    assert sorted(one.label for one in curated.spans.values()) == ["o", "r"]


def test_the_audit_can_be_made_larger(several, queue, hands, qtbot, opened, settings):
    opened.run("choose_audit")
    hands.type("100 in")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert settings.get("audit_percent") == 100 and len(queue.rows) == 3
    qtbot.mouseClick(several.queue.progress.audit, Qt.MouseButton.LeftButton)
    assert kinds(queue) == ["agreed: right?"] * 3


# ---- the list -----------------------------------------------------------------------------------


def test_it_behaves_as_a_model_must(several, queue, hands):
    model = several.queue.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    hands.press(Qt.Key.Key_Q)
    hands.press(Qt.Key.Key_A)
    words = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("Ferry line opens, “Ilse Varga”, label, ana PERSON")
    tester.deleteLater()


def test_cards_stand_below_each_other_whatever_one_is_at(several, queue, hands):
    hands.press(Qt.Key.Key_Q)
    view, model = several.queue.view, several.queue.model
    for current in range(4):
        queue.go_to(current)
        places = [view.visualRect(model.index(number)) for number in range(4)]
        assert all(one.bottom() + 1 == other.top() for one, other in pairwise(places))
        for number, place in enumerate(places):
            assert view.indexAt(place.center()).row() == number
        heights = [place.height() for place in places]
        assert heights[current] == max(heights)
    assert not view.indexAt(places[-1].bottomLeft() + places[-1].bottomLeft()).isValid()
