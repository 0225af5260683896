"""Large articles are read beside and opened when that is done; nobody waits, the last wish counts."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddSpan
from annotator.model.document import Document, Meta
from annotator.model.span import Span
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
