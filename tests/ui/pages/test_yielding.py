"""In a narrow window the inspector yields to the text, then the list; what was asked for stays."""

import pytest
from PySide6.QtCore import Qt

from annotator.ui.pages.yielding import INSPECTOR, LEAST_WIDTHS, LIST, Yielding

NARROW = LEAST_WIDTHS[INSPECTOR] - 1
NARROWEST = LEAST_WIDTHS[LIST] - 1


def shown(yielding):
    return [panel for panel in (LIST, INSPECTOR) if yielding.shows(panel)]


@pytest.mark.parametrize(
    ("width", "expected"), [(1440, [LIST, INSPECTOR]), (NARROW, [LIST]), (NARROWEST, [])]
)
def test_the_inspector_yields_first_then_the_list(width, expected):
    yielding = Yielding()
    yielding.set_width(width)
    assert shown(yielding) == expected


def test_what_is_not_wanted_does_not_come_with_the_width():
    yielding = Yielding()
    yielding.want(INSPECTOR, False)
    yielding.set_width(1440)
    assert shown(yielding) == [LIST]


def test_what_was_asked_for_in_a_narrow_window_stays_until_it_was_wide():
    yielding = Yielding()
    yielding.set_width(NARROW)
    yielding.insist(INSPECTOR)
    yielding.set_width(NARROWEST)
    assert shown(yielding) == [INSPECTOR]
    yielding.set_width(1440)
    yielding.set_width(NARROW)
    assert shown(yielding) == [LIST]


def test_a_window_made_narrow_gives_the_text_room_and_back(qtbot, opened, settings):
    page = opened.page
    opened.resize(900, 600)
    qtbot.waitUntil(lambda: not page.inspector.isVisible())
    assert page.articles.isVisible()
    qtbot.waitUntil(lambda: page.view.width() > 560)
    opened.resize(1440, 900)
    qtbot.waitUntil(page.inspector.isVisible)
    assert settings.get(INSPECTOR) is True


def test_a_key_brings_a_yielded_panel_and_takes_it_away(qtbot, opened, hands, settings):
    page = opened.page
    opened.resize(900, 600)
    qtbot.waitUntil(lambda: not page.inspector.isVisible())
    opened.run("toggle_inspector")
    assert page.inspector.isVisible()
    assert settings.get(INSPECTOR) is True
    opened.resize(880, 600)
    assert page.inspector.isVisible()
    opened.run("toggle_inspector")
    assert not page.inspector.isVisible()
    assert settings.get(INSPECTOR) is False
    opened.resize(1440, 900)
    assert not page.inspector.isVisible()


def test_a_note_brings_the_inspector_in_a_narrow_window(qtbot, opened, hands):
    page, view = opened.page, opened.page.view
    opened.resize(900, 600)
    qtbot.waitUntil(lambda: not page.inspector.isVisible())
    view.selection.select_text(0, 5)
    view.label(opened.session.label_set.span_labels[0].id)
    view.selection.select_spans([next(iter(opened.session.annotation_set.spans))])
    hands.press(Qt.Key.Key_N)
    assert page.inspector.isVisible()
    assert page.inspector.note.field.hasFocus()
