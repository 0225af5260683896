"""Settings of a format become menus and fields, and what is chosen is kept."""

import pytest
from PySide6.QtTest import QTest

from annotator.formats.format import Offer, Offered, Setting
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


KEY = Setting("title", "Key of the title", "")
OFFER = Offer("headline", (Offered("headline", "Ferry & <b>talks</b>"), Offered("kicker")), "-")


@pytest.fixture
def offered(qtbot):
    form = SettingsForm()
    qtbot.addWidget(form)
    form.show_settings((KEY, SCHEME), {"title": OFFER})
    form.show()
    return form


def test_what_a_file_offers_is_a_list_with_examples(offered):
    box = offered.boxes["title"]
    assert [box.itemText(at) for at in range(box.count())] == [
        "found: headline",
        "– none",
        "headline · Ferry & <b>talks</b>",
        "kicker",
    ]
    assert box.lineEdit().placeholderText() == "found: headline"
    assert offered.settings() == {}


def test_a_key_is_picked_written_or_taken_back(qtbot, offered):
    box = offered.boxes["title"]
    for place, expected in ((3, {"title": "kicker"}), (1, {"title": "-"}), (0, {})):
        with qtbot.waitSignal(offered.changed):
            box.setCurrentIndex(place)
            box.activated.emit(place)
        assert offered.settings() == expected
    box.lineEdit().clear()
    with qtbot.waitSignal(offered.changed):
        QTest.keyClicks(box.lineEdit(), "slug")
    assert offered.settings() == {"title": "slug"}


def test_what_was_written_stays_when_the_file_is_looked_at_anew(offered):
    box = offered.boxes["title"]
    QTest.keyClicks(box.lineEdit(), "slug")
    offered.show_settings((KEY, SCHEME), {"title": OFFER._replace(taken="slug")})
    assert offered.boxes["title"] is box
    assert box.currentText() == "slug"
    assert box.itemText(0) == "found: slug"


def test_many_settings_stand_in_two_columns(qtbot):
    form = SettingsForm()
    qtbot.addWidget(form)
    form.show_settings([Setting(f"s{at}", f"Setting {at}", "") for at in range(8)])
    form.resize(600, 300)
    form.show()
    assert form.fields["s0"].y() == form.fields["s1"].y()
    assert form.fields["s0"].x() < form.fields["s1"].x()
