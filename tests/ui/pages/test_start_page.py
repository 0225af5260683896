"""The start page: who am I, and which project."""

import pytest
from PySide6.QtCore import Qt

from annotator.settings.store import Settings
from annotator.ui.pages.no_article import NoArticle
from annotator.ui.pages.start_page import StartPage


@pytest.fixture
def settings(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    (tmp_path / "here.annotator").write_text("x")
    settings.remember_project(tmp_path / "here.annotator")
    settings.remember_project(tmp_path / "gone.annotator")
    return settings


@pytest.fixture
def page(qtbot, settings):
    page = StartPage(settings)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def test_each_way_is_wished_by_its_action(page, qtbot):
    for id, button in page.ways.items():
        with qtbot.waitSignal(page.action_requested) as wish:
            button.click()
        assert wish.args == [id]


def test_recent_projects_open_and_missing_ones_are_grey(page, qtbot, tmp_path):
    gone, here = page.rows()
    assert (gone.isEnabled(), here.isEnabled()) == (False, True)
    with qtbot.waitSignal(page.project_requested) as wish:
        here.click()
    assert wish.args == [tmp_path / "here.annotator"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_opens_the_recent_project_one_is_on(page, qtbot, tmp_path, key):
    with qtbot.waitSignal(page.project_requested) as wish:
        qtbot.keyClick(page.rows()[1], key)
    assert wish.args == [tmp_path / "here.annotator"]


def test_a_recent_project_can_be_forgotten(page, settings, tmp_path):
    page.rows()[0].actions()[0].trigger()
    assert [row.path for row in page.rows()] == [tmp_path / "here.annotator"]
    assert settings.recent_projects() == [tmp_path / "here.annotator"]


def test_the_name_is_kept_as_it_is_typed(page, qtbot, settings):
    """Ctrl N makes a new project from inside the field."""
    page.name.setFocus()
    qtbot.keyClicks(page.name, " Maria ")
    assert settings.get("annotator") == "Maria"
    assert page.annotator() == "Maria"


def test_without_a_name_one_starts_there(page, settings, qtbot):
    page.focus_first()
    assert page.focusWidget() is page.name
    settings.choose("annotator", "maria")
    page.refresh()
    page.focus_first()
    assert page.focusWidget() is page.rows()[1]


def test_why_something_failed_is_said_and_taken_back(page):
    page.say("news.annotator is <not> a project.")
    assert page.words() == "news.annotator is <not> a project."
    page.say("")
    assert page.words() == ""


@pytest.mark.parametrize(("count", "has"), [(0, "Drop text files"), (3, "Choose an article")])
def test_while_no_article_is_open_the_next_step_is_said(qtbot, count, has):
    page = NoArticle()
    qtbot.addWidget(page)
    page.show_count(count)
    assert page.words().startswith(has)
