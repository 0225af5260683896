"""Reading comfort by choice: what is turned in the dialog is seen and kept at once."""

import pytest

from annotator.settings.store import Settings
from annotator.ui.article_look import ArticleLook
from annotator.ui.dialogs.reading_dialog import ReadingDialog, installed_families


@pytest.fixture
def desk(qtbot):
    from annotator.ui.fonts import register_fonts
    from tests.ui.text_view.desk import Desk

    register_fonts()
    desk = Desk(qtbot)
    desk.show()
    yield desk
    desk.close()


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def look(desk, settings):
    return ArticleLook(desk.view, settings)


@pytest.fixture
def dialog(qtbot, look):
    dialog = ReadingDialog(look)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def heights(desk):
    galley = desk.view.galley
    return [galley.laid(n).lines[0].height for n in range(len(galley.blocks))]


def test_size_width_and_distance_are_seen_at_once(desk, dialog, settings):
    desk.view.resize(1400, 600)
    width, before = desk.view.galley.width, heights(desk)
    dialog.column.setValue(52)
    assert desk.view.galley.width < width
    dialog.spacing.setValue(150)
    loose = heights(desk)
    assert all(one > other for one, other in zip(loose, before, strict=True))
    dialog.text_size.setValue(20)
    assert desk.view.typography().point_size == 20
    assert settings.get("column_characters") == 52
    assert settings.get("line_spacing") == 1.5
    assert settings.get("text_size") == 20


def test_face_names_and_arcs(desk, dialog, settings):
    family = installed_families()[0]
    dialog.face.setCurrentIndex(dialog.face.findData(family))
    assert desk.view.typography().family == family
    dialog.names.setCurrentIndex(2)
    dialog.arcs.setCurrentIndex(1)
    assert (desk.view.density.names, desk.view.density.arcs) == ("never", "selection")
    assert settings.get("names_shown") == "never"


def test_all_comes_back_as_delivered(desk, dialog, settings):
    dialog.column.setValue(52)
    dialog.spacing.setValue(150)
    dialog.names.setCurrentIndex(1)
    dialog.reset_button.click()
    assert dialog.column.value() == 76
    assert desk.view.typography().leading == pytest.approx(0.17)
    assert desk.view.density.names == "always"
    for name in ("column_characters", "line_spacing", "names_shown"):
        assert name not in settings._overrides


def test_the_dialog_opens_with_what_is_kept(qtbot, look):
    look.choose("line_spacing", 1.3)
    look.choose("arcs_shown", "none")
    dialog = ReadingDialog(look)
    qtbot.addWidget(dialog)
    assert dialog.spacing.value() == 130
    assert dialog.arcs.currentData() == "none"
