"""Where we are, and the way to all commands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.ui.panels.plain_text import set_tone
from annotator.ui.widgets.line_label import LineLabel
from annotator.ui.widgets.recent_row import RecentRow
from annotator.ui.widgets.top_bar import TopBar


@pytest.fixture
def bar(qtbot):
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    bar.show()
    return bar


def buttons(bar):
    return {button.text(): button for button in bar.findChildren(QPushButton)}


def test_names_are_shown_as_they_are(bar):
    bar.show_project("<b>news</b>", "R&D <i>")
    assert bar.project_name() == "<b>news</b>"
    assert "R&&D <i>" in buttons(bar)
    for label in bar.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_without_a_project_only_the_commands_are_there(bar):
    shown = [text for text, button in buttons(bar).items() if button.isVisible()]
    assert shown == ["Commands"]


def test_what_is_clicked_is_wished(bar, qtbot):
    bar.show_project("news", "maria")
    with qtbot.waitSignals(
        [bar.palette_requested, bar.annotator_change_requested, bar.menu_requested]
    ):
        buttons(bar)["Commands"].click()
        buttons(bar)["maria"].click()
        bar.menu_button.click()


def test_a_long_name_gives_way(bar):
    bar.show_project("x" * 500, "maria")
    assert bar.minimumSizeHint().width() < 560  # three places stand in it whole


def test_a_label_changes_its_tone(qtbot):
    label = LineLabel("<u>x</u>", tone="muted")
    qtbot.addWidget(label)
    set_tone(label, "bad")
    assert (label.property("tone"), label.text()) == ("bad", "<u>x</u>")


def test_a_recent_project_that_is_gone_says_so(qtbot, tmp_path):
    row = RecentRow(tmp_path / "news.annotator", is_there=False)
    qtbot.addWidget(row)
    assert not row.isEnabled()
    assert row.place_words().startswith("missing · ")
    assert row.accessibleName() == "news, missing"


def test_the_home_folder_is_written_short(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    row = RecentRow(tmp_path / "work" / "news.annotator", is_there=True)
    qtbot.addWidget(row)
    assert row.place_words() == "~/work"
    row.resize(row.sizeHint())
    assert not row.grab().isNull()
