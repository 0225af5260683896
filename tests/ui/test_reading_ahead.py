"""Large articles are read beside and opened when that is done; nobody waits, the last wish counts."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddSpan
from annotator.model.document import Document, Meta
from annotator.model.span import Span
from annotator.project.review import Pairing
from annotator.ui import reading_ahead
from annotator.ui.tasks import running_tasks
from annotator.ui.text_view import galley
from tests.builders import make_set
from tests.ui.ferry_project import ARTICLES, add_documents, make_project
from tests.ui.windows import CTRL, Hands

LARGE = Document("large", "The ferry came.\n" * 8000, Meta(title="Large"))
LARGER = Document("larger", "No ferry came.\n" * 9000, Meta(title="Larger"))


@pytest.fixture
def opened(window, tmp_path, qtbot):
    project = make_project(tmp_path / "news.annotator", [*ARTICLES, LARGE, LARGER])
    mine = make_set(Span("one", "p", ((4, 9),)), document="large", annotator=project.me.id)
    add_documents(project, [], [mine])
    assert window.show_project(project)
    Hands(qtbot, window).settle()
    return window


def ask(window, document):
    window.page.articles.document_requested.emit(document)


def test_a_small_article_is_there_at_once(opened):
    ask(opened, "ferry")
    assert opened.session.document.id == "ferry"


def test_a_large_one_comes_when_it_has_been_read(opened, qtbot):
    ask(opened, "large")
    assert opened.session.document.id == "talks"
    qtbot.waitUntil(lambda: opened.session.document.id == "large")
    view = opened.page.view
    assert view.text == LARGE.text
    assert set(view.index.spans) == {"one"}
    opened.session.apply(AddSpan(Span("two", "o", ((20, 25),))))
    assert set(view.index.spans) == {"one", "two"}


def test_what_was_put_in_order_is_taken_over(opened, qtbot, monkeypatch):
    def never(*_):
        raise AssertionError("put in order twice")

    ask(opened, "large")
    monkeypatch.setattr(galley, "order_article", never)
    qtbot.waitUntil(lambda: opened.session.document.id == "large")


def test_the_article_asked_for_last_is_opened(opened, qtbot):
    ask(opened, "large")
    ask(opened, "larger")
    qtbot.waitUntil(lambda: opened.session.document.id == "larger")
    ask(opened, "large")
    ask(opened, "ferry")
    assert opened.session.document.id == "ferry"
    qtbot.waitUntil(lambda: not running_tasks())
    assert opened.session.document.id == "ferry"


def test_another_way_to_another_article_ends_the_waiting(opened, qtbot):
    ask(opened, "large")
    opened.session.open_document("third")
    qtbot.waitUntil(lambda: not running_tasks())
    assert opened.session.document.id == "third"


def test_an_act_meanwhile_is_seen(opened, qtbot):
    ask(opened, "large")
    opened.session.project.apply(AddSpan(Span("meanwhile", "o", ((20, 25),))), "large")
    qtbot.waitUntil(lambda: opened.session.document.id == "large")
    assert set(opened.page.view.index.spans) == {"one", "meanwhile"}


def test_an_article_that_is_gone_is_refused(opened, qtbot):
    model = opened.page.articles.model
    opened.page.ahead.open("nowhere", model.document_row(model.row_of("large")))
    qtbot.waitUntil(lambda: opened.status_bar.message() != "")
    assert opened.session.document.id == "talks"


def test_by_keys_one_walks_to_it(opened, hands, qtbot):
    for _ in range(2):
        hands.press(Qt.Key.Key_PageDown, CTRL)
    assert opened.session.document.id == "third"
    hands.press(Qt.Key.Key_PageDown, CTRL)
    hands.press(Qt.Key.Key_PageDown, CTRL)  # the same wish again
    qtbot.waitUntil(lambda: opened.session.document.id == "large")
    qtbot.waitUntil(lambda: not running_tasks())
    assert opened.session.document.id == "large"


def test_closing_while_one_is_read_is_quiet(opened, qtbot):
    ask(opened, "large")
    assert opened.close_project()
    qtbot.waitUntil(lambda: not running_tasks())
    assert opened.session is None


# ---- from elsewhere than the list ----------------------------------------------------------------


@pytest.fixture
def counted(monkeypatch):
    """The threads on which articles are put in order."""
    threads = []
    for module in (reading_ahead, galley):
        order = module.order_article

        def noted(*given, order=order):
            threads.append(threading.current_thread() is threading.main_thread())
            return order(*given)

        monkeypatch.setattr(module, "order_article", noted)
    return threads


def test_what_was_taken_back_in_a_large_article_is_seen_when_it_has_been_read(
    opened, qtbot, counted
):
    ask(opened, "large")
    qtbot.waitUntil(lambda: opened.session.document.id == "large")
    opened.session.apply(AddSpan(Span("two", "o", ((20, 25),))))
    ask(opened, "ferry")
    counted.clear()
    opened.session.undo()
    assert opened.session.document.id == "ferry"
    opened.session.undo()  # the same wish again
    qtbot.waitUntil(lambda: opened.session.document.id == "large")
    assert counted == [False]
    assert set(opened.page.view.index.spans) == {"one"}
    assert opened.session.selection.caret == 20
    opened.session.redo()
    assert set(opened.page.view.index.spans) == {"one", "two"}


def test_an_act_that_is_the_last_no_more_is_not_taken_back(opened, qtbot):
    ask(opened, "large")
    qtbot.waitUntil(lambda: opened.session.document.id == "large")
    opened.session.apply(AddSpan(Span("two", "o", ((20, 25),))))
    ask(opened, "ferry")
    opened.session.undo()
    opened.session.apply(AddSpan(Span("meanwhile", "o", ((0, 4),))))
    qtbot.waitUntil(lambda: opened.session.document.id == "large")
    assert set(opened.page.view.index.spans) == {"one", "two"}


def test_another_wish_ends_what_was_to_be_done(opened, qtbot):
    done = []
    opened.session.open_then("large", lambda: done.append("large"))
    opened.session.open_then("ferry", lambda: done.append("ferry"))
    qtbot.waitUntil(lambda: not running_tasks())
    assert opened.session.document.id == "ferry"
    opened.session.open_then("larger", lambda: done.append("larger"))
    opened.session.open_then("larger", lambda: done.append("the same"))
    qtbot.waitUntil(lambda: opened.session.document.id == "larger")
    assert done == ["ferry", "the same"]


def test_an_article_that_is_gone_is_refused_from_anywhere(opened):
    opened.session.open_then("nowhere", lambda: 1 / 0)
    assert opened.session.document.id == "talks"
    assert opened.status_bar.message() != ""


def test_in_the_review_both_sets_are_put_in_order_beside(opened, qtbot, counted):
    project = opened.session.project
    span = Span("theirs", "o", ((20, 25),))

    def put(intake):
        bo = intake.annotator_named("bo")
        theirs = make_set(span, document="large", annotator=bo.id)
        intake.add_set(replace(theirs, id="bos"))

    project.bring_in(put, import_id="bos")
    bo = next(one.id for one in project.annotators() if one.name == "bo")
    opened.run("review")
    review = opened.review_page
    review.reviewing.choose_pairing(Pairing(project.me.id, bo))
    counted.clear()
    opened.session.open_then("large", lambda: None)
    assert opened.session.document.id == "talks"
    qtbot.waitUntil(lambda: opened.session.document.id == "large")
    assert set(review.view.index.spans) == {"one"}
    assert set(review.view.galley.second.spans) == {"theirs"}
    assert counted
    assert not any(counted)
