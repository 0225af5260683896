"""Details of an article are corrected with history, and wrong dates are refused."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import CorrectMeta
from annotator.model.document import Meta
from annotator.ui.dialogs.article_details import (
    ArticleDetailsDialog,
    is_iso_date,
    language_words,
)


@pytest.fixture
def open_dialog(qtbot, session):
    """Return an opener of the dialog."""

    def open_it():
        dialog = ArticleDetailsDialog(session)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_it


def write(qtbot, field, words):
    """Type words over what stands in a field."""
    field.selectAll()
    qtbot.keyClicks(field, words)


def test_fields_show_what_is_known(open_dialog):
    dialog = open_dialog()
    assert dialog.title.text() == "Council opens ferry talks"
    assert dialog.published.text() == "2017-01-24"
    assert dialog.guess == "en"


def test_without_a_title_the_field_hints_at_what_the_list_shows(session, open_dialog):
    session.apply_to_project(CorrectMeta("talks", Meta()))
    dialog = open_dialog()
    row = session.project.document_rows(session.project.document_keys())[0]
    assert (dialog.title.text(), dialog.title.placeholderText()) == ("", row.title)
    assert row.title == session.document.text.partition("\n")[0]


def test_corrections_reach_the_document_and_are_undone(qtbot, session, open_dialog):
    dialog = open_dialog()
    write(qtbot, dialog.title, "Talks")
    write(qtbot, dialog.published, "2017-02-01")
    write(qtbot, dialog.authors, "Anna Berg; ; Otto Lind ")
    with qtbot.waitSignal(session.said):
        dialog.accept_button.click()
    meta = session.document.meta
    assert (meta.title, meta.published) == ("Talks", "2017-02-01")
    assert meta.authors == ("Anna Berg", "Otto Lind")
    assert meta.source == "Harbour Gazette"
    session.undo()
    assert session.document.meta.title == "Council opens ferry talks"


def test_an_emptied_field_is_nothing(qtbot, session, open_dialog):
    dialog = open_dialog()
    dialog.source.selectAll()
    qtbot.keyClick(dialog.source, Qt.Key.Key_Delete)
    dialog.accept_button.click()
    assert session.document.meta.source is None


@pytest.mark.parametrize("written", ["24 January", "2017-02-30", "2017-1-1", "20170124"])
def test_a_date_that_is_none_is_refused(qtbot, session, open_dialog, written):
    dialog = open_dialog()
    write(qtbot, dialog.published, written)
    assert "2017-01-24" in dialog.message.text()
    assert not dialog.accept_button.isEnabled()
    dialog.accept()
    assert session.document.meta.published == "2017-01-24"
    assert dialog.isVisible()


def test_what_nobody_touches_stays_as_it_came(qtbot, session, open_dialog):
    odd = Meta("A\u00a0title \u2028 of two lines", "Wire", "early 2017", None, ("a;b",), "xx_yy")
    session.apply_to_project(CorrectMeta("talks", odd))
    dialog = open_dialog()
    write(qtbot, dialog.url, "https://example.org/1")
    dialog.accept_button.click()
    meta = session.document.meta
    assert meta.url == "https://example.org/1"
    assert (meta.title, meta.published, meta.authors, meta.language) == (
        odd.title,
        odd.published,
        odd.authors,
        odd.language,
    )


def test_accepting_without_a_change_makes_no_act(session, open_dialog):
    before = session.project.next_undo()
    dialog = open_dialog()
    dialog.accept_button.click()
    assert not dialog.isVisible()
    assert session.project.next_undo() == before


def test_the_guessed_language_is_shown_and_taken(qtbot, session, open_dialog):
    session.apply_to_project(CorrectMeta("talks", Meta("Talks")))
    dialog = open_dialog()
    assert dialog.use_guess_button.isVisible()
    dialog.use_guess_button.click()
    assert not dialog.use_guess_button.isVisible()
    dialog.accept_button.click()
    assert session.document.meta.language == "en"


def test_a_language_that_is_no_code_is_refused(qtbot, open_dialog):
    dialog = open_dialog()
    write(qtbot, dialog.language, "English please")
    assert dialog.message.isVisible()
    assert not dialog.accept_button.isEnabled()


def test_tab_goes_through_the_fields_in_reading_order(qtbot, open_dialog):
    dialog = open_dialog()
    dialog.activateWindow()
    dialog.title.setFocus()
    walked = []
    for _ in range(6):
        walked.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert walked == [
        dialog.title,
        dialog.published,
        dialog.source,
        dialog.authors,
        dialog.language,
        dialog.url,
    ]


@pytest.mark.parametrize(
    ("written", "is_date"), [("2017-01-24", True), ("2016-02-29", True), ("2017-02-29", False)]
)
def test_iso_dates(written, is_date):
    assert is_iso_date(written) is is_date


def test_languages_have_names():
    assert language_words("en") == "English (en)"
    assert language_words("zz") == "zz"
