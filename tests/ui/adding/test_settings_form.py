"""Settings of a format become menus and fields, and what is chosen is kept."""

import pytest
from PySide6.QtTest import QTest

from annotator.formats.format import Setting
from annotator.ui.adding.settings_form import SettingsForm

SCHEME = Setting("scheme", "Tags", "iob2", ("iob2", "bioes"), "How tags begin.")
COLUMN = Setting("text", "Column of the text", "text")


@pytest.fixture
def form(qtbot):
    form = SettingsForm()
    qtbot.addWidget(form)
    form.show_settings((SCHEME, COLUMN))
    form.show()
    return form


def test_each_setting_is_a_menu_or_a_field_with_its_default(form):
    assert form.menus["scheme"].words == "iob2"
    assert form.fields["text"].placeholderText() == "text"
    assert form.settings() == {}


def test_what_is_chosen_is_told(qtbot, form):
    with qtbot.waitSignal(form.changed):
        form.menus["scheme"].choice_requested.emit("bioes")
    with qtbot.waitSignal(form.changed):
        QTest.keyClicks(form.fields["text"], "body")
    assert form.settings() == {"scheme": "bioes", "text": "body"}
    form.fields["text"].clear()
    form.fields["text"].textEdited.emit("")
    form.menus["scheme"].choice_requested.emit("iob2")
    assert form.settings() == {}


def test_what_was_typed_stays_while_the_same_settings_are_shown(form):
    field = form.fields["text"]
    QTest.keyClicks(field, "body")
    form.show_settings((SCHEME, COLUMN))
    assert form.fields["text"] is field
    form.show_settings((SCHEME,))
    assert form.settings() == {}
    form.show_settings((SCHEME, COLUMN))
    assert form.fields["text"].text() == "body"
    assert form.settings() == {"text": "body"}


def test_without_settings_nothing_is_there(form):
    form.show_settings(())
    assert not form.isVisible()
