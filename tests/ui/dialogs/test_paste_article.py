"""An article from the clipboard: seen, recognised, added verbatim, met again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from annotator.formats.articles.structure import recognise_article
from annotator.ui.dialogs.paste_article import PasteArticleDialog, found_lines

ARTICLE = (
    "Ferry talks go on\r\n\r\n24 January, 2017\r\n\r\n"
    "The council said on Monday that it would\u00a0meet. “We agreed,” she said.\r\n"
)


@pytest.fixture
def open_dialog(qtbot, session):
    """Return an opener of the dialog with a text on the clipboard."""

    def open_it(text=ARTICLE):
        QGuiApplication.clipboard().setText(text)
        dialog = PasteArticleDialog(session)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    yield open_it
    QGuiApplication.clipboard().clear()


def add(qtbot, dialog):
    """Accept, and return the id of the article."""
    with qtbot.waitSignal(dialog.article_added) as caught:
        dialog.accept_button.click()
    return caught.args[0]


def test_what_is_recognised_is_shown(qtbot, open_dialog):
    dialog = open_dialog()
    qtbot.waitUntil(lambda: "24 Jan 2017" in dialog.found.text())
    assert "“Ferry talks go on”" in dialog.found.text()
    assert dialog.title.placeholderText() == "Ferry talks go on"


def test_it_follows_what_is_typed(qtbot, open_dialog):
    dialog = open_dialog("")
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClicks(dialog.text, "A storm is coming")
    assert dialog.accept_button.isEnabled()
    qtbot.waitUntil(lambda: "17 characters" in dialog.found.text())


def test_the_article_is_added_verbatim_and_opened(qtbot, session, open_dialog):
    dialog = open_dialog()
    document = add(qtbot, dialog)
    assert session.document.id == document
    assert session.document.text == ARTICLE
    assert session.document.meta.title == "Ferry talks go on"
    assert session.document.meta.published == "2017-01-24"


def test_title_and_source_given_win(qtbot, session, open_dialog):
    dialog = open_dialog()
    qtbot.keyClicks(dialog.title, "My title")
    qtbot.keyClicks(dialog.source, "Wire")
    add(qtbot, dialog)
    assert (session.document.meta.title, session.document.meta.source) == ("My title", "Wire")


def test_the_same_article_is_met_again(qtbot, session, open_dialog):
    first = add(qtbot, open_dialog())
    said = []
    session.said.connect(lambda words, _: said.append(words))
    assert add(qtbot, open_dialog()) == first
    assert said == ["This article was here already."]


def test_adding_is_undone(qtbot, session, open_dialog):
    add(qtbot, open_dialog())
    session.undo()
    assert session.project.document_counts()["all"] == 1


def test_found_lines():
    assert found_lines("", recognise_article("")) == []
    lines = found_lines(ARTICLE, recognise_article(ARTICLE))
    assert lines[0].startswith("Found: “Ferry talks go on” · 24 Jan 2017")
    assert "1 title" in lines[1]
    assert "1 date" in lines[1]
